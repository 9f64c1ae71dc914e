//! Figures as a Markdown table, or as JSON.

use serde_json::json;

use crate::cost::Cost;
use crate::versus::{Class, mean};

/// Prints what classes of queries take each program, and the ratios to the first.
pub(crate) fn classes(programs: &[&str], classes: &[Class], json: bool) -> anyhow::Result<()> {
    let means: Vec<[f64; 3]> = (1..programs.len()).map(|at| mean(classes, at)).collect();
    if json {
        let report = json!({
            "programs": programs, "percentiles": ["p50", "p90", "p99"], "classes": classes,
            "geometric_mean_of_ratios": means,
        });
        println!("{}", serde_json::to_string(&report)?);
        return Ok(());
    }
    println!("µs, p50 / p90 / p99 over the queries' medians; in brackets ratios to the first\n");
    println!("| class | queries | {} |", programs.join(" | "));
    println!("| --- | --: |{}", " --: |".repeat(programs.len()));
    for class in classes {
        print!("| {} | {} |", class.name, class.queries);
        for (at, [p50, p90, p99]) in class.micros.iter().enumerate() {
            print!(" {p50:.0} / {p90:.0} / {p99:.0}");
            if at > 0 {
                print!(" ({})", printed(class.ratios(at)));
            }
            print!(" |");
        }
        println!();
    }
    print!("| geometric mean | | |");
    for ratios in &means {
        print!(" ({}) |", printed(*ratios));
    }
    println!();
    Ok(())
}

/// Prints what processes take, and the ratios to the first.
pub(crate) fn costs(columns: &[&str], costs: &[Cost], json: bool) {
    if json {
        println!("{}", json!({ "figures": columns, "programs": costs }));
        return;
    }
    println!("medians of the rounds; in brackets ratios to the first\n");
    println!("| program | {} |", columns.join(" | "));
    println!("| --- |{}", " --: |".repeat(columns.len()));
    let yardstick = costs.first().map(Cost::figures).unwrap_or_default();
    for (at, cost) in costs.iter().enumerate() {
        print!("| {} |", cost.program);
        for (value, first) in cost.figures().into_iter().zip(&yardstick) {
            print!(" {value:.1}");
            if at > 0 {
                print!(" ({:.2})", value / first);
            }
            print!(" |");
        }
        println!();
    }
}

fn printed(ratios: [f64; 3]) -> String {
    ratios.map(|ratio| format!("{ratio:.2}")).join(" / ")
}
