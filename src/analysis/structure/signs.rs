//! What the words of one line tell of its kind, without its neighbours.
//!
//! Lists are closed and short on purpose: a line is taken out of the text only on a clear sign, so
//! that a paragraph is never lost because of a word in it.

use super::{
    calendar, names,
    phrases::{
        BOILERPLATE_LABELS, BOILERPLATE_PHRASES, BOILERPLATE_STARTS, BYLINE_STARTS, CAPTION_ENDS,
        CAPTION_STARTS, POST_LINKS, STAMP_STARTS,
    },
};
use crate::article::BlockKind;

/// Longer lines are paragraphs whatever they say.
const LONGEST: usize = 600;

/// The kind that a line's own words give it, if they are clear.
pub fn kind(line: &str) -> Option<BlockKind> {
    let line = line.trim();
    if !line.contains(char::is_alphanumeric) {
        return Some(BlockKind::Boilerplate);
    }
    if line.len() > LONGEST {
        return None;
    }
    let lower = line.to_lowercase().replace('’', "'");
    let sign = Sign { line, lower: &lower, words: line.split_whitespace().count() };
    sign.post()
        .or_else(|| sign.byline())
        .or_else(|| sign.caption())
        .or_else(|| sign.dateline())
        .or_else(|| sign.boilerplate())
}

struct Sign<'a> {
    line: &'a str,
    lower: &'a str,
    words: usize,
}

impl Sign<'_> {
    fn post(&self) -> Option<BlockKind> {
        let opens_with_dash = self.line.starts_with(['—', '–', '-', '―']);
        let handle = handle_in_brackets(self.line) || (opens_with_dash && self.line.contains(" @"));
        if handle && (opens_with_dash || (self.words <= 14 && !is_ended(self.line))) {
            return Some(BlockKind::EmbedAttribution);
        }
        if self.lower.starts_with("a post shared by") {
            return Some(BlockKind::EmbedAttribution);
        }
        let is_link = |token: &str| {
            let token = token.to_lowercase();
            POST_LINKS.iter().any(|link| token.contains(link)) || token.starts_with("t.co/")
        };
        let linked = self.line.split_whitespace().rev().take(4).any(is_link);
        let addressed = self.line.strip_prefix('@').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') && self.words <= 60
        });
        if linked || addressed || self.lower.starts_with("view this post on") {
            return Some(BlockKind::Embed);
        }
        let address = ["http://", "https://", "www."].iter().any(|p| self.lower.starts_with(p));
        (address && self.words == 1).then_some(BlockKind::Boilerplate)
    }

    fn byline(&self) -> Option<BlockKind> {
        let credit = BYLINE_STARTS.iter().any(|s| self.lower.starts_with(s)) && self.words <= 40
            || self.lower.contains("contributed to this") && self.words <= 30;
        let by = names::after_by(self.line).is_some();
        let role = self.words <= 6 && !is_ended(self.line) && names::ends_in_role(self.line);
        (credit || by || role).then_some(BlockKind::Byline)
    }

    fn caption(&self) -> Option<BlockKind> {
        let bare = self.lower.trim_start_matches(['(', '[']);
        let labelled = CAPTION_STARTS.iter().any(|s| label(bare, s) && self.words <= 45);
        let credited =
            ["photo by", "photograph by", "photos by", "image by", "getty images", "ap photo"]
                .iter()
                .any(|s| bare.starts_with(s));
        let tail = CAPTION_ENDS.iter().any(|e| self.lower.ends_with(e));
        let bracketed = self.lower.contains("(ap photo") || self.lower.contains("(photo by");
        let found = labelled
            || (credited && self.words <= 14)
            || ((tail || bracketed || credit_at_end(self.line)) && self.words <= 70);
        found.then_some(BlockKind::Caption)
    }

    fn dateline(&self) -> Option<BlockKind> {
        let stamped = STAMP_STARTS.iter().any(|s| starts_with_words(self.lower, s))
            && (self.lower.contains(|c: char| c.is_numeric()) || self.lower.contains(':'))
            && self.words <= 18
            && (!is_ended(self.line) || self.lower.contains(':'));
        let found = stamped || calendar::is_stamp(self.lower) || names::is_dateline(self.line);
        found.then_some(BlockKind::Dateline)
    }

    fn boilerplate(&self) -> Option<BlockKind> {
        let sentence = is_ended(self.line) && self.words > 8;
        let starts = BOILERPLATE_STARTS.iter().any(|s| starts_with_words(self.lower, s));
        let labelled = BOILERPLATE_LABELS.iter().any(|s| label(self.lower, s));
        let phrase = BOILERPLATE_PHRASES.iter().any(|p| self.lower.contains(p));
        let bare = self.words <= 3
            && matches!(
                self.lower,
                "share"
                    | "comments"
                    | "related"
                    | "more"
                    | "print"
                    | "menu"
                    | "ad"
                    | "home"
                    | "search"
                    | "close"
                    | "tweet"
                    | "whatsapp"
                    | "facebook"
                    | "twitter"
                    | "email"
            );
        let found = bare
            || (starts && self.words <= 20 && !sentence)
            || (labelled && self.words <= 25)
            || (phrase && self.words <= 40);
        found.then_some(BlockKind::Boilerplate)
    }
}

/// Whether a line ends like a sentence: in a stop, a colon or a comma, maybe closed by quotation
/// marks.
pub fn is_ended(line: &str) -> bool {
    line.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '」' | '』')
    })
    .trim_end()
    .ends_with(|c: char| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | '…'
                | ':'
                | ';'
                | ','
                | '。'
                | '！'
                | '？'
                | '：'
                | '；'
                | '،'
                | '؛'
                | '؟'
                | '۔'
                | '।'
                | '॥'
                | '።'
                | '։'
                | '။'
                | '។'
        )
    })
}

/// `line` starts with `start`, and a word ends there.
fn starts_with_words(line: &str, start: &str) -> bool {
    line.strip_prefix(start).is_some_and(|rest| {
        let latin = start.is_ascii();
        !(latin && rest.starts_with(char::is_alphanumeric))
    })
}

/// `line` starts with `name` and a colon.
fn label(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
}

/// `(@name)` in the line.
fn handle_in_brackets(line: &str) -> bool {
    line.split("(@").nth(1).is_some_and(|rest| {
        let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        name > 0 && rest.as_bytes().get(name) == Some(&b')')
    })
}

/// A credit that closes the line: `… was held. Image: Marine Corps.`
fn credit_at_end(line: &str) -> bool {
    ["Image: ", "Photo: ", "Picture: ", "Credit: ", "Photograph: "].iter().any(|credit| {
        line.rsplit_once(credit).is_some_and(|(before, name)| {
            (is_ended(before.trim_end()) || line.split_whitespace().take(31).count() <= 30)
                && name.split_whitespace().take(8).count() < 8
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_the_kind_of_a_line() {
        use BlockKind::{Boilerplate, Byline, Caption, Dateline, Embed, EmbedAttribution};
        let cases = [
            ("By Orla Venn", Some(Byline)),
            ("By Orla Venn and T. Marsh, Ells Herald", Some(Byline)),
            ("By Ells Herald Reporter", Some(Byline)),
            ("By noon the harbour was closed", None),
            ("(Reporting by O. Venn; editing by T. Marsh)", Some(Byline)),
            ("Tam Marsh in Ells contributed to this report.", Some(Byline)),
            ("PUBLISHED: 14:11 EST, 25 October 2013", Some(Dateline)),
            ("Published in 1961, the book made her name.", None),
            ("Friday, July 21, 2017", Some(Dateline)),
            ("14:35 GMT", Some(Dateline)),
            ("PORT ELLS, April 13 (Quay News) -", Some(Dateline)),
            ("Photo: Marine Corps", Some(Caption)),
            ("Photo finishes are rare in rowing.", None),
            ("The first race was held this week. Image: Marine Corps.", Some(Caption)),
            ("Divers at the new pier Image: Orla Venn.", Some(Caption)),
            ("Divers at the pier on Monday. (AP Photo/O. Venn)", Some(Caption)),
            ("Wow. https://t.co/a1b2", Some(Embed)),
            ("@ells_port when will it open?", Some(Embed)),
            ("— Orla (@orla_v) April 13, 2023", Some(EmbedAttribution)),
            ("Read more: The port that never sleeps", Some(Boilerplate)),
            ("Read more than one book a week, the minister told the pupils of Ells.", None),
            ("Follow us on Facebook", Some(Boilerplate)),
            ("Copyright laws differ between the islands, the court said on Monday.", None),
            ("© 2023 Ells Herald", Some(Boilerplate)),
            ("Subscribers to the port's two newspapers fell by half.", None),
            ("* * *", Some(Boilerplate)),
            ("اقرأ أيضا: ميناء المدينة", Some(Boilerplate)),
            ("The ferry sank.", None),
        ];
        for (line, expected) in cases {
            assert_eq!(kind(line), expected, "{line}");
        }
    }
}
