//! Tests of the settings: the default file, and what is said of a wrong one.

use super::*;

fn parse(text: &str) -> Result<Config, Vec<String>> {
    Config::parse(Path::new("config.toml"), text)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

#[test]
fn the_default_file_is_the_table_of_settings() {
    assert_eq!(Config::default_text(), Config::default().to_toml());
    assert_eq!(parse(Config::default_text()), Ok(Config::default()));
}

#[test]
fn settings_written_are_settings_read() {
    let text = "[text]\nwidth = 0x50\nbidi = \"off\"\n[summary]\nsentences = 10\nwords = 80\n[triage]\n\
        advance = \"on-tag\"\n[look]\ntheme = \"dark\"\nlayout = \"stacked\"\nsymbols = \"ascii\"\nmouse = true\n\
        [open]\nprogram = \"firefox --new-tab\"\n";
    let config = parse(text).expect("whole");
    assert_eq!(
        config,
        Config {
            text: TextSettings { width: 80, bidi: Bidi::Off },
            summary: SummarySettings { sentences: 10, words: 80 },
            triage: TriageSettings { advance: Advance::OnTag },
            look: LookSettings {
                theme: "dark".to_owned(),
                layout: Layout::Stacked,
                symbols: Symbols::Ascii,
                mouse: true,
            },
            keys: KeySettings::default(),
            open: OpenSettings { program: "firefox --new-tab".to_owned() },
            watch: WatchSettings::default(),
            views: ViewSettings::default(),
        }
    );
    assert_eq!(parse(&config.to_toml()), Ok(config));
}

#[test]
fn a_missing_or_empty_file_is_the_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("config.toml");
    assert_eq!(Config::load(Some(&file)), Ok(Config::default()));
    std::fs::File::create(&file).expect("a file");
    assert_eq!(Config::load(Some(&file)), Ok(Config::default()));
    assert_eq!(Config::load(None), Ok(Config::default()));
    assert_eq!(parse("\u{feff}# only a comment\r\n"), Ok(Config::default()));
}

#[test]
fn a_file_that_cannot_be_read_is_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let faults = Config::load(Some(folder.path())).expect_err("a folder is no file");
    assert!(faults.len() == 1 && faults[0].to_string().contains("cannot be read"), "{faults:?}");
    let file = folder.path().join("config.toml");
    let mut open = std::fs::File::create(&file).expect("a file");
    std::io::Write::write_all(&mut open, b"[text]\nwidth = \xff").expect("written");
    let faults = Config::load(Some(&file)).expect_err("not UTF-8");
    assert_eq!((faults[0].line, faults[0].column), (2, 9));
}

#[test]
fn a_fault_names_its_place_and_what_was_meant() {
    for (text, expected) in [
        (
            "[text]\nwitdh = 60",
            "config.toml:2:1: unknown key \"witdh\" in [text] (did you mean \"width\"?)",
        ),
        (
            "[text]\nzebra = 1",
            "config.toml:2:1: unknown key \"zebra\" in [text] (there are: width, bidi)",
        ),
        ("[txet]\nwidth = 60", "config.toml:1:2: unknown section \"txet\" (did you mean [text]?)"),
        (
            "[zebra]",
            "config.toml:1:2: unknown section \"zebra\" (there are: text, summary, triage, look, keys, key, view, watch)",
        ),
        (
            "width = 60",
            "config.toml:1:1: unknown key \"width\" outside of a section (did you mean \"width\" in [text]?)",
        ),
        (
            "[[view]]\nname = 1\nquery = \"a\"",
            "config.toml:2:8: \"name\" in [[view]] must be a text, not 1",
        ),
        ("[[view]]\nname = \"a\"", "config.toml:1:1: a [[view]] needs a query"),
        (
            "[[view]]\nname = \"a\"\nqeury = \"b\"\nquery = \"b\"",
            "config.toml:3:1: unknown key \"qeury\" in [[view]] (did you mean \"query\"?)",
        ),
        (
            "[[view]]\nname = \"a\"\nquery = \"é titel:x\"",
            "config.toml:3:9: the query of this [[view]] is wrong at its character 3: there is no field `titel:` (did you mean `title:`?)",
        ),
        ("[view]\nname = \"a\"", "config.toml:1:1: views are written [[view]], not a table"),
        ("[list]\ncolumns = 1", "config.toml:1:2: [list] is not supported yet"),
        ("text = 5", "config.toml:1:1: [text] must be a table, not 5"),
        (
            "[text]\nwidth = 5",
            "config.toml:2:9: \"width\" in [text] must be a whole number from 20 to 200, not 5",
        ),
        (
            "[text]\nwidth = \"wide\"",
            "config.toml:2:9: \"width\" in [text] must be a whole number from 20 to 200, not \"wide\"",
        ),
        (
            "[text]\nwidth = 99999999999999999999",
            "config.toml:2:9: \"width\" in [text] must be a whole number from 20 to 200, not 99999999999999999999",
        ),
        (
            "[text]\n  bidi = \"ap\"",
            "config.toml:2:10: \"bidi\" in [text] must be one of auto, app, terminal, off, not \"ap\" (did you mean \"app\"?)",
        ),
        (
            "look.theme = \"drak\"",
            "config.toml:1:14: \"theme\" in [look] must be the name of a theme, not \"drak\" (did you mean \"dark\"?)",
        ),
        (
            "look = {\"thème\" = 1}",
            "config.toml:1:9: unknown key \"thème\" in [look] (did you mean \"theme\"?)",
        ),
    ] {
        assert_eq!(parse(text), Err(vec![expected.to_owned()]), "{text}");
    }
}

#[test]
fn all_faults_are_told_at_once_in_order() {
    let text = "[text]\nwidth = 5\nbid = 1\n[list]\n[triage]\nadvance = true\nbroken = \n[look]\n";
    let faults = parse(text).expect_err("faults");
    let places: Vec<&str> = faults.iter().filter_map(|fault| fault.split(": ").next()).collect();
    assert_eq!(
        places,
        [
            "config.toml:2:9",
            "config.toml:3:1",
            "config.toml:4:2",
            "config.toml:6:11",
            "config.toml:7:1",
            "config.toml:7:10",
        ],
        "{faults:#?}"
    );
}

#[test]
fn a_strangers_bytes_never_reach_a_message() {
    for text in [
        "[text]\nwidth = \"\\u001b[31m\"",
        "\u{1b}[2J = 1",
        "[text]\n\"\\u202e\\u0007\" = 1",
        "[look]\ntheme = \"\u{202e}\u{9b}\"",
        "a = \"\u{7}\"",
    ] {
        for fault in parse(text).expect_err(text) {
            assert!(!fault.contains(|c: char| c.is_control() || c == '\u{202e}'), "{fault:?}");
        }
    }
    let long = format!("{} = 1\n[text]\nwidth = \"{}\"", "k".repeat(100_000), "v".repeat(100_000));
    assert!(parse(&long).expect_err("faults").iter().all(|fault| fault.len() < 400));
    assert!(parse(&"[[[".repeat(10_000)).expect_err("faults").len() < 20);
}

#[test]
fn views_are_read_and_the_ones_that_everybody_has_come_after() {
    let text = "[[view]]\nname = \"ports\"\nquery = \"port or harbour\"\n[[view]]\nname = \"later\"\nquery = \"is:later sort:date\"\n";
    let config = parse(text).expect("whole");
    let all = config.views.all();
    let names: Vec<&str> = all.iter().map(|view| view.name.as_str()).collect();
    assert_eq!(names[..3], ["ports", "later", "undecided"]);
    assert_eq!(names.iter().filter(|name| **name == "later").count(), 1);
    assert_eq!(parse(&config.to_toml()), Ok(config));
}
