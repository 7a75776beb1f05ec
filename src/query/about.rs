//! Where one text has what a query asks for: what a summary is to be about.

use super::{
    Query, Subject, eval,
    node::{Field, Node, Pattern, Term},
};
use crate::{
    analysis::summary::Sought,
    text::{TextRange, fold, phrases::Phrases},
};

/// Places of one expression that are taken.
const MOST: usize = 1000;

impl Query {
    /// The places of its words, names and tags in the subject's text, in no useful order; of what is
    /// excluded (`-word`) none. A tag is looked for by its name.
    pub fn sought(&self, subject: &Subject<'_>) -> Vec<Sought> {
        let mut sought = Vec::new();
        look(&self.node, subject, &|_| true, &mut sought);
        sought
    }

    /// The places of its words and names in the subject's text: what a reader who searched looks for.
    /// In order, none over another; words that stand together are one place.
    pub fn hits(&self, subject: &Subject<'_>) -> Vec<TextRange> {
        let mut sought = Vec::new();
        look(&self.node, subject, &|term| !matches!(term, Term::Tag(_)), &mut sought);
        together(apart(sought.into_iter().map(|place| place.range).collect()), subject.text)
    }

    /// The same in a title.
    pub fn hits_in_title(&self, title: &str) -> Vec<TextRange> {
        let subject = Subject { text: title, ..Subject::unread("", None) };
        let of_titles = |term: &Term| !matches!(term, Term::Tag(_) | Term::Field(Field::Text, _));
        let mut sought = Vec::new();
        look(&self.node, &subject, &of_titles, &mut sought);
        apart(sought.into_iter().map(|place| place.range).collect())
    }

    /// Whether it asks for the watch list and nothing excludes that.
    pub fn seeks_watched(&self) -> bool {
        seeks_watched(&self.node)
    }
}

fn seeks_watched(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(seeks_watched),
        Node::Term(Term::Is(flag)) => *flag == super::Flag::Watched,
        Node::All | Node::Not(_) | Node::Term(_) => false,
    }
}

/// In order, of those that overlap the first, of those that begin together the longest.
fn apart(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_unstable_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
    let mut end = 0;
    ranges.retain(|range| {
        let kept = range.start() >= end && range.end() > range.start();
        end = if kept { range.end() } else { end };
        kept
    });
    ranges
}

/// Places with nothing but blanks and punctuation between them as one. A word that is there twice
/// stays two, and so do words of two paragraphs.
fn together(places: Vec<TextRange>, text: &str) -> Vec<TextRange> {
    let mut joined: Vec<TextRange> = Vec::new();
    let mut before: Option<TextRange> = None;
    for place in places {
        let beside = |before: TextRange| {
            let gap = TextRange::new(before.end(), place.start()).of(text);
            !gap.contains(char::is_alphanumeric)
                && gap.matches('\n').count() < 2
                && fold::fold(before.of(text)) != fold::fold(place.of(text))
        };
        match joined.last_mut().filter(|_| before.is_some_and(beside)) {
            Some(whole) => *whole = TextRange::new(whole.start(), place.end()),
            None => joined.push(place),
        }
        before = Some(place);
    }
    joined
}

fn look(
    node: &Node,
    subject: &Subject<'_>,
    wanted: &dyn Fn(&Term) -> bool,
    sought: &mut Vec<Sought>,
) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                look(node, subject, wanted, sought);
            }
        }
        Node::Term(term) if !wanted(term) => {}
        Node::Term(Term::Bare(pattern) | Term::Field(Field::Text | Field::Title, pattern)) => {
            let places = places(subject.text, pattern);
            sought.extend(places.into_iter().map(|range| Sought::at(range, subject.mentions)));
        }
        Node::Term(Term::Tag(Pattern::Text(tag))) => {
            let places = Phrases::new([tag.typed.as_str()]).find(subject.text);
            sought.extend(places.into_iter().map(|(range, _)| Sought::at(range, subject.mentions)));
        }
        Node::Term(Term::Entity(group, pattern)) => {
            let meant = (subject.entities.iter())
                .filter(|entity| group.holds(entity.kind))
                .filter(|entity| eval::is_meant(subject, entity, pattern));
            let mentions = meant.flat_map(|entity| &entity.mentions);
            let places = mentions.filter_map(|at| subject.mentions.get(*at as usize));
            sought.extend(places.map(|m| Sought { range: m.range, named: true }));
        }
        Node::All
        | Node::Not(_)
        | Node::Term(
            Term::Tag(_) | Term::Field(..) | Term::Is(_) | Term::Date(_) | Term::Words(_),
        ) => {}
    }
}

fn places(text: &str, pattern: &Pattern) -> Vec<TextRange> {
    match pattern {
        Pattern::Text(needle) => fold::find_all(text, &needle.folded),
        Pattern::Regex(expression) => {
            let places = expression.regex.find_iter(text).take(MOST);
            places.map(|place| TextRange::new(place.start(), place.end())).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::{Entity, EntityKind, Mention};

    const TEXT: &str = "A ferry of Velmora sank on Monday. Idra Solm, the mayor, saw the ferry sink. \
        Nobody but Solm was at the quay.";

    fn parse(query: &str) -> Query {
        Query::parse(query, date(2031, 4, 13)).unwrap()
    }

    /// What a query looks for in the text, in order, names in brackets.
    fn sought(query: &str) -> Vec<String> {
        let mention = |name: &str, kind, entity| {
            let start = TEXT.find(name).unwrap();
            Mention { range: TextRange::new(start, start + name.len()), kind, entity, norm: None }
        };
        let last = TEXT.rfind("Solm").unwrap();
        let person = EntityKind::Person;
        let mentions = [
            mention("Velmora", EntityKind::Place, 1),
            mention("Idra Solm", person, 0),
            Mention { range: TextRange::new(last, last + 4), ..mention("Solm", person, 0) },
        ];
        let entity = |name: &str, kind, mentions| Entity { name: name.to_owned(), kind, mentions };
        let entities = [
            entity("Idra Solm", person, vec![1, 2]),
            entity("Velmora", EntityKind::Place, vec![0]),
        ];
        let subject = Subject {
            text: TEXT,
            entities: &entities,
            mentions: &mentions,
            ..Subject::unread("ferry.txt", None)
        };
        let mut sought = parse(query).sought(&subject);
        sought.sort_unstable_by_key(|place| place.range.start());
        let told = |place: &Sought| {
            let words = place.range.of(TEXT);
            if place.named { format!("[{words}]") } else { words.to_owned() }
        };
        sought.iter().map(told).collect()
    }

    #[test]
    fn words_names_and_tags_are_sought_and_what_is_excluded_is_not() {
        for (query, expected) in [
            ("FERRY", &["ferry", "ferry"][..]),
            ("ferry quay", &["ferry", "ferry", "quay"]),
            ("quay or monday", &["Monday", "quay"]),
            ("/s[ai]nk/", &["sank", "sink"]),
            ("text:mayor", &["mayor"]),
            ("#quay", &["quay"]),
            ("#qua", &[]),
            // A word in a name stands for the name.
            ("solm", &["[Idra Solm]", "[Solm]"]),
            ("@\"idra solm\"", &["[Idra Solm]", "[Solm]"]),
            ("place:velmora", &["[Velmora]"]),
            ("person:velmora", &[]),
            ("-ferry", &[]),
            ("quay -ferry", &["quay"]),
            ("not (quay or ferry)", &[]),
            ("source:ferry path:ferry is:new", &[]),
            ("harbour", &[]),
            ("", &[]),
        ] {
            assert_eq!(sought(query), expected, "{query}");
        }
    }

    #[test]
    fn hits_are_in_order_and_none_is_over_another() {
        let hits = |query: &str| -> Vec<String> {
            let subject = Subject { text: TEXT, ..Subject::unread("ferry.txt", None) };
            let hits = parse(query).hits(&subject);
            hits.iter().map(|range| range.of(TEXT).to_owned()).collect()
        };
        assert_eq!(hits("quay solm ferry sol"), ["ferry", "Solm", "ferry", "Solm", "quay"]);
        assert_eq!(hits("sink solm nobody"), ["Solm", "sink. Nobody", "Solm"], "one place");
        assert_eq!(hits("#quay -ferry"), [""; 0]);
        let title = "Ferry at the quay";
        let in_title = parse("ferry text:quay").hits_in_title(title);
        assert_eq!(in_title, [TextRange::new(0, 5)]);
    }

    #[test]
    fn the_watch_list_is_asked_for_where_nothing_excludes_it() {
        for (query, expected) in [
            ("is:watched", true),
            ("ferry is:watched", true),
            ("ferry or is:watched", true),
            ("-is:watched", false),
            ("is:new", false),
            ("", false),
        ] {
            assert_eq!(parse(query).seeks_watched(), expected, "{query}");
        }
    }
}
