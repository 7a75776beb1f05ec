//! The labels of words: BIO over the kinds of names that are learned.

use crate::analysis::EntityKind;

/// Kinds that are learned, in the order of their labels.
pub const KINDS: [EntityKind; 8] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Facility,
    EntityKind::Group,
    EntityKind::Event,
    EntityKind::Product,
    EntityKind::Other,
];

/// Places in [`KINDS`].
pub const PERSON: u8 = 0;
pub const ORGANIZATION: u8 = 1;
pub const PLACE: u8 = 2;
pub const FACILITY: u8 = 3;
pub const EVENT: u8 = 5;

/// Labels besides [`OUTSIDE`]: beginning and inside of each kind.
pub const INNER: usize = 2 * KINDS.len();

/// All labels; `0` is outside, then beginning and inside of each kind in turn.
pub const LABELS: usize = INNER + 1;

/// The label of a word in no name.
pub const OUTSIDE: u8 = 0;

/// The label of the first word of a name of the kind at `index` of [`KINDS`].
pub const fn beginning(index: u8) -> u8 {
    1 + 2 * index
}

/// The label of its further words.
pub const fn inside(index: u8) -> u8 {
    2 + 2 * index
}

/// The index of a label's kind in [`KINDS`].
pub fn kind_of(label: u8) -> Option<u8> {
    label.checked_sub(1).map(|l| l / 2)
}

pub fn is_inside(label: u8) -> bool {
    label > 0 && label.is_multiple_of(2)
}

/// Whether `next` may follow `before`: the inside of a name only goes on a name of its kind.
pub fn may_follow(before: u8, next: u8) -> bool {
    !is_inside(next) || before == next || before + 1 == next
}

/// A name in a row of labels: words `start..end`, kind as index of [`KINDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub kind: u8,
}

/// The names in a row of labels, in order.
pub fn spans(labels: &[u8]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = kind_of(label) else { continue };
        match found.last_mut() {
            Some(last) if is_inside(label) && last.end == at && last.kind == kind => last.end += 1,
            _ => found.push(Span { start: at, end: at + 1, kind }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_runs_of_one_kind() {
        let span = |start, end, kind| Span { start, end, kind };
        for (labels, expected) in [
            (vec![0, 1, 2, 0], vec![span(1, 3, 0)]),
            (vec![1, 1, 2], vec![span(0, 1, 0), span(1, 3, 0)]),
            (vec![1, 4], vec![span(0, 1, 0), span(1, 2, 1)]),
            (vec![0, 0], vec![]),
        ] {
            assert_eq!(spans(&labels), expected, "{labels:?}");
        }
    }

    #[test]
    fn the_inside_of_a_name_follows_only_its_own_kind() {
        assert!(may_follow(1, 2) && may_follow(2, 2) && may_follow(2, 0) && may_follow(0, 3));
        assert!(!may_follow(0, 2) && !may_follow(3, 2) && !may_follow(2, 4));
    }
}
