//! Files that come, change and go while one reads: the list joins them, the reader stays.

use copydesk::{app::News, corpus::DocId};

use crate::desk::{Screen, desk, desk_at};

fn many(count: usize) -> Vec<(String, String)> {
    (1..=count)
        .map(|n| (format!("{n:03}.txt"), format!("Report number {n}\n\nThe harbour was calm.\n")))
        .collect()
}

fn screen(count: usize) -> Screen {
    let articles = many(count);
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    desk(&articles)
}

fn row_of(screen: &Screen, text: &str) -> Option<usize> {
    screen.rows().iter().position(|row| row.contains(text))
}

#[test]
fn what_comes_above_moves_no_row() {
    let mut screen = screen(60);
    screen.press("Ctrl-d Ctrl-d Ctrl-d Ctrl-d k k");
    let (selected, before) = (screen.selected(), screen.rows());
    screen.arrive("000.txt", "First of all\n\nIt came before the others.\n", None);
    screen.arrive("001a.txt", "Second of all\n\nIt came early too.\n", None);
    let rows = screen.rows();
    assert_eq!(screen.selected(), selected);
    assert_eq!(rows[1..], before[1..]);
    assert!(rows[0].contains("2 new") && rows[0].contains("/62"), "{}", rows[0]);
    screen.press("g g");
    assert_eq!(screen.selected(), "000.txt");
    assert!(screen.rows()[0].contains("1 new"), "{}", screen.rows()[0]);
    let order: Vec<bool> = screen.rows()[1..4].iter().map(|row| row.starts_with('+')).collect();
    assert_eq!(order, [false, false, true], "{}", screen.text());
}

#[test]
fn what_comes_joins_the_views_it_belongs_to() {
    let mut screen = screen(6);
    screen.press("/").type_text("calm").press("Enter");
    screen.arrive("004a.txt", "Storm report\n\nThe storm took the roof.\n", None);
    assert!(!screen.shows("Storm"), "{}", screen.text());
    screen.arrive("004b.txt", "Late report\n\nAll was calm again.\n", None);
    assert!(screen.shows("Late report"), "{}", screen.text());
    screen.press("h");
    assert!(screen.shows("Storm report") && screen.shows("Late report"));
    screen.press("/").type_text("storm").press("Enter");
    assert_eq!(screen.selected(), "004a.txt");
}

#[test]
fn a_text_that_is_read_changes_only_when_it_is_asked_for() {
    let mut screen = screen(4);
    screen.press("j x k");
    screen.arrive("002.txt", "Report mended\n\nThe harbour was rough.\n", Some(1));
    assert!(screen.shows("Report number 2") && !screen.shows("mended"), "{}", screen.text());
    assert!(screen.shows("file changed, R reads it"), "{}", screen.text());
    screen.press("Enter");
    assert!(screen.shows("The harbour was calm."));
    screen.press("R");
    assert!(screen.shows("The harbour was rough."), "{}", screen.text());
    assert!(screen.hint().contains("002.txt has another text now; dropped stays"));
    assert_eq!(screen.state_of("002.txt"), "dropped", "what was decided is kept");
    screen.press("h");
    assert!(screen.selected_row().contains("Report mended"), "{}", screen.text());
    screen.press("u");
    assert_eq!(screen.disk.records.len(), 0);
}

#[test]
fn a_text_that_was_changed_twice_is_shown_as_it_is_last() {
    let mut screen = screen(3);
    screen.arrive("001.txt", "First change\n\nOne.\n", Some(0));
    screen.arrive("001.txt", "Second change\n\nTwo.\n", Some(3));
    screen.press("j");
    assert!(screen.shows("Second change") && !screen.shows("First change"), "{}", screen.text());
    assert!(screen.rows().iter().any(|row| row.starts_with('!')), "{}", screen.text());
    assert!(screen.rows()[0].contains("2/3"), "{}", screen.rows()[0]);
    screen.press("/").type_text("One").press("Enter");
    assert!(screen.shows("no articles"), "a text that is no more is not found: {}", screen.text());
}

#[test]
fn what_goes_stays_dimmed_until_the_list_is_run_again() {
    let mut screen = screen(5);
    screen.press("j");
    let order = [0, 1, 3, 4].map(DocId).to_vec();
    let news = News { gone: vec![DocId(2)], order, ..News::default() };
    screen.happen(copydesk::app::Event::Changed(Box::new(news)));
    assert!(screen.rows()[3].starts_with('?'), "{}", screen.text());
    assert!(screen.rows()[0].contains("2/5"));
    screen.press("j");
    assert!(screen.shows("file gone"), "{}", screen.text());
    screen.press("R");
    assert!(screen.rows()[0].contains("3/4") && !screen.shows("Report number 3"));
    screen.press("/").type_text("calm").press("Enter");
    assert!(screen.rows()[0].contains("/4"), "{}", screen.rows()[0]);
}

#[test]
fn the_pace_is_told_where_there_is_room_after_five_decisions() {
    let articles = many(20);
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut screen = desk_at(120, 40, &articles);
    for n in 1..=5 {
        assert!(!screen.rows()[0].contains("/h"), "{n}: {}", screen.rows()[0]);
        screen.wait_seconds(60);
        screen.press("Space");
    }
    let title = screen.rows()[0].clone();
    assert!(title.contains("60/h  15 min left"), "{title}");
    screen.wait_seconds(3000);
    screen.press("j j k");
    assert_eq!(screen.rows()[0].replace("7/20", "6/20"), title, "it changes with decisions only");
    screen.resize(80, 24);
    assert!(!screen.rows()[0].contains("/h"), "{}", screen.rows()[0]);
}

#[test]
fn the_place_in_a_long_text_is_marked_at_its_edge() {
    let paragraph = |n: u32| format!("Paragraph {n} of it.\n\n");
    let text: String = (0..200).map(paragraph).collect();
    let mut screen = desk(&[("a.txt", &text)]);
    screen.press("Enter");
    let marked = |screen: &Screen| -> Vec<usize> {
        let rows = screen.rows();
        rows.iter().enumerate().filter(|(_, row)| row.ends_with('│')).map(|(at, _)| at).collect()
    };
    let first = marked(&screen);
    assert_eq!(first.len(), 1, "{}", screen.text());
    screen.press("G");
    let last = marked(&screen);
    assert_eq!(last, [21], "{}", screen.text());
    screen.press("Ctrl-u");
    assert!(marked(&screen) > first && marked(&screen) <= last);
    let mut short = desk(&[("a.txt", "Short\n\nOne line.\n")]);
    short.press("Enter");
    assert!(marked(&short).is_empty());
}

#[test]
fn a_name_that_one_was_on_loses_its_colour() {
    let text = "Talks resume\n\nBefore noon Marta Lindqvist met Piet Haan in Velmora.\n";
    let mut screen = desk(&[("a.txt", text)]);
    screen.press("Enter");
    let before = screen.style_of("Marta Lindqvist met");
    screen.press("]");
    screen.press("]");
    let after = screen.style_of("Marta Lindqvist met");
    assert_ne!(before, after);
    assert_eq!(before.add_modifier, after.add_modifier, "its kind is seen still");
    assert_eq!(row_of(&screen, "Marta"), row_of(&screen, "Velmora"));
}
