//! Knows captions and credits of pictures by their words.

use super::{
    listed::{List, Opening},
    names,
    phrases::{BRACKETED, CREDITS},
    signs::{Sign, is_ended},
};

/// Whether a line is the caption or the credit of a picture.
pub fn is_caption(sign: &Sign<'_>) -> bool {
    let Sign { line, lower, words, .. } = *sign;
    let labelled = sign.inner.labels.has(List::Caption) || sign.inner.equals.has(List::Caption);
    let worded = sign.inner.words.has(List::CaptionWords);
    let named = || sign.opening.words.has(List::Credit) && words <= 8 && !is_ended(line);
    let archived = || ["архив", "archiv", "أرشيف", "آرشیو"].iter().any(|a| lower.contains(a));
    let bracketed =
        || line.contains('(') && (lower.contains("(ap photo") || lower.contains("(photo by"));
    words <= 45 && (labelled || worded)
        || words <= 60 && sign.inside.has(List::Credit) && lower.contains("credit...")
        || named() && archived()
        || words <= 14 && is_credited(lower)
        || words <= 70 && (sign.inside.has(List::CaptionEnd) || bracketed() || credit_at_end(sign))
        || words <= 45
            && (owner_at_end(line)
                || is_credit(line)
                || credit_in_brackets(lower)
                || source_in_brackets(line)
                || source_at_end(line))
}

/// `(Photo by Orla Venn`
fn is_credited(lower: &str) -> bool {
    let bare = lower.trim_start_matches(['(', '[']);
    ["photo by", "photograph by", "photos by", "image by", "getty images", "ap photo"]
        .iter()
        .any(|s| bare.starts_with(s))
}

/// A credit that closes the line: `… was held. Image: Marine Corps.`
fn credit_at_end(sign: &Sign<'_>) -> bool {
    let Sign { line, lower, .. } = *sign;
    if !sign.inside.has(List::Credit) || !lower.contains([':', '：']) {
        return false;
    }
    let short = line.split_whitespace().take(41).count() <= 40;
    CREDITS.iter().any(|credit| {
        let mut found = lower.rmatch_indices(credit).filter_map(|(at, _)| {
            let (before, rest) = (lower.get(..at)?, lower.get(at + credit.len()..)?);
            let name = rest.trim_start().strip_prefix([':', '：'])?;
            let apart = before.ends_with(|c: char| !c.is_alphanumeric());
            apart.then_some((before.trim_end_matches(['(', '[']).trim_end(), name))
        });
        found.next().is_some_and(|(before, name)| {
            (is_ended(before) || short) && name.split_whitespace().take(8).count() < 8
        })
    })
}

/// `… in his study. © Orla Venn`: not at the start of a line, where it is about rights.
fn owner_at_end(line: &str) -> bool {
    line.rsplit_once('©').is_some_and(|(before, owner)| {
        !before.trim().is_empty()
            && owner.split_whitespace().count() <= 6
            && names::are_names(owner)
            && !is_ended(line)
            && !before.to_lowercase().contains("copyright")
    })
}

/// `… at the pier. (Photo: Orla Venn)`, `…（佐藤健撮影）`
fn credit_in_brackets(lower: &str) -> bool {
    let end = lower.trim_end_matches(['.', '。', '।']);
    end.strip_suffix([')', ']', '）', '］', '】'])
        .and_then(|l| l.rsplit_once(['(', '[', '（', '［', '【']))
        .is_some_and(|(before, credit)| {
            before.chars().nth(8).is_some()
                && credit.chars().count() <= 40
                && !before.ends_with(['"', '”'])
                && (Opening::of(credit).labels.has(List::Credit)
                    || BRACKETED.iter().any(|c| {
                        credit
                            .split([' ', '/', '、', '，'])
                            .any(|w| w == *c || !c.is_ascii() && w.ends_with(c))
                    }))
        })
}

/// `Orla Venn/Ells Herald` and nothing else.
fn is_credit(line: &str) -> bool {
    line.split_once('/').is_some_and(|(name, outlet)| {
        let names_it = |s: &str| !s.is_empty() && s.starts_with(char::is_uppercase);
        (2..=3).contains(&name.split_whitespace().count())
            && names_it(name)
            && names_it(outlet)
            && outlet.split_whitespace().count() <= 4
            && names::is_person(name)
            && names::are_names(outlet)
            && !line.contains(|c: char| c.is_numeric())
            && !is_ended(line)
    })
}

/// `Divers at the pier. (Orla Venn/The Herald)`
fn source_in_brackets(line: &str) -> bool {
    let end = line.trim_end_matches('.');
    end.strip_suffix([')', ']']).and_then(|l| l.rsplit_once(['(', '['])).is_some_and(
        |(before, source)| {
            before.split_whitespace().nth(2).is_some()
                && source.split_once('/').is_some_and(|(name, outlet)| {
                    name.split_whitespace().count() <= 4 && !outlet.trim().is_empty()
                })
                && source.split_whitespace().count() <= 8
                && source.starts_with(char::is_uppercase)
                && names::are_names(source)
        },
    )
}

/// `Divers at the pier on Monday. Orla Venn/The Herald`, `… Orla Venn for The Herald`
fn source_at_end(line: &str) -> bool {
    if is_ended(line) {
        return false;
    }
    line.rsplit_once(". ").is_some_and(|(before, source)| {
        let count = source.split_whitespace().count();
        let slashed = source.split_once('/').is_some_and(|(name, outlet)| {
            !name.contains(|c: char| c.is_numeric())
                && name.split_whitespace().nth(1).is_some()
                && outlet.starts_with(char::is_alphabetic)
        });
        let made_for = source.contains(" for The ") && source.starts_with(char::is_uppercase);
        before.split_whitespace().nth(2).is_some()
            && count <= 8
            && (slashed || made_for || Opening::of(&source.to_lowercase()).words.has(List::Credit))
            && names::are_names(source)
    })
}
