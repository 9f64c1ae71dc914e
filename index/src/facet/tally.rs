//! One pass over the matches of a query that counts them by everything that is asked for.

use std::collections::{BTreeMap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Facet, Period};
use crate::date::civil_day;
use crate::schema::{DATE_END, DATE_START};

/// Counts matches by some facets and, with a period, by time.
pub(super) struct Tally {
    pub(super) facets: Vec<Facet>,
    pub(super) period: Option<Period>,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// For each facet, the articles of each value.
    pub(super) values: Vec<HashMap<String, u64>>,
    /// For each facet, the articles without a value.
    pub(super) without: Vec<u64>,
    /// Articles by the first day of their day, week, month or year.
    pub(super) bars: BTreeMap<jiff::civil::Date, u64>,
    /// Articles whose date is less exact than a period, such as a year among months.
    pub(super) coarser: u64,
    /// Articles without a date.
    pub(super) undated: u64,
}

impl Counted {
    /// Nothing of each facet.
    pub(super) fn of(facets: &[Facet]) -> Self {
        Self {
            values: vec![HashMap::new(); facets.len()],
            without: vec![0; facets.len()],
            ..Self::default()
        }
    }

    fn add(&mut self, other: Self) {
        for (mine, theirs) in self.values.iter_mut().zip(other.values) {
            for (value, articles) in theirs {
                *mine.entry(value).or_default() += articles;
            }
        }
        for (mine, theirs) in self.without.iter_mut().zip(other.without) {
            *mine += theirs;
        }
        for (day, articles) in other.bars {
            *self.bars.entry(day).or_default() += articles;
        }
        self.coarser += other.coarser;
        self.undated += other.undated;
    }
}

impl Collector for Tally {
    type Fruit = Counted;
    type Child = SegmentTally;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentTally> {
        let fast = reader.fast_fields();
        let mut columns = Vec::new();
        for facet in &self.facets {
            let values = match facet.column() {
                Some(column) => fast.str(column)?,
                None => None,
            };
            let counts = vec![0; values.as_ref().map_or(0, |values| values.num_terms())];
            columns.push(FacetColumn { year: *facet == Facet::Year, values, counts });
        }
        Ok(SegmentTally {
            columns,
            period: self.period,
            starts: fast.column_opt::<i64>(DATE_START)?,
            ends: fast.column_opt::<i64>(DATE_END)?,
            counted: Counted::of(&self.facets),
            ords: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let mut all = Counted::of(&self.facets);
        for fruit in fruits {
            all.add(fruit?);
        }
        Ok(all)
    }
}

/// The values of a facet in a segment.
struct FacetColumn {
    year: bool,
    values: Option<StrColumn>,
    /// Articles by the number of the value.
    counts: Vec<u64>,
}

/// The counts of a segment.
pub(super) struct SegmentTally {
    columns: Vec<FacetColumn>,
    period: Option<Period>,
    starts: Option<Column<i64>>,
    ends: Option<Column<i64>>,
    counted: Counted,
    ords: Vec<u64>,
}

impl SegmentTally {
    fn count_time(&mut self, doc: DocId, period: Period) {
        let first = |column: &Option<Column<i64>>| column.as_ref()?.first(doc);
        let (Some(start), Some(end)) = (first(&self.starts), first(&self.ends)) else {
            self.counted.undated += 1;
            return;
        };
        match civil_day(start).filter(|_| period.holds(end - start)) {
            Some(day) => *self.counted.bars.entry(period.first(day)).or_default() += 1,
            None => self.counted.coarser += 1,
        }
    }

    fn read(self) -> tantivy::Result<Counted> {
        let mut counted = self.counted;
        for (column, values) in self.columns.into_iter().zip(&mut counted.values) {
            let Some(names) = column.values else { continue };
            for (ord, articles) in (0_u64..).zip(column.counts).filter(|(_, count)| *count > 0) {
                let mut name = String::new();
                names.ord_to_str(ord, &mut name)?;
                values.insert(name, articles);
            }
        }
        Ok(counted)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if let Some(period) = self.period {
            self.count_time(doc, period);
        }
        let starts = self.starts.as_ref();
        let facets = self.columns.iter_mut().zip(&mut self.counted.values);
        for ((column, values), without) in facets.zip(&mut self.counted.without) {
            if column.year {
                match starts.and_then(|starts| starts.first(doc)).and_then(civil_day) {
                    Some(day) => *values.entry(day.year().to_string()).or_default() += 1,
                    None => *without += 1,
                }
                continue;
            }
            self.ords.clear();
            self.ords.extend(column.values.iter().flat_map(|values| values.term_ords(doc)));
            // A name printed twice counts once.
            self.ords.sort_unstable();
            self.ords.dedup();
            *without += u64::from(self.ords.is_empty());
            for ord in &self.ords {
                let at = usize::try_from(*ord).ok();
                if let Some(count) = at.and_then(|at| column.counts.get_mut(at)) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Counted> {
        self.read()
    }
}
