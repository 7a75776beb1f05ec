//! What the net sees of a word: itself and what its place says of it; its neighbours it hears of
//! from the recurrence. One definition for training and for tagging.

use super::super::{
    hash::mix,
    lexicon::{Lexicon, VECTOR},
    words::{BODIES, Document, Word, Words},
};

/// Inputs that name the word itself; in training they are left out together now and then, so that
/// the net learns to judge words it does not know.
pub const OWN: u32 = 1 << 31;

/// Stands for "in no cluster".
const UNKNOWN: u64 = 9999;

/// Other places of a word that are listened to.
pub const OTHERS: usize = 4;

/// Puts the inputs of a word wherever it stands into `out`, which is emptied first.
pub fn of_word(word: &Word, out: &mut Vec<u32>) {
    out.clear();
    let mut add = |template: u64, value: u64| {
        let own = if template < 10 { OWN } else { 0 };
        out.push(hash(template, value) & !OWN | own);
    };
    let capital = u64::from(word.capital);
    add(1, word.lower);
    for (template, affix) in (2..).zip(word.prefixes.iter().skip(1).take(3)) {
        if *affix != 0 {
            add(template, mix(capital, *affix));
        }
    }
    for (template, affix) in (5..).zip(word.suffixes.iter().take(4)) {
        if *affix != 0 {
            add(template, mix(capital, *affix));
        }
    }
    add(10, word.shape);
    add(11, word.long_shape);
    let brown =
        |bits: u32| word.clusters.brown.map_or(UNKNOWN, |c| u64::from(c & ((1 << bits) - 1)) + 10);
    add(12, word.clusters.fine.map_or(UNKNOWN, |c| u64::from(c) + 10));
    add(13, word.clusters.coarse.map_or(UNKNOWN, |c| u64::from(c) + 10));
    add(14, brown(18));
    add(15, brown(10));
    add(16, brown(6));
}

/// The vector of a word, at most one; zero where it has none.
pub fn vector(word: &Word, lexicon: &Lexicon) -> [f32; VECTOR] {
    let vector = word.clusters.vector.and_then(|number| lexicon.vector(number));
    vector.map_or([0.0; VECTOR], |v| v.map(|byte| f32::from(byte.cast_signed()) * (1.0 / 127.0)))
}

/// Puts what the place of the word at `at` says of it into `out`, which is emptied first: the
/// phrases of the lists that it stands in, its neighbours' spaces, its run of capitals, how the
/// article writes it elsewhere. Few words differ in this, so that it can be remembered.
pub fn of_place(document: &Document, sentence: &Words, at: usize, out: &mut Vec<u32>) {
    out.clear();
    let Some(word) = sentence.words.get(at) else { return };
    let mut add = |template: u64, value: u64| out.push(hash(template, value));
    for bit in (0..13).filter(|bit| word.lists >> bit & 1 == 1) {
        add(17, mix(bit, word.shape));
    }
    add(18, u64::from(word.lists));
    let after = sentence.words.get(at + 1).is_some_and(|w| w.glued);
    add(19, u64::from(word.glued) * 2 + u64::from(after));
    if at == 0 {
        add(20, word.shape);
    }
    if sentence.shouted {
        add(21, word.shape);
    }
    if sentence.titled {
        add(22, word.shape);
    }
    if word.capital {
        of_capital(document, sentence, word, at, &mut add);
    }
}

fn hash(template: u64, value: u64) -> u32 {
    (mix(template.wrapping_mul(0x0051_7cc1_b727_220a), value) >> 32) as u32
}

/// Its run of capitals, and how the article writes it elsewhere.
fn of_capital(
    document: &Document,
    sentence: &Words,
    word: &Word,
    at: usize,
    add: &mut impl FnMut(u64, u64),
) {
    let length = (word.run.1 - word.run.0).min(5);
    let from_end = u64::from(word.run.1).saturating_sub(at as u64).min(3);
    add(30, u64::from(length) * 8 + from_end);
    let run = sentence.words.get(word.run.0 as usize..=word.run.1 as usize).unwrap_or_default();
    if run.iter().any(|w| w.lists & BODIES != 0) {
        add(31, u64::from(word.lists & BODIES) * 8 + u64::from(length));
    }
    let Some(seen) = document.seen(word.lower) else { return };
    let few = |n: u16| u64::from(n.min(3));
    add(32, few(seen.capital) * 4 + few(seen.lower));
    let both = u64::from(seen.capital > 0) * 2 + u64::from(seen.lower > 0);
    add(33, u64::from(at == 0) * 4 + both);
}

/// The other places of a word with a capital.
pub fn others(document: &Document, word: &Word, here: (usize, usize)) -> Vec<(usize, usize)> {
    if !word.capital {
        return Vec::new();
    }
    let places = document.seen(word.lower).map_or(&[][..], |seen| &seen.places);
    let places = places.iter().map(|(s, w)| (*s as usize, *w as usize));
    places.filter(|p| *p != here).take(OTHERS).collect()
}
