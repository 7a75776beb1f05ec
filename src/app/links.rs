//! The box of links: the article's own address and those in its text, shown whole before anything is
//! opened.

use std::collections::HashSet;

use super::{App, Effect, Loaded, Mode, Spot, Trouble};
use crate::{
    analysis::{EntityKind, rules},
    config::{Key, key::Code},
    text::{clean, host::WebAddress, width},
};

/// One address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub letter: Option<char>,
    /// What it is: `article`, `link`, `url`, `email`, `handle`.
    pub kind: &'static str,
    /// The words that lead there, where these are not the address.
    pub words: String,
    /// As it is copied, cleaned.
    pub address: String,
    /// `None`: it is not opened.
    pub web: Option<WebAddress>,
    /// What a reader should know before opening it, or why it is not opened.
    pub warning: Option<String>,
}

/// The addresses of an article, its own first, then in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkBox {
    pub rows: Vec<Link>,
    pub at: usize,
}

/// Letters that open a link: those that mean nothing else in the box.
const LETTERS: &str = "asdfghlweruiptzxcvbnm1234567890";

/// Columns before the address in a row.
pub const MARGIN: usize = 15;

/// Links that the box lists.
const MOST: usize = 200;

impl Link {
    fn new(kind: &'static str, address: &str, opens: bool) -> Self {
        let (web, warning) = match (opens, WebAddress::parse(address)) {
            (false, _) => (None, Some("to copy only".to_owned())),
            (true, Ok(web)) => {
                let warning = warning(&web);
                (Some(web), warning)
            }
            (true, Err(why)) => (None, Some(format!("not opened: {why}"))),
        };
        let address = web.as_ref().map_or(address, |web| &web.text);
        let address = clean::line(address).into_owned();
        Self { letter: None, kind, words: String::new(), address, web, warning }
    }

    /// A link that stands on words; words that are another address are warned of.
    fn on_words(mut self, words: &str) -> Self {
        let host = |web: &WebAddress| web.host.of(&web.text).to_lowercase();
        let bare = |host: String| host.trim_start_matches("www.").to_owned();
        let named = Some(words).filter(|words| words.contains('.') && !words.ends_with('.'));
        let named = named.and_then(|words| WebAddress::parse(words).ok());
        if let (Some(named), Some(web)) = (&named, &self.web)
            && bare(host(named)) != bare(host(web))
            && self.warning.is_none()
        {
            let text = format!("the words say {}, the link leads to {}", host(named), host(web));
            self.warning = Some(text);
        }
        if words != self.address {
            words.clone_into(&mut self.words);
        }
        self
    }

    /// Whether a row of so many columns shows all there is to know.
    pub fn fits(&self, columns: usize) -> bool {
        self.warning.is_none() && MARGIN + width::columns(&self.address) <= columns
    }
}

fn warning(web: &WebAddress) -> Option<String> {
    let host = web.host.of(&web.text);
    match (&web.punycode, web.disguised) {
        (Some(plain), _) => Some(format!("the host is {plain}: letters that may look like others")),
        (None, true) => Some(format!("the host is {host}: what stands before the @ is not")),
        (None, false) => None,
    }
}

impl LinkBox {
    fn of(loaded: &Loaded) -> Self {
        let analysis = &loaded.analysis;
        let own = analysis.meta.url.as_ref().map(|url| Link::new("article", &url.value, true));
        let mut found: Vec<(usize, Link)> = Vec::new();
        for link in &loaded.article.links {
            let row = Link::new("link", &link.address, true);
            found.push((link.at, row.on_words(&link.words)));
        }
        let text = &loaded.article.text;
        let named = analysis.mentions.iter().map(|mention| (mention.range, mention.kind));
        // Names are not looked for in what is folded; addresses there are for the reader all the same.
        let folded = analysis.blocks.iter().filter(|block| block.kind.is_folded());
        let folded = folded.flat_map(|block| rules::addresses(text, block.range));
        for (range, kind) in named.chain(folded.map(|mention| (mention.range, mention.kind))) {
            let opens = match kind {
                EntityKind::Url => true,
                EntityKind::Email | EntityKind::Handle => false,
                _ => continue,
            };
            found.push((range.start(), Link::new(kind.name(), range.of(text), opens)));
        }
        found.sort_by_key(|(at, _)| *at);
        let mut rows: Vec<Link> = own.into_iter().collect();
        let mut seen: HashSet<String> = rows.iter().map(|row| row.address.clone()).collect();
        for (_, link) in found {
            if rows.len() < MOST && seen.insert(link.address.clone()) {
                rows.push(link);
            }
        }
        for (row, letter) in rows.iter_mut().zip(LETTERS.chars()) {
            row.letter = Some(letter);
        }
        Self { rows, at: 0 }
    }

    /// The first row that is shown where there is room for `height`.
    pub fn top(&self, height: usize) -> usize {
        (self.at + 1).saturating_sub(height)
    }
}

impl App {
    /// Shows the links; begins at the one that the cursor is on.
    pub(super) fn ask_links(&mut self) {
        let Some(loaded) = self.loaded() else { return self.say_nothing_here() };
        let mut links = LinkBox::of(loaded);
        let text = &loaded.article.text;
        let here = match self.spot {
            Spot::Mention(index) => loaded.analysis.mentions.get(index),
            Spot::Nothing | Spot::Source(_) | Spot::Hit(_) => None,
        };
        if let Some(mention) = here {
            let link = Link::new(mention.kind.name(), mention.range.of(text), true);
            let same = |row: &Link| row.address == link.address;
            links.at = links.rows.iter().position(same).unwrap_or(0);
        }
        if links.rows.is_empty() {
            return self.note("there is no address in this article");
        }
        self.mode = Mode::Links(links);
    }

    pub(super) fn links_key(&mut self, key: Key) {
        let columns = self.size.width as usize;
        let Mode::Links(links) = &mut self.mode else { return };
        let last = links.rows.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Down | Code::Tab | Code::Char('j'), false) => {
                links.at = (links.at + 1).min(last);
            }
            (Code::Up | Code::BackTab | Code::Char('k'), false) => {
                links.at = links.at.saturating_sub(1);
            }
            (Code::PageDown, _) => links.at = (links.at + 10).min(last),
            (Code::PageUp, _) => links.at = links.at.saturating_sub(10),
            (Code::Home, _) => links.at = 0,
            (Code::End, _) => links.at = last,
            (Code::Enter, _) => self.open_link(),
            (Code::Char('y'), false) => self.copy_link(),
            (Code::Char('Q'), false) => {
                self.mode = Mode::Browse;
                self.quit();
            }
            (Code::Esc | Code::Backspace | Code::Left | Code::Char('q' | 'o'), false)
            | (Code::Char('c' | 'g'), true) => self.mode = Mode::Browse,
            (Code::Char(letter), false) => {
                let row = links.rows.iter().position(|row| row.letter == Some(letter));
                let Some(row) = row else {
                    return self.note(format!("no link has the letter {letter}; Esc closes"));
                };
                // What is not seen whole is not opened at once.
                let seen = links.at == row || links.rows.get(row).is_some_and(|l| l.fits(columns));
                links.at = row;
                if seen {
                    self.open_link();
                } else {
                    self.note("below is the whole address; Enter opens it");
                }
            }
            _ => {}
        }
    }

    fn open_link(&mut self) {
        let Mode::Links(links) = &self.mode else { return };
        let Some(link) = links.rows.get(links.at).cloned() else { return };
        let Some(web) = link.web else {
            return self.note(format!("{}; y copies it", link.warning.unwrap_or_default()));
        };
        self.note(format!("opening {}", web.text));
        self.effects.push(Effect::OpenLink(web.encoded()));
        self.mode = Mode::Browse;
    }

    fn copy_link(&mut self) {
        let Mode::Links(links) = &self.mode else { return };
        let Some(address) = links.rows.get(links.at).map(|link| link.address.clone()) else {
            return;
        };
        self.mode = Mode::Browse;
        self.copy_text(&address, "address");
    }

    /// The program that opens links has failed.
    pub(super) fn link_failed(&mut self, trouble: &Trouble) {
        self.error(format!("{} {}", trouble.message, trouble.hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_another_host_are_warned_of() {
        for (words, expected) in [
            ("the figures", ""),
            ("https://bank.example/", "the words say bank.example, the link leads to evil.example"),
            ("bank.example", "the words say bank.example, the link leads to evil.example"),
            ("www.evil.example", ""),
            ("No. 10", ""),
        ] {
            let link = Link::new("link", "https://evil.example/x", true).on_words(words);
            assert_eq!(link.warning.unwrap_or_default(), expected, "{words}");
        }
    }

    #[test]
    fn a_link_says_where_it_leads_before_it_is_opened() {
        for (address, opens, expected) in [
            ("https://example.org/a", true, None),
            ("https://\u{430}pple.example", true, Some("the host is xn--pple-43d.example")),
            ("https://bank.example@evil.example/", true, Some("the host is evil.example")),
            ("javascript:alert(1)", true, Some("not opened: only http and https")),
            ("desk@example.org", false, Some("to copy only")),
        ] {
            let link = Link::new("url", address, opens);
            let said = link.warning.unwrap_or_default();
            assert!(said.starts_with(expected.unwrap_or("")), "{address}: {said}");
            assert_eq!(said.is_empty(), expected.is_none(), "{address}: {said}");
            let opened = opens && !address.starts_with("javascript");
            assert_eq!(link.web.is_some(), opened, "{address}");
        }
    }
}
