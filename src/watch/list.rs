//! The list made ready: one automaton for all words, one set of expressions.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use crate::{
    tags::{Target, Watch},
    text::{fold, phrases::Phrases},
};

/// Bytes that one compiled expression may take, and all together.
const LARGEST_REGEX: usize = 1 << 20;
const LARGEST_SET: usize = 64 << 20;
/// Bytes that matching may take for its memory of states.
const LARGEST_CACHE: usize = 8 << 20;
/// Expressions that are looked for; words are looked for by the tens of thousands.
const MOST_REGEXES: usize = 1000;

/// A line of the list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub target: Target,
    pub message: String,
}

#[derive(Debug, Default)]
pub(super) struct List {
    /// As given; for telling whether another list is the same.
    given: Vec<Watch>,
    /// Without what is there twice and what cannot be used.
    pub watches: Vec<Arc<Watch>>,
    pub words: Phrases,
    /// The watch that a phrase of `words` belongs to.
    pub of_words: Vec<u32>,
    /// The watch and the expression.
    pub regexes: Vec<(u32, Regex)>,
    /// All of `regexes` in one pass; `None` where that would be too large.
    set: Option<RegexSet>,
    pub faults: Vec<Fault>,
}

impl List {
    pub fn new(given: &[Watch]) -> Self {
        let mut list = Self { given: given.to_vec(), ..Self::default() };
        let mut seen: HashSet<&Target> = HashSet::with_capacity(given.len());
        let mut places: BTreeMap<String, u32> = BTreeMap::new();
        for watch in given.iter().filter(|watch| seen.insert(&watch.target)) {
            let number = u32::try_from(list.watches.len()).unwrap_or(u32::MAX);
            match list.take(watch, number, &mut places) {
                Ok(()) => list.watches.push(Arc::new(watch.clone())),
                Err(message) => list.faults.push(Fault { target: watch.target.clone(), message }),
            }
        }
        list.of_words = places.values().copied().collect();
        list.words = Phrases::new(places.keys().map(String::as_str));
        list.set = (list.regexes.len() > 1)
            .then(|| {
                RegexSetBuilder::new(list.regexes.iter().map(|(_, regex)| regex.as_str()))
                    .multi_line(true)
                    .size_limit(LARGEST_SET)
                    .dfa_size_limit(LARGEST_CACHE)
                    .build()
                    .ok()
            })
            .flatten();
        list
    }

    fn take(
        &mut self,
        watch: &Watch,
        number: u32,
        places: &mut BTreeMap<String, u32>,
    ) -> Result<(), String> {
        match &watch.target {
            Target::Name(text) | Target::Phrase(text) => {
                let words = fold::words(text);
                if words.is_empty() {
                    return Err("holds nothing to look for".to_owned());
                }
                // The same words as a name and as a phrase: the first is the reason.
                places.entry(words).or_insert(number);
            }
            Target::Regex(_) if self.regexes.len() >= MOST_REGEXES => {
                return Err(format!("is one too many; {MOST_REGEXES} expressions are the most"));
            }
            Target::Regex(source) => self.regexes.push((number, compile(source)?)),
        }
        Ok(())
    }

    pub fn is_of<'a>(&self, watches: impl Iterator<Item = &'a Watch>) -> bool {
        self.given.iter().eq(watches)
    }

    pub fn has_regexes_of(&self, other: &Self) -> bool {
        let all = |list: &Self| -> Vec<String> {
            list.regexes.iter().map(|(_, regex)| regex.as_str().to_owned()).collect()
        };
        all(self) == all(other)
    }

    /// The places in `regexes` of those that are in one of the texts.
    pub fn regexes_in(&self, texts: &[&str]) -> Vec<usize> {
        if let Some(set) = &self.set {
            return texts.iter().flat_map(|text| set.matches(text).into_iter()).collect();
        }
        let found = |regex: &Regex| texts.iter().any(|text| regex.is_match(text));
        let places = self.regexes.iter().enumerate();
        places.filter(|(_, (_, regex))| found(regex)).map(|(at, _)| at).collect()
    }

    /// Whether a watch of words is a name.
    pub fn is_name(&self, number: u32) -> bool {
        let watch = self.watches.get(number as usize);
        watch.is_some_and(|watch| matches!(watch.target, Target::Name(_)))
    }

    /// The first watched name (by the list) whose words a name has.
    pub fn name_in(&self, name: &str) -> Option<u32> {
        let mut found: Option<u32> = None;
        self.words.each(&fold::fold(name), |_, _, at| {
            if let Some(number) = self.of_words.get(at as usize).filter(|n| self.is_name(**n)) {
                found = Some(found.map_or(*number, |found| found.min(*number)));
            }
        });
        found
    }
}

fn compile(source: &str) -> Result<Regex, String> {
    if source.is_empty() {
        return Err("holds nothing to look for".to_owned());
    }
    RegexBuilder::new(source)
        .multi_line(true)
        .size_limit(LARGEST_REGEX)
        .dfa_size_limit(LARGEST_CACHE)
        .build()
        .map_err(|cause| match cause {
            regex::Error::CompiledTooBig(_) => "is too large an expression".to_owned(),
            other => {
                let said = other.to_string();
                let last = said.lines().last().unwrap_or_default().trim();
                format!("is no expression: {}", last.strip_prefix("error: ").unwrap_or(last))
            }
        })
}

/// Why an expression cannot be looked for; `None` where it can.
pub fn fault_of(source: &str) -> Option<String> {
    compile(source).err()
}
