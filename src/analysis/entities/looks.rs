//! Works out what can be told of a word by itself: its hashes, shapes, affixes, clusters.

use super::{
    hash,
    lexicon::Lexicon,
    tokens::{is_apostrophe, is_hyphen},
    words::Word,
};
use crate::text::TextRange;

impl Word {
    /// A word as it is `written`, at no place yet. The buffer is for its letters.
    pub fn new(written: &str, lexicon: &Lexicon, buffer: &mut Vec<char>) -> Self {
        buffer.clear();
        let mut looks = Looks::default();
        let mut exact = hash::SEED;
        for c in written.chars().take(LONGEST_WORD) {
            exact = hash::step(exact, c);
            looks.add(c);
            lower_into(c, buffer);
        }
        let lower = hash::of_chars(buffer.iter().copied());
        Self {
            range: TextRange::default(),
            glued: false,
            exact,
            lower,
            long_shape: looks.long,
            shape: looks.short,
            prefixes: affixes(buffer.iter(), buffer.len()),
            suffixes: affixes(buffer.iter().rev(), buffer.len()),
            length: buffer.len(),
            clusters: lexicon.clusters(exact, lower),
            capital: looks.first == Some('X'),
            upper: looks.uppers > 1 && looks.lowers == 0,
            latin: looks.latins > 0 && looks.foreigns == 0,
            foreign: looks.foreigns > 0,
            alphanumeric: looks.alphanumerics > 0,
            lists: 0,
            run: (0, 0),
        }
    }
}

/// Characters of a word that are looked at.
const LONGEST_WORD: usize = 64;

#[derive(Default)]
struct Looks {
    first: Option<char>,
    last: Option<char>,
    length: usize,
    long: u64,
    short: u64,
    uppers: usize,
    lowers: usize,
    latins: usize,
    foreigns: usize,
    alphanumerics: usize,
}

impl Looks {
    fn add(&mut self, c: char) {
        let class = class(c);
        self.first = self.first.or(Some(class));
        if self.length < 8 {
            self.long = hash::step(self.long, class);
        }
        if self.last != Some(class) {
            self.short = hash::step(self.short, class);
        }
        self.last = Some(class);
        self.length += 1;
        self.uppers += usize::from(class == 'X');
        self.lowers += usize::from(class == 'x');
        self.alphanumerics += usize::from(c.is_alphanumeric());
        if c.is_alphabetic() {
            let latin = is_latin(c);
            self.latins += usize::from(latin);
            self.foreigns += usize::from(!latin);
        }
    }
}

fn class(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_lowercase() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else if is_apostrophe(c) {
        '\''
    } else if is_hyphen(c) {
        '-'
    } else {
        c
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{aa}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | 'ʼ' | 'ʻ')
}

fn lower_into(c: char, buffer: &mut Vec<char>) {
    if c.is_ascii() {
        buffer.push(if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() });
    } else if is_apostrophe(c) {
        buffer.push('\'');
    } else if is_hyphen(c) {
        buffer.push('-');
    } else {
        buffer.extend(c.to_lowercase());
    }
}

fn affixes<'a>(letters: impl Iterator<Item = &'a char>, length: usize) -> [u64; 5] {
    let mut found = [0; 5];
    let mut hash = hash::SEED;
    for (n, (slot, letter)) in found.iter_mut().zip(letters).enumerate() {
        hash = hash::step(hash, *letter);
        if length > n + 1 {
            *slot = hash;
        }
    }
    found
}
