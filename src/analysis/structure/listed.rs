//! Tells which lists of phrases a line agrees with: one walk along it, however many phrases there
//! are.

use std::sync::LazyLock;

use aho_corasick::{Anchored, automaton::Automaton, nfa::contiguous};

use super::{newsletters, notices as english, notices_world as world, phrases};
use crate::analysis::words::is_unspaced;

/// A closed list of phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Byline,
    BylineLabel,
    Caption,
    CaptionWords,
    CaptionEnd,
    Credit,
    Stamp,
    Notice,
    NoticeLabel,
    NoticePhrase,
    WeakPhrase,
    Boilerplate,
    BoilerplateLabel,
    Letter,
    AskingLast,
}

/// Lists whose phrases stand at the start of a line.
const OPENING: &[(List, &[&str])] = &[
    (List::Byline, phrases::BYLINE_STARTS),
    (List::BylineLabel, phrases::BYLINE_LABELS),
    (List::Caption, phrases::CAPTION_STARTS),
    (List::CaptionWords, phrases::CAPTION_WORDS),
    (List::Credit, phrases::CREDITS),
    (List::Stamp, phrases::STAMP_STARTS),
    (List::Notice, english::NOTICE_STARTS),
    (List::NoticeLabel, world::LABELS),
    (List::Boilerplate, english::BOILERPLATE_STARTS),
    (List::Boilerplate, world::STARTS),
    (List::BoilerplateLabel, english::BOILERPLATE_LABELS),
];

/// Lists whose phrases stand anywhere in a line, or (the ends of captions) at its end.
const INSIDE: &[(List, &[&str])] = &[
    (List::CaptionEnd, phrases::CAPTION_ENDS),
    (List::Credit, phrases::CREDITS),
    (List::NoticePhrase, english::BOILERPLATE_PHRASES),
    (List::NoticePhrase, world::PHRASES),
    (List::WeakPhrase, english::WEAK_PHRASES),
    (List::Letter, newsletters::LETTERS),
    (List::AskingLast, newsletters::ASKING_LAST),
];

static OPENING_KNOWN: LazyLock<Known> = LazyLock::new(|| Known::new(OPENING));
static INSIDE_KNOWN: LazyLock<Known> = LazyLock::new(|| Known::new(INSIDE));

/// Some of the lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lists(u16);

impl Lists {
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u16) != 0
    }

    fn add(&mut self, list: List) {
        self.0 |= 1 << list as u16;
    }
}

/// The lists that the start of a line agrees with, by what follows the phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opening {
    /// A word ends there.
    pub words: Lists,
    /// A colon, maybe after a space.
    pub labels: Lists,
    /// A sign of equality.
    pub equals: Lists,
}

impl Opening {
    /// Of a line in lower case.
    pub fn of(lower: &str) -> Self {
        let mut opening = Self::default();
        OPENING_KNOWN.each(lower, Anchored::Yes, |list, start, end| {
            let (Some(phrase), Some(rest)) = (lower.get(..end), lower.get(end..)) else { return };
            // The automaton also names phrases that end another: `up` in `sign up`.
            if start > 0 {
                return;
            }
            if ends_word(phrase, rest) {
                opening.words.add(list);
            }
            if rest.trim_start().starts_with([':', '：']) {
                opening.labels.add(list);
            }
            if rest.starts_with('=') {
                opening.equals.add(list);
            }
        });
        opening
    }
}

/// The lists of which a phrase stands somewhere in a line in lower case; the ends of captions only
/// where it ends in one, but for a stop.
pub fn inside(lower: &str) -> Lists {
    let bare = lower.trim_end_matches(['.', '。']).len();
    let mut lists = Lists::default();
    INSIDE_KNOWN.each(lower, Anchored::No, |list, _, end| {
        if list != List::CaptionEnd || end == bare {
            lists.add(list);
        }
    });
    lists
}

/// Whether a word ends between `phrase` and `rest`.
fn ends_word(phrase: &str, rest: &str) -> bool {
    let wide = |c: char| is_unspaced(c) || matches!(c, '가'..='힣');
    let closed = !phrase.ends_with(char::is_alphanumeric) || phrase.ends_with(wide);
    closed || !rest.starts_with(char::is_alphanumeric)
}

/// The phrases of some lists.
struct Known {
    automaton: contiguous::NFA,
    /// The list of each phrase.
    lists: Vec<List>,
}

impl Known {
    fn new(table: &[(List, &[&str])]) -> Self {
        let phrases = table.iter().flat_map(|(list, phrases)| phrases.iter().map(|p| (*p, *list)));
        let (phrases, lists): (Vec<&str>, Vec<List>) = phrases.unzip();
        let automaton = contiguous::NFA::builder().prefilter(false).build(phrases);
        Self { automaton: automaton.expect("a few hundred phrases fit"), lists }
    }

    /// Calls `take` with the list, the start and the end of every phrase in `line`; anchored, of
    /// those that begin with it and of some that do not.
    fn each(&self, line: &str, anchored: Anchored, mut take: impl FnMut(List, usize, usize)) {
        let nfa = &self.automaton;
        let Ok(mut state) = nfa.start_state(anchored) else { return };
        for (end, byte) in (1..).zip(line.bytes()) {
            state = nfa.next_state(anchored, state, byte);
            if !nfa.is_special(state) {
                continue;
            }
            if nfa.is_dead(state) {
                return;
            }
            if !nfa.is_match(state) {
                continue;
            }
            for n in 0..nfa.match_len(state) {
                let phrase = nfa.match_pattern(state, n);
                if let Some(list) = self.lists.get(phrase.as_usize()) {
                    take(*list, end - nfa.pattern_len(phrase), end);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by trying every phrase.
    fn plainly(lower: &str) -> (Opening, Lists) {
        let mut opening = Opening::default();
        for (list, phrase) in OPENING.iter().flat_map(|(l, ps)| ps.iter().map(|p| (*l, *p))) {
            let Some(rest) = lower.strip_prefix(phrase) else { continue };
            let wide = |c: char| is_unspaced(c) || matches!(c, '가'..='힣');
            let letter = phrase.ends_with(char::is_alphanumeric) && !phrase.ends_with(wide);
            if !(letter && rest.starts_with(char::is_alphanumeric)) {
                opening.words.add(list);
            }
            if rest.trim_start().starts_with([':', '：']) {
                opening.labels.add(list);
            }
            if rest.starts_with('=') {
                opening.equals.add(list);
            }
        }
        let mut lists = Lists::default();
        let bare = lower.trim_end_matches(['.', '。']);
        for (list, phrase) in INSIDE.iter().flat_map(|(l, ps)| ps.iter().map(|p| (*l, *p))) {
            let ends = list == List::CaptionEnd;
            if if ends { bare.ends_with(phrase) } else { lower.contains(phrase) } {
                lists.add(list);
            }
        }
        (opening, lists)
    }

    fn all_phrases() -> Vec<&'static str> {
        OPENING.iter().chain(INSIDE).flat_map(|(_, phrases)| phrases.iter().copied()).collect()
    }

    #[test]
    fn every_phrase_is_found_wherever_it_may_stand() {
        for phrase in all_phrases() {
            for (before, after) in [
                ("", ""),
                ("", ":"),
                ("", " ："),
                ("", "="),
                ("", "s"),
                ("", " port"),
                ("", "."),
                ("", "。"),
                ("the port, ", ""),
                ("the port, ", "."),
                ("t", "港"),
            ] {
                let line = format!("{before}{phrase}{after}");
                assert_eq!((Opening::of(&line), inside(&line)), plainly(&line), "{line}");
            }
        }
    }

    #[test]
    fn one_phrase_within_another_is_found_too() {
        let opening = Opening::of("photo: orla venn");
        assert!(opening.labels.has(List::Caption) && opening.labels.has(List::Credit));
        assert!(!Opening::of("a photo: orla venn").labels.has(List::Caption));
        assert!(Opening::of("sign up now").words.has(List::Boilerplate));
        assert_eq!(Opening::of(""), Opening::default());
        assert_eq!(inside(""), Lists::default());
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_trying_every_phrase_finds(
            parts in prop::collection::vec((0_usize..2000, "[a-z :=.。éя港가]{0,3}"), 0..6),
            start in 0_usize..7,
            longest in 0_usize..90,
        ) {
            let phrases = all_phrases();
            let pieces: Vec<&str> = (parts.iter())
                .flat_map(|(n, gap)| [phrases[n % phrases.len()], gap.as_str()])
                .collect();
            let line: String = pieces.concat().chars().skip(start).take(longest).collect();
            prop_assert_eq!((Opening::of(&line), inside(&line)), plainly(&line));
        }
    }
}
