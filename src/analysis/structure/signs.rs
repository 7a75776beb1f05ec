//! What the words of one line tell of its kind, without its neighbours.
//!
//! Lists are closed and short on purpose: a line is taken out of the text only on a clear sign, so
//! that a paragraph is never lost because of a word in it.

use super::{
    bylines, captions,
    listed::{self, List, Lists, Opening},
    names, newsletters,
    phrases::POST_LINKS,
    stamps,
};
use crate::{
    analysis::words::{count_spaced, count_unspaced},
    article::BlockKind,
};

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
    let lower = lower(line);
    let words = count_spaced(line) + count_unspaced(line) / 2;
    let sign = Sign::new(line, &lower, words);
    sign.post()
        .or_else(|| bylines::is_byline(&sign).then_some(BlockKind::Byline))
        .or_else(|| captions::is_caption(&sign).then_some(BlockKind::Caption))
        .or_else(|| sign.notice())
        .or_else(|| stamps::is_stamp_line(&sign).then_some(BlockKind::Dateline))
        .or_else(|| sign.boilerplate())
}

/// A line in lower case, with plain apostrophes.
fn lower(line: &str) -> String {
    if line.is_ascii() {
        return line.to_ascii_lowercase();
    }
    let mut lower = line.to_lowercase();
    for (found, plain) in [("’", "'"), ("i\u{307}", "i")] {
        if lower.contains(found) {
            lower = lower.replace(found, plain);
        }
    }
    lower
}

/// A line with what is asked of it again and again.
pub struct Sign<'a> {
    pub line: &'a str,
    pub lower: &'a str,
    /// Words, and half of the characters where no spaces are written.
    pub words: usize,
    pub opening: Opening,
    /// The opening behind brackets.
    pub inner: Opening,
    pub inside: Lists,
}

impl<'a> Sign<'a> {
    pub fn new(line: &'a str, lower: &'a str, words: usize) -> Self {
        let opening = Opening::of(lower);
        let bare = lower.trim_start_matches(['(', '[']);
        let inner = if bare.len() == lower.len() { opening } else { Opening::of(bare) };
        Self { line, lower, words, opening, inner, inside: listed::inside(lower) }
    }
}

impl Sign<'_> {
    fn post(&self) -> Option<BlockKind> {
        let opens_with_dash = self.line.starts_with(['—', '–', '-', '―']);
        let handle = self.line.contains('@')
            && (handle_in_brackets(self.line) || opens_with_dash && self.line.contains(" @"));
        if handle && (opens_with_dash || (self.words <= 14 && !is_ended(self.line))) {
            return Some(BlockKind::EmbedAttribution);
        }
        if self.lower.starts_with("a post shared by") {
            return Some(BlockKind::EmbedAttribution);
        }
        let is_link = |token: &str| {
            token.contains('/') && {
                let token = token.to_lowercase();
                POST_LINKS.iter().any(|link| token.contains(link)) || token.starts_with("t.co/")
            }
        };
        let linked = self.line.split_whitespace().rev().take(4).any(is_link);
        let addressed = self.line.strip_prefix('@').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') && self.words <= 60
        });
        let quoted = self.line.contains(':')
            && self.line.split_once(" wrote:").is_some_and(|(name, _)| names::is_handle(name));
        if linked || addressed || quoted || self.lower.starts_with("view this post on") {
            return Some(BlockKind::Embed);
        }
        let address = ["http://", "https://", "www."].iter().any(|p| self.lower.starts_with(p));
        (address && self.words == 1).then_some(BlockKind::Boilerplate)
    }

    /// Corrections, rights, calls to subscribe: notices even where they are sentences.
    fn notice(&self) -> Option<BlockKind> {
        let network = self.lower.starts_with("follow ")
            && self.words <= 30
            && ["facebook", "instagram", "twitter", "tiktok", "linkedin", "youtube"]
                .iter()
                .any(|n| self.lower.contains(n));
        let starts = self.words <= 60
            && (self.opening.words.has(List::Notice) || self.opening.labels.has(List::NoticeLabel));
        let updated = self.words <= 40
            && ["update", "correction", "editor's note", "clarification"].iter().any(|s| {
                self.lower.strip_prefix(s).and_then(|rest| rest.split_once(':')).is_some_and(
                    |(date, _)| date.split_whitespace().count() <= 3 && !date.contains('.'),
                )
            })
            && is_ended(self.line);
        let phrase = self.words <= 45 && self.inside.has(List::NoticePhrase);
        let spoken = [" you", "your ", " we ", " our ", "us "];
        let weak = self.words <= 40
            && !self.line.starts_with(['"', '“', '\'', '‘'])
            && self.inside.has(List::WeakPhrase)
            && (!is_ended(self.line)
                || self.lower.starts_with("we ")
                || spoken.iter().any(|s| self.lower.contains(s)));
        let letter = newsletters::calls(self.lower, self.words, self.inside);
        (network || starts || updated || phrase || weak || letter || self.contact())
            .then_some(BlockKind::Boilerplate)
    }

    /// How to reach somebody.
    fn contact(&self) -> bool {
        let mail = self.words <= 30
            && self.line.contains('@')
            && self.line.split_whitespace().any(is_mail_address);
        let asked = || {
            ["email", "e-mail", "send", "write to", "contact", "to contact", "for "]
                .iter()
                .any(|s| self.lower.starts_with(s))
                || self.lower.contains("can be reached")
                || self.lower.contains("be contacted")
                || self.lower.contains("follow ")
        };
        let digits = || self.line.chars().filter(|c| c.is_numeric()).count();
        let telephone = self.line.starts_with(['+', '0', '('])
            && (9..=15).contains(&digits())
            && !self.line.contains(|c: char| c.is_alphabetic() || matches!(c, ':' | '.'));
        mail && (asked() || (self.words <= 12 && !is_ended(self.line))) || telephone
    }

    fn boilerplate(&self) -> Option<BlockKind> {
        let stopped = self.line.ends_with(['.', '。', '।', '۔']) && self.words > 5;
        let sentence = stopped || is_ended(self.line) && self.words > 8;
        let starts = self.opening.words.has(List::Boilerplate);
        let labelled = self.opening.labels.has(List::BoilerplateLabel);
        let bare = self.words <= 7
            && self.lower.split([' ', '|', '·', '/']).all(|t| {
                let token = t.trim_matches(['.', ':', '(', ')']);
                token.is_empty() || BARE.contains(&token)
            });
        // `(CROSSTALK)`
        let stage = self.line.starts_with('(')
            && self.line.ends_with(')')
            && self.words <= 4
            && !self.line.contains(char::is_lowercase)
            && self.line.contains(|c: char| c.is_ascii_uppercase())
            && !self.line.contains('/');
        let end = matches!(
            self.lower.trim_matches(|c: char| !c.is_alphanumeric()),
            "ends"
                | "end"
                | "完"
                | "30"
                | "0"
                | "終"
                | "끝"
                | "original message"
                | "forwarded message"
        );
        let found = bare
            || stage
            || end && self.words <= 2
            || is_count(self.lower)
            || is_slug(self.line)
            || (starts && self.words <= 20 && !sentence)
            || (labelled && self.words <= 25);
        found.then_some(BlockKind::Boilerplate)
    }
}

/// Lines that are nothing but one of these.
const BARE: &[&str] = &[
    "share",
    "shares",
    "comments",
    "comment",
    "related",
    "more",
    "print",
    "menu",
    "ad",
    "ads",
    "home",
    "search",
    "close",
    "tweet",
    "whatsapp",
    "facebook",
    "twitter",
    "email",
    "instagram",
    "linkedin",
    "telegram",
    "reddit",
    "x",
    "video",
    "audio",
    "gallery",
    "live",
    "listen",
    "watch",
    "forward",
    "advert",
    "anzeige",
    "publicidad",
    "publicidade",
    "publicité",
    "pubblicità",
    "reklama",
    "реклама",
    "إعلان",
    "広告",
    "广告",
    "廣告",
    "광고",
    "comentarios",
    "commentaires",
    "kommentare",
    "комментарии",
    "reply",
    "report",
    "like",
    "quote",
    "partager",
    "compartir",
    "compartilhar",
    "compartilhe",
    "condividi",
    "paylaş",
    "bagikan",
    "поделиться",
    "teilen",
    "delen",
    "сподели",
    "شارك",
    "مشاركة",
    "שתפו",
    "分享",
    "공유",
    "シェア",
];

/// `174 shares`, `12 Comments`, `4-minute read`, `1 of 3`
fn is_count(lower: &str) -> bool {
    const COUNTED: &[&str] = &[
        "comment",
        "comments",
        "share",
        "shares",
        "answer",
        "answers",
        "view",
        "views",
        "viewed",
        "reply",
        "replies",
        "like",
        "likes",
        "reviews",
        "votes",
        "followers",
        "times",
        "listen",
        "read",
        "reads",
        "pages",
        "retweets",
        "reactions",
    ];
    if lower.len() > 40 || lower.ends_with(['.', '\'']) {
        return false;
    }
    let (mut numbers, mut names) = (0, 0);
    for token in lower
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | ':' | '·' | '|'))
        .filter(|t| !t.is_empty())
    {
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            numbers += 1;
        } else if COUNTED.contains(&token) {
            names += 1;
        } else if !matches!(token, "min" | "minute" | "minutes" | "of") {
            return false;
        }
    }
    let page = lower.split_once(" of ").is_some_and(|(a, b)| {
        [a, b].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    });
    page || numbers > 0 && names > 0
}

/// `BC-Valdoria-Rates, 2nd Ld`: the name of an item on a wire.
fn is_slug(line: &str) -> bool {
    ["BC-", "AM-", "PM-", "BC--", "US--", "EU--"].iter().any(|s| line.starts_with(s))
        && !is_ended(line)
}

/// `orla@quay.example`, maybe in brackets.
pub fn is_mail_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric());
    token
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('/'))
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
                | '．'
                | '｡'
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

/// `(@name)` in the line.
fn handle_in_brackets(line: &str) -> bool {
    line.split("(@").nth(1).is_some_and(|rest| {
        let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        name > 0 && rest.as_bytes().get(name) == Some(&b')')
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
