//! Dates as people print them.
