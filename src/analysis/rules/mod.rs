//! Mentions found by rule: sums of money, web addresses, handles, e-mail addresses.

mod addresses;
mod money;

use super::EntityKind;
use crate::text::TextRange;

/// A mention found by rule, with its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleMention {
    pub range: TextRange,
    pub kind: EntityKind,
    pub norm: Option<String>,
}

/// Money, urls, handles and e-mail addresses in `range`, in order, not overlapping.
pub fn find(text: &str, range: TextRange) -> Vec<RuleMention> {
    let inner = range.of(text);
    let mut found: Vec<RuleMention> =
        addresses::find(inner).into_iter().chain(money::find(inner)).collect();
    found.sort_by_key(|m| (m.range.start(), std::cmp::Reverse(m.range.end())));
    let mut end = 0;
    found.retain_mut(|mention| {
        let free = mention.range.start() >= end;
        if free {
            end = mention.range.end();
            mention.range = mention.range.shifted(range.start());
        }
        free
    });
    found
}

/// Only the urls, handles and e-mail addresses in `range`.
pub fn addresses(text: &str, range: TextRange) -> Vec<RuleMention> {
    let mut found = addresses::find(range.of(text));
    for mention in &mut found {
        mention.range = mention.range.shifted(range.start());
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text, and what is found in it: `kind expression=norm`, apart by `; `.
    const CASES: &[(&str, &str)] = &[
        ("It cost $2.6 million.", "money $2.6 million=USD 2600000"),
        ("a US$5bn port", "money US$5bn=USD 5000000000"),
        ("paid €300, then 300 euros", "money €300=EUR 300; money 300 euros=EUR 300"),
        ("£1,250.50 each", "money £1,250.50=GBP 1250.5"),
        ("$2,630,000 that", "money $2,630,000=USD 2630000"),
        ("A$3m and C$4k", "money A$3m=AUD 3000000; money C$4k=CAD 4000"),
        ("USD 40 or 40 USD", "money USD 40=USD 40; money 40 USD=USD 40"),
        ("two million dollars", "money two million dollars=USD 2000000"),
        (
            "2.5 billion yen (¥2.5bn)",
            "money 2.5 billion yen=JPY 2500000000; money ¥2.5bn=JPY 2500000000",
        ),
        ("50 cents", "money 50 cents=?"),
        ("a $5-a-day fee", "money $5=USD 5"),
        ("5 million people, 3 ships", ""),
        (
            "see https://ells.example/a?b=c, or (www.ells.example).",
            "url https://ells.example/a?b=c=https://ells.example/a?b=c; url www.ells.example=www.ells.example",
        ),
        ("wow pic.twitter.com/AbC1", "url pic.twitter.com/AbC1=pic.twitter.com/AbC1"),
        (
            "https://ells.example/wiki/Quay_(old)",
            "url https://ells.example/wiki/Quay_(old)=https://ells.example/wiki/Quay_(old)",
        ),
        ("javascript:alert(1) ftp://x", ""),
        ("— Orla (@orla_v) said", "handle @orla_v=@orla_v"),
        ("Write to O.Venn@Ells.example.", "email O.Venn@Ells.example=o.venn@ells.example"),
        ("mail a@b, @ 5 pm, @@x", ""),
    ];

    #[test]
    fn sums_and_addresses_are_found() {
        for (text, expected) in CASES {
            let found: Vec<String> = find(text, TextRange::new(0, text.len()))
                .into_iter()
                .map(|m| {
                    let norm = m.norm.as_deref().unwrap_or("?");
                    format!("{} {}={norm}", m.kind.name(), m.range.of(text))
                })
                .collect();
            assert_eq!(found.join("; "), *expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn mentions_stand_in_order_inside_their_range(
            text in "([$€£@.,()]|http://|www\\.|a|é|bn| |1|9| million| euros|US){0,30}",
        ) {
            let mut last = 0;
            for found in find(&text, TextRange::new(0, text.len())) {
                prop_assert!(found.range.start() >= last && found.range.end() <= text.len());
                prop_assert!(!found.range.of(&text).is_empty());
                last = found.range.end();
            }
        }
    }

    #[test]
    fn addresses_of_a_part_stand_where_they_are_in_the_whole() {
        let text = "It cost $5. See <https://ells.example/a> or www.ells.example.";
        let part = TextRange::new(text.find("See").unwrap(), text.len());
        let found = addresses(text, part);
        let found: Vec<&str> = found.iter().map(|m| m.range.of(text)).collect();
        assert_eq!(found, ["https://ells.example/a", "www.ells.example"]);
        assert!(addresses(text, TextRange::new(0, 11)).is_empty());
    }
}
