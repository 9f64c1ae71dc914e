//! Decompression, recognised by the first bytes.
//!
//! gzip with any number of members (and zeros behind the last, as tape drives and some mirrors
//! leave them), zstd with any number of frames and windows up to 2 GiB, and one inside the other.

use std::io::{self, BufRead as _, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

use super::stream::Stream;
use crate::system::thread_time;

/// How often a stream is decompressed before what comes out is taken as it is.
const LAYERS: usize = 3;

/// The largest window that a zstd frame may ask for, as a power of two: what `zstd --long=31` makes.
const WINDOW_LOG: u32 = 31;

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Gzip,
    Zstd,
}

impl Codec {
    /// Recognises a compressed stream by its first four bytes (RFC 1952; RFC 8878, sections 3.1.1
    /// and 3.1.2).
    fn recognise(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Returns its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// Decompresses `raw` as often as needed; returns the outermost codec beside the plain stream.
pub(super) fn decode(raw: Box<dyn Read + Send>) -> io::Result<(Stream, Option<Codec>)> {
    let mut stream = Stream::new(raw);
    let mut outermost = None;
    for _ in 0..LAYERS {
        let Some(codec) = Codec::recognise(stream.peek(4)) else { break };
        outermost = outermost.or(Some(codec));
        stream = Stream::new(match codec {
            Codec::Gzip => Box::new(Gzip { member: Some(GzDecoder::new(stream)) }),
            Codec::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(stream)?;
                decoder.window_log_max(WINDOW_LOG)?;
                Box::new(decoder)
            }
        });
    }
    Ok((stream, outermost))
}

/// The members of a gzip stream, one after the other.
///
/// flate2's own decoder of many members fails on zeros behind the last one.
struct Gzip {
    member: Option<GzDecoder<Stream>>,
}

impl Read for Gzip {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = member.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            let Some(member) = self.member.take() else { break };
            let mut rest = member.into_inner();
            skip_zeros(&mut rest)?;
            let head = rest.peek(3);
            if Codec::recognise(head) == Some(Codec::Gzip) {
                self.member = Some(GzDecoder::new(rest));
            } else if head.is_empty() {
                // The end, or the error of the stream below.
                rest.fill_buf()?;
            } else {
                let message = "other data follows the last gzip member";
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
        }
        Ok(0)
    }
}

fn skip_zeros(stream: &mut Stream) -> io::Result<()> {
    loop {
        let chunk = stream.fill_buf()?;
        let zeros = chunk.iter().take_while(|&&byte| byte == 0).count();
        if zeros == 0 {
            return Ok(());
        }
        stream.advance(zeros);
    }
}

/// What was read of a file so far.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// Bytes, for progress.
    pub(super) bytes: AtomicU64,
    /// What reading them took of the thread's time on processors, in nanoseconds.
    pub(super) took: AtomicU64,
}

/// A reader that counts.
pub(super) struct Counted<R> {
    inner: R,
    count: Arc<Count>,
}

impl<R: Read> Counted<R> {
    /// Counts the bytes read from `inner` in `count`.
    pub(super) fn new(inner: R, count: Arc<Count>) -> Self {
        Self { inner, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let before = thread_time();
        let count = self.inner.read(into)?;
        let took = thread_time().saturating_sub(before);
        self.count.bytes.fetch_add(count as u64, Ordering::Relaxed);
        self.count.took.fetch_add(took, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use proptest::prelude::*;

    use super::*;

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(data: &[u8]) -> Vec<u8> {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.include_checksum(true).unwrap();
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn read(raw: Vec<u8>) -> (Vec<u8>, Option<String>) {
        let (mut stream, _) = decode(Box::new(Cursor::new(raw))).unwrap();
        let mut all = Vec::new();
        let error = stream.read_to_end(&mut all).err();
        (all, error.map(|error| error.to_string()))
    }

    proptest! {
        #[test]
        fn any_nesting_of_members_and_frames_is_undone(
            parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..600), 1..5),
            zeros in 0_usize..700,
        ) {
            let plain = parts.concat();
            // What decompresses to a compressed stream is decompressed again: not what is tested here.
            prop_assume!(Codec::recognise(&plain).is_none());
            let mut gz: Vec<u8> = parts.iter().flat_map(|part| gzip(part)).collect();
            gz.resize(gz.len() + zeros, 0);
            let zst: Vec<u8> = parts.iter().flat_map(|part| zstd(part)).collect();
            prop_assert_eq!(read(zstd(&gz)), (plain.clone(), None));
            prop_assert_eq!(read(gzip(&zst)), (plain.clone(), None));
            prop_assert_eq!(read(gz), (plain.clone(), None));
            prop_assert_eq!(read(zst), (plain.clone(), None));
            prop_assert_eq!(read(plain.clone()), (plain, None));
        }

        #[test]
        fn a_damaged_stream_is_an_error_and_never_a_panic(
            data in prop::collection::vec(any::<u8>(), 200..2000),
            at in any::<prop::sample::Index>(),
            flip in 1_u8..,
        ) {
            for mut raw in [gzip(&data), zstd(&data)] {
                let at = at.index(raw.len());
                raw[at] ^= flip;
                let (all, error) = read(raw.clone());
                // Without an error the flip was in a date or flag, or took the magic number away.
                prop_assert!(error.is_some() || all == data || all == raw);
            }
        }
    }

    #[test]
    fn a_truncated_stream_gives_its_beginning_and_an_error() {
        let data: Vec<u8> =
            (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        for raw in [gzip(&data), zstd(&data)] {
            let (all, error) = read(raw[..raw.len() / 2].to_vec());
            assert!(error.is_some());
            assert!(all.len() > 100_000 && data.starts_with(&all), "{}", all.len());
        }
    }

    #[test]
    fn other_data_behind_the_last_member_is_an_error() {
        let mut raw = gzip(b"first");
        raw.extend(gzip(b" second"));
        raw.extend(b"third");
        let (all, error) = read(raw);
        assert_eq!(all, b"first second");
        assert!(error.unwrap().contains("last gzip member"));
    }
}
