//! The abbreviations and opening words by which the splitter judges a full stop.

/// Abbreviations that stand before what they belong to: `Dr.`, `No.`, `St.` and their like in
/// other languages. Lower case, sorted.
pub const BEFORE_NAME: &[&str] = &[
    "abs", "adm", "adv", "al", "amb", "approx", "apr", "aprox", "art", "arts", "assn", "atty", "av",
    "avda", "brig", "bspw", "bzw", "ca", "capt", "cf", "ch", "cia", "cmdr", "co-op", "col", "cpl",
    "dept", "det", "dipl", "dna", "don", "dr", "dra", "eng", "ens", "eq", "esp", "est", "evtl",
    "ex", "exmo", "fig", "figs", "fr", "ft", "geb", "gen", "gob", "gov", "govs", "hr", "hrn", "hrs",
    "hon", "ing", "insp", "kap", "lic", "lt", "ltd", "maj", "messrs", "mgr", "min", "mio", "mlle",
    "mme", "mr", "mrd", "mrs", "ms", "msgr", "mt", "mts", "no", "nos", "nr", "núm", "n°", "op",
    "p", "phd", "plt", "pp", "pres", "prof", "profs", "pág", "págs", "ref", "rep", "reps", "rev",
    "s", "sec", "secs", "sen", "sens", "sgt", "sog", "sr", "sra", "sras", "sres", "srta", "st",
    "sta", "ste", "supt", "tel", "tte", "u", "ud", "uds", "univ", "usw", "vgl", "viz", "vol",
    "vols", "vs", "zzgl", "zzt", "акад", "гл", "гр", "им", "кн", "напр", "обл", "оз", "пл", "пр",
    "просп", "проф", "ред", "рис", "св", "см", "ср", "стр", "тел", "ул", "яп",
];

/// Of those, the ones that are words of their own too, and end a sentence before an opening word.
pub const WORDS_TOO: &[&str] =
    &["al", "art", "co-op", "don", "ens", "hon", "ing", "min", "no", "s", "u"];

/// Months and days, shortened. Lower case, sorted.
pub const CALENDAR: &[&str] = &[
    "apr", "aug", "dec", "feb", "fri", "jan", "jul", "jun", "mar", "mon", "nov", "oct", "sat",
    "sept", "sep", "sun", "thu", "thur", "thurs", "tue", "tues", "wed",
];

/// Abbreviations that stand after what they belong to and may end a sentence. Sorted.
pub const AFTER_NAME: &[&str] = &[
    "a.d", "a.k.a", "a.m", "ave", "b.a", "b.c", "bldg", "blvd", "bros", "co", "corp", "d.c", "d.o",
    "esq", "etc", "inc", "jr", "llc", "ltd", "m.a", "m.d", "mfg", "mph", "p.m", "ph.d", "plc",
    "rd", "seq", "sr", "st", "др", "гг", "г", "долл", "млн", "млрд", "руб", "тыс", "т.д", "т.п",
];

/// Abbreviations inside a sentence, whatever follows.
pub const NEVER_LAST: &[&str] = &[
    "c.f", "d.h", "e.g", "i.d.r", "i.e", "p.p", "s.o", "u.a.m", "u.s.c", "z.b", "т.е", "т.к",
];

/// Words that open sentences and seldom stand capitalised inside one. Lower case, sorted.
pub const OPENERS: &[&str] = &[
    "a", "about", "according", "after", "all", "also", "although", "among", "an", "and", "another",
    "any", "are", "as", "at", "be", "because", "before", "both", "but", "by", "can", "could",
    "despite", "did", "do", "does", "during", "each", "even", "every", "few", "first", "five",
    "for", "four", "from", "given", "had", "has", "have", "he", "her", "here", "his", "how",
    "however", "i", "i'm", "i've", "if", "in", "instead", "is", "it", "it's", "its", "just",
    "last", "later", "let", "many", "maybe", "meanwhile", "more", "moreover", "most", "mr", "mrs",
    "ms", "much", "my", "nearly", "neither", "never", "no", "nobody", "nor", "not", "nothing",
    "now", "of", "on", "once", "one", "only", "or", "other", "our", "over", "people", "perhaps",
    "please", "several", "she", "should", "since", "so", "some", "still", "such", "take", "that",
    "that's", "the", "their", "then", "there", "there's", "these", "they", "this", "those",
    "though", "three", "through", "thus", "to", "today", "two", "under", "unless", "until", "was",
    "we", "were", "what", "what's", "when", "where", "whether", "which", "while", "who", "why",
    "will", "with", "without", "would", "yes", "yesterday", "yet", "you", "your",
];

/// Names that end in an exclamation mark. Lower case.
pub const SHOUTED_NAMES: &[&str] = &["e", "jeopardy", "yahoo", "yum"];

/// Months after an ordinal with a full stop (`12. Juni`). Lower case, sorted.
pub const MONTHS_AFTER_ORDINAL: &[&str] = &[
    "april", "august", "dezember", "februar", "januar", "juli", "juni", "jänner", "mai", "märz",
    "november", "oktober", "september",
];

/// Whether `word` is in a list of this file; `word` is lower case already.
pub fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}
