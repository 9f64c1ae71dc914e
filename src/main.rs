//! The presscut binary: parse, run, exit status.

fn main() {}
