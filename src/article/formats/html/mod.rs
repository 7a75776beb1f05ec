//! Web pages: the main text by a readability library, fields from meta elements and JSON-LD.
//!
//! The library sees a page only after [`tame`] has made it harmless. Where it finds nothing, the
//! text of the whole page is taken.

mod aside;
mod entities;
mod flow;
mod jsonld;
mod meta;
mod scan;
mod tame;

use rs_trafilatura::{Options, extract_with_options, page_type::PageType};

use super::Parsed;
use crate::article::blocks::Builder;

/// Longest page that is read as one; what follows is left out.
const LONGEST: usize = 8 << 20;
/// Fewest bytes of main text; with less, the text of the whole page is taken.
const SHORTEST: usize = 40;

/// Reads a decoded page.
pub fn parse(page: &str) -> Parsed {
    let mut problems = Vec::new();
    let end = (0..=page.len().min(LONGEST)).rev().find(|at| page.is_char_boundary(*at));
    let kept = page.get(..end.unwrap_or(0)).unwrap_or("");
    if kept.len() < page.len() {
        problems.push("only the first 8 MiB of the page are read".to_owned());
    }
    let head = meta::Head::read(kept);
    let tamed = tame::tame(kept);
    if tamed.is_excessive {
        problems.push("the page is nested too deep to tell its main text from the rest".to_owned());
    }
    let main = if tamed.is_excessive { None } else { main_text(&tamed.html) };
    let main = main.filter(|main| main.text.len() >= SHORTEST);
    let body =
        || head.body().filter(|body| body.len() >= SHORTEST).map(|body| flow::lay_out(body).out);
    let Builder { text, blocks } =
        main.or_else(body).unwrap_or_else(|| aside::set(flow::lay_out(&tamed.html)));
    Parsed { text, blocks, meta: head.into_meta(), problems }
}

fn main_text(html: &str) -> Option<Builder> {
    let options =
        Options { page_type: Some(PageType::Article), include_links: true, ..Options::default() };
    // The library cuts strings by byte in places; a page that trips it is read as a whole.
    let extracted = std::panic::catch_unwind(|| extract_with_options(html, &options)).ok()?.ok()?;
    match extracted.content_html {
        Some(html) => Some(aside::set(flow::lay_out(&html))),
        None => Some(flow::lay_out(&extracted.content_text).out),
    }
}
