//! Phrases whose words stand far from each other.

use super::*;

/// An index of texts with so many words between `alpha` and `omega`.
fn far(between: &[usize]) -> Bench {
    let text =
        |n: &usize| article(&format!("far{n}"), "", &format!("alpha {}omega", "mid ".repeat(*n)));
    bench(&between.iter().map(text).collect::<Vec<_>>(), 2)
}

#[test]
fn phrases_reach_further_than_a_byte_counts() {
    let bench = far(&[254, 255, 256, 299, 300, 301]);
    let count = |query: &str| {
        let query = Query::parse(query, &ParseOptions::default()).unwrap().query;
        bench.index.searcher().unwrap().count(&query, false)
    };
    assert_eq!(count("\"alpha omega\"~255").unwrap(), 2);
    assert_eq!(count("\"alpha omega\"~256").unwrap(), 3);
    assert_eq!(count("\"alpha omega\"~300").unwrap(), 5);
    assert_eq!(count("\"omega alpha\"~302").unwrap(), 5, "a swap costs two");
    let error = count("\"alpha mid omega\"~300").unwrap_err().to_string();
    assert!(error.contains("write ~255"), "{error}");
}
