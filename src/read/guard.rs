//! A panic on one document is an error of that document, not the end of the run.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does work that only reads what it is given; where it panics, returns what the panic said.
///
/// The panic is printed on standard error as always, with the place in the source: that is what a
/// report of the bug needs.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // Nothing is looked at again that a panic may have left half done.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| message(&*payload))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_what_it_said() {
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| -> u8 { panic!("plain") }), Err("plain".to_owned()));
        assert_eq!(guarded(|| -> u8 { panic!("number {}", 7) }), Err("number 7".to_owned()));
    }
}
