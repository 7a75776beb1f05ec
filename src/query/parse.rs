//! Tokens to a tree, by recursive descent of bounded depth.

use jiff::civil::Date;

use super::{
    Node, Query, QueryError, Sort, SortKey, Term,
    near::nearest,
    node::{Field, Flag, Group},
    token::{Atom, Key, Token, Tokens, Value},
    value,
};

/// Parentheses inside one another; deeper ones are an error, so that no query exhausts the stack.
const DEEPEST: usize = 64;

pub fn parse(text: &str, today: Date) -> Result<Query, QueryError> {
    let mut parser =
        Parser { tokens: Tokens::new(text), next: None, end: text.len(), today, sort: None };
    parser.bump()?;
    let node = if parser.next.is_none() { Node::All } else { parser.any(0)? };
    match parser.next {
        None => Ok(Query { node, sort: parser.sort }),
        Some((at, _)) => {
            Err(error(at, "no `(` belongs to this `)`", "take it out, or quote it: `\")\"`"))
        }
    }
}

fn error(at: usize, message: &str, hint: &str) -> QueryError {
    QueryError { at, message: message.to_owned(), hint: hint.to_owned() }
}

struct Parser<'a> {
    tokens: Tokens<'a>,
    next: Option<(usize, Token<'a>)>,
    end: usize,
    today: Date,
    sort: Option<Sort>,
}

impl<'a> Parser<'a> {
    fn bump(&mut self) -> Result<Option<(usize, Token<'a>)>, QueryError> {
        let next = self.tokens.next()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    fn at(&self) -> usize {
        self.next.as_ref().map_or(self.end, |(at, _)| *at)
    }

    /// `query`: branches with `or` between them.
    fn any(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut branches = vec![self.all(depth, true)?];
        while matches!(self.next, Some((_, Token::Or))) {
            self.bump()?;
            branches.push(self.all(depth, false)?);
        }
        Ok(Node::or(branches))
    }

    /// `and`: conditions beside one another. `sort:` is taken out of them.
    fn all(&mut self, depth: usize, first: bool) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        let mut sorted = false;
        loop {
            match &self.next {
                None | Some((_, Token::Or | Token::Close)) => break,
                Some((_, Token::And)) if nodes.is_empty() => return Err(self.missing("before")),
                Some((_, Token::And)) => {
                    self.bump()?;
                    match self.next {
                        None | Some((_, Token::Or | Token::And | Token::Close)) => {
                            return Err(self.missing("after"));
                        }
                        Some((_, Token::Open | Token::Not | Token::Atom(_))) => {}
                    }
                }
                Some((at, Token::Atom(Atom { key: Key::Field(name), value, .. })))
                    if name.eq_ignore_ascii_case("sort") =>
                {
                    let sort = sort(*at, value, depth, self.sort)?;
                    self.sort = Some(sort);
                    sorted = true;
                    self.bump()?;
                }
                Some((_, Token::Open | Token::Not | Token::Atom(_))) => {
                    nodes.push(self.one(depth)?);
                }
            }
        }
        let alone = sorted && first && self.next.is_none();
        if nodes.is_empty() && !alone {
            return Err(self.missing(if first { "here" } else { "after or" }));
        }
        Ok(Node::and(nodes))
    }

    fn missing(&self, place: &str) -> QueryError {
        let and = "to search for the word itself, quote it: `\"and\"`";
        let or = "to search for the word itself, quote it: `\"or\"`";
        let (message, hint) = match (place, &self.next) {
            ("before", _) => ("`and` has nothing before it", and),
            ("after", _) => ("`and` has nothing after it", and),
            ("after or", _) => ("`or` has nothing after it", or),
            (_, Some((_, Token::Or))) => ("`or` has nothing before it", or),
            (_, Some((_, Token::Close))) => {
                ("there is nothing before this `)`", "to search for the sign, quote it: `\")\"`")
            }
            _ => ("there is nothing in this `(`", "write what is meant, and a `)`"),
        };
        error(self.at(), message, hint)
    }

    /// `not`: any number of refusals, then a condition.
    fn one(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut refused = false;
        while matches!(self.next, Some((_, Token::Not))) {
            self.bump()?;
            refused = !refused;
        }
        let node = self.term(depth)?;
        Ok(if refused { Node::not(node) } else { node })
    }

    fn term(&mut self, depth: usize) -> Result<Node, QueryError> {
        let here = self.at();
        match self.bump()? {
            Some((at, Token::Open)) => {
                if depth == DEEPEST {
                    return Err(error(
                        at,
                        "too many parentheses inside one another",
                        "take some out; 64 are the most",
                    ));
                }
                let node = self.any(depth + 1)?;
                match self.bump()? {
                    Some((_, Token::Close)) => Ok(node),
                    _ => Err(error(at, "this `(` is not closed", "add a `)`")),
                }
            }
            Some((at, Token::Atom(atom))) => term(at, &atom, self.today).map(Node::Term),
            None | Some((_, Token::Close | Token::Or | Token::And | Token::Not)) => Err(error(
                here,
                "`not` has nothing after it",
                "to search for the word itself, quote it: `\"not\"`",
            )),
        }
    }
}

fn sort(
    at: usize,
    value: &Value<'_>,
    depth: usize,
    before: Option<Sort>,
) -> Result<Sort, QueryError> {
    if depth > 0 {
        return Err(error(at, "`sort:` stands inside parentheses", "put it at the end"));
    }
    if before.is_some() {
        return Err(error(at, "`sort:` is there twice", "keep one of them"));
    }
    let named = match value {
        Value::Word(name) => Sort::of_name(&name.to_ascii_lowercase()),
        Value::Phrase(_) | Value::Regex(_) => None,
    };
    named.ok_or_else(|| {
        let keys = SortKey::ALL.map(SortKey::name).join(", ");
        QueryError {
            at,
            message: "there is no such order".to_owned(),
            hint: format!("sort by one of {keys}; `-` before it turns it round: `sort:-date`"),
        }
    })
}

fn term(at: usize, atom: &Atom<'_>, today: Date) -> Result<Term, QueryError> {
    let pattern = || value::pattern(atom.value_at, &atom.value);
    let name = match atom.key {
        Key::Bare => return pattern().map(Term::Bare),
        Key::Tag => return pattern().map(Term::Tag),
        Key::Entity => return Ok(Term::Entity(Group::Any, pattern()?)),
        Key::Field(name) => name.to_ascii_lowercase(),
    };
    if matches!(atom.value, Value::Word("")) {
        return Err(QueryError {
            at: atom.value_at,
            message: format!("`{name}:` has no value"),
            hint: "write the value right after the colon, without a space".to_owned(),
        });
    }
    if let Some(field) = Field::of_name(&name) {
        return Ok(Term::Field(field, pattern()?));
    }
    if let Some(group) = Group::of_name(&name) {
        return Ok(Term::Entity(group, pattern()?));
    }
    let plain = || value::word(atom.value_at, &name, &atom.value);
    let spoken = || value::words(atom.value_at, &name, &atom.value);
    match name.as_str() {
        "tag" => pattern().map(Term::Tag),
        "is" => flag(atom.value_at, plain()?).map(Term::Is),
        "date" => value::dates(atom.value_at, spoken()?, today).map(Term::Date),
        "newer" => value::newer(atom.value_at, spoken()?, today).map(Term::Date),
        "older" => value::older(atom.value_at, spoken()?, today).map(Term::Date),
        "words" => value::count(atom.value_at, plain()?).map(Term::Words),
        "sort" => {
            Err(error(at, "`sort:` cannot be refused", "write `sort:-date` to turn it round"))
        }
        "story" => Err(not_yet(at, "story:")),
        _ => Err(unknown_field(at, &name)),
    }
}

fn flag(at: usize, word: &str) -> Result<Flag, QueryError> {
    let word = word.to_ascii_lowercase();
    if let Some(flag) = Flag::of_name(&word) {
        return Ok(flag);
    }
    if word == "copy" {
        return Err(not_yet(at, &format!("is:{word}")));
    }
    let names: Vec<&str> = Flag::ALL.iter().map(|flag| flag.name()).collect();
    let hint = match nearest(&word, names.iter().copied()) {
        Some(name) => format!("did you mean `is:{name}`?"),
        None => format!("write one of {}", names.join(", ")),
    };
    Err(QueryError { at, message: format!("there is no state `{word}`"), hint })
}

fn not_yet(at: usize, what: &str) -> QueryError {
    QueryError {
        at,
        message: format!("`{what}` cannot be asked for yet"),
        hint: "take it out; it belongs to a later version".to_owned(),
    }
}

/// Fields that are neither a [`Field`] nor a [`Group`].
const OTHER_FIELDS: [&str; 7] = ["tag", "is", "date", "newer", "older", "words", "sort"];

/// The names of all fields.
pub fn fields() -> impl Iterator<Item = &'static str> + Clone {
    let texts = Field::ALL.iter().map(|field| field.name());
    texts.chain(Group::ALL.iter().map(|group| group.name())).chain(OTHER_FIELDS)
}

fn unknown_field(at: usize, name: &str) -> QueryError {
    let known = fields();
    let hint = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}:`?"),
        None => format!(
            "fields are {}; to search for the text itself, put it in quotation marks",
            known.map(|field| format!("{field}:")).collect::<Vec<_>>().join(" ")
        ),
    };
    QueryError { at, message: format!("there is no field `{name}:`"), hint }
}
