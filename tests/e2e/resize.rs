//! Any size at any time: the sentence at the top stays, nothing panics.

use crate::{
    desk::Desk,
    screen::{Screen, View},
};

/// One long article whose sentences are numbered from 100.
fn long() -> Desk {
    let sentences: Vec<_> = (100..300)
        .map(|n| {
            format!(
                "Paragraph {n} tells of the long road over the hills and of nothing else at all."
            )
        })
        .collect();
    let text = format!("The long road\n\n{}\n", sentences.join("\n\n"));
    Desk::with_articles(&[("long.txt", &text), ("short.txt", "A short one\n\nIt ends here.\n")])
}

/// The numbers of the paragraphs shown, from the top.
fn numbers(view: &View) -> impl Iterator<Item = u32> {
    view.rows.iter().filter_map(|row| row.split("Paragraph ").nth(1)?.get(..3)?.parse().ok())
}

/// The first paragraph shown that cannot be a sentence of the summary, which is made of early ones.
fn top(view: &View) -> Option<u32> {
    numbers(view).find(|number| *number >= 120)
}

#[test]
fn a_resize_keeps_the_sentence_at_the_top() {
    let desk = long();
    let mut screen = desk.open();
    screen.select("long road");
    screen.press("Enter");
    screen.wait_for("Paragraph 100");
    for _ in 0..8 {
        let bottom = numbers(&screen.view()).max();
        screen.press("PageDown");
        screen.wait_until("the next page", |view| numbers(view).max() > bottom);
    }
    let start = top(&screen.view());
    assert!(start.is_some());
    for (columns, rows) in [(60, 20), (120, 40), (200, 50), (80, 24)] {
        screen.resize(columns, rows);
        // Where the top row was the second of its sentence, the row with its number comes in sight.
        // The last line is only there once the new size is drawn.
        screen.wait_until(&format!("{start:?} at the top at {columns}x{rows}"), |view| {
            let kept =
                top(view).zip(start).is_some_and(|(now, then)| now == then || now + 1 == then);
            kept && !view.last_lines().trim().is_empty()
        });
    }
    press_until_it_ends(&mut screen, "Q");
    assert!(screen.exit().success());
}

#[test]
fn tiny_terminals_do_not_bring_it_down() {
    let desk = long();
    let mut screen = desk.open();
    screen.select("long road");
    for (columns, rows) in [(30, 8), (29, 7), (1, 1), (2, 50), (200, 1), (1000, 300), (1, 1)] {
        screen.resize(columns, rows);
        screen.press("j k Enter PageDown Tab e Backspace Backspace");
    }
    screen.resize(80, 24);
    screen.wait_until("the list or the text again", |view| view.has("long road"));
    assert!(screen.is_running());
    press_until_it_ends(&mut screen, "Q");
    assert!(screen.exit().success());
    assert!(!String::from_utf8_lossy(&screen.raw()).contains("panicked"));
}

#[test]
fn a_program_started_in_a_tiny_terminal_grows_with_it() {
    let desk = long();
    let mut screen = desk.open_at(1, 1);
    screen.resize(80, 24);
    screen.wait_for("long road");
    screen.quit();
}

/// Presses a key until the program has ended: the input library can hold a key that comes together
/// with a resize back until the next one.
fn press_until_it_ends(screen: &mut Screen, key: &str) {
    for _ in 0..200 {
        if !screen.is_running() {
            break;
        }
        screen.press(key);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
