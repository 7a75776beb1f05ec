//! Sets of articles of one run, small and quick to join: what a query is answered with.

use super::DocId;

/// A set of article numbers, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSet {
    bits: Vec<u64>,
}

const BITS: usize = u64::BITS as usize;

fn place(doc: DocId) -> (usize, u64) {
    let at = doc.0 as usize;
    (at / BITS, 1 << (at % BITS))
}

impl DocSet {
    /// The first `count` articles of the listing.
    pub fn first(count: usize) -> Self {
        let mut bits = vec![u64::MAX; count / BITS];
        if !count.is_multiple_of(BITS) {
            bits.push((1 << (count % BITS)) - 1);
        }
        Self { bits }
    }

    pub fn insert(&mut self, doc: DocId) {
        let (word, bit) = place(doc);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= bit;
    }

    pub fn remove(&mut self, doc: DocId) {
        let (word, bit) = place(doc);
        if let Some(bits) = self.bits.get_mut(word) {
            *bits &= !bit;
        }
    }

    pub fn contains(&self, doc: DocId) -> bool {
        let (word, bit) = place(doc);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|bits| *bits == 0)
    }

    pub fn len(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    pub fn clear(&mut self) {
        self.bits.clear();
    }

    /// In the order of the listing.
    pub fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        self.bits.iter().zip(0_u32..).flat_map(|(bits, word)| {
            let mut rest = *bits;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    DocId(word * u64::BITS + bit)
                })
            })
        })
    }

    /// Keeps those that are in `other` too.
    pub fn keep(&mut self, other: &Self) {
        self.bits.truncate(other.bits.len());
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits &= others;
        }
    }

    pub fn add(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= others;
        }
    }

    pub fn take_out(&mut self, other: &Self) {
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits &= !others;
        }
    }
}

impl FromIterator<DocId> for DocSet {
    fn from_iter<I: IntoIterator<Item = DocId>>(docs: I) -> Self {
        let mut set = Self::default();
        docs.into_iter().for_each(|doc| set.insert(doc));
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_articles_are_those_and_no_more() {
        for count in [0, 1, 63, 64, 65, 128, 500] {
            let all: Vec<u32> = DocSet::first(count).iter().map(|doc| doc.0).collect();
            assert_eq!(all, (0..u32::try_from(count).unwrap()).collect::<Vec<u32>>());
        }
    }

    proptest! {
        #[test]
        fn sets_are_joined_as_sets_are(
            a in proptest::collection::btree_set(0_u32..300, 0..40),
            b in proptest::collection::btree_set(0_u32..200, 0..40),
        ) {
            let set = |of: &BTreeSet<u32>| of.iter().map(|doc| DocId(*doc)).collect::<DocSet>();
            let back = |set: &DocSet| set.iter().map(|doc| doc.0).collect::<BTreeSet<u32>>();
            let joined = |join: fn(&mut DocSet, &DocSet)| {
                let mut one = set(&a);
                join(&mut one, &set(&b));
                back(&one)
            };
            prop_assert_eq!(joined(DocSet::keep), &a & &b);
            prop_assert_eq!(joined(DocSet::add), &a | &b);
            prop_assert_eq!(joined(DocSet::take_out), &a - &b);
            prop_assert_eq!(set(&a).len(), a.len());
            let mut less = set(&a);
            for doc in &b {
                less.remove(DocId(*doc));
            }
            prop_assert_eq!(less.is_empty(), (&a - &b).is_empty());
            prop_assert!(a.iter().all(|doc| set(&a).contains(DocId(*doc))));
        }
    }
}
