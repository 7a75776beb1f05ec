//! Reading around a change says what reading the whole says.

use proptest::prelude::*;

use super::{document::Document, file::Contents};

/// An article of the file, in one of the ways in which people leave them.
fn article(n: usize, way: usize) -> String {
    let id = format!("id = \"b3:{n:020}\"\n");
    match way % 7 {
        0 => format!("\n[[article]]\n{id}path = \"{n}.txt\"\ntags = [\"a\"]\n"),
        1 => format!("\n# above\n[[article]] # here\n{id}state = \"done\"\n"),
        2 => format!("\n[[article]]\n{id}note = \"\"\"\n[[article]]\nid = 5\n\"\"\"\n"),
        3 => format!("[[article]]\n{id}star = true\n\n[article.mine]\nx = 1\n"),
        4 => format!("\n[[article]]\n{id}tags = [\n  \"a\", # sure\n  \"é\",\n]\n"),
        5 => format!("\n[[article]]\n{id}# only this\n"),
        _ => format!("\n\n\n[[article]]\n{id}note = '''x'''\ndecided = 2026-01-01T00:00:00Z\n"),
    }
}

fn file(articles: &[(usize, usize)], between: &str) -> String {
    let mut text = String::from(
        "# Tags of copydesk. Edit as you like; the last line shows that nothing is cut off.\nformat = 1\n",
    );
    for (place, (n, way)) in articles.iter().enumerate() {
        if place == 9 {
            text += between;
        }
        text += &article(*n, *way);
    }
    text + "\n# end of tags\n"
}

fn said(document: &mut Document) -> (super::super::Tags, String) {
    (document.tags().clone(), document.render())
}

/// What reading again makes of it, if anything; the same as reading the whole, and good for more changes.
fn check(old: &str, new: &str) -> Option<()> {
    let again = Document::parse(old).unwrap().read_again(old, new)?;
    // What cannot be read as a whole is for the caller to find out, but never passes.
    let mut whole = Document::parse(new).unwrap_or_else(|_| panic!("read:\n{new}"));
    let mut again = again;
    assert_eq!(again.places, whole.places, "{new}");
    assert_eq!(said(&mut again), said(&mut whole), "{new}");
    Some(())
}

fn many() -> Vec<(usize, usize)> {
    (0..20).map(|n| (n, n)).collect()
}

#[test]
fn a_change_in_the_midst_is_read_by_itself() {
    let old = file(&many(), "");
    for (what, with) in [
        ("id = \"b3:00000000000000000010\"\n", "id = \"b3:00000000000000000010\"\nown = 1\n"),
        (&article(8, 8), &article(8, 8).replace("# here", "# there")),
        ("path = \"7.txt\"\n", ""),
        (&article(8, 8), ""),
        (&article(8, 8), &(article(8, 0) + &article(77, 3))),
    ] {
        let new = old.replace(what, with);
        assert_ne!(old, new, "{what}");
        assert_eq!(check(&old, &new), Some(()), "{what}");
    }
}

#[test]
fn what_is_not_plainly_of_articles_is_left_to_be_parsed() {
    let old = file(&many(), "");
    let tenth = article(10, 10);
    for (what, with) in [
        ("format = 1", "format = 1\nmine = 2"),
        ("# end of tags", "[[tag]]\nname = \"x\"\n# end of tags"),
        ("# end of tags", ""),
        (&tenth, &format!("\n[settings]\nx = 1\n{tenth}")),
        (&tenth, &article(3, 0)),
        (&tenth, &tenth.replace("[[article]]", "[[article]")),
        (&article(11, 11), &article(11, 11).replace("\n]", "")),
        (&tenth, &(tenth.clone() + "note = '''\n")),
    ] {
        let new = old.replace(what, with);
        assert_ne!(old, new, "{what}");
        assert_eq!(check(&old, &new), None, "{what} {with}");
    }
    let between = file(&many(), "\n[settings]\nx = 1\n");
    assert_eq!(check(&between, &between.replace("# here", "# there")), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_change_is_read_otherwise_than_the_whole(
        ways in proptest::collection::vec(0..7_usize, 8..24),
        at in 0..3_000_usize,
        length in 0..200_usize,
        with in prop_oneof![
            Just(String::new()),
            Just("star = true\n".to_owned()),
            Just("# a comment\n".to_owned()),
            Just("'''".to_owned()),
            Just("\"\"\"".to_owned()),
            Just("[settings]\n".to_owned()),
            Just("\n[[tag]]\nname = \"x\"\n".to_owned()),
            Just("# end of tags\n".to_owned()),
            (0..30_usize, 0..7_usize).prop_map(|(n, way)| article(n, way)),
            "[\\[\\]\n\"a-z# =]{0,12}",
        ],
        by_lines in any::<bool>(),
    ) {
        let articles: Vec<_> = ways.into_iter().enumerate().collect();
        let old = file(&articles, "");
        prop_assume!(Document::parse(&old).is_ok());
        let border = |at: usize| {
            let at = at.min(old.len());
            let at = (at..=old.len()).find(|at| old.is_char_boundary(*at)).unwrap();
            let line = old.split_at(at).1.find('\n').map_or(old.len(), |more| at + more + 1);
            if by_lines { line } else { at }
        };
        let (from, to) = (border(at), border(at + length));
        let new = format!("{}{with}{}", old.split_at(from).0, old.split_at(to).1);
        if Document::parse(&new).is_ok() {
            check(&old, &new);
        } else {
            prop_assert!(Document::parse(&old).unwrap().read_again(&old, &new).is_none(), "{new}");
        }
    }
}
