//! The marks that end, open and close sentences.

pub fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '။'
            | '។'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

pub fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

pub fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '›' | '“')
}

pub fn is_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '„' | '‹' | '¿' | '¡')
}

pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}
