//! Words that mix alphabets: a letter of one that looks like one of another makes a name that is not what it seems.

use std::borrow::Cow;

/// What is said of a name that mixes alphabets.
pub const MIXED: &str = "mixed alphabets";

/// Whether a word of `name` has letters of more than one of the alphabets whose letters look alike: Latin, Greek, Cyrillic,
/// Armenian, Cherokee, Coptic, Lisu, and Latin in another dress (the confusables of Unicode's UTS 39 among letters). A name of words in different alphabets is
/// honest; so are Greek letters before or after figures and signs.
pub fn are_mixed(name: &str) -> bool {
    name.split(|c: char| !c.is_alphabetic()).any(|word| {
        let mut alphabets = word.chars().filter_map(alphabet);
        alphabets.next().is_some_and(|first| alphabets.any(|other| other != first))
    })
}

/// A word that mixes alphabets as it looks: letters that look like Latin ones made Latin.
pub fn as_it_looks(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || !are_mixed(word) {
        return Cow::Borrowed(word);
    }
    let pairs = || ALIKE.chars().zip(LATIN.chars());
    let narrow = |c: char| char::from_u32(u32::from(c).checked_sub(WIDE)?);
    let looks = |c: char| match alphabet(c) {
        Some(Alphabet::Wide) => narrow(c),
        _ => pairs().find_map(|(other, latin)| (other == c).then_some(latin)),
    };
    Cow::Owned(word.chars().map(|c| looks(c).unwrap_or(c)).collect())
}

/// Cyrillic, Greek, Armenian, Cherokee, Coptic and Lisu letters that look like Latin ones, in the order of [`LATIN`].
const ALIKE: &str = "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅαονρικυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\
                     օոհսզցյՏՕᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏚᎢᏙᎳᏃⲤⲞⲢⲦⲬⲟⲥⲣꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ";
const LATIN: &str = "aeopcyxijshdqwABEKMHOPCTYXIJSaovpikuABEZHIKMNOPTYX\
                     onhuqgjSOABCDEGHJKLMPSTVWZCOPTXocpBPDTGKJCZFMNLSRVHWXYAEIOU";

/// How far the wide letters are from those of ASCII.
const WIDE: u32 = 0xfee0;

#[derive(PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
    Coptic,
    Lisu,
    /// Latin letters as wide as ideographs.
    Wide,
    /// Letters of mathematics and figures of Rome, which are letters in another dress.
    Styled,
}

fn alphabet(c: char) -> Option<Alphabet> {
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Alphabet::Latin,
        '\u{ff21}'..='\u{ff5a}' => Alphabet::Wide,
        '\u{1d400}'..='\u{1d7ff}' | '\u{2160}'..='\u{2188}' => Alphabet::Styled,
        '\u{2c80}'..='\u{2cff}' => Alphabet::Coptic,
        '\u{a4d0}'..='\u{a4ff}' => Alphabet::Lisu,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Alphabet::Greek,
        '\u{400}'..='\u{52f}'
        | '\u{1c80}'..='\u{1c8f}'
        | '\u{2de0}'..='\u{2dff}'
        | '\u{a640}'..='\u{a69f}' => Alphabet::Cyrillic,
        '\u{531}'..='\u{587}' => Alphabet::Armenian,
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Alphabet::Cherokee,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_alphabets_is_found_and_a_name_of_two_words_is_not() {
        for name in [
            "Раypal",
            "Gооgle Inc",
            "Αpple",
            "Bank of Аmerica",
            "Mіcrosoft",
            "John Ꮪmith",
            "Տmith",
            "ꓢmith",
            "Ｊohn",
            "𝐉ohn",
            "Ⲥohn",
            "Bⅰll",
        ] {
            assert!(are_mixed(name), "{name}");
        }
        for name in [
            "Paypal",
            "Москва",
            "Αθήνα",
            "Zürich",
            "газета Times",
            "Łódź",
            "日本 Times",
            "α-Synuclein",
            "Ford ΙΙ",
            "Nguyễn",
        ] {
            assert!(!are_mixed(name), "{name}");
        }
    }

    #[test]
    fn a_mixed_word_looks_like_a_latin_one() {
        assert_eq!(ALIKE.chars().count(), LATIN.chars().count());
        for (word, looks) in [
            ("Раypal", "Paypal"),
            ("Αpple", "Apple"),
            ("Ꮪmith", "Smith"),
            ("Ｊohn", "John"),
            ("Москва", "Москва"),
            ("Paypal", "Paypal"),
        ] {
            assert_eq!(as_it_looks(word), looks);
        }
    }
}
