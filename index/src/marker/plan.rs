//! What is looked for in one kind of text: a part of articles in a language.

use super::near::Near;
use super::phrase::{Form, Phrase};
use super::stems::beginning;
use super::{Marker, Part, Where};
use crate::Lang;
use crate::analyze::{Starts, start};
use crate::open::{Only, is_in};

/// What is looked for in one kind of text.
pub(super) struct Plan<'m> {
    pub(super) language: Option<Lang>,
    /// The one that the text is stemmed in: names are not.
    pub(super) stemmed: Option<Lang>,
    pub(super) part: Part,
    /// How words begin that may be meant; `None` where that cannot be told.
    pub(super) starts: Option<Starts>,
    /// How words begin that may have one of the stems, likewise.
    stems: Option<Vec<&'m str>>,
    pub(super) phrases: Vec<&'m Phrase>,
    pub(super) nears: Vec<&'m Near>,
}

impl<'m> Plan<'m> {
    pub(super) fn new(marker: &'m Marker, language: Option<Lang>, part: Part) -> Self {
        let here = |place: &Where| place.has(part);
        let stemmed = language.filter(|_| part != Part::Author);
        let phrases: Vec<_> = marker.phrases.iter().filter(|phrase| here(&phrase.place)).collect();
        let nears: Vec<_> = marker
            .nears
            .iter()
            .filter(|near| {
                here(&near.place)
                    && near.languages.as_ref().is_none_or(|all| all.contains(&language))
            })
            .collect();
        let here_stem = |(_, (_, place, only)): &(&String, &(usize, Where, Only))| {
            here(place) && is_in(only, language)
        };
        let stems = marker.stems.iter().filter(here_stem);
        let stems = stems.map(|(stem, _)| beginning(stem, stemmed)).collect::<Option<Vec<_>>>();
        let starts = stems.as_ref().map(|stems| {
            let runs = nears.iter().flat_map(|near| &near.runs).chain(phrases.iter().copied());
            let forms = runs.flat_map(|phrase| &phrase.terms).map(|(_, form)| form);
            let printed = marker.printed.iter().filter(|(_, (_, place))| here(place));
            let prefixes = marker.prefixes.iter().filter(|(.., place)| here(place));
            let mut starts: Vec<_> = forms.flat_map(Form::starts).collect();
            starts.extend(stems.iter().map(|stem| start(stem)));
            starts.extend(printed.map(|(word, _)| start(word)));
            starts.extend(prefixes.map(|(begin, ..)| start(begin)));
            Starts::new(&starts)
        });
        Self { language, stemmed, part, starts, stems, phrases, nears }
    }

    /// Tells whether a folded word may have one of the stems.
    pub(super) fn may_have_stem(&self, folded: &str) -> bool {
        self.stems.as_ref().is_none_or(|stems| stems.iter().any(|begin| folded.starts_with(begin)))
    }
}
