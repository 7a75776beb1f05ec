//! Splits sentences into words as the tagger was trained on them: clitics apart, hyphens apart
//! before a capital, `al-Nakhala`, `U.S.`, `O'Brien`, `AT&T` in one piece.

use crate::text::TextRange;

/// A word or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub range: TextRange,
    /// No white space before it.
    pub glued: bool,
}

/// Longest piece of text that is looked at as one sentence, in bytes. Longer ones are not language,
/// or nobody marked where they end.
const LONGEST: usize = 8000;

/// Pieces of `range` no longer than a sentence can be, cut at white space where there is some.
pub fn pieces(text: &str, range: TextRange) -> Vec<TextRange> {
    let mut pieces = Vec::new();
    let mut start = range.start();
    while range.end() - start > LONGEST {
        let mut cut = start + LONGEST;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let piece = TextRange::new(start, cut);
        let space = piece.of(text).rfind(char::is_whitespace).filter(|at| *at > LONGEST / 2);
        let end = space.map_or(cut, |at| start + at);
        pieces.push(TextRange::new(start, end));
        start = end;
    }
    pieces.push(TextRange::new(start, range.end()));
    pieces
}

/// The words and marks of `range`, in order.
pub fn tokens(text: &str, range: TextRange) -> Vec<Token> {
    let chars: Vec<(usize, char)> =
        range.of(text).char_indices().map(|(at, c)| (range.start() + at, c)).collect();
    let scan = Scan { chars: &chars, end: range.end() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = scan.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let end = scan.token_end(at, c);
        let glued = at > 0 && scan.get(at - 1).is_some_and(|before| !before.is_whitespace());
        found.push(Token { range: TextRange::new(scan.offset(at), scan.offset(end)), glued });
        at = end;
    }
    found
}

struct Scan<'a> {
    chars: &'a [(usize, char)],
    end: usize,
}

impl Scan<'_> {
    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|c| c.1)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.end, |c| c.0)
    }

    fn is(&self, at: usize, test: impl Fn(char) -> bool) -> bool {
        self.get(at).is_some_and(test)
    }

    /// Where the token that begins at `at` ends; always later.
    fn token_end(&self, at: usize, c: char) -> usize {
        if is_word(c) {
            return if self.is_address(at) { self.until_space(at) } else { self.word_end(at) };
        }
        if c == '@' && self.is(at + 1, is_word) {
            return self.run(at + 1);
        }
        if is_apostrophe(c)
            && at > 0
            && self.is(at - 1, is_word)
            && let Some(end) = self.clitic_end(at)
        {
            return end;
        }
        if matches!(c, '.' | '-' | '!' | '?' | '*' | '=') {
            return at + self.chars.iter().skip(at).take_while(|(_, other)| *other == c).count();
        }
        at + 1
    }

    /// First place after the word characters from `at` on.
    fn run(&self, at: usize) -> usize {
        at + self.chars.iter().skip(at).take_while(|(_, c)| is_word(*c)).count()
    }

    fn until_space(&self, at: usize) -> usize {
        at + self.chars.iter().skip(at).take_while(|(_, c)| !c.is_whitespace()).count()
    }

    fn is_address(&self, at: usize) -> bool {
        ["http://", "https://", "www."]
            .iter()
            .any(|start| start.chars().enumerate().all(|(n, c)| self.get(at + n) == Some(c)))
    }

    /// The end of `'s`, `'re`, … that begins at the apostrophe `at`.
    fn clitic_end(&self, at: usize) -> Option<usize> {
        let end = self.run(at + 1);
        let tail: String =
            self.chars.get(at + 1..end)?.iter().map(|(_, c)| c.to_ascii_lowercase()).collect();
        matches!(tail.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m").then_some(end)
    }

    fn word_end(&self, start: usize) -> usize {
        let mut piece = start;
        let mut end = self.run(start);
        loop {
            let joined = match self.get(end) {
                Some(c) if is_apostrophe(c) => {
                    self.is(end + 1, is_word) && self.clitic_end(end).is_none()
                }
                Some(c) if is_hyphen(c) => self.joins_at_hyphen(piece, end),
                Some('.') => self.joins_at_stop(piece, end),
                Some(',' | ':') => self.is_digit(end - 1) && self.is_digit(end + 1),
                Some('&') => {
                    self.is(end - 1, char::is_uppercase) && self.is(end + 1, char::is_uppercase)
                }
                _ => false,
            };
            if !joined {
                return self.with_final_stop(start, piece, end);
            }
            if !self.is(end, is_apostrophe) {
                piece = end + 1;
            }
            end = self.run(end + 1);
        }
    }

    fn is_digit(&self, at: usize) -> bool {
        self.is(at, |c| c.is_ascii_digit())
    }

    fn joins_at_hyphen(&self, piece: usize, hyphen: usize) -> bool {
        let right = self.run(hyphen + 1);
        let (Some(left), Some(right)) =
            (self.chars.get(piece..hyphen), self.chars.get(hyphen + 1..right))
        else {
            return false;
        };
        if left.is_empty() || right.is_empty() {
            return false;
        }
        let plain = |part: &[(usize, char)]| part.iter().all(|(_, c)| !c.is_uppercase());
        let digits = |part: &[(usize, char)]| part.iter().any(|(_, c)| c.is_ascii_digit());
        (plain(left) && plain(right)) || digits(left) || digits(right) || is_article(left)
    }

    fn joins_at_stop(&self, piece: usize, stop: usize) -> bool {
        let next = stop + 1;
        let initial = stop - piece == 1 && self.is(piece, char::is_uppercase);
        if initial && self.is(next, char::is_alphabetic) && !self.is(next + 1, is_word) {
            return true;
        }
        (self.is_digit(stop - 1) && self.is_digit(next))
            || (self.is(stop - 1, char::is_lowercase) && self.is(next, char::is_lowercase))
    }

    /// The end of a word, with its full stop where that is a part of it.
    fn with_final_stop(&self, start: usize, piece: usize, end: usize) -> usize {
        if self.get(end) != Some('.') || self.get(end + 1) == Some('.') {
            return end;
        }
        let single = end - piece == 1 && self.is(piece, char::is_uppercase);
        let acronym = single && piece > start;
        let more = self.chars.get(end + 1..).unwrap_or_default();
        let goes_on = more.iter().any(|(_, c)| is_word(*c));
        let word: String =
            self.chars.get(start..end).unwrap_or_default().iter().take(8).map(|c| c.1).collect();
        let short = goes_on && (single || SHORTENED.contains(&word.as_str()));
        end + usize::from(acronym || short)
    }
}

/// Shortened words that keep their full stop.
const SHORTENED: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Cpl", "Rep",
    "Sen", "Gov", "Rev", "Hon", "Fr", "Msgr", "Adm", "Cmdr", "Jr", "Sr", "Inc", "Co", "Corp",
    "Ltd", "Bros", "No", "vs", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept",
    "Oct", "Nov", "Dec", "Mt", "Ft", "Messrs",
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Combining marks that stand within words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}' | '\u{200d}')
}

pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The Arabic article and its forms, which are written together with the name.
fn is_article(part: &[(usize, char)]) -> bool {
    let word: String = part.iter().take(4).flat_map(|(_, c)| c.to_lowercase()).collect();
    matches!(
        word.as_str(),
        "al" | "el" | "ul" | "as" | "ash" | "at" | "ad" | "adh" | "ar" | "an" | "az" | "ur"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> String {
        let all = tokens(text, TextRange::new(0, text.len()));
        all.iter().map(|t| t.range.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_are_split_as_the_tagger_knows_them() {
        for (text, expected) in [
            ("Velia's port isn't open.", "Velia|'s|port|isn't|open|."),
            ("the dockers’ union, they’re out", "the|dockers|’|union|,|they|’re|out"),
            ("Orsk-backed fighters", "Orsk|-|backed|fighters"),
            ("a so-called cease-fire", "a|so-called|cease-fire"),
            ("Tarik al-Mendari of Al-Safir", "Tarik|al-Mendari|of|Al-Safir"),
            ("an F-16 and COVID-19", "an|F-16|and|COVID-19"),
            ("the U.S. and J.K. Moran", "the|U.S.|and|J.K.|Moran"),
            ("He is from the U.S.", "He|is|from|the|U.S."),
            ("Mr. Orlo met Dr. Quill. Fine.", "Mr.|Orlo|met|Dr.|Quill|.|Fine|."),
            ("AT&T and O'Brien", "AT&T|and|O'Brien"),
            ("“Enough,” she said…", "“|Enough|,|”|she|said|…"),
            ("1,250.5 at 10:30", "1,250.5|at|10:30"),
            ("@desk_one #Velia", "@desk_one|#|Velia"),
            ("see https://a.example/x?y=1 now", "see|https://a.example/x?y=1|now"),
            ("the end.Next one", "the|end|.|Next|one"),
            ("Jean-Luc", "Jean|-|Luc"),
            ("wait... what", "wait|...|what"),
        ] {
            assert_eq!(words(text), expected);
        }
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_into_pieces() {
        let text = "é".repeat(3 * LONGEST);
        let cut = pieces(&text, TextRange::new(0, text.len()));
        assert!(cut.len() > 3 && cut.iter().all(|p| p.len() <= LONGEST && !p.is_empty()));
        assert_eq!(cut.iter().map(|p| p.of(&text)).collect::<String>(), text);
    }

    proptest! {
        #[test]
        fn every_character_but_white_space_is_in_one_token(text in "(?s)[a-zA-Z.'’@#&0-9é\u{301} \n-]{0,60}|.{0,40}") {
            let found = tokens(&text, TextRange::new(0, text.len()));
            let joined: String = found.iter().map(|t| t.range.of(&text)).collect();
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(joined, bare);
        }
    }
}
