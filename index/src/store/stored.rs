//! What is stored of a document, taken from its block without a copy.
//!
//! The engine reads a stored document value by value and its bytes one by one, which takes longer than all the rest
//! of fetching a hit. Each of our documents stores one value.

use tantivy::schema::Field;

/// The bit that marks the last byte of a number.
const LAST: u8 = 0x80;

/// Returns the bytes that a document stores in a field and nowhere else.
///
/// The engine writes (tantivy 0.27, `schema/document/se.rs`) the number of values and for each its field in four bytes,
/// the kind in one, and of bytes their length before them. Lengths have seven bits a byte, the lowest first.
pub(super) fn bytes_of(document: &[u8], field: Field) -> Option<&[u8]> {
    let (values, rest) = number(document)?;
    let (stored_in, rest) = rest.split_first_chunk()?;
    let (_kind, rest) = rest.split_first()?;
    let (length, bytes) = number(rest)?;
    let as_written =
        values == 1 && u32::from_le_bytes(*stored_in) == field.field_id() && length == bytes.len();
    as_written.then_some(bytes)
}

/// Returns a number that begins some bytes, and what stands behind it.
pub(super) fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        let low = usize::from(byte & !LAST);
        number |= low.checked_shl(u32::try_from(7 * at).ok()?)?;
        if byte & LAST != 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_taken_as_it_was_written_and_nothing_else() {
        let field = Field::from_field_id(3);
        let document =
            |length: &[u8], bytes: &[u8]| [&[0x81, 3, 0, 0, 0, 4][..], length, bytes].concat();
        let long = vec![7; 300];
        assert_eq!(bytes_of(&document(&[0x82], &[5, 6]), field), Some(&[5, 6][..]));
        assert_eq!(bytes_of(&document(&[0x2c, 0x82], &long), field), Some(&*long));
        assert_eq!(bytes_of(&document(&[0x82], &[5, 6]), Field::from_field_id(2)), None);
        for damaged in [
            document(&[0x82], &[5]),
            document(&[0x82], &[5, 6, 7]),
            document(&[0x7f; 12], &[5]),
            vec![0x82, 3, 0, 0, 0, 4, 0x80],
            vec![0x81, 3],
            Vec::new(),
        ] {
            assert_eq!(bytes_of(&damaged, field), None, "{damaged:?}");
        }
    }
}
