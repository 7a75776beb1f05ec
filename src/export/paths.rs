//! The paths alone, for other programs.

use std::io::{self, Write};

use super::TaggedArticle;

/// One path a line, or with a NUL after each (`nul`), which no path can hold.
pub fn write(articles: &[TaggedArticle], nul: bool, out: &mut dyn Write) -> io::Result<()> {
    let end: &[u8] = if nul { b"\0" } else { b"\n" };
    for article in articles {
        out.write_all(article.path.as_bytes())?;
        out.write_all(end)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::sample;

    #[test]
    fn a_path_ends_with_a_line_feed_or_a_nul() {
        for (nul, expected) in [(false, "2031/strike.txt\n"), (true, "2031/strike.txt\0")] {
            let mut out = Vec::new();
            write(&[sample("a")], nul, &mut out).unwrap();
            assert_eq!(out, expected.as_bytes());
        }
    }
}
