//! What is known of words before any article is read: their vectors and clusters, and lists of
//! places and names. Packed by hash; the words themselves are not kept.

use std::sync::OnceLock;

use super::{bytes::Reader, hash};

/// Clusters of a word; `None` where it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clusters {
    /// Nearness of word vectors: one of 64, one of 512.
    pub coarse: Option<u16>,
    pub fine: Option<u16>,
    /// The path in the Brown tree, lowest bits first.
    pub brown: Option<u32>,
    /// Its vector, for [`Lexicon::vector`].
    pub vector: Option<u16>,
}

/// Numbers of a word vector.
pub const VECTOR: usize = 48;

/// What company a word keeps: words with near vectors stand in the same places. In steps that are
/// the same for all.
pub type Vector = [u8; VECTOR];

/// Word vectors, word clusters and name lists.
#[derive(Debug)]
pub struct Lexicon {
    words: Table,
    /// Of each vector, its clusters: the coarse one, above [`COARSE_BITS`] the fine one.
    groups: Vec<u16>,
    vectors: Vec<Vector>,
    browns: Vec<u32>,
    phrases: Table,
}

/// Words of the longest phrase in the name lists that is looked up.
pub const LONGEST_PHRASE: usize = 5;

/// Bits of the tables; the trainer packs with the same.
pub const WORDS: Layout = Layout { bucket_bits: 17, print_bits: 14, width: 5 };
pub const PHRASES: Layout = Layout { bucket_bits: 14, print_bits: 24, width: 4 };

/// "Not in a Brown cluster", in the ten bits of an entry.
pub const NO_BROWN: u64 = 1023;

/// Bits of a coarse cluster.
pub const COARSE_BITS: u32 = 6;

impl Lexicon {
    /// The one that is built in.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Lexicon> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::parse(include_bytes!("lexicon.bin")))
    }

    /// Reads a packed lexicon; one that is damaged is empty from there on.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let browns = (0..reader.u32()).map_while(|_| reader.try_u32()).collect();
        let count = reader.u32() as usize;
        let groups = reader.take(2 * count).as_chunks().0.iter();
        let groups = groups.map(|group| u16::from_le_bytes(*group)).collect();
        let vectors = reader.take(VECTOR * count).as_chunks().0.to_vec();
        let words = Table::parse(WORDS, &mut reader);
        let phrases = Table::parse(PHRASES, &mut reader);
        Self { words, groups, vectors, browns, phrases }
    }

    /// The clusters of a word by the hashes of its characters, as written and in lower case.
    pub fn clusters(&self, exact: u64, lower: u64) -> Clusters {
        let Some(value) = self.words.get(exact).or_else(|| self.words.get(lower)) else {
            return Clusters::default();
        };
        let vector = (value >> 25 & 1 == 1).then(|| u16::try_from(value >> 10 & 0x7fff).ok());
        let vector = vector.flatten();
        let group = vector.and_then(|vector| self.groups.get(usize::from(vector)).copied());
        let brown = usize::try_from(value & 1023).ok().and_then(|at| self.browns.get(at));
        Clusters {
            coarse: group.map(|group| group & ((1 << COARSE_BITS) - 1)),
            fine: group.map(|group| group >> COARSE_BITS),
            brown: brown.copied(),
            vector,
        }
    }

    /// A vector by its number.
    pub fn vector(&self, number: u16) -> Option<&Vector> {
        self.vectors.get(usize::from(number))
    }

    /// The lists that a phrase is in, one bit each, by the hash of its words.
    pub fn lists(&self, phrase: u64) -> u16 {
        self.phrases.get(phrase).and_then(|v| u16::try_from(v & 0xff).ok()).unwrap_or_default()
    }
}

/// The value of an entry of the table of words: below 2¹⁵ vectors.
pub fn word_value(vector: Option<u16>, brown: u64) -> u64 {
    u64::from(vector.is_some()) << 25 | u64::from(vector.unwrap_or_default()) << 10 | brown
}

/// The hash of a phrase with one word more.
pub fn extend_phrase(phrase: u64, lower: u64) -> u64 {
    hash::mix(phrase, lower)
}

/// How a table divides the bits of a hash: bucket, fingerprint; and the bytes of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    pub bucket_bits: u32,
    pub print_bits: u32,
    pub width: usize,
}

impl Layout {
    pub fn buckets(self) -> usize {
        1 << self.bucket_bits
    }

    pub fn bucket(self, key: u64) -> usize {
        usize::try_from(key >> (64 - self.bucket_bits)).unwrap_or_default()
    }

    pub fn print(self, key: u64) -> u64 {
        key & ((1 << self.print_bits) - 1)
    }

    /// Bits of an entry below the fingerprint.
    pub fn value_bits(self) -> u32 {
        u32::try_from(self.width * 8).unwrap_or_default() - self.print_bits
    }
}

/// A map from hashes to small values: buckets of a few entries side by side. A key that was never
/// put in is taken for another about once in 3,000 times.
#[derive(Debug)]
struct Table {
    layout: Layout,
    starts: Vec<u32>,
    entries: Vec<u8>,
}

impl Table {
    fn parse(layout: Layout, reader: &mut Reader) -> Self {
        let mut starts = Vec::with_capacity(layout.buckets() + 1);
        let mut total = 0;
        for count in reader.take(layout.buckets()) {
            starts.push(total);
            total += u32::from(*count);
        }
        starts.push(total);
        let entries = reader.take(total as usize * layout.width).to_vec();
        Self { layout, starts, entries }
    }

    fn get(&self, key: u64) -> Option<u64> {
        let bucket = self.layout.bucket(key);
        let start = *self.starts.get(bucket)? as usize * self.layout.width;
        let end = *self.starts.get(bucket + 1)? as usize * self.layout.width;
        let print = self.layout.print(key);
        self.entries.get(start..end)?.chunks_exact(self.layout.width).find_map(|entry| {
            let all = entry.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
            let value_bits = self.layout.value_bits();
            (all >> value_bits == print).then_some(all & ((1 << value_bits) - 1))
        })
    }
}
