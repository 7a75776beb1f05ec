//! Folding for comparison: case, accents, Arabic diacritics and tatweel, width forms.
//!
//! A table of our own rather than Unicode normalisation: it also joins what readers take for the
//! same (alef forms, quotes, dashes, digits), and each character folds by itself, so that places
//! in the folded text can be mapped back.

use std::sync::LazyLock;

use memchr::memmem;

use super::TextRange;

/// `text` as it is compared: lower case, without accents, Arabic diacritics, tatweel or invisible
/// characters, full-width forms made narrow, typographic quotes and dashes made plain, every white
/// space a space. Folding again changes nothing.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, &mut out);
    }
    out
}

/// [`fold`] with white space made single and none at the ends: how words are compared.
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in fold(text).split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Every place of `needle` in `text`, folded on both sides, in order, not overlapping. Ranges are
/// of the unfolded `text`. An empty needle is found nowhere.
pub fn find_all(text: &str, needle: &str) -> Vec<TextRange> {
    let needle = fold(needle);
    if needle.is_empty() {
        return Vec::new();
    }
    let folded = Folded::of(text);
    let mut found: Vec<TextRange> = Vec::new();
    for at in memmem::find_iter(folded.text.as_bytes(), &needle) {
        let range = folded.range(at, at + needle.len());
        // Two finds inside one character that folds to several (`ß`) are one.
        if found.last().is_none_or(|last| last.end() <= range.start()) {
            found.push(range);
        }
    }
    found
}

/// Whether `text`, folded, contains `folded`, which is folded already. For testing many texts.
pub fn contains(text: &str, folded: &str) -> bool {
    memmem::find(fold(text).as_bytes(), folded.as_bytes()).is_some()
}

/// A folded text that knows where its bytes come from.
pub struct Folded {
    pub text: String,
    /// The characters whose length changed or that became several, in order; between them every
    /// byte stands for one byte.
    jumps: Vec<Jump>,
}

struct Jump {
    folded: usize,
    folded_len: usize,
    at: usize,
    len: usize,
}

impl Folded {
    pub fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut jumps = Vec::new();
        for (at, c) in original.char_indices() {
            let folded = text.len();
            push_folded(c, &mut text);
            let (folded_len, len) = (text.len() - folded, c.len_utf8());
            let several =
                folded_len > 1 && text.chars().next_back().map(char::len_utf8) != Some(folded_len);
            if folded_len != len || several {
                jumps.push(Jump { folded, folded_len, at, len });
            }
        }
        Self { text, jumps }
    }

    /// What the bytes from `start` to `end` of the folded text come from.
    pub fn range(&self, start: usize, end: usize) -> TextRange {
        TextRange::new(self.start(start), self.end(end))
    }

    /// Where the character starts that became the byte at `folded`.
    fn start(&self, folded: usize) -> usize {
        let before = self.jumps.partition_point(|jump| jump.folded + jump.folded_len <= folded);
        match self.jumps.get(before) {
            Some(jump) if jump.folded < folded => jump.at,
            _ => self.after(before, folded),
        }
    }

    /// The end of the character that ends at `folded` or contains it, and of the marks on it.
    fn end(&self, folded: usize) -> usize {
        let before = self.jumps.partition_point(|jump| jump.folded + jump.folded_len <= folded);
        match self.jumps.get(before) {
            Some(jump) if jump.folded < folded => jump.at + jump.len,
            _ => self.after(before, folded),
        }
    }

    fn after(&self, jumps: usize, folded: usize) -> usize {
        match jumps.checked_sub(1).and_then(|last| self.jumps.get(last)) {
            Some(jump) => folded - (jump.folded + jump.folded_len) + jump.at + jump.len,
            None => folded,
        }
    }
}

fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(ascii(c));
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' | 'ǽ' | 'Ǽ' | 'ǣ' | 'Ǣ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ĳ' | 'Ĳ' => out.push_str("ij"),
        '…' => out.push_str("..."),
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        '\u{fef5}'..='\u{fefc}' => out.push_str("لا"),
        _ => out.extend(single(c)),
    }
}

fn ascii(c: char) -> char {
    if c.is_ascii_whitespace() || c == '\u{b}' { ' ' } else { c.to_ascii_lowercase() }
}

/// The one character that `c` becomes, or none.
fn single(c: char) -> Option<char> {
    // Most letters beyond the table have one form: ideographs, kana, Hangul.
    if matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') {
        return Some(c);
    }
    let place = u32::from(c) as usize;
    match TABLE.get(place) {
        Some('\0') => None,
        Some(folded) => Some(*folded),
        None => fold_one(c),
    }
}

/// [`fold_one`] of every character below U+2000, by its number; NUL for those left out.
static TABLE: LazyLock<Vec<char>> =
    LazyLock::new(|| ('\0'..'\u{2000}').map(|c| fold_one(c).unwrap_or('\0')).collect());

/// What a character becomes that becomes one or none.
fn fold_one(c: char) -> Option<char> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    if is_left_out(lower) {
        return None;
    }
    Some(match lower {
        '\u{ff01}'..='\u{ff5e}' => {
            ascii(char::from_u32(u32::from(lower) - 0xfee0).unwrap_or(lower))
        }
        _ if lower.is_whitespace() => ' ',
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | 'ʻ' | 'ʹ' | '´' | '‹' | '›' | '׳' => {
            '\''
        }
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '״' => '"',
        '‐'..='―' | '−' | '\u{5be}' | '﹣' => '-',
        '٠'..='٩' => digit(lower, '٠'),
        '۰'..='۹' => digit(lower, '۰'),
        '०'..='९' => digit(lower, '०'),
        _ => arabic(lower).or_else(|| base(lower)).unwrap_or(lower),
    })
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Accents, points and diacritics that stand after their base, tatweel, and invisible characters.
fn is_left_out(c: char) -> bool {
    super::invisible::is_invisible(c) && !c.is_whitespace()
        || matches!(c,
            '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
            | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
            | '\u{8d3}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}' | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters that Arabic and Persian writers take for the same, and the isolated, final, initial and
/// medial forms of old encodings.
fn arabic(c: char) -> Option<char> {
    let letter = match c {
        '\u{fe80}'..='\u{fef4}' => presentation(c)?,
        _ => c,
    };
    Some(match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' | 'ۀ' | 'ہ' | 'ە' | 'ھ' | 'ۂ' | 'ۃ' => 'ه',
        'ک' => 'ك',
        'ۓ' => 'ے',
        _ if letter == c => return None,
        _ => letter,
    })
}

/// The letters of U+FE80 to U+FEF4 in their order, and how many forms each has there.
const PRESENTATION: &[(char, u32)] = &[
    ('ء', 1),
    ('آ', 2),
    ('أ', 2),
    ('ؤ', 2),
    ('إ', 2),
    ('ئ', 4),
    ('ا', 2),
    ('ب', 4),
    ('ة', 2),
    ('ت', 4),
    ('ث', 4),
    ('ج', 4),
    ('ح', 4),
    ('خ', 4),
    ('د', 2),
    ('ذ', 2),
    ('ر', 2),
    ('ز', 2),
    ('س', 4),
    ('ش', 4),
    ('ص', 4),
    ('ض', 4),
    ('ط', 4),
    ('ظ', 4),
    ('ع', 4),
    ('غ', 4),
    ('ف', 4),
    ('ق', 4),
    ('ك', 4),
    ('ل', 4),
    ('م', 4),
    ('ن', 4),
    ('ه', 4),
    ('و', 2),
    ('ى', 2),
    ('ي', 4),
];

fn presentation(c: char) -> Option<char> {
    let mut place = u32::from(c).checked_sub(0xfe80)?;
    for (letter, forms) in PRESENTATION {
        match place.checked_sub(*forms) {
            None => return Some(*letter),
            Some(rest) => place = rest,
        }
    }
    None
}

/// The letter under the accents of a lower-case Latin, Greek or Cyrillic letter.
fn base(c: char) -> Option<char> {
    if c >= '\u{2000}' {
        return None;
    }
    BASES.iter().find(|(_, accented)| accented.contains(c)).map(|(base, _)| *base)
}

/// Letters and what they look like with accents (Unicode decompositions), then strokes and forms.
const BASES: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ('b', "ḃḅḇ"),
    ('c', "çćĉċčḉ"),
    ('d', "ďḋḍḏḑḓđ"),
    ('e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ('f', "ḟ"),
    ('g', "ĝğġģǧǵḡ"),
    ('h', "ĥȟḣḥḧḩḫẖħ"),
    ('i', "ìíîïĩīĭįǐȉȋḭḯỉịı"),
    ('j', "ĵǰ"),
    ('k', "ķǩḱḳḵ"),
    ('l', "ĺļľḷḹḻḽł"),
    ('m', "ḿṁṃ"),
    ('n', "ñńņňǹṅṇṉṋ"),
    ('o', "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"),
    ('p', "ṕṗ"),
    ('r', "ŕŗřȑȓṙṛṝṟ"),
    ('s', "śŝşšșṡṣṥṧṩſẛ"),
    ('t', "ţťțṫṭṯṱẗŧ"),
    ('u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ('v', "ṽṿ"),
    ('w', "ŵẁẃẅẇẉẘ"),
    ('x', "ẋẍ"),
    ('y', "ýÿŷȳẏẙỳỵỷỹ"),
    ('z', "źżžẑẓẕ"),
    ('ʒ', "ǯ"),
    ('α', "άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ"),
    ('ε', "έἐἑἒἓἔἕὲέ"),
    ('η', "ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ"),
    ('ι', "ίΐϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ"),
    ('ο', "όὀὁὂὃὄὅὸό"),
    ('ρ', "ῤῥ"),
    ('σ', "ς"),
    ('υ', "ύϋΰὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ"),
    ('ω', "ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ"),
    ('а', "ӑӓ"),
    ('г', "ѓ"),
    ('е', "ѐёӗ"),
    ('ж', "ӂӝ"),
    ('з', "ӟ"),
    ('и', "ѝйӣӥ"),
    ('к', "ќ"),
    ('о', "ӧ"),
    ('у', "ўӯӱӳ"),
    ('ч', "ӵ"),
    ('ы', "ӹ"),
    ('э', "ӭ"),
    ('і', "ї"),
    ('ѵ', "ѷ"),
    ('ә', "ӛ"),
    ('ө', "ӫ"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_readers_take_for_the_same_folds_to_the_same() {
        for (text, expected) in [
            ("Plain TEXT", "plain text"),
            ("Zürich naïve Čapek Łódź Việt ÅNGSTRÖM", "zurich naive capek lodz viet angstrom"),
            ("e\u{301}tude İstanbul ıssız", "etude istanbul issiz"),
            ("Straße Æsir œuvre ﬁne", "strasse aesir oeuvre fine"),
            ("ΌΔΟΣ Άθως", "οδοσ αθωσ"),
            ("Ёлка Й Київ", "елка и киів"),
            ("Ｆｕｌｌ　Ｗｉｄｔｈ！", "full width!"),
            ("“a” ‘b’ – — … «c»", "\"a\" 'b' - - ... \"c\""),
            ("مُحَمَّد", "محمد"),
            ("محـــمد", "محمد"),
            ("أحمد إلى آية ٱلله", "احمد الي ايه الله"),
            ("ایران کتاب", "ايران كتاب"),
            ("شَيْءٌ رئيس مؤتمر", "شيء رييس موتمر"),
            ("ﻣﺤﻤﺪ ﻻ", "محمد لا"),
            ("١٢٣ ۴۵۶", "123 456"),
            ("שָׁלוֹם צה״ל בית־ספר", "שלום צה\"ל בית-ספר"),
            ("می\u{200c}خواهم", "ميخواهم"),
            ("co\u{ad}op\u{200b}", "coop"),
            ("a\u{a0}b\nc\td", "a b c d"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn finds_are_ranges_of_the_unfolded_text() {
        for (text, needle, expected) in [
            ("one two ONE", "one", &["one", "ONE"][..]),
            ("aaaa", "aa", &["aa", "aa"]),
            ("nothing", "", &[]),
            ("nothing", "\u{301}", &[]),
            ("abc", "abcd", &[]),
            ("Zürich, ZU\u{308}RICH", "zurich", &["Zürich", "ZU\u{308}RICH"]),
            ("cafe\u{301} au lait", "café", &["cafe\u{301}"]),
            ("cafe\u{301}", "cafe", &["cafe\u{301}"]),
            ("die Straße", "s", &["S", "ß"]),
            ("die Straße", "strasse", &["Straße"]),
            ("wait… no", ".", &["…"]),
            ("قال مُحَمَّدٌ ثم", "محمد", &["مُحَمَّدٌ"]),
            ("aÆb", "eb", &["Æb"]),
            ("İİ", "i", &["İ", "İ"]),
        ] {
            let found: Vec<&str> = find_all(text, needle).into_iter().map(|r| r.of(text)).collect();
            assert_eq!(found, expected, "{needle:?} in {text:?}");
        }
        assert!(contains("Zürich", "zur") && !contains("Zürich", "ü"));
    }

    #[test]
    fn a_long_text_is_searched_in_one_pass() {
        let text = "é".repeat(500_000);
        assert_eq!(find_all(&text, "e").len(), 500_000);
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "(?s).{0,60}|[À-ɏͰ-ԯ؀-ۿḀ-῿]{0,60}|[ﬀ-￯]{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn what_is_cut_out_is_found_again(text in "[aéßÆ…مُ\\x{301}\\x{200b}x ]{1,20}", from in 0_usize..20, len in 1_usize..5) {
            let needle: String = text.chars().skip(from).take(len).collect();
            let found = find_all(&text, &needle);
            prop_assert_eq!(found.is_empty(), fold(&needle).is_empty());
            for range in found {
                prop_assert!(fold(range.of(&text)).contains(&fold(&needle)));
            }
        }
    }
}
