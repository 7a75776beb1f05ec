//! Writes a query so that it parses to itself.

use std::fmt::{self, Display, Formatter, Write};

use super::{
    Query,
    node::{DateTerm, Node, Pattern, Span, Term},
    token::{ends_word, field_prefix, keyword},
};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // An order after `or` would belong to the last branch, which means the same.
        write!(f, "{}", self.node)?;
        match self.sort {
            Some(sort) if self.node == Node::All => write!(f, "sort:{sort}"),
            Some(sort) => write!(f, " sort:{sort}"),
            None => Ok(()),
        }
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Node::All => Ok(()),
            Node::And(nodes) => joined(f, nodes, " ", |node| matches!(node, Node::Or(_))),
            Node::Or(nodes) => joined(f, nodes, " or ", |_| false),
            Node::Not(inner) => {
                f.write_char('-')?;
                bracketed(f, inner, matches!(**inner, Node::And(_) | Node::Or(_)))
            }
            Node::Term(term) => term.fmt(f),
        }
    }
}

fn joined(
    f: &mut Formatter<'_>,
    nodes: &[Node],
    between: &str,
    brackets: fn(&Node) -> bool,
) -> fmt::Result {
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        bracketed(f, node, brackets(node))?;
    }
    Ok(())
}

fn bracketed(f: &mut Formatter<'_>, node: &Node, brackets: bool) -> fmt::Result {
    if brackets { write!(f, "({node})") } else { node.fmt(f) }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Term::Bare(pattern) => write_pattern(f, pattern, stands_bare),
            Term::Field(field, pattern) => prefixed(f, field.name(), pattern),
            Term::Tag(pattern) => {
                f.write_char('#')?;
                write_pattern(f, pattern, stands_after_colon)
            }
            Term::Entity(group, pattern) => prefixed(f, group.name(), pattern),
            Term::Is(flag) => write!(f, "is:{}", flag.name()),
            Term::Date(DateTerm::In(span)) => write_span(f, "date", span),
            Term::Date(DateTerm::Newer(age, _)) => {
                write!(f, "newer:{}{}", age.count, age.unit.name())
            }
            Term::Date(DateTerm::Older(age, _)) => {
                write!(f, "older:{}{}", age.count, age.unit.name())
            }
            Term::Words(span) => write_span(f, "words", span),
        }
    }
}

fn prefixed(f: &mut Formatter<'_>, name: &str, pattern: &Pattern) -> fmt::Result {
    write!(f, "{name}:")?;
    write_pattern(f, pattern, stands_after_colon)
}

fn write_span<T: Display + PartialEq>(
    f: &mut Formatter<'_>,
    name: &str,
    span: &Span<T>,
) -> fmt::Result {
    match (&span.from, &span.to) {
        (Some(from), Some(to)) if from == to => write!(f, "{name}:{from}"),
        (from, to) => {
            write!(f, "{name}:")?;
            from.as_ref().map_or(Ok(()), |from| from.fmt(f))?;
            f.write_str("..")?;
            to.as_ref().map_or(Ok(()), |to| to.fmt(f))
        }
    }
}

fn write_pattern(
    f: &mut Formatter<'_>,
    pattern: &Pattern,
    stands: fn(&str) -> bool,
) -> fmt::Result {
    let typed = match pattern {
        Pattern::Regex(expression) => return write!(f, "/{}/", expression.source),
        Pattern::Text(needle) => needle.typed.as_str(),
    };
    if stands(typed) {
        return f.write_str(typed);
    }
    f.write_char('"')?;
    for c in typed.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

/// Whether a text can stand after a colon, `#` or `@` without quotation marks.
fn stands_after_colon(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('/') && !text.contains(ends_word)
}

/// Whether a text is read as a word where it stands alone.
fn stands_bare(text: &str) -> bool {
    stands_after_colon(text)
        && !text.starts_with(['-', '#', '@'])
        && field_prefix(text).is_none()
        && keyword(text).is_none()
}
