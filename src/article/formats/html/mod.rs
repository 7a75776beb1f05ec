//! Web pages: the main text by a readability library, fields from meta elements and JSON-LD.
//!
//! The library sees a page only after [`tame`] has made it harmless. Where it finds nothing, the
//! text of the whole page is taken.

mod aside;
mod entities;
mod flow;
mod jsonld;
mod marks;
mod meta;
mod scan;
mod tame;

use rs_trafilatura::{Options, extract_with_options, page_type::PageType};

use super::Parsed;
use crate::article::blocks::Builder;

/// Longest page that is read as one; what follows is left out.
const LONGEST: usize = 6 << 20;
/// Fewest bytes of main text; with less, the text of the whole page is taken.
const SHORTEST: usize = 40;

/// Most bytes of a paragraph that may be several run together.
const LONGEST_RUN: usize = 20_000;

/// Reads a decoded page.
pub fn parse(page: &str) -> Parsed {
    let mut problems = Vec::new();
    let end = (0..=page.len().min(LONGEST)).rev().find(|at| page.is_char_boundary(*at));
    let kept = page.get(..end.unwrap_or(0)).unwrap_or("");
    if kept.len() < page.len() {
        problems.push("only the first 6 MiB of the page are read".to_owned());
    }
    let head = meta::Head::read(kept);
    let tamed = tame::tame(kept);
    if tamed.is_none() {
        problems
            .push("too large or nested too deep: shown with all that is on the page".to_owned());
    }
    let main = tamed.as_deref().and_then(main_text).filter(|main| main.text.len() >= SHORTEST);
    let body =
        || head.body().filter(|body| body.len() >= SHORTEST).map(|body| flow::lay_out(body).out);
    let whole = || aside::set(flow::lay_out(tamed.as_deref().unwrap_or(kept)));
    let Builder { text, blocks, links } = main.or_else(body).unwrap_or_else(whole);
    Parsed { text, blocks, links, meta: head.into_meta(), problems }
}

/// The text of a piece of HTML within another format, all of it.
pub fn fragment(html: &str) -> Builder {
    flow::lay_out(html).out
}

fn main_text(html: &str) -> Option<Builder> {
    let options =
        Options { page_type: Some(PageType::Article), include_links: true, ..Options::default() };
    // The library cuts strings by byte in places; a page that trips it is read as a whole.
    let extracted = std::panic::catch_unwind(|| extract_with_options(html, &options)).ok()?.ok()?;
    // Text without elements has lost where its paragraphs begin: the whole page is better.
    let main = aside::set(flow::lay_out(&extracted.content_html?));
    (!is_run_together(&main, html)).then_some(main)
}

/// Whether the library has made one paragraph of several, as it does with short pages.
fn is_run_together(main: &Builder, page: &str) -> bool {
    if main.blocks.len() != 1 || main.text.len() > LONGEST_RUN {
        return false;
    }
    let whole = flow::lay_out(page).out;
    let texts = whole.blocks.iter().map(|block| block.range.of(&whole.text));
    texts.filter(|text| main.text.len() > text.len() && main.text.contains(text)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;

    const BODY: &str = "<p>The strike at the harbour entered its third day on Monday, the union
        said, and eleven more ships waited outside the breakwater for a berth.</p>";

    fn kinds(page: &str) -> Vec<(Option<BlockKind>, String)> {
        let parsed = parse(page);
        parsed.blocks.iter().map(|b| (b.kind, b.range.of(&parsed.text).to_owned())).collect()
    }

    #[test]
    fn the_main_text_is_told_from_the_rest_of_the_page() {
        let body = BODY.repeat(4);
        let page = format!(
            "<html lang=en><title>Day three</title><body><nav><ul><li><a href=/>Home</a></ul></nav>
            <article><h1>Day three</h1>{body}<h2>At the quay</h2><figure><img src=x><figcaption>Ships
            at anchor</figcaption></figure>{body}<blockquote class=twitter-tweet><p>Here we stand.</p>&mdash;
            Ada (@ada)</blockquote>{body}</article><footer>Imprint</footer><script>track()</script>"
        );
        let kinds = kinds(&page);
        let of = |kind| {
            kinds.iter().filter(move |(k, _)| *k == Some(kind)).map(|(_, text)| text.as_str())
        };
        assert!(of(BlockKind::Heading).any(|text| text == "At the quay"));
        assert!(of(BlockKind::Caption).eq(["Ships at anchor"]));
        assert!(of(BlockKind::Embed).eq(["Here we stand."]));
        assert!(of(BlockKind::EmbedAttribution).eq(["— Ada (@ada)"]));
        assert_eq!(kinds.iter().filter(|(kind, _)| kind.is_none()).count(), 12);
        assert!(!kinds.iter().any(|(_, text)| text.contains("Imprint") || text.contains("track")));
    }

    #[test]
    fn a_short_page_keeps_its_paragraphs() {
        let page = "<html><body><article><h1>Storm passes</h1><p>The storm will pass the coast on Friday, and nobody is \
                    in danger.</p><p>Ships stay in.</p><p>Trains run.</p></article></body></html>";
        let texts: Vec<String> = kinds(page).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert_eq!(texts.last().map(String::as_str), Some("Trains run."));
    }

    #[test]
    fn a_page_without_main_text_is_shown_as_it_is() {
        assert_eq!(kinds("<body><b>Moved</b> here"), [(None, "Moved here".to_owned())]);
        assert!(kinds("").is_empty());
    }

    #[test]
    fn the_deepest_page_that_is_searched_fits_a_small_stack() {
        let deep = format!("{}{}", "<div>".repeat(119), BODY.repeat(20));
        let lists = format!("{}{}", "<ul><li>".repeat(58), BODY.repeat(20));
        let run = move || [parse(&deep), parse(&lists)].map(|parsed| parsed.problems.len());
        let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap();
        assert_eq!(thread.join().unwrap(), [0, 0]);
    }

    #[test]
    fn a_hopeless_page_is_read_all_the_same() {
        for page in [
            format!("{}{BODY}", "<div>".repeat(100_000)),
            format!("{}<i>x</i>", "<code><div></div>".repeat(2000)),
        ] {
            let parsed = parse(&page);
            assert_eq!(parsed.problems.len(), 1);
            assert!(!parsed.text.is_empty());
        }
    }
}
