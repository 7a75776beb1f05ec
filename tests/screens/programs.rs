//! The clipboard, links and other programs: what the keys ask for, and what is said of it.

use copydesk::app::{Effect, Event, Mode, Part, Trouble};

use crate::desk::{Screen, desk, desk_at};

const FERRY: (&str, &str) = (
    "a.md",
    "---\ntitle: Ferry gets a second engine\nsource: Coast Wire\ndate: 2026-04-11\nurl: \
    https://coast.example/ferry\n---\n# Ferry gets a second engine\n\nThe ferry will be faster from autumn, \
    Marta Lindqvist said. The second engine was built nearby. See https://shipyard.example/engines?a=1&b=2, \
    or write to desk@coast.example.\n\nThe tickets will cost the same until the end of the year, the ferry \
    company said on Monday, and those of www.tickets.example and javascript://coast.example will stay valid.\n",
);
const QUARRY: (&str, &str) = (
    "b.txt",
    "Quarry closes after rockfall\n\nThe quarry was closed on Tuesday. Nobody was hurt.\n",
);

#[test]
fn each_copy_says_what_it_was_and_how_long() {
    let mut screen = desk(&[FERRY, QUARRY]);
    for (keys, copied, said) in [
        (
            "y y",
            "Ferry gets a second engine\nhttps://coast.example/ferry",
            "title and link, 54 char",
        ),
        ("y l", "https://coast.example/ferry", "copied the link, 27 characters"),
        ("y p", "a.md", "copied the path, 4 characters"),
    ] {
        screen.press(keys);
        assert_eq!(screen.copied(), copied, "{keys}");
        assert!(screen.hint().contains(said), "{keys}: {}", screen.hint());
    }
    screen.press("y t");
    assert!(screen.copied().starts_with("Ferry gets a second engine\n\nThe ferry will be faster"));
    screen.press("y q");
    assert!(
        screen
            .copied()
            .starts_with("“The ferry will be faster from autumn, Marta Lindqvist said. ")
    );
    assert!(screen.copied().ends_with(
        "”\n— Ferry gets a second engine, Coast Wire, 2026-04-11, https://coast.example/ferry"
    ));
    screen.press("j y l");
    assert!(screen.hint().contains("states no address"), "{}", screen.hint());
}

#[test]
fn a_quotation_is_the_sentence_at_the_cursor_or_the_words_marked() {
    let mut screen = desk(&[FERRY, QUARRY]);
    screen.press("Enter ]  y q");
    let copied = "“The ferry will be faster from autumn, Marta Lindqvist said.”\n— Ferry";
    assert!(screen.copied().starts_with(copied), "{}", screen.copied());
    screen.press("v y");
    assert!(screen.copied().starts_with("“Marta Lindqvist”\n— Ferry"), "{}", screen.copied());
}

#[test]
fn right_to_left_text_is_copied_as_it_is_read() {
    let text = "عنوان الخبر\n\nقال حسن يوم الاثنين إن abc 123 بدأت.\n";
    let mut screen = desk(&[("a.txt", text)]);
    screen.press("y t");
    assert_eq!(screen.copied(), text.trim_end());
}

#[test]
fn what_is_copied_holds_no_controls() {
    let text = "Title \u{1b}]52;c;AAAA\u{7}here\n\nOne \u{9b}2J sentence\ttoo.\n";
    let mut screen = desk(&[("a\u{1b}[31m.txt", text)]);
    for keys in ["y y", "y t", "y q", "y p"] {
        screen.press(keys);
        let copied = screen.copied();
        assert!(
            !copied.is_empty() && !copied.chars().any(|c| c.is_control() && c != '\n'),
            "{copied:?}"
        );
    }
}

#[test]
fn a_text_too_long_for_terminals_is_not_copied_by_halves() {
    let text = format!("A long one\n\n{}\n", "word ".repeat(20_000));
    let mut screen = desk_at(160, 40, &[("a.txt", &text)]);
    screen.press("y t");
    assert_eq!(screen.copied(), "");
    assert!(screen.shows("Not copied: the text has 100011 bytes, and terminals take 74994."));
}

#[test]
fn marked_articles_are_copied_together() {
    let mut screen = desk(&[FERRY, QUARRY]);
    screen.press("A y p");
    assert_eq!(screen.copied(), "a.md\nb.txt");
    screen.press("y y");
    let Some(Effect::Gather { docs, part: Part::TitleAndLink, .. }) = screen.effects.last() else {
        panic!("{:?}", screen.effects.last());
    };
    assert_eq!(docs.len(), 2);
    let outcome = Ok(vec!["One\nhttps://a.example".to_owned(), "Two".to_owned()]);
    screen.happen(Event::Gathered { part: Part::TitleAndLink, outcome });
    assert_eq!(screen.copied(), "One\nhttps://a.example\n\nTwo");
    assert!(screen.hint().contains("copied the 2 titles and links"), "{}", screen.hint());
}

fn opened(screen: &Screen) -> Vec<&str> {
    let mut addresses = Vec::new();
    for effect in &screen.effects {
        if let Effect::OpenLink(address) = effect {
            addresses.push(address.as_str());
        }
    }
    addresses
}

#[test]
fn links_are_shown_whole_before_anything_is_opened() {
    let mut screen = desk(&[FERRY, QUARRY]);
    screen.press("o");
    for line in [
        "> a  article   https://coast.example/ferry",
        "  s  url       https://shipyard.example/engines?a=1&b=2",
        "  d  email     desk@coast.example",
        "https://www.tickets.example",
    ] {
        assert!(screen.shows(line), "no {line:?} in\n{}", screen.text());
    }
    assert!(
        !screen.shows("javascript") || !screen.shows("url       javascript"),
        "{}",
        screen.text()
    );
    assert!(opened(&screen).is_empty());
    screen.press("s");
    assert_eq!(opened(&screen), ["https://shipyard.example/engines?a=1&b=2"]);
    assert!(screen.hint().contains("opening https://shipyard.example"), "{}", screen.hint());

    screen.press("o d");
    assert_eq!(opened(&screen).len(), 1, "what is to copy only is not opened");
    screen.press("Enter");
    assert!(screen.hint().contains("to copy only; y copies it"), "{}", screen.hint());
    screen.press("y");
    assert_eq!(screen.copied(), "desk@coast.example");
    assert_eq!(screen.app.mode, Mode::Browse);

    screen.happen(Event::LinkFailed(Trouble {
        message: "Not opened: xdg-open: exit status: 3.".into(),
        hint: "Set program.".into(),
    }));
    assert!(screen.hint().contains("Not opened: xdg-open"), "{}", screen.hint());
    screen.press("j o");
    assert!(screen.hint().contains("no address in this article"), "{}", screen.hint());
}

#[test]
fn an_address_that_does_not_fit_or_may_deceive_is_opened_only_when_it_was_seen() {
    let long = format!("https://long.example/{}END", "segment/".repeat(12));
    let text = format!("Links\n\nSee {long} and https://\u{430}pple.example/login and more.\n");
    let mut screen = desk(&[("a.txt", &text)]);
    screen.press("o").press("j s");
    assert!(
        opened(&screen).len() == 1 || screen.shows("xn--pple-43d.example"),
        "{}",
        screen.text()
    );
    screen.press("Esc o s");
    assert!(screen.shows("the host is xn--pple-43d.example"), "{}", screen.text());
    screen.press("Esc o j a");
    assert!(screen.shows("END"), "the whole address is below\n{}", screen.text());
    let before = opened(&screen).len();
    screen.press("Enter");
    assert_eq!(opened(&screen).len(), before + 1);
    assert_eq!(opened(&screen).last().copied(), Some(long.as_str()));
}

#[test]
fn a_press_on_an_address_in_the_text_shows_it_in_the_box() {
    let mut screen = desk_at(80, 30, &[FERRY, QUARRY]);
    screen.press("Enter");
    let words = screen.position_of("engine was built nearby. See https");
    screen.click(words.x + 30, words.y);
    assert!(screen.shows("> s  url       https://shipyard.example"), "{}", screen.text());
    assert!(opened(&screen).is_empty());
}

#[test]
fn a_command_is_split_without_a_shell_and_offered_again() {
    let mut screen = desk(&[FERRY, QUARRY]);
    screen.press("|").type_text("grep -c 'second engine'").press("Enter");
    let Some(Effect::Pipe { docs, command, .. }) = screen.effects.last() else {
        panic!("{:?}", screen.effects.last());
    };
    assert_eq!(
        (docs.len(), command.as_slice()),
        (1, ["grep", "-c", "second engine"].map(String::from).as_slice())
    );
    screen.happen(Event::Piped(Ok("grep: done".into())));
    assert!(screen.hint().contains("grep: done"));

    screen.press("|").type_text("wc > file").press("Enter");
    assert!(screen.hint().contains("`>` needs a shell"), "{}", screen.hint());
    screen.press("Ctrl-u").type_text("echo 'a").press("Enter");
    assert!(screen.hint().contains("a quote (') is not closed"), "{}", screen.hint());
    screen.press("Up");
    assert!(screen.hint().contains("grep -c 'second engine'"), "{}", screen.hint());
    screen.press("Down");
    assert!(screen.hint().contains("echo 'a"), "{}", screen.hint());
    screen.press("Ctrl-u Enter");
    assert!(screen.hint().contains("nothing was sent"), "{}", screen.hint());

    screen.press("A |").type_text("wc").press("Enter");
    assert!(matches!(screen.effects.last(), Some(Effect::Pipe { docs, .. }) if docs.len() == 2));
    screen.happen(Event::Piped(Err(Trouble {
        message: "wc: exit status: 2.".into(),
        hint: "".into(),
    })));
    assert!(screen.hint().contains("wc: exit status: 2"), "{}", screen.hint());
}

#[test]
fn links_of_pages_and_of_markdown_are_listed_with_their_words() {
    let page = "<html><head><link rel=canonical href=\"https://coast.example/news/1\"></head><body><article><h1>Ferry gets a second engine</h1>\
        <p>The ferry to <a href=\"https://marseille.example/port\">Marseille</a> gets a second engine in autumn, the owners said on Monday, and will be faster.</p>\
        <p>It was built at the <a href=\"/yard\">old yard</a>, <a href=\"#top\">as told</a>, where two hundred people work, and was paid by the owners of the line.</p>\
        <p>Nobody knows what it costs; <a href=\"javascript:alert(1)\">click here</a>, said one of them, who did not want to be named in this report.</p></article></body></html>";
    let text = "# Ferry\n\nSee the [figures](https://figures.example/2) and <https://tides.example/> and [a bank](https://evil.example).\n";
    let mut screen = desk(&[("a.html", page), ("b.md", text)]);
    screen.press("o");
    for row in [
        "> a  article   https://coast.example/news/1",
        "  s  link      https://marseille.example/port  Marseille",
        "  d  link      https://coast.example/yard  old yard",
    ] {
        assert!(screen.shows(row), "{row}\n{}", screen.text());
    }
    assert!(!screen.shows("alert") && !screen.shows("  f  "), "{}", screen.text());
    screen.press("Esc j o");
    assert!(screen.shows("> a  link      https://figures.example/2  figures"), "{}", screen.text());
    assert!(screen.shows("https://tides.example/"), "{}", screen.text());
}

#[test]
fn an_address_in_a_folded_line_is_listed_too() {
    let story = "Ferry gets a second engine\n\nThe ferry to the island gets a second engine in autumn, the owners said on Monday, and will be faster.\n\nIt was built at the old yard, where two hundred people work, and was paid by the owners of the line.\n\n";
    let text = format!("{story}Read also: Tides in spring <https://tides.example/spring>\n");
    let bare = format!("{story}Read also: Tides in spring https://tides.example/spring\n");
    let mark = format!("# {text}");
    let page = format!(
        "<html><body><article><h1>Ferry</h1>{}<p>Read also: <a href=\"https://tides.example/spring\">Tides in spring</a></p></article></body></html>",
        story.split("\n\n").skip(1).flat_map(|p| ["<p>", p, "</p>"]).collect::<String>()
    );
    for (name, body) in [("a.txt", &text), ("a.txt", &bare), ("a.md", &mark), ("a.html", &page)] {
        let mut screen = desk(&[(name, body)]);
        screen.press("o");
        assert!(screen.shows("https://tides.example/spring"), "{name}\n{}", screen.text());
    }
}
