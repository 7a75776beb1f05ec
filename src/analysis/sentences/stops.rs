//! Finds the ends of sentences: each run of marks is judged by what stands around it.

use super::{
    arabic,
    forms::{follows_time, is_dotted, is_speech, is_time, titled},
    lists,
    look::{WINDOW, char_at, char_before, skip, skip_note, word_before},
    mail,
    marks::{is_closer, is_dash, is_opener, is_stop, is_wide_stop},
    words,
};
use crate::text::TextRange;

/// A bracket that closes within so many bytes keeps its sentences together.
const BRACKET: usize = 160;

/// Where sentences begin that no stop announces.
fn forced(text: &str) -> Vec<usize> {
    let mut forced = lists::item_starts(text);
    let mail = mail::starts(text);
    if !mail.is_empty() {
        forced.extend(mail);
        forced.sort_unstable();
        forced.dedup();
    }
    forced
}

/// Byte offsets at which a sentence of `text` ends (the end of the last one is left out).
pub fn ends(text: &str) -> Vec<usize> {
    let mut forced = forced(text).into_iter().peekable();
    let mut scan = Scan { text, start: 0, round: 0, corner: 0, ends: Vec::new() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if forced.next_if(|f| *f <= at).is_some() && scan.start < at {
            scan.end(at);
        }
        at = if !is_plain(byte) {
            scan.step(at)
        } else if forced.peek().is_some() {
            at + 1
        } else {
            let rest = bytes.get(at..).unwrap_or_default();
            at + rest.iter().position(|b| !is_plain(*b)).unwrap_or(rest.len())
        };
    }
    scan.ends
}

/// Whether a byte neither ends a sentence nor counts as a bracket.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'.' | b'!' | b'?' | b'(' | b')' | b':')
}

struct Scan<'a> {
    text: &'a str,
    /// Where the sentence began.
    start: usize,
    /// Open round brackets since then.
    round: usize,
    /// Open corner brackets (East Asian quotation marks) since then.
    corner: usize,
    ends: Vec<usize>,
}

impl<'a> Scan<'a> {
    fn end(&mut self, at: usize) {
        self.ends.push(at);
        self.start = at;
        self.round = 0;
        self.corner = 0;
    }

    /// Handles the character at `at`; returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = char_at(self.text, at) else { return at + 1 };
        let next = at + c.len_utf8();
        match c {
            '(' => self.round += 1,
            ')' => self.round = self.round.saturating_sub(1),
            '「' | '『' | '（' | '《' => self.corner += 1,
            '」' | '』' | '）' | '》' => self.corner = self.corner.saturating_sub(1),
            ':' if arabic::label_ends(self.text, self.start, at) => self.end(next),
            _ if is_wide_stop(c) => return self.wide_stop(at, next),
            _ if is_stop(c) => return self.stop(at),
            _ => {}
        }
        next
    }

    /// A stop of scripts written without spaces.
    fn wide_stop(&mut self, at: usize, mut next: usize) -> usize {
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        let text = self.text;
        if char_at(text, at) == Some('．')
            && digit(char_before(text, at))
            && digit(char_at(text, next))
        {
            return next;
        }
        while let Some(c) = char_at(text, next).filter(|c| is_wide_stop(*c)) {
            next += c.len_utf8();
        }
        let closes = char_at(text, next).is_some_and(|c| matches!(c, '」' | '』' | '）' | '》'));
        if self.corner == 0 && !closes {
            while let Some(c) = char_at(text, next).filter(|c| matches!(c, '”' | '’' | '"')) {
                next += c.len_utf8();
            }
            self.end(next);
        }
        next
    }

    /// A stop of scripts written with spaces, or a run of them.
    fn stop(&mut self, at: usize) -> usize {
        let site = Site::at(self.text, self.start, at);
        if let Some(end) = site.spaced_ellipsis() {
            return self.ellipsis(&site, end);
        }
        let passed = TextRange::new(site.run_end, site.close).of(self.text);
        let closed = passed.bytes().filter(|b| *b == b')').count();
        self.round = self.round.saturating_sub(closed);
        if site.breaks(self) && !self.bracket_closes_soon(site.close) {
            self.end(site.close);
        }
        site.close
    }

    /// `. . .` inside a sentence; a fourth dot is the sentence's own: before the three when it
    /// follows a word at once, else after them.
    fn ellipsis(&mut self, site: &Site<'a>, (end, dots): (usize, usize)) -> usize {
        let after = TextRange::new(end, self.text.len()).of(self.text).trim_start();
        let opens = after.chars().next().is_some_and(char::is_uppercase);
        let attached = char_before(self.text, site.at).is_some_and(|c| !c.is_whitespace());
        if dots >= 4 && opens {
            self.end(if attached { site.run_end } else { end });
        }
        end
    }

    fn bracket_closes_soon(&self, close: usize) -> bool {
        let ahead = self.text.as_bytes().get(close..).unwrap_or_default();
        self.round > 0 && ahead.iter().take(BRACKET).any(|b| *b == b')')
    }
}

/// A run of stops and its surroundings.
struct Site<'a> {
    text: &'a str,
    at: usize,
    run: &'a str,
    run_end: usize,
    /// After the closing quotation marks and brackets that follow the run.
    close: usize,
    /// The word before, without what opens it, and where it starts.
    word: &'a str,
    word_start: usize,
    /// What follows the white space after `close`; empty at the end.
    after: &'a str,
    spaced: bool,
}

impl<'a> Site<'a> {
    fn at(text: &'a str, start: usize, at: usize) -> Self {
        let run_end = skip(text, at, is_stop);
        let mut close = run_end;
        while let Some(c) = char_at(text, close).filter(|c| is_closer(*c)) {
            let next = close + c.len_utf8();
            let apostrophe = matches!(c, '\'' | '’' | '"');
            if apostrophe && char_at(text, next).is_some_and(char::is_alphanumeric) {
                break;
            }
            close = next;
        }
        close = skip_note(text, close);
        let word = word_before(text, start, at);
        let rest = TextRange::new(close, text.len()).of(text);
        let after = rest.trim_start();
        Self {
            text,
            at,
            run: TextRange::new(at, run_end).of(text),
            run_end,
            close,
            word,
            word_start: at - word.len(),
            after,
            spaced: after.len() < rest.len(),
        }
    }

    /// The end of a run of dots with spaces between (`. . .`), and how many there are, if three or
    /// more.
    fn spaced_ellipsis(&self) -> Option<(usize, usize)> {
        if self.run != "." {
            return None;
        }
        let bytes = self.text.as_bytes();
        let (mut end, mut dots) = (self.run_end, 1);
        while bytes.get(end) == Some(&b' ') && bytes.get(end + 1) == Some(&b'.') {
            end += 2;
            dots += 1;
        }
        (dots >= 3).then_some((end, dots))
    }

    fn next_word(&self) -> &'a str {
        let opened = self.after.trim_start_matches(is_opener);
        let end = opened
            .char_indices()
            .take(WINDOW)
            .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .map_or(opened.len(), |(at, _)| at);
        TextRange::new(0, end).of(opened)
    }

    fn breaks(&self, scan: &Scan<'_>) -> bool {
        if self.after.is_empty() {
            return false;
        }
        if !self.spaced {
            return self.breaks_without_space();
        }
        let next = self.next_word();
        let first = next.chars().next();
        if first.is_some_and(char::is_lowercase) && !self.breaks_in_lower_case(scan, next) {
            return false;
        }
        let lead = self.after.chars().next();
        if lead.is_some_and(|c| matches!(c, ',' | ';' | ':' | ')' | ']' | '»' | '”' | '/')) {
            return false;
        }
        let said = self.after.trim_start_matches(|c: char| is_dash(c) || c == ' ');
        if lead.is_some_and(is_dash) && said.starts_with(char::is_lowercase) {
            return false;
        }
        if lead.is_some_and(is_dash) && self.run == "." && self.close == self.run_end {
            return false;
        }
        if self.is_list_mark(scan) {
            return false;
        }
        let lower = next.to_lowercase();
        match self.run {
            "." if self.close == self.run_end => self.period_breaks(&lower, scan),
            "!" if words::is_in(words::SHOUTED_NAMES, &self.word.to_lowercase()) => {
                words::is_in(words::OPENERS, &lower)
            }
            run if run.len() > 1 && run.bytes().all(|b| b == b'.') || run == "…" => {
                self.ellipsis_breaks(first)
            }
            _ => true,
        }
    }

    /// In a text that opens its sentences in lower case (mail, posts), a stop after a plain word
    /// ends one.
    fn breaks_in_lower_case(&self, scan: &Scan<'_>, next: &str) -> bool {
        let sentence = TextRange::new(scan.start, self.at).of(self.text);
        let informal = sentence.trim_start().starts_with(char::is_lowercase);
        let opens = matches!(next, "i'm" | "i've" | "im") || words::is_in(words::OPENERS, next);
        let plain = match self.run {
            "." => {
                self.word.chars().count() > 2
                    && self.word.chars().all(char::is_alphanumeric)
                    && !words::is_abbreviation(&self.word.to_lowercase())
            }
            "!" => !words::is_in(words::SHOUTED_NAMES, &self.word.to_lowercase()),
            "?" | "!!" | "??" | "?!" | "!?" => true,
            _ => false,
        };
        let told = self.after.split_whitespace().take(2).any(is_speech);
        let shouts = self.run != ".";
        self.close == self.run_end && plain && !(told && shouts) && (informal || opens || shouts)
    }

    /// `ended.Next`: only where a plain word meets a capitalised one.
    fn breaks_without_space(&self) -> bool {
        if self.close != self.run_end {
            return false;
        }
        if self.run != "." {
            return self.run_breaks_without_space();
        }
        let next = self.next_word();
        let mut letters = next.chars();
        let capital = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase);
        let plain = self.word.chars().count() > 3 && self.word.chars().all(char::is_lowercase);
        let known = words::is_in(words::OPENERS, &next.to_lowercase());
        let number =
            self.word.len() > 1 && self.word.chars().all(|c| c.is_ascii_digit() || c == ',');
        let name = self.word.chars().count() > 3 && self.word.chars().all(char::is_alphabetic);
        capital && (plain || (known && (number || name)))
    }

    /// `Is it?yes`, `It ends..We go`: between words, not in an address.
    fn run_breaks_without_space(&self) -> bool {
        let next = self.next_word();
        let whole = self.after.get(next.len()..).unwrap_or_default();
        let words = self.word.chars().count() > 2
            && self.word.chars().all(char::is_alphabetic)
            && next.chars().count() > 1
            && next.chars().all(|c| c.is_alphabetic() || c == '\'')
            && !whole.starts_with(['=', '/', '&', '.', '@', '_']);
        let dots = self.run.bytes().all(|b| b == b'.');
        words && (!dots || next.starts_with(char::is_uppercase))
    }

    /// `1.`, `1.)`, `a.`, `iv.` at the start of a sentence.
    fn is_list_mark(&self, scan: &Scan<'_>) -> bool {
        let before = TextRange::new(scan.start, self.word_start).of(self.text);
        let lone = before.chars().all(|c| c.is_whitespace() || c == '(' || lists::is_bullet(c));
        let digits = self.word.len() <= 3 && self.word.bytes().all(|b| b.is_ascii_digit());
        let letter = self.word.len() == 1 && self.word.bytes().all(|b| b.is_ascii_lowercase());
        let roman = self.word.len() <= 4 && self.word.bytes().all(|b| b"ivx".contains(&b));
        self.run == "." && lone && !self.word.is_empty() && (digits || letter || roman)
    }

    fn ellipsis_breaks(&self, first: Option<char>) -> bool {
        let bracketed = char_before(self.text, self.at) == Some('[');
        !bracketed && first.is_none_or(|c| !c.is_numeric())
    }

    fn period_breaks(&self, next: &str, scan: &Scan<'_>) -> bool {
        let opener = words::is_in(words::OPENERS, next);
        let digit = next.starts_with(|c: char| c.is_numeric());
        let word = self.word.to_lowercase();
        let mut letters = self.word.chars();
        if let (Some(letter), None) = (letters.next().filter(|l| l.is_alphabetic()), letters.next())
        {
            return self.initial_breaks(letter, opener, scan);
        }
        let is = |list: &[&str]| words::is_in(list, &word);
        if is(words::NEVER_LAST) {
            false
        } else if is(words::WORDS_TOO) {
            !digit && opener
        } else if is(words::CALENDAR) {
            opener
        } else if is_time(&word) {
            !digit && !follows_time(next) && !self.opens_sentence(scan)
        } else if is(words::AFTER_NAME) || is_dotted(&word) {
            opener && !(titled(next) && word.len() < 4)
        } else if is(words::BEFORE_NAME) {
            false
        } else if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
            !words::is_in(words::MONTHS_AFTER_ORDINAL, next)
        } else {
            true
        }
    }

    /// A single letter: an initial, unless it stands where a word would.
    fn initial_breaks(&self, letter: char, opener: bool, scan: &Scan<'_>) -> bool {
        if letter == 'I' {
            return opener;
        }
        if !letter.is_uppercase() {
            return false;
        }
        let before = TextRange::new(scan.start, self.word_start).of(self.text).trim_end();
        let last = word_before(before, 0, before.len());
        opener && last.chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether the word stands within the first three of its sentence (`At 5 a.m. Mr …`).
    fn opens_sentence(&self, scan: &Scan<'_>) -> bool {
        TextRange::new(scan.start, self.at).of(self.text).split_whitespace().take(4).count() < 4
    }
}
