//! What the second pass sees: the first pass's opinion of a line, of its neighbours, of lines of
//! the same shape and of the whole document. It knows a list by it.

mod period;
mod since;

use rustc_hash::FxHashMap;

use super::decode::{TAGS, Tag};
use super::features::FAR;
use super::measure::Line;
use super::outline::Outline;
use super::rhythm;
use super::weights::Scores;

/// Neighbours on each side whose tags count.
const REACH: isize = 5;

/// What tags say together: an article begins, none is here, headline, matter, text.
pub(super) const MASSES: usize = 5;

const MASS_NAMES: [&str; MASSES] = ["begin", "outside", "head", "matter", "prose"];

/// How likely each tag is at one line.
type Chances = [f32; TAGS];

/// How likely each of [`MASS_NAMES`] is at one line.
type Masses = [f32; MASSES];

/// The names of the features, in order.
pub(super) fn names() -> Vec<String> {
    let near =
        (-REACH..=REACH).flat_map(|by| Tag::names().map(move |name| format!("{name}{by:+}")));
    let alike = ["single", "pair", "triple", "coarse"]
        .iter()
        .flat_map(|kind| MASS_NAMES.iter().map(move |name| format!("{kind}_{name}")));
    let document = MASS_NAMES.iter().map(|name| format!("document_{name}"));
    near.chain(alike)
        .chain(document)
        .chain(["document_articles".to_owned(), "document_rank".to_owned()])
        .chain(period::names())
        .chain(since::NAMES.iter().map(|&name| name.to_owned()))
        .collect()
}

/// The first pass's opinion of all lines, ready to be looked at one by one.
pub(super) struct Context {
    chances: Vec<Chances>,
    alike: Vec<[Masses; 4]>,
    document: Masses,
    begun: Vec<f32>,
    period: Vec<[f32; period::COUNT]>,
    since: Vec<[f32; since::COUNT]>,
}

impl Context {
    /// Looks at the scores that the first pass gave the lines.
    pub(super) fn new(lines: &[Line], scores: &[Scores]) -> Self {
        let chances: Vec<Chances> = scores.iter().map(|scores| scores.map(f32::exp)).collect();
        let masses: Vec<Masses> = chances.iter().map(masses).collect();
        let shapes = rhythm::Shapes::new(lines);
        let outlines: Vec<Outline> = lines.iter().map(Outline::of).collect();
        let kinds = shapes.keys().map(|keys| means(&keys, &masses));
        let alike = (0..lines.len()).map(|at| {
            let mean = |kind: &Vec<Masses>| kind.get(at).copied().unwrap_or_default();
            [mean(&kinds[0]), mean(&kinds[1]), mean(&kinds[2]), mean(&kinds[3])]
        });
        let mut sum = 0.0;
        Self {
            alike: alike.collect(),
            document: mean(masses.iter()),
            begun: std::iter::once(0.0)
                .chain(masses.iter().map(|[begin, ..]| {
                    sum += begin;
                    sum
                }))
                .collect(),
            period: period::find(&outlines, &masses),
            since: since::look(lines, &masses),
            chances,
        }
    }

    /// Adds the features of line `at` in the order of [`names`].
    pub(super) fn fill(&self, at: usize, row: &mut Vec<f32>) {
        for by in -REACH..=REACH {
            // Beyond the ends, -1 tells "nothing" from "not likely".
            let near = at.checked_add_signed(by).and_then(|at| self.chances.get(at));
            row.extend(near.unwrap_or(&[-1.0; TAGS]));
        }
        row.extend(self.alike.get(at).into_iter().flatten().flatten());
        row.extend(self.document);
        let begun = |at: usize| self.begun.get(at).copied().unwrap_or_default();
        let all = begun(self.chances.len());
        row.extend([all.ln_1p(), begun(at) / all.max(1.0)]);
        row.extend(self.period.get(at).into_iter().flatten());
        row.extend(self.since.get(at).into_iter().flatten());
    }
}

/// Adds up the chances of tags that say the same.
pub(super) fn masses(chances: &Chances) -> Masses {
    let of = |tag: Tag| chances.get(tag as usize).copied().unwrap_or_default();
    [
        of(Tag::BeginHead) + of(Tag::BeginMatter) + of(Tag::BeginProse),
        of(Tag::Outside),
        of(Tag::BeginHead) + of(Tag::Head),
        of(Tag::BeginMatter) + of(Tag::Matter),
        of(Tag::BeginProse) + of(Tag::Prose),
    ]
}

fn mean<'a>(masses: impl ExactSizeIterator<Item = &'a Masses>) -> Masses {
    let count = masses.len().max(1) as f32;
    let mut sum = [0.0; MASSES];
    for masses in masses {
        add(&mut sum, masses, 1.0);
    }
    sum.map(|sum| sum / count)
}

fn add(sum: &mut Masses, masses: &Masses, times: f32) {
    for (sum, mass) in sum.iter_mut().zip(masses) {
        *sum += times * mass;
    }
}

/// Returns for each line the mean over the other lines with its key at most [`FAR`] away; -1
/// where there is none.
fn means(keys: &[u64], masses: &[Masses]) -> Vec<Masses> {
    let mut places = FxHashMap::<u64, Vec<usize>>::default();
    for (at, key) in keys.iter().enumerate() {
        places.entry(*key).or_default().push(at);
    }
    let mut means = vec![[-1.0; MASSES]; keys.len()];
    for places in places.values() {
        let mass = |number: usize| places.get(number).and_then(|&at| masses.get(at));
        let (mut first, mut end) = (0, 0);
        let mut sum = [0.0; MASSES];
        for &at in places {
            while let Some(mass) =
                mass(end).filter(|_| places.get(end).is_some_and(|&to| to <= at + FAR))
            {
                add(&mut sum, mass, 1.0);
                end += 1;
            }
            while let Some(mass) =
                mass(first).filter(|_| places.get(first).is_some_and(|&to| to + FAR < at))
            {
                add(&mut sum, mass, -1.0);
                first += 1;
            }
            let others = end - first - 1;
            if others > 0
                && let (Some(mean), Some(own)) = (means.get_mut(at), masses.get(at))
            {
                let mut rest = sum;
                add(&mut rest, own, -1.0);
                // Sums that were added to and taken from are not exact: keep them from going below 0.
                *mean = rest.map(|sum| (sum / others as f32).max(0.0));
            }
        }
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_alike_are_averaged_without_the_line_itself() {
        let mass = |begin: f32| [begin, 0.0, 0.0, 0.0, 0.0];
        let mut keys = vec![7, 1, 7, 7];
        let mut all = vec![mass(1.0), mass(0.5), mass(0.0), mass(0.5)];
        keys.extend((0..u64::try_from(FAR).unwrap()).map(|at| at + 100));
        all.extend(std::iter::repeat_n(mass(0.0), FAR));
        keys.push(7);
        all.push(mass(0.2));
        let means: Vec<_> = means(&keys, &all).iter().map(|mean| mean[0]).collect();
        assert!((means[0] - 0.25).abs() < 1e-6);
        assert!((means[1] + 1.0).abs() < 1e-6, "no other line is like it");
        assert!((means[2] - 0.75).abs() < 1e-6);
        assert!((means.last().unwrap() + 1.0).abs() < 1e-6, "too far from the others");
    }
}
