//! Sets aside what stands beside an article: lists of links to others, and what its class names
//! give away. It stays in the text, as boilerplate.

use super::flow::Layout;
use crate::article::{BlockKind, RawBlock, blocks::Builder};

/// Per hundred of a block that is the text of links: a link, not a sentence with links in it.
const LINK: usize = 75;

pub fn set(layout: Layout) -> Builder {
    let Layout { mut out, links } = layout;
    let is_aside = |block: &RawBlock| block.kind == Some(BlockKind::Boilerplate);
    // Where most of a page is called an aside, its class names mean something else.
    if share(&out, is_aside) > 40 {
        out.blocks.iter_mut().filter(|b| is_aside(b)).for_each(|block| block.kind = None);
    }
    let is_link: Vec<bool> =
        out.blocks.iter().zip(&links).map(|(block, links)| is_link(block, *links)).collect();
    let mut at = is_link.iter();
    // A page of links is one that is read for its links.
    if share(&out, |_| at.next().is_some_and(|is_link| *is_link)) > 40 {
        return out;
    }
    for (block, is_link) in out.blocks.iter_mut().zip(is_link) {
        if is_link {
            block.kind = Some(BlockKind::Boilerplate);
        }
    }
    out
}

fn is_link(block: &RawBlock, links: usize) -> bool {
    let may_be = matches!(
        block.kind,
        None | Some(BlockKind::Heading | BlockKind::ListItem | BlockKind::Boilerplate)
    );
    may_be && links >= LINK
}

/// How much of the text some of its blocks are, per hundred.
fn share(out: &Builder, mut of: impl FnMut(&RawBlock) -> bool) -> usize {
    let all: usize = out.blocks.iter().map(|block| block.range.len()).sum();
    let some: usize = out.blocks.iter().filter(|b| of(b)).map(|block| block.range.len()).sum();
    some * 100 / all.max(1)
}

#[cfg(test)]
mod tests {
    use super::{super::flow::lay_out, *};

    /// The blocks of a piece of HTML that are set aside.
    fn aside(html: &str) -> Vec<String> {
        let out = set(lay_out(html));
        let is_aside = |b: &&RawBlock| b.kind == Some(BlockKind::Boilerplate);
        out.blocks.iter().filter(is_aside).map(|b| b.range.of(&out.text).to_owned()).collect()
    }

    const BODY: &str = "<p>The strike at the harbour entered its third day, the union said.</p>";

    #[test]
    fn links_to_other_articles_are_set_aside() {
        let html = format!(
            "{BODY}<p>See <a href=x>the report</a> of Monday.</p><ul><li><a href=x>Port opens</a>\
             <li><a href=y>Storm</a></ul><h3><a name=z>Anchor</a></h3><p>Read: <a href=x>Port opens at noon</a>"
        );
        assert_eq!(aside(&html), ["Port opens", "Storm", "Read: Port opens at noon"]);
    }

    #[test]
    fn a_page_of_links_stays_what_it_is() {
        assert!(aside("<li><a href=x>Port opens</a><li><a href=y>Storm</a>").is_empty());
        assert_eq!(aside(&format!("{BODY}<p>\u{fdd5}Share\u{fdd0}</p>")), ["Share"]);
        assert!(aside(&format!("<p>\u{fdd5}{BODY}\u{fdd0}</p>")).is_empty());
    }
}
