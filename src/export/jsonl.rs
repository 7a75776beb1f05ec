//! One JSON object a line.

use std::io::{self, Write};

use super::{TaggedArticle, record::Object};

pub fn write(articles: &[TaggedArticle], out: &mut dyn Write) -> io::Result<()> {
    for article in articles {
        serde_json::to_writer(&mut *out, &Object(article))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::{
        FIELDS,
        sample::{hostile_articles, sample},
    };

    fn read_back(articles: &[TaggedArticle]) {
        let mut out = Vec::new();
        write(articles, &mut out).unwrap();
        let lines: Vec<&[u8]> = out.split(|b| *b == b'\n').collect();
        assert_eq!(lines.len(), articles.len() + 1);
        for (article, line) in articles.iter().zip(lines) {
            assert!(!line.contains(&0x1b));
            let object: serde_json::Value = serde_json::from_slice(line).unwrap();
            assert_eq!(object.as_object().unwrap().len(), FIELDS.len());
            for (name, value) in FIELDS {
                assert_eq!(object[name], serde_json::to_value(value(article)).unwrap(), "{name}");
            }
        }
    }

    #[test]
    fn every_field_reads_back_as_it_was() {
        read_back(&[sample("Port strike"), sample("=1+1\t\u{1b}[31m")]);
    }

    proptest! {
        #[test]
        fn hostile_articles_read_back(articles in hostile_articles()) {
            read_back(&articles);
        }
    }
}
