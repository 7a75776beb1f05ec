//! Packs the word vectors, word clusters and name lists the way `Lexicon::parse` reads them.

use std::{collections::BTreeMap, io, path::Path};

use copydesk::{
    analysis::entities::{
        hash,
        lexicon::{
            COARSE_BITS, LONGEST_PHRASE, Layout, NO_BROWN, PHRASES, VECTOR, WORDS, extend_phrase,
            word_value,
        },
        tokens::tokens,
        words,
    },
    text::TextRange,
};

/// The lists, in the order of their bits.
const LISTS: &[&str] = &["COUNTRY", "CAPITAL", "STATE", "CITYBIG", "CITY", "FIRST", "LAST"];

pub fn pack(folder: &Path) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    words(folder, &mut out)?;
    phrases(folder, &mut out)?;
    Ok(out)
}

fn load(folder: &Path, name: &str) -> io::Result<String> {
    let path = folder.join(name);
    std::fs::read_to_string(&path)
        .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))
}

#[derive(Clone, Copy, PartialEq, Default)]
struct Known {
    vector: Option<u16>,
    brown: Option<u32>,
}

/// Made by `vectors.py`.
struct Vectors<'a> {
    /// [`VECTOR`] bytes each.
    all: &'a [u8],
    /// The vector of each word in the word list.
    of_words: &'a [[u8; 2]],
}

impl Vectors<'static> {
    fn embedded() -> io::Result<Self> {
        let bytes = include_bytes!("vectors.bin");
        let wrong = || io::Error::other("src/train/vectors.bin: not of this list; see vectors.py");
        let number = |at: usize| -> Option<usize> {
            let bytes = bytes.get(at..)?.first_chunk()?;
            usize::try_from(u32::from_le_bytes(*bytes)).ok()
        };
        let (count, width) = number(0).zip(number(4)).ok_or_else(wrong)?;
        let end = 8 + count * VECTOR;
        let words = number(end).filter(|_| width == VECTOR).ok_or_else(wrong)?;
        let all = bytes.get(8..end).ok_or_else(wrong)?;
        let of_words = bytes.get(end + 4..).unwrap_or_default().as_chunks().0;
        if of_words.len() == words { Ok(Self { all, of_words }) } else { Err(wrong()) }
    }

    fn of_word(&self, at: usize) -> Option<u16> {
        let vector = u16::from_le_bytes(*self.of_words.get(at)?);
        (usize::from(vector) * VECTOR < self.all.len()).then_some(vector)
    }
}

fn words(folder: &Path, out: &mut Vec<u8>) -> io::Result<()> {
    let clusters = load(folder, "word-clusters.tsv")?;
    let browns = load(folder, "brown-clusters.tsv")?;
    let vectors = Vectors::embedded()?;
    let mut groups = vec![0u16; vectors.all.len() / VECTOR];
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    for (at, line) in clusters.lines().enumerate() {
        let mut parts = line.split('\t');
        let (Some(word), Some(coarse), Some(fine)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let Some(vector) = vectors.of_word(at) else { continue };
        let clusters = coarse.parse::<u16>().ok().zip(fine.parse::<u16>().ok());
        if let Some((group, (coarse, fine))) = groups.get_mut(usize::from(vector)).zip(clusters) {
            *group = fine << COARSE_BITS | coarse;
        }
        if is_plain(word) {
            known.entry(word).or_default().vector = Some(vector);
        }
    }
    for line in browns.lines() {
        let Some((word, brown)) = line.split_once('\t') else { continue };
        if is_plain(word) {
            known.entry(word).or_default().brown = brown.parse().ok();
        }
    }
    let mut all: Vec<u32> = known.values().filter_map(|k| k.brown).collect();
    all.sort_unstable();
    all.dedup();
    out.extend(size(all.len()).to_le_bytes());
    out.extend(all.iter().flat_map(|b| b.to_le_bytes()));
    out.extend(size(groups.len()).to_le_bytes());
    out.extend(groups.iter().flat_map(|group| group.to_le_bytes()));
    out.extend(vectors.all);
    let entries = entries(&known, &all);
    table(WORDS, &entries, out);
    Ok(())
}

/// Words that can be a token or are frequent marks.
fn is_plain(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let joined = word.chars().filter(|c| matches!(c, '-' | '\'' | '.' | '&')).count();
    let all = word.chars().count();
    all < 24 && (letters == all || (letters > joined && letters + joined == all) || all == 1)
}

/// One entry a word; forms that say no more than their lower case are left out.
fn entries(known: &BTreeMap<&str, Known>, browns: &[u32]) -> BTreeMap<u64, u64> {
    let full = |word: &str| {
        let own = known.get(word).copied().unwrap_or_default();
        let low = known.get(word.to_lowercase().as_str()).copied().unwrap_or_default();
        Known { vector: own.vector.or(low.vector), brown: own.brown.or(low.brown) }
    };
    let mut entries = BTreeMap::new();
    for word in known.keys() {
        let lower = word.to_lowercase();
        let here = full(word);
        if *word != lower && known.contains_key(lower.as_str()) && full(&lower) == here {
            continue;
        }
        let brown = here.brown.and_then(|b| browns.binary_search(&b).ok());
        let brown = brown.and_then(|at| u64::try_from(at).ok()).unwrap_or(NO_BROWN);
        entries.insert(hash::of_chars(word.chars()), word_value(here.vector, brown));
    }
    entries
}

fn phrases(folder: &Path, out: &mut Vec<u8>) -> io::Result<()> {
    let lists = load(folder, "places-and-names.tsv")?;
    let mut entries: BTreeMap<u64, u64> = BTreeMap::new();
    for line in lists.lines() {
        let Some((phrase, list)) = line.split_once('\t') else { continue };
        let Some(bit) = LISTS.iter().position(|l| *l == list) else { continue };
        if let Some(key) = phrase_key(phrase) {
            *entries.entry(key).or_default() |= 1 << bit;
        }
    }
    for body in BODIES.iter().flat_map(|line| line.split(' ')) {
        if let Some(key) = phrase_key(body) {
            *entries.entry(key).or_default() |= u64::from(words::BODIES);
        }
    }
    table(PHRASES, &entries, out);
    Ok(())
}

/// The hash of a phrase as the tagger splits it in running text, where its words have capitals.
fn phrase_key(phrase: &str) -> Option<u64> {
    let mut written = String::new();
    let mut fresh = true;
    for c in phrase.chars() {
        if fresh {
            written.extend(c.to_uppercase());
        } else {
            written.push(c);
        }
        fresh = !c.is_alphanumeric() && c != '\'';
    }
    let all = tokens(&written, TextRange::new(0, written.len()));
    let mut key = hash::SEED;
    let mut length = 0;
    for token in all {
        let word = token.range.of(&written);
        if word.chars().any(char::is_alphanumeric) {
            key = extend_phrase(key, hash::of_chars(word.chars().flat_map(char::to_lowercase)));
            length += 1;
        }
    }
    (1..=LONGEST_PHRASE).contains(&length).then_some(key)
}

/// What bodies of people call themselves: what the tagger learns of the English ones it can then use
/// for the others.
const BODIES: &[&str] = &[
    "party movement front union army brigade brigades battalion battalions militia council committee",
    "ministry bank university agency association federation club league alliance coalition congress",
    "assembly commission corps forces guard guards organization organisation institute society group",
    "authority jihad resistance volunteers network foundation court parliament senate bureau board",
    "harakat hizb hezb jabhat kataib kata'ib katibat liwa saraya jaish jaysh ansar majlis jund asaib",
    "harakah tanzim fatah tehreek tehrik lashkar jamaat jamiat jemaah sepah hizbul jamia sazman",
    "partido parti partito partai partei partij movimiento mouvement movimento bewegung frente fronte",
    "unión união unione union banco banque banca bank ministerio ministère ministério universidad",
    "université università universität universidade asociación association federación fédération",
    "ejército armée exército fuerzas guardia garde polisi polícia policía police policía comité consejo",
    "conseil conselho congreso congrès congresso sindicato syndicat confederación confédération fundación",
    "instituto institut istituto agencia agence agência sociedad société sociedade cámara liga lega ligue",
    "umma ittihad dewan badan komisi barisan persatuan sabha sangh dal morcha parishad samaj sena rada",
    "duma narodna stranka partija partia strana savez pokret fronta dvizhenie soyuz birliği partisi meclisi",
];

fn table(layout: Layout, entries: &BTreeMap<u64, u64>, out: &mut Vec<u8>) {
    let mut counts = vec![0u8; layout.buckets()];
    let mut bytes: Vec<u8> = Vec::new();
    // Sorted by key is sorted by bucket. A full bucket takes no more; none of ours is.
    for (key, value) in entries {
        let Some(count) = counts.get_mut(layout.bucket(*key)).filter(|n| **n < u8::MAX) else {
            continue;
        };
        *count += 1;
        let entry = layout.print(*key) << layout.value_bits() | value;
        bytes.extend(entry.to_le_bytes().iter().take(layout.width));
    }
    out.extend(counts);
    out.extend(bytes);
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
