//! What stands below and between the paragraphs without being the article's: links to other
//! stories, the author's life, the sender of a release, names at the end.

use super::{Line, names, signs};
use crate::article::BlockKind;

/// Links below a line that announces them, at most.
const LINKS: usize = 8;
/// Lines below the end of a release, at most.
const BELOW_END: usize = 15;
/// Words of an author's life, at most.
const LIFE: usize = 45;
/// Paragraphs that an article has above what is taken for its tail, at least.
const BODY: usize = 2;

/// Lines that announce links.
const LINK_HEADS: &[&str] = &[
    "read more",
    "read also",
    "see also",
    "more on",
    "more from",
    "related",
    "up next",
    "most read",
    "most popular",
    "you may also",
    "you might also",
    "recommended",
    "don't miss",
    "trending",
    "top stories",
    "à lire aussi",
    "lire aussi",
    "sur le même",
    "lea también",
    "leia também",
    "leggi anche",
    "lesen sie auch",
    "mehr zum",
    "zum thema",
    "lees ook",
    "читайте также",
    "материалы по теме",
    "اقرأ أيضا",
    "مواضيع ذات",
    "קראו עוד",
    "関連記事",
    "あわせて読みたい",
    "相关新闻",
    "相关阅读",
    "延伸閱讀",
    "관련기사",
    "یہ بھی",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
];

/// Headings of what stands below an article.
const AFTERWORDS: &[&str] = &[
    "comments",
    "tags",
    "next article",
    "previous article",
    "share",
    "newsletter",
    "kommentare",
    "commentaires",
    "comentarios",
    "комментарии",
    "تعليقات",
];

/// Words by which an author's life is known.
const LIVES: &[&str] = &[
    " is a columnist",
    " is a freelance",
    "freelance writer",
    "freelance journalist",
    " is a staff writer",
    " is a senior writer",
    " is a reporter",
    " is a journalist",
    " is an investigative",
    " is a writer",
    " is the author of",
    " tweets at",
    "follow her on",
    "follow him on",
    " writes about",
    " is a contributing",
    " is a senior reporter",
    " is a senior editor",
    " is an associate professor",
    " teaches ",
    " is a professor",
    " latest book",
    " reports on",
    "年生まれ",
    "صحفي",
    "كاتب",
];

pub fn mark(lines: &mut [Line<'_>], is_page: bool) {
    mark_links(lines);
    if !is_page {
        mark_end_of_release(lines);
    }
    mark_lives(lines);
    mark_rest(lines);
}

/// Lines without an end below one that announces them.
fn mark_links(lines: &mut [Line<'_>]) {
    let (mut left, mut text) = (0, false);
    for line in lines.iter_mut() {
        let lower = line.text.get(..line.text.len().min(80)).unwrap_or(line.text).to_lowercase();
        let marked = text && line.kind == BlockKind::Heading && !line.open && line.words <= 4;
        if marked
            && (AFTERWORDS.contains(&lower.trim_end_matches(':'))
                || LINK_HEADS.iter().any(|h| lower.starts_with(h)))
        {
            line.become_kind(BlockKind::Boilerplate);
        }
        text |= line.is_long();
        let head = line.kind == BlockKind::Boilerplate
            && line.words <= 5
            && LINK_HEADS.iter().any(|h| lower.starts_with(h))
            && !lower.contains(": ");
        let asked = line.is_text() && line.words <= 12 && line.text.ends_with(['?', '？', '؟']);
        if head {
            left = LINKS;
        } else if left > 0 && (line.is_unended() || asked) && line.plain {
            line.become_kind(BlockKind::Boilerplate);
            left -= 1;
        } else if line.kind != BlockKind::Boilerplate {
            left = 0;
        }
    }
}

/// All below `###`, `-ENDS-`, `About Loomly` or `Media contact:`, but for lists.
fn mark_end_of_release(lines: &mut [Line<'_>]) {
    let half = lines.len() / 2;
    let is_end = |(at, line): (usize, &Line<'_>)| {
        let lower = line.text.get(..line.text.len().min(60)).unwrap_or("").to_lowercase();
        let mark = matches!(line.text, "###" | "# # #")
            || matches!(lower.trim_matches(|c: char| !c.is_alphanumeric()), "ends" | "end");
        let about = lower.starts_with("about ") && line.is_unended() && line.words <= 5
            || lower.starts_with("notes to editors");
        let contact = [
            "media contact",
            "press contact",
            "contact:",
            "contacts:",
            "for interviews",
            "for more information",
            "for further information",
        ]
        .iter()
        .any(|s| lower.starts_with(s))
            && line.words <= 6;
        at >= half && at > BODY && line.plain && (mark || about || contact)
    };
    let Some(at) = lines.iter().enumerate().position(is_end) else { return };
    let below = lines.len() - at;
    let texts = lines.iter().skip(at).filter(|l| l.is_long()).count();
    if below > BELOW_END || texts > 3 {
        return;
    }
    for line in lines.iter_mut().skip(at).filter(|l| l.leftover) {
        if super::lists::item_number(line.text).is_none() {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}

/// The last paragraphs, where they tell who the author is.
fn mark_lives(lines: &mut [Line<'_>]) {
    let makers: Vec<String> = (lines.iter().filter(|l| l.kind == BlockKind::Byline))
        .map(|l| l.text.to_lowercase())
        .collect();
    let texts = lines.iter().filter(|l| l.is_text()).count();
    let last: Vec<usize> = (lines.iter().enumerate().rev())
        .filter(|(_, l)| l.leftover)
        .map(|(at, _)| at)
        .take(3)
        .collect();
    for at in last {
        let Some(line) = lines.get_mut(at).filter(|_| texts > BODY) else { return };
        if line.words <= LIFE && is_life(line.text, &makers) {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}

fn is_life(text: &str, makers: &[String]) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let second = second.trim_end_matches([':', ',', '.']);
    let named = !second.is_empty() && {
        let name = format!("{first} {second}");
        let does = ["is", "was", "has", "covers", "writes", "teaches", "lives", "reports"];
        let given = first.chars().count() > 2
            && does.contains(&second)
            && makers.iter().any(|m| m.split_whitespace().any(|w| w == first));
        given || makers.iter().any(|m| m.contains(&name))
    };
    let opens = text.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase())
        && !text.starts_with(['"', '“', '«', '„', '‘', '\'']);
    named || opens && LIVES.iter().any(|life| lower.contains(life))
}

/// Lines without an end below the last paragraph: names are signatures, others are links where a
/// notice stands above them.
fn mark_rest(lines: &mut [Line<'_>]) {
    let Some(last) = lines.iter().rposition(Line::is_text) else { return };
    let body = lines.iter().filter(|l| l.is_text()).count();
    let above = lines.get(last).map_or("", |l| l.text);
    let signed = above.ends_with(',');
    if body < BODY || !signs::is_ended(above) || above.ends_with([':', '：']) {
        return;
    }
    let mut notices = false;
    for line in lines.iter_mut().skip(last + 1) {
        notices |= line.kind == BlockKind::Boilerplate;
        if !line.is_unended() || line.text.starts_with(char::is_lowercase) {
            continue;
        }
        let name = line.text.split([',', '(']).next().unwrap_or("");
        let person = names::is_person(line.text)
            || line.words <= 5
                && line.text.contains(',')
                && names::are_names(name)
                && !line.text.contains(char::is_numeric)
            || line.text.starts_with(['(', '（']) && line.text.chars().count() <= 8
            || line.text.ends_with(" and the team");
        if person || signed {
            line.become_kind(BlockKind::Byline);
        } else if notices {
            line.become_kind(BlockKind::Boilerplate);
        }
    }
}
