//! Marks in a page's text that outlive its tags: what is a caption, a post, a by-line, an aside.

use super::scan;
use crate::article::BlockKind;

/// Kinds of text that are marked, and their marks: noncharacters, never used for text.
pub const MARKS: [Mark; 5] = [
    ('\u{fdd1}', BlockKind::Caption),
    ('\u{fdd2}', BlockKind::Embed),
    ('\u{fdd3}', BlockKind::Byline),
    ('\u{fdd4}', BlockKind::PullQuote),
    ('\u{fdd5}', BlockKind::Boilerplate),
];
/// A mark and what it says.
pub type Mark = (char, BlockKind);

/// Ends a marked text.
pub const MARK_END: char = '\u{fdd0}';

/// Whether a character is a mark, or the end of a marked text.
pub fn is_mark(c: char) -> bool {
    matches!(c, MARK_END..='\u{fdd5}')
}

/// The mark for the text of an element, by its name and class.
pub fn mark(name: &str, attributes: &str) -> Option<Mark> {
    let of = |kind: BlockKind| MARKS.into_iter().find(|(_, k)| *k == kind);
    if name == "figcaption" {
        return of(BlockKind::Caption);
    }
    if matches!(name, "body" | "article" | "main" | "td" | "th" | "h1" | "meta" | "link" | "a") {
        return None;
    }
    let class = scan::attribute(attributes, "class")?.to_ascii_lowercase();
    let has = |names: &[&str]| class.split_ascii_whitespace().any(|c| names.contains(&c));
    let kind = CLASSES.iter().find(|(_, names)| has(names)).map(|(kind, _)| *kind);
    let mut parts = class.split(|c: char| !c.is_ascii_alphanumeric());
    let mut is_aside = || parts.any(|part| ASIDES.contains(&part));
    of(kind.or_else(|| is_aside().then_some(BlockKind::Boilerplate))?)
}

/// Classes that say what an element is, as the great sites and site makers use them.
const CLASSES: [(BlockKind, &[&str]); 4] = [
    (
        BlockKind::Embed,
        &[
            "twitter-tweet",
            "twitter-video",
            "instagram-media",
            "fb-post",
            "tiktok-embed",
            "reddit-card",
        ],
    ),
    (BlockKind::Caption, &["wp-caption-text", "caption", "image-caption", "photo-caption"]),
    (BlockKind::PullQuote, &["pullquote", "pull-quote", "wp-block-pullquote"]),
    (BlockKind::Byline, &["byline", "article-byline", "author-name"]),
];

/// Parts of class names of what stands beside an article.
const ASIDES: [&str; 27] = [
    "related",
    "newsletter",
    "newsletters",
    "promo",
    "readmore",
    "recirc",
    "recirculation",
    "tags",
    "taglist",
    "share",
    "sharing",
    "social",
    "comments",
    "outbrain",
    "taboola",
    "subscribe",
    "signup",
    "sponsored",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "trending",
    "copyright",
    "recommended",
    "teaser",
    "teasers",
    "bio",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_classes_tell_what_an_element_is() {
        let cases = [
            ("figcaption", "", Some(BlockKind::Caption)),
            ("blockquote", " class=\"x Twitter-Tweet\"", Some(BlockKind::Embed)),
            ("div", " class='c-related-list'", Some(BlockKind::Boilerplate)),
            ("div", " class='unrelated'", None),
            ("article", " class=share", None),
            ("p", "", None),
        ];
        for (name, attributes, expected) in cases {
            assert_eq!(
                mark(name, attributes).map(|(_, kind)| kind),
                expected,
                "{name}{attributes}"
            );
        }
    }
}
