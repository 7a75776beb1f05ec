//! JSON lines on standard input: one article each.

use std::io::{self, BufRead};

use serde::Deserialize;

use crate::{
    analysis::analyse,
    article::formats::from_record,
    export::{Wanted, annotate},
};

/// Longest line that is read; longer ones are passed over and named.
const LONGEST_LINE: usize = 64 << 20;

/// A line, or why it could not be read.
pub type Line = Result<Vec<u8>, String>;

/// Lines of bounded length.
pub struct Lines<R> {
    input: R,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R) -> Self {
        Self { input, ended: false }
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut long = false;
        loop {
            let piece = self.input.fill_buf()?;
            if piece.is_empty() {
                self.ended = true;
                if line.is_empty() && !long {
                    return Ok(None);
                }
                break;
            }
            let end = memchr::memchr(b'\n', piece);
            let taken = end.unwrap_or(piece.len());
            long |= line.len() + taken > LONGEST_LINE;
            if !long {
                line.extend_from_slice(piece.get(..taken).unwrap_or_default());
            }
            self.input.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        let limit = LONGEST_LINE >> 20;
        Ok(Some(if long { Err(format!("longer than {limit} MB")) } else { Ok(line) }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.ended {
            return None;
        }
        self.read().unwrap_or_else(|cause| {
            self.ended = true;
            Some(Err(format!("standard input cannot be read: {cause}")))
        })
    }
}

#[derive(Debug, Deserialize)]
struct Record {
    id: Option<Id>,
    text: String,
    title: Option<String>,
    date: Option<String>,
}

/// Numbers are taken as the text they are written as.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Whole(i64),
    Large(u64),
    Broken(f64),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(id) => f.write_str(id),
            Self::Whole(id) => id.fmt(f),
            Self::Large(id) => id.fmt(f),
            Self::Broken(id) => id.fmt(f),
        }
    }
}

/// The answer to a line; nothing for an empty one.
pub fn annotate_line(line: Line, wanted: Wanted) -> Result<Option<String>, String> {
    let line = line?;
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line);
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    let record: Record = serde_json::from_slice(line).map_err(|cause| {
        format!("no article, which is an object with \"id\" and \"text\": {cause}")
    })?;
    let date = record.date.as_deref().map(|text| {
        let day = text.trim().get(..10).unwrap_or(text);
        day.parse().map_err(|_no_date| format!("no date (YYYY-MM-DD): {text}"))
    });
    let article = from_record(&record.text, record.title.as_deref(), date.transpose()?);
    let id = record.id.map_or_else(|| article.id.to_string(), |id| id.to_string());
    annotate(&id, &article, &analyse(&article), wanted).map(Some).map_err(|cause| cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::summary::Length;

    const WANTED: Wanted = Wanted { length: Length::Sentences(3), reasons: false };

    fn lines(text: &[u8]) -> Vec<Line> {
        Lines::new(text).collect()
    }

    #[test]
    fn a_last_line_needs_no_line_feed() {
        let line = |text: &str| Ok(text.as_bytes().to_vec());
        assert_eq!(lines(b""), []);
        assert_eq!(lines(b"a\n\nb"), [line("a"), line(""), line("b")]);
        assert_eq!(lines(b"a\n"), [line("a")]);
    }

    #[test]
    fn an_id_may_be_a_number_or_missing() {
        for (record, id) in [
            (r#"{"id":"a","text":"x"}"#, "a"),
            (r#"{"id":7,"text":"x","title":null,"date":null,"more":[1]}"#, "7"),
            (r#"{"id":18446744073709551615,"text":"x"}"#, "18446744073709551615"),
            (r#"{"text":"x","date":"2031-04-13T08:00:00Z"}"#, "b3:"),
        ] {
            let answer = annotate_line(Ok(record.as_bytes().to_vec()), WANTED).unwrap().unwrap();
            let object: serde_json::Value = serde_json::from_str(&answer).unwrap();
            assert!(object["id"].as_str().unwrap().starts_with(id), "{answer}");
            assert_eq!(object["text"], "x");
        }
    }

    #[test]
    fn a_line_that_is_no_article_says_so() {
        for line in
            ["{", "[]", "{\"id\":\"a\"}", "{\"text\":1}", "{\"text\":\"x\",\"date\":\"soon\"}"]
        {
            assert!(annotate_line(Ok(line.as_bytes().to_vec()), WANTED).is_err(), "{line}");
        }
        assert_eq!(annotate_line(Ok(b" \t".to_vec()), WANTED), Ok(None));
    }
}
