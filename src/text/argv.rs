//! Splits a command line as it is typed into a program and its arguments. No shell: nothing in it is
//! expanded, joined or sent elsewhere.

/// Why a command line cannot be split.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCommand {
    #[error("a quote ({0}) is not closed")]
    Open(char),
    /// A word that only a shell understands.
    #[error("`{0}` needs a shell: sh -c '…'")]
    Shell(String),
}

/// Splits at white space outside of quotes. `'…'` takes all as it stands; in `"…"` a backslash takes
/// a quote or a backslash as it stands, outside of quotes any character. Words that would send or
/// join in a shell are refused, as they would silently be arguments here.
pub fn split(line: &str) -> Result<Vec<String>, BadCommand> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            _ if c.is_whitespace() => words.extend(finished(word.take())?),
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                word.quoted = true;
                quoted(c, &mut chars, &mut word.text)?;
            }
            '\\' => {
                let word = word.get_or_insert_default();
                word.quoted = true;
                word.text.push(chars.next().unwrap_or('\\'));
            }
            _ => word.get_or_insert_default().text.push(c),
        }
    }
    words.extend(finished(word)?);
    Ok(words)
}

#[derive(Default)]
struct Word {
    text: String,
    /// Whether any of it was: then it is meant as it stands.
    quoted: bool,
}

fn quoted(
    quote: char,
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    into: &mut String,
) -> Result<(), BadCommand> {
    while let Some(c) = chars.next() {
        if c == quote {
            return Ok(());
        }
        let escapes = c == '\\' && quote == '"';
        let taken = chars.next_if(|next| escapes && matches!(next, '"' | '\\'));
        into.push(taken.unwrap_or(c));
    }
    Err(BadCommand::Open(quote))
}

fn finished(word: Option<Word>) -> Result<Option<String>, BadCommand> {
    let Some(word) = word else { return Ok(None) };
    let digits = word.text.trim_start_matches(|c: char| c.is_ascii_digit());
    let sends = digits.starts_with('>') || digits.starts_with('<');
    let joins = matches!(word.text.as_str(), "|" | "||" | "&" | "&&" | ";");
    if !word.quoted && (sends || joins) {
        return Err(BadCommand::Shell(word.text));
    }
    Ok(Some(word.text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_split_at_spaces_outside_of_quotes() {
        for (line, expected) in [
            ("", &[][..]),
            ("  tr  a-z\tA-Z ", &["tr", "a-z", "A-Z"]),
            ("code -w", &["code", "-w"]),
            ("'/Applications/My Editor' -w", &["/Applications/My Editor", "-w"]),
            (r#"grep "a \"b\" \d""#, &["grep", r#"a "b" \d"#]),
            (r"grep 'a\' b", &["grep", r"a\", "b"]),
            (r"my\ editor x\\y", &["my editor", r"x\y"]),
            ("a'b'\"c\"", &["abc"]),
            ("mail -s ''", &["mail", "-s", ""]),
            ("awk '{ print > \"x\" }' '|' \\;", &["awk", "{ print > \"x\" }", "|", ";"]),
            ("jq .a|.b", &["jq", ".a|.b"]),
        ] {
            let expected: Vec<String> = expected.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(split(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn what_only_a_shell_understands_is_refused() {
        for (line, word) in [
            ("cat > file", ">"),
            ("cat >file", ">file"),
            ("cat 2>/dev/null", "2>/dev/null"),
            ("sort | uniq", "|"),
            ("a && b", "&&"),
            ("a < b", "<"),
        ] {
            assert_eq!(split(line), Err(BadCommand::Shell(word.to_owned())), "{line}");
        }
        assert_eq!(split("echo 'a"), Err(BadCommand::Open('\'')));
        assert_eq!(split("echo a\" b"), Err(BadCommand::Open('"')));
    }

    proptest! {
        #[test]
        fn a_word_in_quotes_comes_out_as_it_went_in(word in "[^']{0,20}", other in "[a-z]{1,5}") {
            prop_assert_eq!(split(&format!("{other} '{word}'")), Ok(vec![other, word]));
        }

        #[test]
        fn no_line_is_a_panic(line in "(?s).{0,60}") {
            let _ = split(&line);
        }
    }
}
