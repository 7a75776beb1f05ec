//! Porter's stemmer with the extensions of NLTK, which rouge-score uses.

/// The stem of a word in lower-case ASCII.
pub fn stem(word: &str) -> String {
    let irregular = match word {
        "sky" | "skies" => Some("sky"),
        "dying" => Some("die"),
        "lying" => Some("lie"),
        "tying" => Some("tie"),
        "inning" | "innings" => Some("inning"),
        "outing" | "outings" => Some("outing"),
        "canning" | "cannings" => Some("canning"),
        "news" | "howe" | "proceed" | "exceed" | "succeed" => Some(word),
        _ => None,
    };
    if let Some(stem) = irregular {
        return stem.to_owned();
    }
    let mut word = word.to_owned();
    for step in [plurals, past, final_y, double_suffixes, long_suffixes, suffixes, final_e] {
        word = step(&word);
    }
    word
}

fn is_consonant(word: &[u8], at: usize) -> bool {
    match word.get(at) {
        Some(b'a' | b'e' | b'i' | b'o' | b'u') => false,
        Some(b'y') => at == 0 || !is_consonant(word, at - 1),
        _ => true,
    }
}

/// How often a vowel is followed by a consonant.
fn measure(stem: &str) -> usize {
    let kinds: Vec<bool> = (0..stem.len()).map(|at| is_consonant(stem.as_bytes(), at)).collect();
    kinds.windows(2).filter(|pair| matches!(pair, [false, true])).count()
}

fn has_vowel(stem: &str) -> bool {
    (0..stem.len()).any(|at| !is_consonant(stem.as_bytes(), at))
}

fn ends_double(word: &str) -> bool {
    let bytes = word.as_bytes();
    matches!(bytes, [.., a, b] if a == b) && is_consonant(bytes, bytes.len() - 1)
}

fn ends_short(word: &str) -> bool {
    let (bytes, n) = (word.as_bytes(), word.len());
    let consonant = |back: usize| is_consonant(bytes, n - back);
    (n >= 3
        && consonant(3)
        && !consonant(2)
        && consonant(1)
        && !matches!(bytes.last(), Some(b'w' | b'x' | b'y')))
        || (n == 2 && !consonant(2) && consonant(1))
}

fn plurals(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}{}", if word.len() == 4 { "ie" } else { "i" });
    }
    if let Some(stem) = word.strip_suffix("sses") {
        return format!("{stem}ss");
    }
    let plural = word.strip_suffix('s').filter(|_| !word.ends_with("ss"));
    plural.unwrap_or(word).to_owned()
}

fn past(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ied") {
        return format!("{stem}{}", if word.len() == 4 { "ie" } else { "i" });
    }
    if let Some(stem) = word.strip_suffix("eed") {
        return if measure(stem) > 0 { format!("{stem}ee") } else { word.to_owned() };
    }
    let stem = ["ed", "ing"].iter().find_map(|s| word.strip_suffix(s)).filter(|s| has_vowel(s));
    let Some(stem) = stem else { return word.to_owned() };
    if ["at", "bl", "iz"].iter().any(|s| stem.ends_with(s)) {
        format!("{stem}e")
    } else if ends_double(stem) && !stem.ends_with(['l', 's', 'z']) {
        let mut shorter = stem.to_owned();
        shorter.pop();
        shorter
    } else if measure(stem) == 1 && ends_short(stem) {
        format!("{stem}e")
    } else {
        stem.to_owned()
    }
}

fn final_y(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if stem.len() > 1 && is_consonant(stem.as_bytes(), stem.len() - 1) => {
            format!("{stem}i")
        }
        _ => word.to_owned(),
    }
}

/// The first suffix that the word ends in decides, whether or not it is replaced.
fn replaced(word: &str, rules: &[(&str, &str)], most: impl Fn(&str, &str) -> bool) -> String {
    for (suffix, new) in rules {
        if let Some(stem) = word.strip_suffix(suffix) {
            return if most(stem, suffix) { format!("{stem}{new}") } else { word.to_owned() };
        }
    }
    word.to_owned()
}

fn double_suffixes(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("alli").filter(|s| measure(s) > 0) {
        return double_suffixes(&format!("{stem}al"));
    }
    if let Some(stem) = word.strip_suffix("logi") {
        let longer = format!("{stem}l");
        return if measure(&longer) > 0 { format!("{stem}log") } else { word.to_owned() };
    }
    let rules = [
        ("ational", "ate"),
        ("tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("izer", "ize"),
        ("bli", "ble"),
        ("alli", "al"),
        ("entli", "ent"),
        ("eli", "e"),
        ("ousli", "ous"),
        ("ization", "ize"),
        ("ation", "ate"),
        ("ator", "ate"),
        ("alism", "al"),
        ("iveness", "ive"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("aliti", "al"),
        ("iviti", "ive"),
        ("biliti", "ble"),
        ("fulli", "ful"),
    ];
    replaced(word, &rules, |stem, _| measure(stem) > 0)
}

fn long_suffixes(word: &str) -> String {
    let rules = [
        ("icate", "ic"),
        ("ative", ""),
        ("alize", "al"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
    ];
    replaced(word, &rules, |stem, _| measure(stem) > 0)
}

fn suffixes(word: &str) -> String {
    let rules = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
        "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ]
    .map(|suffix| (suffix, ""));
    replaced(word, &rules, |stem, suffix| {
        measure(stem) > 1 && (suffix != "ion" || stem.ends_with(['s', 't']))
    })
}

fn final_e(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(stem) = word.strip_suffix('e') {
        let m = measure(stem);
        if m > 1 || (m == 1 && !ends_short(stem)) {
            word = stem.to_owned();
        }
    }
    if word.ends_with("ll") && word.strip_suffix('l').is_some_and(|s| measure(s) > 1) {
        word.pop();
    }
    word
}
