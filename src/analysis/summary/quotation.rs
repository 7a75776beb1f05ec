//! How much of a sentence is quoted, and whether the quotation is whole.
//!
//! Single marks are apostrophes too: they count only where a sentence opens or ends with them.

const SINGLE_OPENERS: [char; 2] = ['‘', '\''];
const SINGLE_CLOSERS: [char; 2] = ['’', '\''];

/// Whether a sentence starts with a quotation mark.
pub fn opens(sentence: &str) -> bool {
    sentence.starts_with(['"', '“', '‘', '\'', '«', '„', '「'])
}

/// Whether a quotation begins before the sentence or goes on after it.
pub fn is_half(sentence: &str) -> bool {
    if !may_quote(sentence) {
        return false;
    }
    let sentence = without_stray(sentence);
    let (mut straight, mut low, mut left, mut right) = (0_usize, 0_usize, 0_usize, 0_usize);
    // More opened than closed.
    let (mut angled, mut cornered) = (0_i64, 0_i64);
    for c in sentence.chars() {
        match c {
            '"' => straight += 1,
            '„' => low += 1,
            '“' => left += 1,
            '”' => right += 1,
            '«' => angled += 1,
            '»' => angled -= 1,
            '「' => cornered += 1,
            '」' => cornered -= 1,
            _ => {}
        }
    }
    let curly = if low > 0 { low != left + right } else { left != right };
    straight % 2 == 1 || curly || angled != 0 || cornered != 0 || is_half_single(sentence)
}

/// A quick look before the close ones: the first bytes of all quotation marks.
fn may_quote(sentence: &str) -> bool {
    sentence.bytes().any(|b| matches!(b, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3))
}

/// Without a mark that closed the sentence before: nothing that opens stands apart from its words.
fn without_stray(sentence: &str) -> &str {
    let rest = sentence.trim_start_matches(['"', '\'', '”', '’']);
    if rest.starts_with(' ') { rest.trim_start() } else { sentence }
}

fn is_half_single(sentence: &str) -> bool {
    if sentence.starts_with(SINGLE_OPENERS) {
        return single_end(sentence).is_none();
    }
    let opened = || [" ‘", " '", "(‘"].iter().any(|mark| sentence.contains(mark));
    let ends = sentence
        .strip_suffix(SINGLE_CLOSERS)
        .is_some_and(|rest| rest.ends_with(['.', ',', '!', '?', '…']));
    ends && !opened()
}

/// Where the quotation ends that a single mark opened at the start: its mark stands after a letter
/// or stop and before neither.
fn single_end(sentence: &str) -> Option<usize> {
    let mut before = ' ';
    // The last that is no space: some copy sets marks apart.
    let mut set = ' ';
    let mut marks = sentence.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        let inside = marks.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let closes = !before.is_whitespace() || matches!(set, '.' | ',' | '!' | '?');
        if at > 0 && SINGLE_CLOSERS.contains(&c) && closes && !inside {
            return Some(at);
        }
        before = c;
        if !c.is_whitespace() {
            set = c;
        }
    }
    None
}

/// The share of characters inside quotation marks.
pub fn share(sentence: &str) -> f32 {
    if !may_quote(sentence) {
        return 0.0;
    }
    let single = sentence.starts_with(SINGLE_OPENERS).then(|| single_end(sentence)).flatten();
    let german = sentence.contains('„');
    let (mut inside, mut quoted, mut all) = (false, 0_u16, 0_u16);
    for (at, c) in sentence.char_indices().take(2000) {
        match c {
            '"' => inside = !inside,
            '“' if german => inside = false,
            '“' | '«' | '„' | '「' => inside = true,
            '”' | '»' | '」' => inside = false,
            _ => {
                all += 1;
                quoted += u16::from(inside || single.is_some_and(|end| at < end));
            }
        }
    }
    f32::from(quoted) / f32::from(all.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_whole_or_half() {
        for whole in [
            "She said: \"The port is open.\"",
            "‘The port’s gates are open,’ she said.",
            "'It is the workers' port,' she said.",
            "Sie sagte: „Der Hafen ist offen.“",
            "The skippers' port is open.",
            "The port is open.",
        ] {
            assert!(!is_half(whole), "{whole}");
        }
        for half in [
            "She said: \"The port is open.",
            "And so is the road.\"",
            "‘The port’s gates are open.",
            "And so is the road.’",
            "Sie sagte: „Der Hafen ist offen.",
            "「港は開いている。",
        ] {
            assert!(is_half(half), "{half}");
        }
    }

    #[test]
    fn the_share_of_what_is_quoted() {
        assert!(share("‘The port’s gates are open,’ she said.") > 0.5);
        assert!(share("Die „Möwe“ sank am Montag vor dem Hafen.") < 0.2);
        assert!(share("\"The port is open,\" she said.") > 0.5);
        assert!(share("The port is open.") <= 0.0);
    }
}
