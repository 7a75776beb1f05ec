//! Snapshots of list and text at four sizes, text and styles; no row is wider than the screen.

use crate::desk::{Screen, desk_at, themed};

const DESK: &[(&str, &str)] = &[
    (
        "wire/harbour.txt",
        "Harbour strike enters third day\nPORTO VERANO, April 13, 2026 (Coastwire) - Dockers in Porto Verano stopped work for a third day on Wednesday, the harbour workers' union said.\nOskar Lindqvar, who leads the union, told reporters that \"no ship will be unloaded before the owners of the Meridian Shipping Company come to the table with an offer that we can put to our members\".\n\"No ship will be unloaded before the owners of the Meridian Shipping Company come to the table with an offer that we can put to our members.\"\nHarbour workers' union\nLindqvar will meet the owners in Velmora on Friday. The strike has cost 2.5 million euros so far.\n",
    ),
    (
        "wire/post.txt",
        "Militia threatens the pipeline\nA group that calls itself the Northern Guard published a video in which it threatens the pipeline near Velmora.\nنشرت الجماعة مقطع فيديو تهدد فيه خط الأنابيب pic.example.com/abc\n— شاهد (@witness_one) April 12, 2026\nThe government in Velmora said it took the threat seriously. President Ilsa Brandtner spoke on Friday.\n",
    ),
    (
        "wire/rtl.txt",
        "تقرير من المدينة\nقال المتحدث باسم الحكومة إن الميناء مغلق منذ ثلاثة أيام. ولا يعرف أحد متى يفتح من جديد.\n",
    ),
    (
        "web/wide.txt",
        "港の記録 🚢 harbour log\n港は三日間閉鎖された。船は沖で待っている。 The harbour 🚢 was closed; ships waited off the coast of Velmora.\n",
    ),
    ("short.txt", "FLASH: harbour open again\n"),
];

fn check(name: &str, screen: &Screen) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, screen.snapshot());
    });
}

#[test]
fn the_list_at_four_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50)] {
        let mut screen = desk_at(width, height, DESK);
        screen.press("j j 1").type_text("harbour").press("Enter k x k");
        check(&format!("list-{width}x{height}"), &screen);
    }
}

#[test]
fn the_text_at_four_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50)] {
        let mut screen = desk_at(width, height, DESK);
        screen.press("Enter ] ]");
        check(&format!("text-{width}x{height}"), &screen);
    }
}

#[test]
fn posts_and_right_to_left_paragraphs() {
    let mut screen = desk_at(80, 24, DESK);
    screen.press("j Enter z");
    check("post-unfolded-80x24", &screen);
    screen.press("J");
    check("right-to-left-80x24", &screen);
    screen.press("b b b");
    check("right-to-left-off-80x24", &screen);
}

#[test]
fn without_colour_the_kinds_still_differ() {
    let mut screen = themed(80, 24, DESK, "mono");
    screen.press("Enter");
    check("mono-80x24", &screen);
    let theme = &screen.app.theme;
    let kinds = [theme.person, theme.organization, theme.place, theme.other_name, theme.date];
    for (n, a) in kinds.iter().enumerate() {
        assert!(a.fg.is_none() && a.bg.is_none());
        assert!(kinds[n + 1..].iter().all(|b| a.add_modifier != b.add_modifier), "{n}");
    }
}

#[test]
fn popups_and_prompts() {
    let mut screen = desk_at(80, 24, DESK);
    screen.press("e");
    check("names-80x24", &screen);
    screen.press("Esc ?").type_text("undo");
    check("help-80x24", &screen);
    screen.press("Esc 1").type_text("harbour").press("Enter E");
    check("export-80x24", &screen);
    screen.press("Esc t").type_text("ha");
    check("tag-prompt-80x24", &screen);
}

#[test]
fn no_row_is_wider_than_the_screen_and_no_wide_character_is_cut() {
    for width in 30..130 {
        let mut screen = desk_at(width, 26, DESK);
        for keys in ["G", "Enter", "K", "K", "z", "h", "e", "Esc", "?", "Esc", "E", "Esc"] {
            screen.press(keys);
            let buffer = screen.buffer();
            for row in buffer.content.chunks(width as usize) {
                let mut x = 0;
                while let Some(cell) = row.get(x) {
                    let columns = copydesk::text::width::columns(cell.symbol()).max(1);
                    assert!(x + columns <= width as usize, "{width} {keys}: {:?}", cell.symbol());
                    x += columns;
                }
            }
        }
    }
}

/// So many articles, the first of them with a date of their own, the last with one that it mentions.
fn dated(all: usize, with: usize) -> Vec<(String, String)> {
    let text = |n: usize| match n {
        n if n < with => {
            format!("---\ndate: 2031-04-{:02}\n---\nReport {n}\n\nNothing new.\n", n + 1)
        }
        n if n + 1 == all => "Old times\n\nThe dam was opened on 3 May 1951.\n".to_owned(),
        n => format!("Report {n}\n\nNothing new in number {n}.\n"),
    };
    (0..all).map(|n| (format!("{n:02}.md"), text(n))).collect()
}

#[test]
fn dates_have_a_column_where_some_articles_state_them() {
    for (all, with, expected) in [(12, 0, false), (12, 1, false), (12, 2, true), (3, 1, true)] {
        let texts = dated(all, with);
        let articles: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut screen = desk_at(120, 40, &articles);
        assert_eq!(screen.shows("Apr01"), expected, "{with} of {all}\n{}", screen.text());
        assert_eq!(screen.shows("1951?"), expected, "{with} of {all}\n{}", screen.text());
        screen.press(", d");
        if with > 0 {
            assert!(screen.shows("Apr0") && screen.shows("1951?"), "{}", screen.text());
        }
    }
}
