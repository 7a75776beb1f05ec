//! What the tags of each corpus mean here, and what a corpus leaves unsaid. A tag that covers
//! several of our kinds allows each of them; a kind that a corpus does not annotate may hide
//! behind its `O`.

use std::collections::HashSet;

use copydesk::analysis::entities::heads::{EVENTS, FACILITIES};

/// The tag set of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Worldwide,
    /// PER ORG LOC MISC, as in `CoNLL` 2003.
    Conll,
    Crossner,
    Wnut,
    /// PER ORG LOC only.
    Core,
}

/// A set of kinds, by their index among the labels.
pub type Kinds = u16;

const PERSON: Kinds = 1;
const ORGANIZATION: Kinds = 1 << 1;
const PLACE: Kinds = 1 << 2;
const FACILITY: Kinds = 1 << 3;
const GROUP: Kinds = 1 << 4;
const EVENT: Kinds = 1 << 5;
const PRODUCT: Kinds = 1 << 6;
const OTHER: Kinds = 1 << 7;

impl Scheme {
    /// The kinds that a word outside of all names may still be of.
    pub fn hidden(self) -> Kinds {
        match self {
            Self::Worldwide | Self::Conll | Self::Crossner => 0,
            Self::Wnut => GROUP | EVENT,
            Self::Core => GROUP | EVENT | PRODUCT | OTHER,
        }
    }

    /// The kinds that a name tagged `tag` may be of; none for dates and sums of money.
    pub fn kinds(self, tag: &str, words: &[&str], groups: &HashSet<String>) -> Kinds {
        match tag {
            "PER" | "Person" | "person" | "politician" => PERSON,
            "ORG" | "Organization" | "organisation" | "politicalparty" | "corporation"
            | "group" => ORGANIZATION,
            "Location" | "country" => PLACE,
            "Facility" => FACILITY,
            "LOC" | "location" => place(words),
            "NORP" => GROUP,
            "event" | "election" => EVENT,
            "product" | "Product" => PRODUCT,
            "creative-work" => OTHER,
            "MISC" | "Misc" | "misc" => self.miscellaneous(words, groups),
            _ => 0,
        }
    }

    fn miscellaneous(self, words: &[&str], groups: &HashSet<String>) -> Kinds {
        if ends_in(words, EVENTS) {
            return EVENT;
        }
        if self == Self::Worldwide {
            return OTHER;
        }
        if groups.contains(&words.join(" ").to_lowercase()) {
            return GROUP;
        }
        GROUP | PRODUCT | OTHER
    }
}

fn place(words: &[&str]) -> Kinds {
    if words.len() > 1 && ends_in(words, FACILITIES) { FACILITY | PLACE } else { PLACE }
}

fn ends_in(words: &[&str], heads: &[&str]) -> bool {
    let is_year = |w: &&&str| w.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '/');
    let last = words.iter().rev().find(|w| !is_year(w));
    last.is_some_and(|last| heads.contains(&last.to_lowercase().as_str()))
}
