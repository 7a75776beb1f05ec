//! Asks a query of an article that was read and not analysed: yes, no, or only the analysis tells. What
//! cannot match need not be analysed.

use super::{
    Query, Subject,
    eval::{self, found},
    node::{Field, Flag, Node, Pattern, Term},
    value::plain,
};
use crate::{article::Article, tags::Decision};

/// What is known of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guess {
    No,
    Perhaps,
    Yes,
}

impl Guess {
    fn sure(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Perhaps => Self::Perhaps,
            Self::Yes => Self::No,
        }
    }
}

impl Query {
    /// Whether it means an article, as far as that is known before the analysis.
    pub fn guess(&self, path: &str, article: &Article, decision: Option<&Decision>) -> Guess {
        let text = plain(&article.text);
        Raw { path, article, text, decision }.node(&self.node)
    }

    /// A word that the text or the title of each article it means must have, in letters and digits of
    /// ASCII.
    pub fn needed_word(&self) -> Option<&str> {
        needed_word(&self.node)
    }

    /// Whether reading the texts tells nearly always.
    pub fn is_told_by_texts(&self) -> bool {
        told_by_texts(&self.node)
    }

    /// Whether reading a text can tell that an article is not meant.
    pub fn asks_texts(&self) -> bool {
        asks_texts(&self.node)
    }
}

fn needed_word(node: &Node) -> Option<&str> {
    match node {
        Node::And(nodes) => nodes.iter().filter_map(needed_word).max_by_key(|word| word.len()),
        Node::Term(
            Term::Bare(Pattern::Text(needle))
            | Term::Field(Field::Title | Field::Text, Pattern::Text(needle)),
        ) => {
            let words = needle.folded.split(' ');
            let plain = words.filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric()));
            plain.filter(|word| !word.is_empty()).max_by_key(|word| word.len())
        }
        Node::All | Node::Or(_) | Node::Not(_) | Node::Term(_) => None,
    }
}

fn told_by_texts(node: &Node) -> bool {
    match node {
        Node::All => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(told_by_texts),
        Node::Not(inner) => told_by_texts(inner),
        Node::Term(term) => match term {
            Term::Bare(pattern) => matches!(pattern, Pattern::Text(_)),
            Term::Field(field, _) => matches!(field, Field::Text | Field::Path | Field::Note),
            Term::Is(flag) => !matches!(flag, Flag::Watched | Flag::Marked),
            Term::Tag(_) => true,
            Term::Entity(..) | Term::Date(_) | Term::Words(_) => false,
        },
    }
}

fn asks_texts(node: &Node) -> bool {
    match node {
        Node::All => false,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(asks_texts),
        Node::Not(inner) => asks_texts(inner),
        Node::Term(term) => {
            matches!(term, Term::Bare(_) | Term::Field(Field::Title | Field::Text, _))
        }
    }
}

struct Raw<'a> {
    path: &'a str,
    article: &'a Article,
    /// Folded.
    text: String,
    decision: Option<&'a Decision>,
}

impl Raw<'_> {
    fn node(&self, node: &Node) -> Guess {
        match node {
            Node::All => Guess::Yes,
            Node::And(nodes) => {
                nodes.iter().map(|node| self.node(node)).min().unwrap_or(Guess::Yes)
            }
            Node::Or(nodes) => nodes.iter().map(|node| self.node(node)).max().unwrap_or(Guess::No),
            Node::Not(inner) => self.node(inner).not(),
            Node::Term(term) => self.term(term),
        }
    }

    fn term(&self, term: &Term) -> Guess {
        match term {
            Term::Bare(pattern) => self.in_text(pattern).max(self.in_title(pattern)),
            Term::Field(Field::Title, pattern) => self.in_title(pattern),
            Term::Field(Field::Text, pattern) => self.in_text(pattern),
            Term::Field(Field::Path | Field::Note, _) | Term::Tag(_) => self.known(term),
            Term::Is(flag) if !matches!(flag, Flag::Watched | Flag::Marked) => self.known(term),
            Term::Field(..) | Term::Is(_) | Term::Entity(..) | Term::Date(_) | Term::Words(_) => {
                Guess::Perhaps
            }
        }
    }

    fn known(&self, term: &Term) -> Guess {
        Guess::sure(eval::holds(term, &Subject::unread(self.path, self.decision)))
    }

    fn in_text(&self, pattern: &Pattern) -> Guess {
        Guess::sure(found(pattern, &self.article.text, || self.text.as_str()))
    }

    /// A title that the file does not state comes from the text, whole or cut, else from the file's
    /// name.
    fn in_title(&self, pattern: &Pattern) -> Guess {
        if let Some(title) = &self.article.meta.title {
            return Guess::sure(found(pattern, &title.value, || plain(&title.value)));
        }
        let Pattern::Text(needle) = pattern else { return Guess::Perhaps };
        let of_text = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'');
        let name = plain(&self.path.replace(['_', '-'], " "));
        let perhaps = !needle.folded.chars().all(of_text)
            || self.text.contains(&needle.folded)
            || name.contains(&needle.folded);
        if perhaps { Guess::Perhaps } else { Guess::No }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        analysis::analyse,
        article::{Format, formats},
    };

    fn guess(query: &str, path: &str, text: &str) -> Guess {
        let query = Query::parse(query, date(2026, 4, 20)).unwrap();
        let format = Format::of(path.as_ref()).unwrap();
        let article = formats::parse(path.as_ref(), format, text.as_bytes(), None);
        let guess = query.guess(path, &article, None);
        let analysis = analyse(&article);
        let is_meant = query.matches(&Subject::new(path, &article, &analysis, None));
        assert!(guess == Guess::Perhaps || guess == Guess::sure(is_meant), "{query:?} {guess:?}");
        guess
    }

    #[test]
    fn what_a_text_tells_is_known_without_an_analysis() {
        let text = "Strike at the port\n\nThe dockers of Velmora walked out on Monday.\n";
        for (query, answer) in [
            ("dockers", Guess::Yes),
            ("cranes", Guess::No),
            ("dockers cranes", Guess::No),
            ("dockers or cranes", Guess::Yes),
            ("-dockers", Guess::No),
            ("-cranes", Guess::Yes),
            ("\"walked out\"", Guess::Yes),
            ("/walk.d/", Guess::Yes),
            ("text:strike", Guess::Yes),
            ("title:strike", Guess::Perhaps),
            ("title:cranes", Guess::No),
            ("-title:cranes", Guess::Yes),
            ("/cranes/", Guess::Perhaps),
            ("monday...", Guess::Perhaps),
            ("@velmora", Guess::Perhaps),
            ("@velmora cranes", Guess::No),
            ("is:new dockers", Guess::Yes),
            ("is:done dockers", Guess::No),
            ("#port", Guess::No),
            ("path:wire", Guess::Yes),
            ("is:watched", Guess::Perhaps),
            ("words:>3", Guess::Perhaps),
            ("", Guess::Yes),
        ] {
            assert_eq!(guess(query, "wire/a.txt", text), answer, "{query}");
        }
    }

    #[test]
    fn the_longest_word_that_must_be_there_is_known() {
        for (query, word) in [
            ("strike", Some("strike")),
            ("a \"walked out\" #port", Some("walked")),
            ("text:caf\u{e9} -strike", Some("cafe")),
            ("strike or walk", None),
            ("-strike", None),
            ("/strike/", None),
            ("u.s.", None),
            ("", None),
        ] {
            let parsed = Query::parse(query, date(2026, 4, 20)).unwrap();
            assert_eq!(parsed.needed_word(), word, "{query}");
        }
    }

    #[test]
    fn a_title_may_be_stated_or_the_name_of_the_file() {
        let stated = "---\ntitle: Cranes stand still\n---\n\nNothing moves.\n";
        assert_eq!(guess("cranes", "a.md", stated), Guess::Yes);
        assert_eq!(guess("title:nothing", "a.md", stated), Guess::No);
        assert_eq!(guess("cranes", "old-cranes.txt", ""), Guess::Perhaps);
        assert_eq!(guess("\"old cranes\"", "old-cranes.txt", ""), Guess::Perhaps);
    }
}
