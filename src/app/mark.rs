//! Marking a phrase of the text as a name: selecting it by the word, or by the likely name.

use std::ops::Range;

use super::{App, Mode, PageRow, Spot, correct::a_kind, pick::kind_of};
use crate::{
    analysis::{Analysis, EntityKind},
    config::{Key, key::Code},
    corpus::EntityKey,
    text::TextRange,
};

/// A phrase being selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marking {
    pub range: TextRange,
    /// Whether the name holds in this article only.
    pub here: bool,
    /// What it becomes with Enter.
    pub kind: EntityKind,
}

/// Rows around the screen in which words are looked for.
const NEAR: usize = 400;

/// Words of a likely name at most.
const LONGEST: usize = 8;

/// Words that are large only because a sentence begins with them, or because they are days.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "For", "But", "And", "If", "When", "As", "By", "From", "He",
    "She", "It", "They", "We", "I", "This", "That", "His", "Her", "Its", "Their", "After", "Before",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
    "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
];

/// Words inside names that begin small.
const SMALL: &[&str] =
    &["of", "de", "del", "da", "la", "van", "von", "der", "bin", "ibn", "al", "el", "for", "and"];

impl App {
    /// Begins at the hit or mention that the cursor is on, else at the first likely name on the
    /// screen that is none yet, else at the first word.
    pub(super) fn start_marking(&mut self) {
        if !self.can_decide() {
            return;
        }
        let words = self.words();
        let rows = self.text_rows();
        let shown = self.page.as_ref().map(|page| {
            let end = page.rows.get(self.top..).unwrap_or_default().iter().take(rows);
            let end = end.filter_map(|row| row.range()).next_back().map_or(0, TextRange::end);
            page.offset_of(self.top)..end
        });
        let Some(shown) = shown else { return };
        let on_screen = |range: &TextRange| shown.contains(&range.start());
        let likely = || self.likely(&words).into_iter().find(on_screen);
        let first = || words.iter().copied().find(on_screen);
        let spot = self.spot_range().filter(on_screen);
        match spot.or_else(likely).or_else(first) {
            Some(range) => self.select_phrase(range, false),
            None => self.note("there are no words here"),
        }
    }

    pub(super) fn select_phrase(&mut self, range: TextRange, here: bool) {
        let Some(loaded) = self.loaded() else { return };
        let phrase = range.of(&loaded.article.text);
        // A name that the desk knows is of the kind it has there.
        let known = EntityKind::ALL
            .into_iter()
            .filter(|kind| kind.is_name())
            .find(|kind| self.desk.index.get(&EntityKey::new(phrase, *kind)).is_some());
        let kind = known.unwrap_or(self.marked_kind);
        self.mode = Mode::Mark(Marking { range, here, kind });
        self.show_range(range);
    }

    pub(super) fn mark_key(&mut self, key: Key) {
        let Mode::Mark(marking) = self.mode else { return };
        let words = self.words();
        let range = marking.range;
        let to = match (key.code, key.ctrl) {
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) | (Code::Char('v' | 'q'), false) => {
                self.mode = Mode::Browse;
                return;
            }
            (Code::Enter, _) => return self.finish(marking, marking.kind),
            (Code::Char('y'), false) => {
                if let Some(loaded) = self.loaded().cloned() {
                    self.copy_quotation(&loaded);
                }
                return;
            }
            (Code::Char('.'), false) => {
                self.mode = Mode::Mark(Marking { here: !marking.here, ..marking });
                return;
            }
            (Code::Char(letter), false) if kind_of(letter).is_some() => {
                return self.finish(marking, kind_of(letter).unwrap_or(marking.kind));
            }
            (Code::Tab, _) | (Code::Char('n' | ']'), false) => {
                self.likely(&words).into_iter().find(|run| run.start() > range.start())
            }
            (Code::BackTab, _) | (Code::Char('N' | '['), false) => {
                self.likely(&words).into_iter().rfind(|run| run.start() < range.start())
            }
            (Code::Down, _) | (Code::Char('j'), false) => self.word_in_row(&words, range, 1),
            (Code::Up, _) | (Code::Char('k'), false) => self.word_in_row(&words, range, -1),
            (code, false) => by_word(&words, range, code),
            _ => None,
        };
        match to {
            Some(range) => self.select_phrase(range, marking.here),
            None => self.note("w b by word, W B - more or less, n next likely name; Esc leaves"),
        }
    }

    fn finish(&mut self, marking: Marking, kind: EntityKind) {
        let Some(loaded) = self.loaded().cloned() else { return };
        let phrase = marking.range.of(&loaded.article.text);
        let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
        let named = loaded.analysis.mentions.iter().find(|mention| mention.range == marking.range);
        let entity = named
            .filter(|mention| mention.kind.is_name())
            .and_then(|mention| loaded.analysis.entities.get(mention.entity as usize));
        match entity {
            // A name already: the whole of it becomes of that kind.
            Some(entity) => {
                self.set_kind(&EntityKey::new(&entity.name, entity.kind), &entity.name, kind);
            }
            None => self.mark_phrase(&phrase, kind),
        }
        self.marked_kind = kind;
        self.mode = Mode::Browse;
        let mentions = self.loaded().map(|loaded| &loaded.analysis.mentions);
        let there = mentions.and_then(|m| m.iter().position(|m| m.range == marking.range));
        self.spot = there.map_or(Spot::Nothing, Spot::Mention);
    }

    /// What a phrase that is being selected becomes with Enter, for the hint line.
    pub fn marking_hint(marking: &Marking) -> String {
        format!("{} {}", a_kind(marking.kind), Self::scope_words(marking.here))
    }

    /// The words shown on and around the screen, without the marks at their ends.
    pub(super) fn words(&self) -> Vec<TextRange> {
        let (Some(loaded), Some(page)) = (self.loaded(), &self.page) else { return Vec::new() };
        let first = self.top.saturating_sub(NEAR);
        let last = (self.top + self.text_rows() + NEAR).min(page.rows.len());
        let mut parts: Vec<TextRange> = Vec::new();
        let mut joins = false;
        for row in page.rows.get(first..last).unwrap_or_default() {
            let PageRow::Text { range, .. } = row else {
                joins = false;
                continue;
            };
            match parts.last_mut().filter(|_| joins) {
                Some(part) => *part = TextRange::new(part.start(), range.end()),
                None => parts.push(*range),
            }
            joins = true;
        }
        parts.into_iter().flat_map(|part| words(&loaded.article.text, part)).collect()
    }

    /// Runs of words that are written like names and are none yet.
    fn likely(&self, words: &[TextRange]) -> Vec<TextRange> {
        let Some(loaded) = self.loaded() else { return Vec::new() };
        likely(&loaded.article.text, &loaded.analysis, words)
    }

    /// The word of the next or previous row of text that is nearest below or above.
    fn word_in_row(&self, words: &[TextRange], from: TextRange, by: isize) -> Option<TextRange> {
        let page = self.page.as_ref()?;
        let row = page.row_of(from.start());
        let start = |row: usize| match page.rows.get(row) {
            Some(PageRow::Text { range, .. }) => Some(*range),
            Some(PageRow::Blank | PageRow::Folded { .. }) | None => None,
        };
        let column = from.start() - start(row)?.start();
        let rows: Range<usize> = 0..page.rows.len();
        let mut to = row;
        let range = loop {
            to = to.checked_add_signed(by).filter(|to| rows.contains(to))?;
            if let Some(range) = start(to) {
                break range;
            }
        };
        let distance = |word: &&TextRange| (word.start() - range.start()).abs_diff(column);
        words
            .iter()
            .filter(|word| (range.start()..range.end()).contains(&word.start()))
            .min_by_key(distance)
            .copied()
    }
}

/// Where a key leads by words: to another word, or to more or fewer words.
fn by_word(words: &[TextRange], range: TextRange, code: Code) -> Option<TextRange> {
    let first = words.iter().position(|word| word.end() > range.start())?;
    let last = words.iter().rposition(|word| word.start() < range.end())?;
    match code {
        Code::Char('w' | 'l') | Code::Right => words.get(last + 1).copied(),
        Code::Char('b' | 'h') | Code::Left => words.get(first.checked_sub(1)?).copied(),
        Code::Char('W' | '+') => Some(TextRange::new(range.start(), words.get(last + 1)?.end())),
        Code::Char('B') => {
            Some(TextRange::new(words.get(first.checked_sub(1)?)?.start(), range.end()))
        }
        Code::Char('-') => {
            let before = words.get(last.checked_sub(1)?).filter(|_| last > first)?;
            Some(TextRange::new(range.start(), before.end()))
        }
        _ => None,
    }
}

/// The words of a part of a text, without marks at their ends and without `'s`.
fn words(text: &str, part: TextRange) -> Vec<TextRange> {
    let inner = part.of(text);
    let mut words = Vec::new();
    let mut at = part.start();
    for piece in inner.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/')) {
        let bare = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = at + piece.len() - bare.len();
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        let bare = ["'s", "’s"].iter().find_map(|s| bare.strip_suffix(s)).unwrap_or(bare);
        if !bare.is_empty() {
            words.push(TextRange::new(start, start + bare.len()));
        }
        at += piece.len();
        let rest = text.get(at..part.end()).unwrap_or_default();
        at += rest.chars().next().map_or(0, char::len_utf8);
    }
    words
}

fn likely(text: &str, analysis: &Analysis, words: &[TextRange]) -> Vec<TextRange> {
    let is_found = |word: TextRange| {
        let at = analysis.mentions.partition_point(|m| m.range.end() <= word.start());
        analysis.mentions.get(at).is_some_and(|m| m.range.start() < word.end())
    };
    let begins_sentence = |word: TextRange| {
        let at = analysis.sentences.partition_point(|s| s.range.end() <= word.start());
        analysis.sentences.get(at).is_some_and(|s| {
            text.get(s.range.start()..word.start())
                .is_some_and(|before| !before.contains(char::is_alphanumeric))
        })
    };
    let is_large = |word: TextRange| word.of(text).starts_with(char::is_uppercase);
    let mut runs = Vec::new();
    let mut next = 0;
    while let Some(first) = words.get(next).copied() {
        next += 1;
        if !is_large(first) || is_found(first) || NO_NAMES.contains(&first.of(text)) {
            continue;
        }
        let (mut end, mut large) = (next, 1);
        for (at, word) in words.iter().copied().enumerate().skip(next).take(LONGEST - 1) {
            let between = words.get(at - 1).and_then(|w| text.get(w.end()..word.start()));
            if is_found(word) || between.is_none_or(|b| !b.chars().all(char::is_whitespace)) {
                break;
            }
            if is_large(word) {
                (end, large) = (at + 1, large + 1);
            } else if !SMALL.contains(&word.of(text)) {
                break;
            }
        }
        if large > 1 || !begins_sentence(first) {
            let last = words.get(end - 1).copied().unwrap_or(first);
            runs.push(TextRange::new(first.start(), last.end()));
        }
        next = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_words(text: &str) -> Vec<TextRange> {
        words(text, TextRange::new(0, text.len()))
    }

    #[test]
    fn words_have_no_marks_at_their_ends() {
        for (text, expected) in [
            ("“Oskar Lindqvar’s port,” he said.", &["Oskar", "Lindqvar", "port", "he", "said"][..]),
            ("al-Nakhala (U.S.) — 3/4", &["al-Nakhala", "U.S", "3", "4"]),
            (" \u{3000}… ", &[]),
            ("قال المتحدث: نعم", &["قال", "المتحدث", "نعم"]),
        ] {
            let found: Vec<&str> = in_words(text).iter().map(|word| word.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn words_written_like_names_are_likely_unless_they_only_begin_a_sentence() {
        let text = "Dockers left. The Northern Guard of Velmora, a group, saw Quell and left.";
        let sentence =
            |start, end| crate::analysis::Sentence { range: TextRange::new(start, end), block: 0 };
        let analysis = Analysis {
            sentences: vec![sentence(0, 13), sentence(14, text.len())],
            ..Analysis::default()
        };
        let runs = likely(text, &analysis, &in_words(text));
        let runs: Vec<&str> = runs.iter().map(|run| run.of(text)).collect();
        assert_eq!(runs, ["Northern Guard of Velmora", "Quell"]);
    }

    #[test]
    fn a_selection_grows_and_shrinks_by_words() {
        let text = "one two three four";
        let words = in_words(text);
        let mut range = words[1];
        for (key, expected) in [
            ('W', "two three"),
            ('W', "two three four"),
            ('B', "one two three four"),
            ('-', "one two three"),
            ('w', "four"),
            ('b', "three"),
        ] {
            range = by_word(&words, range, Code::Char(key)).expect("there is a word");
            assert_eq!(range.of(text), expected, "{key}");
        }
        assert_eq!(by_word(&words, words[0], Code::Char('b')), None);
        assert_eq!(by_word(&words, words[0], Code::Char('-')), None);
    }
}
