//! Puts the tokens of a corpus back into running text, so that training sees what the reader's
//! articles look like.

/// For one sentence: the tokens as they read, and whether a space goes before each.
pub fn glue<'a>(raw: &[&'a str], keeps_hyphens: bool) -> (Vec<&'a str>, Vec<bool>) {
    let words: Vec<&str> = raw.iter().map(|w| plain(w)).collect();
    let mut gluing = Gluing {
        spaces: (0..words.len()).map(|at| at > 0).collect(),
        words: &words,
        raw,
        double_open: false,
        single_open: false,
        keeps_hyphens,
    };
    for (at, word) in words.iter().enumerate() {
        gluing.place(at, word);
    }
    (words.clone(), gluing.spaces)
}

/// Treebank quotes and brackets as they read.
fn plain(token: &str) -> &str {
    match token {
        "``" | "''" => "\"",
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "-LCB-" => "{",
        "-RCB-" => "}",
        other => other,
    }
}

struct Gluing<'a> {
    words: &'a [&'a str],
    raw: &'a [&'a str],
    spaces: Vec<bool>,
    double_open: bool,
    single_open: bool,
    keeps_hyphens: bool,
}

impl Gluing<'_> {
    fn no_space(&mut self, at: usize) {
        if let Some(space) = self.spaces.get_mut(at) {
            *space = false;
        }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).copied().unwrap_or("")
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |b| self.word(b))
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 >= self.words.len()
    }

    fn between_words(&self, at: usize) -> bool {
        self.before(at).ends_with(char::is_alphanumeric)
            && self.word(at + 1).starts_with(char::is_alphanumeric)
    }

    fn place(&mut self, at: usize, word: &str) {
        match word {
            "\"" => self.double_quote(at),
            "'" | "’" | "`" => self.single_quote(at, word),
            _ if is_closing(word) || is_clitic(word) => self.no_space(at),
            "#" | "@" => self.tag_mark(at),
            _ if OPENING.contains(&word) => self.no_space(at + 1),
            "-" if !self.keeps_hyphens && self.between_words(at) => {
                self.no_space(at);
                self.no_space(at + 1);
            }
            "/" if self.between_words(at) => {
                self.no_space(at);
                self.no_space(at + 1);
            }
            _ => {}
        }
    }

    /// `#` and `@` stand close before a word.
    fn tag_mark(&mut self, at: usize) {
        if self.word(at + 1).starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            self.no_space(at + 1);
        }
    }

    fn double_quote(&mut self, at: usize) {
        let opens = match self.raw.get(at) {
            Some(&"``") => true,
            Some(&"''") => false,
            _ => {
                let nearly_last = at + 2 == self.words.len() && is_closing(self.word(at + 1));
                if self.is_last(at) || nearly_last {
                    self.words.len() == 1
                } else {
                    !self.double_open
                }
            }
        };
        self.double_open = opens;
        self.no_space(if opens { at + 1 } else { at });
    }

    fn single_quote(&mut self, at: usize, quote: &str) {
        let tail = self.word(at + 1).to_lowercase();
        let clitic = matches!(tail.as_str(), "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
        let before = self.before(at);
        if quote != "`" && clitic && before.ends_with(char::is_alphanumeric) {
            self.no_space(at);
            self.no_space(at + 1);
        } else if quote == "`" {
            self.no_space(at + 1);
            self.single_open = true;
        } else if quote == "’" || self.single_open {
            self.no_space(at);
            self.single_open = false;
        } else if (before.ends_with(['s', 'S', 'x', 'z'])
            && self.word(at + 1).starts_with(char::is_alphanumeric))
            || self.is_last(at)
            || is_closing(self.word(at + 1))
        {
            self.no_space(at);
        } else {
            self.no_space(at + 1);
            self.single_open = true;
        }
    }
}

const OPENING: &[&str] =
    &["(", "[", "{", "$", "£", "€", "₹", "¥", "“", "«", "‘", "US$", "A$", "C$"];

fn is_closing(word: &str) -> bool {
    matches!(
        word,
        "," | "."
            | ";"
            | ":"
            | "!"
            | "?"
            | ")"
            | "]"
            | "}"
            | "%"
            | "…"
            | "”"
            | "»"
            | "..."
            | "...."
            | ".."
            | "!!"
            | "!!!"
            | "??"
            | "???"
            | "?!"
            | "!?"
            | "°"
            | "™"
            | "®"
    )
}

/// `'s`, `'re`, `n't` and the like.
fn is_clitic(word: &str) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    matches!(lower.as_str(), "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "'t" | "n't" | "nt")
}

/// Whether a corpus keeps hyphens inside of its tokens.
pub fn keeps_hyphens<'a>(tokens: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut hyphenated) = (0, 0);
    for token in tokens {
        all += 1;
        let inner = token.as_bytes().windows(3).any(|w| {
            w.first().is_some_and(u8::is_ascii_alphabetic)
                && w.get(1) == Some(&b'-')
                && w.get(2).is_some_and(u8::is_ascii_alphabetic)
        });
        hyphenated += usize::from(inner);
    }
    hyphenated * 500 > all
}
