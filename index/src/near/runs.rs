//! Where a run of words begins in a text, and how often two runs stand near each other.

/// Finds where a run begins: each of its places stands at its distance from there.
///
/// `places` has, for each place of the run, its distance from the first and where it stands, ascending.
pub(super) fn begins<P: AsRef<[u32]>>(places: &[(u32, P)], found: &mut Vec<u32>) {
    found.clear();
    let Some(((first, starts), rest)) = places.split_first() else { return };
    let stands = |begin: u32| {
        rest.iter().all(|(distance, places)| {
            let place = begin.checked_add(*distance);
            place.is_some_and(|place| places.as_ref().binary_search(&place).is_ok())
        })
    };
    let begins = starts.as_ref().iter().filter_map(|place| place.checked_sub(*first));
    found.extend(begins.filter(|begin| stands(*begin)));
}

/// Counts the places where a run stands loosely: its words are moved by at most `slop` against each other, as
/// Lucene counts it: each word in between costs one, a swap two.
///
/// `places` is as for [`begins`]; no word stands for two places of the run. `heads` is room to count in.
pub(super) fn loose<P: AsRef<[u32]>>(
    places: &[(u32, P)],
    slop: u32,
    heads: &mut Vec<usize>,
) -> u32 {
    heads.clear();
    heads.resize(places.len(), 0);
    let mut count = 0;
    loop {
        // Where the run would begin by each of its words: the closer together, the less they are moved.
        let (mut first, mut last, mut least) = (i64::MAX, i64::MIN, 0);
        let mut twice = None;
        for (at, (distance, own)) in places.iter().enumerate() {
            let place = |at: usize, own: &P| {
                heads.get(at).and_then(|head| own.as_ref().get(*head)).copied()
            };
            let Some(stands) = place(at, own) else { return count };
            let begin = i64::from(stands) - i64::from(*distance);
            if begin < first {
                (first, least) = (begin, at);
            }
            last = last.max(begin);
            let mut before = places.iter().enumerate().take(at);
            if before.any(|(at, (_, own))| place(at, own) == Some(stands)) {
                twice = Some(at);
            }
        }
        if places.is_empty() {
            return 0;
        }
        if twice.is_none() && last - first <= i64::from(slop) {
            count += 1;
        }
        // Of two places that one word stands for, the later one goes on.
        if let Some(head) = heads.get_mut(twice.unwrap_or(least)) {
            *head += 1;
        }
    }
}

/// Counts the runs at `first` with one at `second` near them.
///
/// Both are given by their length and where they begin, ascending. They do not overlap; in between stand at
/// most `slop` words, or two fewer where the second one comes first.
pub(super) fn near(first: (u32, &[u32]), second: (u32, &[u32]), slop: u32) -> u32 {
    let (length, begins) = first;
    let (other_length, others) = second;
    let is_near = |begin: u32| {
        let end = begin.saturating_add(length);
        let ahead = others.partition_point(|other| *other < end);
        let ahead = others.get(ahead).is_some_and(|other| other - end <= slop);
        let before = others.partition_point(|other| other.saturating_add(other_length) <= begin);
        let before = before.checked_sub(1).and_then(|at| others.get(at)).is_some_and(|other| {
            (begin - other.saturating_add(other_length)).saturating_add(2) <= slop
        });
        ahead || before
    };
    let count = begins.iter().filter(|begin| is_near(**begin)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_begin_where_all_their_places_stand() {
        let begins = |places: &[(u32, Vec<u32>)]| {
            let mut found = vec![7];
            begins(places, &mut found);
            found
        };
        let places = [(0, vec![1, 4, 9]), (1, vec![2, 10]), (3, vec![4, 12, 13])];
        assert_eq!(begins(&places), [1, 9]);
        assert_eq!(begins(&[(2, vec![1, 5])]), [3], "what would begin before the text does not");
        assert_eq!(begins(&[]), [0_u32; 0]);
        assert_eq!(begins(&[(0, vec![u32::MAX]), (1, vec![0])]), [0_u32; 0]);
    }

    #[test]
    fn loose_runs_count_how_far_their_words_are_moved() {
        let loose = |places: &[(u32, Vec<u32>)], slop| loose(places, slop, &mut vec![9]);
        let three = |a: u32, b: u32, c: u32, slop| {
            loose(&[(0, vec![a]), (1, vec![b]), (2, vec![c])], slop) == 1
        };
        assert!(three(5, 6, 7, 0));
        assert_eq!((three(5, 7, 8, 0), three(5, 7, 8, 1)), (false, true), "a word in between");
        assert_eq!((three(5, 300, 601, 593), three(5, 300, 601, 594)), (false, true));
        let two = |a: u32, b: u32, slop| loose(&[(0, vec![a]), (1, vec![b])], slop) == 1;
        assert_eq!((two(6, 5, 1), two(6, 5, 2)), (false, true), "a swap costs two");
        let many = [(0, vec![0, 10, 20]), (1, vec![2, 13, 500])];
        assert_eq!((loose(&many, 0), loose(&many, 1), loose(&many, 2)), (0, 1, 2));
        let same =
            |places: &[u32], slop| loose(&[(0, places.to_vec()), (1, places.to_vec())], slop);
        assert_eq!((same(&[4], 9), same(&[4, 5], 1)), (0, 1), "one word does not stand for two");
        assert_eq!((loose(&[(0, vec![1]), (1, vec![])], 9), loose(&[], 9)), (0, 0));
    }

    #[test]
    fn slop_counts_the_words_between_and_two_for_a_swap() {
        let words = |first: &[u32], second: &[u32], slop| near((1, first), (1, second), slop);
        assert_eq!((words(&[5], &[6], 0), words(&[5], &[9], 2), words(&[5], &[9], 3)), (1, 0, 1));
        assert_eq!((words(&[6], &[5], 1), words(&[6], &[5], 2)), (0, 1), "a swap costs two");
        assert_eq!((words(&[9], &[5], 4), words(&[9], &[5], 5)), (0, 1));
        assert_eq!(words(&[5], &[5], 9), 0, "a word is not near itself");
        assert_eq!((words(&[5, 7], &[5, 7], 2), words(&[5, 7], &[5, 7], 3)), (1, 2));
        assert_eq!(words(&[0, 50, 90], &[2, 95], 4), 2);
        assert_eq!(near((2, &[5]), (3, &[7]), 0), 1, "longer runs end later");
        assert_eq!(near((2, &[5]), (3, &[2]), 2), 1);
        assert_eq!(near((2, &[5]), (3, &[6]), 9), 0, "runs that overlap are not two");
    }
}
