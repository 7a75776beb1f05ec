//! The mouse: what is pressed does what its key does; the wheel scrolls what is under it.

use copydesk::{
    app::{Front, Mode, Spot, Target},
    text::width,
    ui,
};
use ratatui::layout::Position;

use crate::desk::{Screen, desk, desk_at};

const ARTICLES: &[(&str, &str)] = &[
    (
        "a.txt",
        "Harbour talks resume in Velmora\n\nMarta Lindqvist met the dock workers on Monday. The talks had \
        stopped a week before. Marta Lindqvist said the port would open again.\n\nThe workers asked for a \
        promise in writing, which the port refused.\n",
    ),
    (
        "b.txt",
        "Quarry closes after rockfall\n\nThe quarry above the village was closed on Tuesday.\n",
    ),
    (
        "c.txt",
        "Budget passes by one vote\n\nThe council passed the budget late. Marta Lindqvist voted against it.\n",
    ),
];

/// So many short articles that the list has to be scrolled.
fn long_list() -> Screen {
    let texts: Vec<(String, String)> = (0..60)
        .map(|n| {
            (format!("{n:02}.txt"), format!("Item number {n:02}\n\nNothing happened there.\n"))
        })
        .collect();
    let articles: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    desk(&articles)
}

#[test]
fn a_press_on_a_row_selects_it_and_on_the_selected_row_opens_it() {
    let mut screen = desk(ARTICLES);
    screen.click_on("Budget passes");
    assert_eq!((screen.selected().as_str(), screen.app.front), ("c.txt", Front::List));
    screen.click_on("Budget passes");
    assert_eq!((screen.selected().as_str(), screen.app.front), ("c.txt", Front::Text));
}

#[test]
fn in_a_wide_screen_a_press_on_another_row_goes_back_to_the_list() {
    let mut screen = desk_at(200, 50, ARTICLES);
    screen.press("Enter");
    screen.click_on("Quarry closes");
    assert_eq!((screen.selected().as_str(), screen.app.front), ("b.txt", Front::List));
    screen.press("Enter");
    screen.click(3, 1 + 1);
    assert_eq!(screen.app.front, Front::Text, "the selected one is open already");
}

#[test]
fn below_the_last_row_there_is_nothing_to_press() {
    let mut screen = desk(ARTICLES);
    screen.press("j");
    screen.click(4, 8);
    assert_eq!(screen.selected(), "b.txt");
    assert_eq!(ui::at(&screen.app, Position { x: 200, y: 200 }), None);
}

#[test]
fn the_wheel_moves_the_list_by_three_rows_and_leaves_the_selection() {
    let mut screen = long_list();
    let list = Position { x: 5, y: 3 };
    screen.wheel(list, true).wheel(list, true);
    assert!(screen.shows("Item number 06") && !screen.rows()[1].contains("number 05"));
    assert_eq!(screen.selected(), "00.txt");
    screen.click(10, 1);
    assert_eq!(screen.selected(), "06.txt");
    for _ in 0..100 {
        screen.wheel(list, true);
    }
    assert!(screen.shows("Item number 59"));
    screen.press("j");
    assert_eq!(screen.selected(), "07.txt");
    assert!(screen.selected_row().contains("Item number 07"), "a key brings the selection back");
    for _ in 0..100 {
        screen.wheel(list, false);
    }
    assert!(screen.rows()[1].contains("Item number 00"));
}

#[test]
fn the_wheel_scrolls_the_text_while_the_list_has_the_keys() {
    let body: Vec<String> = (0..200).map(|n| format!("Sentence {n} stands here.")).collect();
    let text = format!("A long one\n\n{}\n", body.join("\n\n"));
    let mut screen = desk_at(120, 40, &[("a.txt", &text), ("b.txt", "Short\n\nOne.\n")]);
    let place = screen.app.panes().and_then(|p| p.text).expect("a text pane").as_position();
    screen.wheel(place, true).wheel(place, true);
    assert_eq!((screen.app.top, screen.app.front), (6, Front::List));
    screen.wheel(place, false);
    assert_eq!(screen.app.top, 3);
    screen.press("j");
    assert_eq!(screen.selected(), "b.txt", "the keys are still those of the list");
}

#[test]
fn a_press_on_a_tag_puts_it_and_takes_it() {
    let mut screen = desk(ARTICLES);
    screen.press("1").type_text("port").press("Enter");
    screen.press("2").type_text("talks").press("Enter j");
    screen.click_on("2 talks");
    assert_eq!(screen.tags_of("b.txt"), ["talks"]);
    screen.click_on("2 talks*");
    assert!(screen.tags_of("b.txt").is_empty());
    // All slots are taken, so that it gets none.
    screen.press("t").type_text("c d e f g h i").press("Enter");
    screen.press("t").type_text("-c -d -e -f -g -h -i").press("Enter");
    screen.press("t").type_text("other-one").press("Enter");
    assert_eq!(screen.tags_of("b.txt"), ["other-one"]);
    screen.click_on("#other-one*");
    assert!(screen.tags_of("b.txt").is_empty());
    screen.click_on("other…");
    assert!(matches!(screen.app.mode, Mode::Prompt(_)));
}

#[test]
fn a_press_on_a_name_goes_there_and_a_second_shows_its_articles() {
    let mut screen = desk_at(80, 30, ARTICLES);
    screen.press("Enter");
    let text = screen.app.panes().and_then(|p| p.text).expect("a text pane");
    let row = (text.top()..text.bottom())
        .find(|y| screen.rows()[usize::from(*y)].contains("Marta Lindqvist"))
        .expect("the name in the text");
    let line = screen.rows()[usize::from(row)].clone();
    let x = u16::try_from(line.find("Lindqvist").expect("there")).expect("a column");
    screen.click(x, row);
    assert!(matches!(screen.app.spot, Spot::Mention(_)), "{:?}", screen.app.spot);
    assert!(screen.hint().contains("Marta Lindqvist"), "{}", screen.hint());
    screen.click(x, row);
    assert_eq!(screen.app.depth(), 1);
    assert_eq!(screen.app.view().shown.len(), 2);
}

#[test]
fn what_is_pressed_in_the_text_is_what_is_drawn_there() {
    let text = "Ein Titel für alle\n\nMarta met 日本語の新聞 reporters, 한국어 ones and e\u{301}cole 👨\u{200d}👩\u{200d}👧 \
        in Velmora on Monday, and they spoke for a long time about ｶﾀｶﾅ too.\n\n\
        قال حسن نصرالله يوم الاثنين إن المحادثات بدأت في بغداد مع Reuters وستستمر حتى نهاية \
        الأسبوع المقبل بحضور الوفود.\n\nהשר דן כהן אמר היום בירושלים כי abc 123 ימשיכו בשיחות.\n";
    for (width, height) in [(80, 24), (60, 20), (41, 20), (120, 40), (200, 50)] {
        let mut screen = desk_at(width, height, &[("a.txt", text)]);
        screen.press("Enter");
        let area = screen.app.panes().and_then(|p| p.text).expect("a text pane");
        let buffer = screen.buffer();
        let article = screen.app.loaded().expect("read").article.text.clone();
        let mut seen = 0;
        for y in area.top()..area.bottom() {
            let mut x = area.left() + 3;
            while x < area.right() {
                let symbol = buffer[(x, y)].symbol().to_owned();
                let wide = u16::try_from(width::columns(&symbol)).expect("few").max(1);
                for part in x..(x + wide).min(area.right()) {
                    let target = ui::at(&screen.app, Position { x: part, y });
                    let Some(Target::Text(at)) = target else {
                        assert!(
                            symbol.trim().is_empty() || symbol == "~",
                            "{target:?} at {symbol:?}"
                        );
                        continue;
                    };
                    let there = article.get(at..).and_then(|rest| rest.chars().next());
                    assert_eq!(symbol.chars().next(), there, "{width}x{height} at {part},{y}");
                    seen += 1;
                }
                x += wide;
            }
        }
        assert!(seen > 200, "{seen} columns of text at {width}x{height}");
    }
}

#[test]
fn a_press_on_a_sentence_of_the_summary_shows_it_in_the_text() {
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        let mut screen = desk_at(width, height, ARTICLES);
        let area = screen.app.panes().and_then(|p| p.side).expect("a side pane");
        let row = (area.top()..area.bottom())
            .find(|y| {
                let line: String =
                    screen.rows()[usize::from(*y)].chars().skip(area.x.into()).collect();
                line.starts_with("2 ")
            })
            .expect("a second sentence");
        screen.click(area.x + 5, row);
        assert_eq!((screen.app.spot, screen.app.front), (Spot::Source(1), Front::Text), "{width}");
    }
}

#[test]
fn a_press_on_who_shows_all_articles_with_the_name() {
    let mut screen = desk_at(120, 40, ARTICLES);
    let area = screen.app.panes().and_then(|p| p.side).expect("a side pane");
    let (y, x) = (area.top()..area.bottom())
        .find_map(|y| {
            let line: String = screen.rows()[usize::from(y)].chars().skip(area.x.into()).collect();
            let at = line.starts_with("who").then(|| line.find("Marta"))??;
            Some((y, area.x + u16::try_from(at).expect("a column")))
        })
        .expect("her name");
    screen.click(x - 2, y);
    assert_eq!(screen.app.depth(), 0, "beside the name there is nothing");
    screen.click(x, y);
    assert_eq!(screen.app.view().shown.len(), 2);
}

#[test]
fn boxes_take_presses_and_the_wheel_and_close_on_a_press_beside_them() {
    let mut screen = desk(ARTICLES);
    screen.press("e");
    screen.click(4, 1);
    assert_eq!(screen.app.mode, Mode::Browse);
    assert_eq!(screen.selected(), "a.txt", "what is behind the box is not pressed");

    screen.press("f").wheel(Position { x: 4, y: 1 }, true);
    assert!(matches!(&screen.app.mode, Mode::Views(views) if views.at == 3));
    screen.click_on("is:later");
    assert!(matches!(&screen.app.mode, Mode::Views(views) if views.at != 3));
    assert_eq!(screen.app.depth(), 0);
    screen.click_on("is:later");
    assert_eq!((screen.app.depth(), &screen.app.mode), (1, &Mode::Browse));
    screen.press("h");

    screen.press("e");
    screen.click_on("Marta Lindqvist  ");
    screen.click_on("Marta Lindqvist  ");
    assert_eq!(screen.app.view().shown.len(), 2);
    screen.press("h");

    screen.press("?").wheel(Position { x: 4, y: 4 }, true);
    assert!(matches!(&screen.app.mode, Mode::Help(help) if help.top == 3));
    screen.click(4, 4);
    assert!(matches!(screen.app.mode, Mode::Help(_)));
    screen.press("Esc E").click_on("csv");
    assert!(screen.hint().contains("exporting 3"), "{}", screen.hint());
}

#[test]
fn while_one_types_a_press_changes_nothing_but_what_a_query_selects() {
    let mut screen = desk(ARTICLES);
    screen.press("a").type_text("half");
    screen.click_on("Quarry closes");
    assert!(screen.hint().contains("half"));
    assert_eq!(screen.selected(), "a.txt");
    screen.press("Esc /").type_text("vote");
    screen.click_on("Budget passes");
    assert_eq!(screen.selected(), "c.txt");
    assert!(matches!(screen.app.mode, Mode::Prompt(_)));
}
