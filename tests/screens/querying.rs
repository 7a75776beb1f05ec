//! Queries on the screen: as they are typed, narrowed, saved, left and run again; and that the answer
//! is that of asking each article by itself.

use copydesk::{
    analysis::{Analysis, EntityKind, analyse},
    article::{Article, Format, formats},
    corpus::DocId,
    query::{Query, Subject},
    tags::{Correction, Corrector, Edit, Fate, NameRef, Scope},
    text::fold::fold,
};
use jiff::civil::date;

use crate::desk::{Screen, desk, desk_at};

const FOUR: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour strike enters third day\nDockers in Porto Verano stopped work, said Oskar Lindqvar, the union leader.\nTalks had failed\nbefore.\n",
    ),
    ("b.txt", "Minister visits the dam\nThe minister, Ilsa Brandtner, saw the dam near Velmora.\n"),
    ("c.txt", "Rain delays the fair\nThe spring fair in Velmora was put off by a week.\n"),
    ("d.txt", "Café owners protest\nOwners of small cafés said that the levy was too high.\n"),
];

fn shown(screen: &Screen) -> Vec<String> {
    let path = |doc: &DocId| screen.app.desk.get(*doc).map(|doc| doc.path.to_string());
    screen.app.view().shown.iter().filter_map(path).collect()
}

#[test]
fn the_search_line_takes_the_query_language() {
    let mut screen = desk(FOUR);
    screen.press("1").type_text("iran").press("Enter j Space");
    for (query, expected) in [
        ("velmora", &["b.txt", "c.txt"][..]),
        ("velmora fair", &["c.txt"]),
        ("\"failed before", &["a.txt"]),
        ("fair or café", &["c.txt", "d.txt"]),
        ("velmora -fair", &["b.txt"]),
        ("#iran", &["a.txt"]),
        ("is:done or #iran", &["a.txt", "b.txt"]),
        ("@lindqvar", &["a.txt"]),
        ("/caf.s", &["d.txt"]),
        ("path:c sort:-path", &["c.txt"]),
        ("sort:-path", &["d.txt", "c.txt", "b.txt", "a.txt"]),
    ] {
        screen.press("/").type_text(query);
        assert_eq!(shown(&screen), expected, "{query}\n{}", screen.text());
        screen.press("Enter h");
        assert_eq!(shown(&screen).len(), 4, "{query}");
    }
}

#[test]
fn an_error_stands_above_its_place_and_the_list_stays() {
    let mut screen = desk(FOUR);
    screen.press("/").type_text("velmora titel");
    assert!(shown(&screen).is_empty());
    screen.press("Esc /").type_text("velmora is:nwe");
    assert_eq!(shown(&screen), ["b.txt", "c.txt"], "what `velmora` means");
    let rows = screen.rows();
    let (above, prompt) = (&rows[rows.len() - 2], &rows[rows.len() - 1]);
    assert_eq!(above.find('^'), prompt.find("nwe"), "{}", screen.text());
    assert!(above.contains("no state `nwe`") && above.contains("did you mean `is:new`"));
    screen.press("Enter");
    assert!(screen.hint().starts_with(" /velmora is:nwe"), "it stays to be put right");
    screen.press("Backspace Backspace Backspace Backspace Backspace Backspace Enter");
    assert!(screen.hint().contains("2 articles: velmora"), "{}", screen.hint());
}

#[test]
fn what_is_not_whole_yet_does_not_empty_the_list() {
    let mut screen = desk(FOUR);
    for (good, rest) in [
        ("velmora ", "source:"),
        ("velmora ", "sour"),
        ("velmora ", "-is:"),
        ("velmora ", "or is:n"),
        ("velmora ", "(date:"),
        ("velmora ", "words:>"),
        ("velmora ", "#"),
    ] {
        screen.press("/").type_text(good);
        for c in rest.chars() {
            screen.type_text(&c.to_string());
            assert!(!shown(&screen).is_empty(), "{good}{rest} at {c}: {}", screen.text());
        }
        assert_eq!(shown(&screen), ["b.txt", "c.txt"], "{good}{rest}");
        screen.press("Esc");
    }
    screen.press("/").type_text("tag:");
    assert_eq!(shown(&screen).len(), 4, "{}", screen.text());
    // Once it is entered, the word means itself.
    screen.press("Ctrl-u").type_text("velmora sour").press("Enter");
    assert!(shown(&screen).is_empty() && screen.hint().contains("0 articles: velmora sour"));
    // Where the fault is in the middle, the last good result stays.
    screen.press("h /").type_text("fair");
    screen.press("Home").type_text("is:nwe ");
    assert_eq!(shown(&screen).len(), 4, "{}", screen.text());
}

#[test]
fn a_query_is_narrowed_and_left_step_by_step() {
    let mut screen = desk(FOUR);
    screen.press("/").type_text("velmora").press("Enter j \\").type_text("fair").press("Enter");
    assert_eq!((shown(&screen), screen.selected().as_str()), (vec!["c.txt".into()], "c.txt"));
    assert!(screen.rows()[0].contains("> velmora > fair"), "{}", screen.rows()[0]);
    screen.press("h k");
    assert_eq!((shown(&screen).len(), screen.selected().as_str()), (2, "b.txt"));
    screen.press("\\").type_text("not fair").press("Esc");
    assert_eq!((shown(&screen).len(), screen.selected().as_str()), (2, "b.txt"));
    screen.press("h");
    assert_eq!(shown(&screen).len(), 4);
}

#[test]
fn an_article_that_leaves_the_filter_stays_dimmed_until_it_is_run_again() {
    let mut screen = desk(FOUR);
    screen.press("/").type_text("is:new").press("Enter Space");
    assert_eq!((shown(&screen).len(), screen.selected().as_str()), (4, "b.txt"));
    assert!(screen.rows()[1].starts_with('~'), "{}", screen.text());
    screen.press("u");
    assert!(!screen.rows()[1].starts_with('~'), "{}", screen.text());
    screen.press("Space R");
    assert_eq!(shown(&screen), ["b.txt", "c.txt", "d.txt"]);
    assert!(screen.hint().contains("3 articles: is:new"), "{}", screen.hint());
    // The same where the filter is a tag.
    screen.press("h g g 1").type_text("iran").press("Enter g t 1");
    assert!(screen.app.view().stale.contains(DocId(0)), "{}", screen.text());
    screen.press("R");
    assert!(shown(&screen).is_empty());
}

#[test]
fn articles_read_later_join_and_nothing_worked_on_is_lost() {
    let mut screen = crate::desk::unread(80, 24, FOUR, "terminal");
    screen.read(0);
    screen.read(1);
    screen.press("/").type_text("is:new -levy").press("Enter Space");
    screen.read(2);
    screen.read(3);
    assert_eq!(shown(&screen), ["a.txt", "b.txt", "c.txt"], "the last is known by now");
    assert!(screen.rows()[1].starts_with('~'), "{}", screen.text());
}

#[test]
fn answers_to_what_was_typed_before_are_dropped() {
    let mut screen = desk(FOUR);
    screen.hold_searches();
    screen.press("/").type_text("fair").press("Esc");
    screen.answer_searches();
    assert_eq!(shown(&screen).len(), 4);
    screen.press("/").type_text("fair").press("Enter");
    assert_eq!(shown(&screen).len(), 4, "until the answer comes the list is as it was");
    screen.answer_searches();
    assert_eq!(shown(&screen), ["c.txt"]);
    assert!(screen.hint().contains("1 article: fair"), "{}", screen.hint());
}

#[test]
fn fields_tags_and_names_are_completed() {
    let mut screen = desk(FOUR);
    screen.press("1").type_text("port-strike").press("Enter");
    for (typed, completed) in [
        ("#po", "#port-strike "),
        ("-#po", "-#port-strike "),
        ("is:dro", "is:dropped "),
        ("@brandt", "@\"Ilsa Brandtner\" "),
        ("person:lind", "person:\"Oskar Lindqvar\" "),
        ("(velmora or so", "(velmora or source:"),
        ("sort:wo", "sort:words "),
    ] {
        screen.press("/").type_text(typed).press("Tab");
        assert!(
            screen.hint().starts_with(&format!(" /{}", completed.trim_end())),
            "{}",
            screen.text()
        );
        screen.press("Esc");
    }
}

#[test]
fn saved_views_are_one_letter_away() {
    let mut screen = desk(FOUR);
    screen.press("x *").press("f");
    assert!(screen.shows("starred") && screen.shows("is:star"), "{}", screen.text());
    screen.press("s");
    assert_eq!(shown(&screen), ["b.txt"]);
    assert!(screen.rows()[0].contains("> starred"), "{}", screen.rows()[0]);
    screen.press("h f u");
    assert_eq!(shown(&screen), ["b.txt", "c.txt", "d.txt"]);
    screen.press("h f Esc");
    assert_eq!(shown(&screen).len(), 4);
}

#[test]
fn a_search_in_the_text_goes_on_into_the_next_article_that_has_it() {
    let mut screen = desk_at(80, 24, FOUR);
    screen.press("j Enter /").type_text("velmora").press("Enter n");
    assert_eq!(screen.selected(), "c.txt", "{}", screen.text());
    assert!(screen.hint().contains("hit 1 of 1"), "{}", screen.hint());
    screen.press("n");
    assert!(screen.hint().contains("no more hits"), "{}", screen.hint());
    screen.press("N");
    assert_eq!(screen.selected(), "b.txt");
}

#[test]
fn two_keys_to_all_articles_about_the_same() {
    let mut screen = desk(FOUR);
    screen.press("j g e");
    assert!(screen.rows()[0].contains("Ilsa Brandtner"), "{}", screen.rows()[0]);
    assert_eq!(shown(&screen), ["b.txt"]);
}

/// A little generator of numbers (Lehmer), the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        usize::try_from(self.0).expect("invented") % most
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const PEOPLE: &[&str] = &["Idra Solm", "Oskar Lindqvar", "Ilsa Brandtner", "Jon al-Dulani"];
const PLACES: &[&str] = &["Velmora", "Porto Verano", "Tirana", "Iran", "United States"];
const THINGS: &[&str] = &["ferry", "strike", "dam", "Café", "grain", "حريق", "UAVs"];

fn invented(dice: &mut Dice, number: usize) -> (String, String) {
    let (person, place) = (dice.one(PEOPLE), dice.one(PLACES));
    let (a, b) = (dice.one(THINGS), dice.one(THINGS));
    let last = person.rsplit(' ').next().expect("invented");
    let mut text = format!(
        "{person} saw the {a} in {place} on Monday.\n\nLast week {last} had spoken of the\n  {b}, too. The US said nothing.\n"
    );
    for _ in 0..dice.below(6) {
        text.push_str("\nNobody in the town could say what would come next, or when.\n");
    }
    if dice.below(2) == 0 {
        return (format!("plain/{number:03}.txt"), format!("The {a} of {place}\n\n{text}"));
    }
    let day = 1 + dice.below(28);
    let source = dice.one(&["Lake Courier", "Port Times"]);
    let head = format!(
        "---\ntitle: On the {b}\nsource: {source}\nauthor: {person}\nurl: https://courier.example/{number}\ndate: 2031-04-{day:02}\n---\n"
    );
    (format!("dated/{number:03}.md"), format!("{head}\n{text}"))
}

fn condition(dice: &mut Dice) -> String {
    let day = 1 + dice.below(28);
    let words = 20 + dice.below(60);
    let value =
        dice.one(&["ferry", "\"the town\"", "CAFE", "حريق", "/UAVs?/", "/in the t/", "solm", "us"]);
    let name =
        dice.one(&["solm", "iran", "us", "\"idra solm\"", "dulani", "/^al/", "velmora", "states"]);
    match dice.below(14) {
        0 | 1 => value.to_owned(),
        2 => format!("title:{value}"),
        3 => format!("text:{value}"),
        4 => format!("#{}", dice.one(&["iran", "ports", "none"])),
        5 => format!(
            "is:{}",
            dice.one(&["new", "done", "dropped", "later", "star", "tagged", "noted"])
        ),
        6 => format!("{}:{name}", dice.one(&["entity", "person", "org", "place"])),
        7 => format!("@{name}"),
        8 => format!("date:{}2031-04-{day:02}", dice.one(&["", ">", "<=", ".."])),
        9 => format!("words:{}{words}", dice.one(&[">", "<", "..", ""])),
        10 => format!(
            "{}:{}",
            dice.one(&["source", "author", "url"]),
            dice.one(&["courier", "solm", "1"])
        ),
        11 => format!("path:{}", dice.one(&["plain/", "9", "/4.\\.md$/"])),
        12 => format!("note:{}", dice.one(&["check", "/^x/"])),
        _ => format!("lang:{}", dice.one(&["en", "ar"])),
    }
}

fn query(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 || dice.below(3) == 0 {
        return condition(dice);
    }
    let (a, b) = (query(dice, depth - 1), query(dice, depth - 1));
    match dice.below(4) {
        0 => format!("({a} or {b})"),
        1 => format!("-({a})"),
        _ => format!("{a} {b}"),
    }
}

/// A desk of 500 articles with decisions and corrections.
fn large() -> (Screen, Vec<(Article, Analysis)>) {
    let mut dice = Dice(20_310_413);
    let texts: Vec<(String, String)> = (0..500).map(|n| invented(&mut dice, n)).collect();
    let articles: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let mut screen = desk(&articles);
    screen
        .press("1")
        .type_text("iran")
        .press("Enter")
        .press("2")
        .type_text("ports")
        .press("Enter u");
    for _ in 0..300 {
        screen.press(dice.one(&["1", "2", "x", "Space", "p", "*", "j", "j j j", "k", "g g"]));
        if dice.below(9) == 0 {
            screen.press("a").type_text(dice.one(&["check it", "x", "later"])).press("Enter");
        }
    }
    for (name, kind, becomes) in [
        ("Tirana", EntityKind::Place, None),
        ("Idra Solm", EntityKind::Person, Some(("Idra Solm-Weil", EntityKind::Person))),
        ("Velmora", EntityKind::Place, Some(("Velmora", EntityKind::Organization))),
    ] {
        let of = NameRef { scope: Scope::Everywhere, name: fold(name), kind: Some(kind) };
        let fate = becomes
            .map_or(Fate::Hidden, |(name, kind)| Fate::Becomes { name: name.to_owned(), kind });
        let after = Some(Correction { written: name.to_owned(), fate });
        screen.apply(&Edit::Name { of, before: None, after });
    }
    // The next edit takes them over.
    screen.press("* *");
    let read = texts.iter().map(|(path, text)| {
        let format = Format::of(path.as_ref()).expect("invented");
        let article = formats::parse(path.as_ref(), format, text.as_bytes(), None);
        let analysis = analyse(&article);
        (article, analysis)
    });
    (screen, read.collect())
}

#[test]
fn two_thousand_queries_mean_what_asking_each_article_says() {
    let (mut screen, read) = large();
    let corrector = Corrector::new(std::sync::Arc::clone(&screen.app.tags.corrections));
    let corrected = |(article, analysis): &(Article, Analysis)| {
        let (mentions, entities) = (&analysis.mentions, &analysis.entities);
        match corrector.correct(article.id, &article.text, mentions, entities) {
            None => analysis.clone(),
            Some((mentions, entities)) => Analysis { mentions, entities, ..analysis.clone() },
        }
    };
    let analysed: Vec<Analysis> = read.iter().map(corrected).collect();
    let mut dice = Dice(7);
    let (mut some, mut all) = (0, 0);
    for _ in 0..2000 {
        let text = query(&mut dice, 3);
        screen.app.open_query(&text, None);
        screen.happen(copydesk::app::Event::Resize(screen.app.size));
        let parsed = Query::parse(&text, date(2026, 11, 22)).expect(&text);
        let naive: Vec<String> = (read.iter().zip(&analysed))
            .filter_map(|((article, _), analysis)| {
                let path = article.path.as_ref().expect("invented").to_str().expect("invented");
                let decision = screen.app.tags.decision(article.id);
                let subject = Subject::new(path, article, analysis, decision);
                parsed.matches(&subject).then(|| path.to_owned())
            })
            .collect();
        let answered = shown(&screen);
        assert_eq!(answered, naive, "{text}");
        some += usize::from(!naive.is_empty() && naive.len() < read.len());
        all += 1;
        screen.press("h");
    }
    assert!(some * 2 > all, "most queries must tell articles apart: {some} of {all}");
}

#[test]
fn what_was_put_off_is_undecided() {
    let mut screen = desk(FOUR);
    screen.press("p x Space f u");
    assert_eq!(shown(&screen), ["a.txt", "d.txt"], "{}", screen.text());
}

#[test]
fn tab_goes_through_the_completions_and_back() {
    let mut screen = desk(FOUR);
    screen.press("/").type_text("is:d");
    screen.press("Tab");
    assert_eq!(screen.hint().trim(), "/is:done");
    screen.press("Tab");
    assert_eq!(screen.hint().trim(), "/is:dropped");
    screen.press("Shift-Tab");
    assert_eq!(screen.hint().trim(), "/is:done");
    // Typing takes what stands there.
    screen.type_text("#po");
    assert!(screen.hint().starts_with(" /is:done #po"), "{}", screen.hint());
}
