//! Typing into prompts: what was typed before, and what the keys are said to do.

use crate::desk::{Screen, desk, desk_at};

const THREE: &[(&str, &str)] = &[
    ("a.txt", "Harbour strike enters third day\nDockers in Porto Verano stopped work.\n"),
    ("b.txt", "Minister visits the dam\nThe minister saw the dam near Velmora.\n"),
    ("c.txt", "Rain delays the fair\nThe spring fair in Velmora was put off.\n"),
];

fn typed(screen: &Screen) -> String {
    screen.hint().trim().to_owned()
}

#[test]
fn up_brings_back_what_was_searched_for_and_down_what_was_being_typed() {
    let mut screen = desk(THREE);
    screen.press("/").type_text("velmora").press("Enter h /").type_text("is:new").press("Enter h");
    screen.press("/").type_text("da").press("Up");
    assert_eq!(typed(&screen), "/is:new");
    screen.press("Up");
    assert_eq!(typed(&screen), "/velmora");
    assert_eq!(screen.app.view().shown.len(), 2, "it is answered as if it had been typed");
    screen.press("Up Down Down");
    assert_eq!(typed(&screen), "/da");
    screen.press("Down");
    assert_eq!(typed(&screen), "/da");
    screen.press("Up Enter");
    assert!(screen.hint().contains("3 articles: is:new"), "{}", screen.hint());
}

#[test]
fn what_stands_in_the_prompt_already_is_no_step_back() {
    let mut screen = desk(THREE);
    screen.press("/").type_text("velmora").press("Enter h /").type_text("is:new").press("Enter h");
    screen.press("/").type_text("is:new").press("Up");
    assert_eq!(typed(&screen), "/velmora");
    screen.press("Up Down");
    assert_eq!(typed(&screen), "/is:new");
}

#[test]
fn what_was_searched_for_in_the_text_is_no_query_of_the_list() {
    let mut screen = desk(THREE);
    screen
        .press("j \\")
        .type_text("velmora")
        .press("Enter Enter /")
        .type_text("near")
        .press("Enter /");
    screen.press("Up Up");
    assert_eq!(typed(&screen), "/near");
    assert_eq!(screen.app.hits.len(), 1);
    screen.press("Esc h h \\ Up Up");
    assert_eq!(typed(&screen), "\\velmora");
}

#[test]
fn each_prompt_has_its_own_past() {
    let mut screen = desk(THREE);
    screen.press("t").type_text("+ports").press("Enter a").type_text("ask them").press("Enter j");
    screen.press("a Up");
    assert_eq!(typed(&screen), "note: ask them");
    screen.press("Enter t Up");
    assert!(typed(&screen).ends_with(": +ports"), "{}", screen.hint());
    screen.press("Enter");
    assert_eq!(screen.tags_of("b.txt"), ["ports"]);
    // What was left with Esc was not entered.
    screen.press("t").type_text("+rain").press("Esc t Up");
    assert!(typed(&screen).ends_with(": +ports"), "{}", screen.hint());
}

#[test]
fn the_selection_moves_while_one_types() {
    let mut screen = desk(THREE);
    screen.press("/").type_text("velmora").press("Ctrl-n");
    assert_eq!(screen.selected(), "c.txt");
    screen.press("Ctrl-p Enter");
    assert_eq!(screen.selected(), "b.txt");
}

#[test]
fn prompts_say_their_sign_and_what_the_keys_do() {
    for (width, height) in [(60, 20), (80, 24)] {
        let mut screen = desk_at(width, height, THREE);
        for (keys, sign, enter) in [
            ("/", "/", "Enter search  Esc leave  Tab complete  Up earlier"),
            ("\\", "\\", "Enter narrow  Esc leave  Tab complete  Up earlier"),
            ("t", "tags", "Enter put  Esc leave  Tab complete  Up earlier"),
            ("|", "send to program", "Enter send  Esc leave  Tab complete  Up earlier"),
            ("E f c", "write to", "Enter write  Esc leave  Up earlier"),
            ("a", "note", "Enter write  Esc leave  Up earlier  Ctrl-e editor"),
            ("1", "name of tag 1", "Enter make the tag  Esc leave  Tab complete"),
            ("Enter /", "/", "Enter search  Esc leave  Up earlier"),
        ] {
            screen.press(keys);
            let rows = screen.rows();
            assert!(typed(&screen).starts_with(sign), "{keys}: {}", screen.text());
            assert!(rows[rows.len() - 2].contains(enter), "{keys}: {}", screen.text());
            screen.press("Esc");
        }
    }
}

#[test]
fn an_error_that_the_row_cannot_hold_is_shown_whole() {
    let mut screen = desk_at(60, 20, THREE);
    screen.press("/").type_text("foo:x");
    let text = screen.text();
    assert!(text.contains("there is no field `foo:`"), "{text}");
    assert!(screen.rows().join(" ").replace("  ", "").contains("put it in quotation"), "{text}");
    screen.press("Esc");
    assert!(!screen.shows("there is no field"), "{}", screen.text());
    // One that fits has its place above what was typed, and covers nothing.
    screen.press("/").type_text("is:nwe");
    assert!(screen.shows("did you mean `is:new`") && !screen.shows("trouble"), "{}", screen.text());
}

#[test]
fn what_is_drawn_again_closes_nothing() {
    let mut screen = desk(THREE);
    for keys in ["?", ":", "/", "E", "Enter", "g"] {
        screen.press(keys);
        let before = screen.text();
        screen.press("Ctrl-l");
        assert_eq!(screen.text(), before, "{keys}");
        assert!(matches!(screen.effects.last(), Some(copydesk::app::Effect::Redraw)), "{keys}");
        screen.effects.clear();
        screen.press("Esc");
    }
}

#[test]
fn the_help_tells_the_signs() {
    let mut screen = desk_at(120, 40, THREE);
    screen.press("?").type_text("sign");
    for sign in ["~", "+  !  ?", "1+", "-  x  p", "[+]"] {
        let row = |row: &String| row.starts_with(&format!(" {sign} "));
        assert!(screen.rows().iter().any(row), "{sign}: {}", screen.text());
    }
}
