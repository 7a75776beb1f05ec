//! Cuts a query into tokens: brackets, joining words and atoms, each with its byte offset.

use super::QueryError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    Open,
    Close,
    Or,
    And,
    Not,
    Atom(Atom<'a>),
}

/// A value and what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom<'a> {
    pub key: Key<'a>,
    pub value: Value<'a>,
    /// Where the value starts.
    pub value_at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    Bare,
    /// `#`
    Tag,
    /// `@`
    Entity,
    /// The letters before a colon.
    Field(&'a str),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    Word(&'a str),
    Phrase(String),
    /// What stands between the slashes.
    Regex(&'a str),
}

/// Reads tokens from the front of a query.
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

/// Whether a word cannot hold this character.
pub fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"' | '|')
}

/// The letters before the first colon of a word, if it looks like a field.
pub fn field_prefix(word: &str) -> Option<&str> {
    let (name, _) = word.split_once(':')?;
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic())).then_some(name)
}

/// The token that a bare word is instead of a word.
pub fn keyword(word: &str) -> Option<Token<'static>> {
    [("or", Token::Or), ("and", Token::And), ("not", Token::Not)]
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|(_, token)| token)
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next token and its offset; `None` at the end.
    pub fn next(&mut self) -> Result<Option<(usize, Token<'a>)>, QueryError> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let at = self.at;
        let Some(first) = self.rest().chars().next() else { return Ok(None) };
        let token = match first {
            '(' => self.one(Token::Open),
            ')' => self.one(Token::Close),
            '|' => self.one(Token::Or),
            '-' => self.minus()?,
            '#' => self.marked(Key::Tag, "#")?,
            '@' => self.marked(Key::Entity, "@")?,
            '"' | '/' => Token::Atom(Atom { key: Key::Bare, value_at: at, value: self.value()? }),
            _ => self.word()?,
        };
        Ok(Some((at, token)))
    }

    fn one(&mut self, token: Token<'a>) -> Token<'a> {
        self.at += 1;
        token
    }

    fn minus(&mut self) -> Result<Token<'a>, QueryError> {
        let at = self.at;
        self.at += 1;
        match self.rest().chars().next() {
            None | Some(')' | '|') => {}
            Some(c) if c.is_whitespace() => {}
            Some(_) => return Ok(Token::Not),
        }
        Err(QueryError {
            at,
            message: "`-` has nothing after it".to_owned(),
            hint: "write it before what is not wanted: `-is:dropped`".to_owned(),
        })
    }

    /// `#` or `@` and a value.
    fn marked(&mut self, key: Key<'a>, mark: &str) -> Result<Token<'a>, QueryError> {
        self.at += mark.len();
        let value_at = self.at;
        let value = self.value()?;
        if value == Value::Word("") {
            return Err(QueryError {
                at: value_at,
                message: format!("`{mark}` has no name after it"),
                hint: format!("write `{mark}name`, or `{mark}\"two words\"`"),
            });
        }
        Ok(Token::Atom(Atom { key, value, value_at }))
    }

    fn word(&mut self) -> Result<Token<'a>, QueryError> {
        let at = self.at;
        let word = self.bare_word();
        if let Some(name) = field_prefix(word) {
            self.at = at + name.len() + 1;
            let value_at = self.at;
            let value = self.value()?;
            return Ok(Token::Atom(Atom { key: Key::Field(name), value, value_at }));
        }
        Ok(keyword(word).unwrap_or(Token::Atom(Atom {
            key: Key::Bare,
            value: Value::Word(word),
            value_at: at,
        })))
    }

    fn bare_word(&mut self) -> &'a str {
        let rest = self.rest();
        let word = rest.get(..rest.find(ends_word).unwrap_or(rest.len())).unwrap_or("");
        self.at += word.len();
        word
    }

    /// A word (perhaps empty), a phrase or an expression.
    fn value(&mut self) -> Result<Value<'a>, QueryError> {
        match self.rest().chars().next() {
            Some('"') => self.phrase().map(Value::Phrase),
            Some('/') => self.regex().map(Value::Regex),
            _ => Ok(Value::Word(self.bare_word())),
        }
    }

    fn phrase(&mut self) -> Result<String, QueryError> {
        let at = self.at;
        let mut phrase = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((offset, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += offset + 1;
                    return Ok(phrase);
                }
                '\\' => match chars.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                    Some((_, escaped)) => phrase.push(escaped),
                    None => phrase.push('\\'),
                },
                _ => phrase.push(c),
            }
        }
        Err(QueryError {
            at,
            message: "the phrase that starts here is not closed".to_owned(),
            hint: "end it with `\"`; a quotation mark inside is written `\\\"`".to_owned(),
        })
    }

    fn regex(&mut self) -> Result<&'a str, QueryError> {
        let at = self.at;
        let mut escaped = false;
        for (offset, c) in self.rest().char_indices().skip(1) {
            if c == '/' && !escaped {
                let source = self.rest().get(1..offset).unwrap_or("");
                self.at += offset + 1;
                return Ok(source);
            }
            escaped = c == '\\' && !escaped;
        }
        Err(QueryError {
            at,
            message: "the expression that starts here is not closed".to_owned(),
            hint: "end it with `/`; to search for a slash itself, quote it: `\"/\"`".to_owned(),
        })
    }
}
