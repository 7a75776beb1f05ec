//! Corrections of names on the command line; the index of names and the highlights are one.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    sync::Arc,
};

use copydesk::{
    analysis::{Analysis, EntityKind, analyse},
    article::Article,
    cli::demo,
    corpus::{self, DocId, EntityIndex, EntityKey},
    tags::{
        Correction, Corrections, Corrector, Edit, Fate, Marked, NameRef, PhraseRef, Scope,
        store::Store,
    },
    text::fold::fold,
};
use tempfile::TempDir;

/// A home and a desk, removed at the end.
struct World {
    root: TempDir,
}

impl World {
    fn new() -> Self {
        let world = Self { root: TempDir::new().expect("a temporary folder") };
        for folder in ["home", "desk"] {
            fs::create_dir_all(world.path(folder)).expect(folder);
        }
        world
    }

    /// Two articles that have a name which no tagger finds.
    fn treaty() -> Self {
        let world = Self::new();
        let head = |day: &str| format!("---\ntitle: Talks go on\ndate: {day}\n---\n\n");
        let first = "They read the blue heron accord aloud, then the blue héron accord again.\n";
        let second = "The blue heron accord was signed, and the grey stork pact too.\n";
        world.write("desk/one.md", &(head("2031-04-10") + first));
        world.write("desk/two.md", &(head("2031-04-13") + second));
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let mut file = fs::File::create(self.path(name)).expect("a file");
        file.write_all(text.as_bytes()).expect("written");
    }

    /// Runs the program; gives what it wrote to standard output and to standard error.
    #[track_caller]
    fn run(&self, code: i32, args: &[&str]) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(args).current_dir(self.root.path()).env_clear().stdin(Stdio::null());
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.path("home"));
        }
        let output = command.output().expect("runs");
        let out = String::from_utf8(output.stdout).expect("UTF-8");
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(code), "{args:?}\nstdout: {out}\nstderr: {err}");
        (out, err)
    }

    #[track_caller]
    fn out(&self, args: &[&str]) -> String {
        self.run(0, args).0
    }

    #[track_caller]
    fn json(&self, args: &[&str]) -> Vec<serde_json::Value> {
        self.out(args).lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }
}

const TREATY: &str = r#"# the talks
[[name]]
phrase = "blue heron accord"
kind = "organization"

[[name]]
phrase = "grey stork pact"
kind = "organization"

[[merge]]
into = "Heron Treaty"
kind = "organization"
names = ["Blue Heron Accord"]

[[watch]]
phrase = "heron"
"#;

#[test]
fn what_the_reader_corrected_is_what_every_command_says() {
    let world = World::treaty();
    let said = |args: &[&str]| world.out(args).contains("Heron Treaty");
    let listed: [&[&str]; 4] = [
        &["list", "desk", "--format", "jsonl"],
        &["show", "desk", "one.md"],
        &["export", "desk", "-q", "is:new", "-f", "jsonl"],
        &["entities", "desk"],
    ];
    for args in &listed[..3] {
        assert!(!said(args), "{args:?}");
    }
    world.write("desk/entities.toml", TREATY);
    for args in listed {
        assert!(said(args), "{args:?}");
    }
    assert!(!said(&["annotate", "desk"]), "annotate gives what is found");
    assert!(world.out(&["annotate", "--help"]).contains("corrections"));
    world.out(&["tag", "desk", "+treaty", "-q", "@\"heron treaty\""]);
    let tagged = world.json(&["list", "desk", "-q", "#treaty", "--format", "jsonl"]);
    assert_eq!(tagged.len(), 2);
    world.out(&["tag", "desk", "+stork", "-q", "org:\"grey stork\""]);
    let tagged = world.json(&["list", "desk", "-q", "#stork", "--format", "jsonl"]);
    assert_eq!(tagged.len(), 1);
    assert_eq!(fs::read_to_string(world.path("desk/entities.toml")).expect("there"), TREATY);
}

#[test]
fn entities_have_dates_and_spellings_and_the_new_ones_say_so() {
    let world = World::treaty();
    world.write("desk/entities.toml", TREATY);
    let names = world.json(&["entities", "desk", "--kind", "organization", "--format", "jsonl"]);
    let expected = [
        r#"{"name":"Heron Treaty","kind":"organization","articles":2,"mentions":3,"first":"2031-04-10","last":"2031-04-13","new":false,"spellings":["blue heron accord","blue héron accord"]}"#,
        r#"{"name":"grey stork pact","kind":"organization","articles":1,"mentions":1,"first":"2031-04-13","last":"2031-04-13","new":true,"spellings":[]}"#,
    ];
    let expected: Vec<serde_json::Value> =
        expected.iter().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(names, expected);
    let csv = world.out(&["entities", "desk", "--kind", "organization", "--format", "csv"]);
    assert_eq!(
        csv,
        "name,kind,articles,mentions,first,last,new,spellings\r\n\
         Heron Treaty,organization,2,3,2031-04-10,2031-04-13,false,blue heron accord | blue héron accord\r\n\
         grey stork pact,organization,1,1,2031-04-13,2031-04-13,true,\r\n"
    );
    let table = world.out(&["entities", "desk", "--kind", "organization"]);
    let new: Vec<&str> = table.lines().filter(|line| line.contains("  new ")).collect();
    assert!(new.len() == 1 && new[0].ends_with("grey stork pact"), "{table}");
}

#[test]
fn a_date_that_is_only_the_files_is_no_date_of_a_name() {
    let world = World::new();
    world.write("desk/one.txt", "Talks\n\nThe blue heron accord was read.\n");
    world.write("desk/entities.toml", TREATY);
    let names = world.json(&["entities", "desk", "--kind", "organization", "--format", "jsonl"]);
    assert_eq!((&names[0]["first"], &names[0]["new"]), (&serde_json::Value::Null, &false.into()));
}

#[test]
fn check_says_what_the_names_file_holds_and_all_that_is_wrong_with_it() {
    let world = World::treaty();
    assert!(world.out(&["check", "desk"]).contains("names    fine: 0 corrected, 0 watched\n"));
    world.write("desk/entities.toml", TREATY);
    let (out, _) = world.run(0, &["check", "desk"]);
    assert!(out.contains("names    fine: 3 corrected, 1 watched, in desk/entities.toml"), "{out}");
    world.write("desk/entities.toml", &format!("{TREATY}\n[[watch]]\nregex = \"a(\"\n"));
    let (out, err) = world.run(3, &["check", "desk"]);
    assert!(out.contains("names    1 fault: 3 corrected, 2 watched"), "{out}");
    assert!(err.contains("desk/entities.toml:19:9: this expression cannot be used"), "{err}");
    world.write("desk/entities.toml", "[[hide]]\n\n[[name]]\n\n[[watch]]\nregex = \"[\"\n");
    let (out, err) = world.run(3, &["check", "desk"]);
    assert!(out.contains("names    cannot be used: 3 faults"), "{out}");
    for place in
        ["entities.toml:1:1: ", "entities.toml:3:1: ", "entities.toml:6:9: ", "Mend line 1"]
    {
        assert!(err.contains(place), "{place} not in {err}");
    }
}

#[test]
fn a_broken_names_file_stops_what_reads_names_but_not_tagging() {
    let world = World::treaty();
    let broken = "[[hide]]\nkind = \"person\"\n";
    world.write("desk/entities.toml", broken);
    let refused: [&[&str]; 5] = [
        &["list", "desk"],
        &["show", "desk", "one.md"],
        &["entities", "desk"],
        &["export", "desk", "-q", "is:new", "-f", "csv"],
        &["tag", "desk", "+x", "-q", "heron"],
    ];
    for args in refused {
        let (out, err) = world.run(3, args);
        assert!(
            out.is_empty() && err.contains("entities.toml:1:1: this hide has no name"),
            "{err}"
        );
    }
    world.out(&["tag", "desk", "+iran", "one.md"]);
    assert!(fs::read_to_string(world.path("desk/tags.toml")).expect("saved").contains("iran"));
    assert_eq!(fs::read_to_string(world.path("desk/entities.toml")).expect("there"), broken);
}

#[test]
fn named_tags_have_their_names_beside_them() {
    let world = World::treaty();
    world.write("desk/mine.entities.toml", TREATY);
    let args = ["entities", "desk", "--tags", "desk/mine.toml"];
    assert!(world.out(&args).contains("Heron Treaty"));
}

/// The articles of the sample desk and what was found in them.
fn sample(world: &World) -> Vec<(Article, Analysis)> {
    demo::unpack(&world.path("desk")).expect("unpacked");
    let listing = corpus::walk(&[world.path("desk")]).expect("listed");
    let articles = listing.files.iter().filter_map(|file| corpus::read(file).ok());
    articles.map(|article| (analyse(&article), article)).map(|(found, a)| (a, found)).collect()
}

/// How often each name is highlighted.
type Marks = BTreeMap<EntityKey, u32>;

/// The names highlighted in an article, from the mentions themselves.
fn highlighted(article: &Analysis) -> Marks {
    let mut marks = Marks::new();
    for mention in article.mentions.iter().filter(|mention| mention.kind.is_name()) {
        let entity = &article.entities[mention.entity as usize];
        *marks.entry(EntityKey::new(&entity.name, entity.kind)).or_default() += 1;
    }
    marks
}

/// Merges the two commonest people, hides the commonest place, gives the next another kind, marks a
/// phrase.
fn edits(marks: &[Marks]) -> Vec<Edit> {
    let mut all: BTreeMap<&EntityKey, u32> = BTreeMap::new();
    for (key, count) in marks.iter().flatten() {
        *all.entry(key).or_default() += count;
    }
    let of_kind = |kind: EntityKind| {
        let mut names: Vec<_> = all.iter().filter(|(key, _)| key.kind == kind).collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        names.into_iter().map(|(key, _)| key.name.clone()).collect::<Vec<_>>()
    };
    let edit = |found: &str, kind, fate| {
        let of = NameRef { scope: Scope::Everywhere, name: found.to_owned(), kind: Some(kind) };
        let after = Some(Correction { written: found.to_owned(), fate });
        Edit::Name { of, before: None, after }
    };
    let becomes = |name: &str, kind| Fate::Becomes { name: name.to_owned(), kind };
    let (people, places) = (of_kind(EntityKind::Person), of_kind(EntityKind::Place));
    let phrase = "ferry".to_owned();
    let of = PhraseRef { scope: Scope::Everywhere, phrase: fold(&phrase) };
    let kind = EntityKind::Product;
    vec![
        edit(&people[0], EntityKind::Person, becomes("Somebody Else", EntityKind::Person)),
        edit(&people[1], EntityKind::Person, becomes("Somebody Else", EntityKind::Person)),
        edit(&places[0], EntityKind::Place, Fate::Hidden),
        edit(&places[1], EntityKind::Place, becomes(&places[1], EntityKind::Facility)),
        Edit::Marked { of, before: None, after: Some(Marked { phrase, kind }) },
    ]
}

#[test]
fn the_index_says_of_each_article_what_is_highlighted_in_it() {
    let world = World::new();
    let found = sample(&world);
    assert!(found.len() > 10, "the sample desk");
    let as_found: Vec<Marks> = found.iter().map(|(_, found)| highlighted(found)).collect();
    let corrections = edits(&as_found);
    for edits in [Vec::new(), corrections] {
        let mut said = Corrections::default();
        for edit in &edits {
            said.apply(edit);
        }
        let corrector = Corrector::new(Arc::new(said));
        let mut index = EntityIndex::default();
        let mut marks = Vec::new();
        for (doc, (article, found)) in (0..).zip(&found) {
            let (mentions, entities) = (&found.mentions, &found.entities);
            let corrected = corrector.correct(article.id, &article.text, mentions, entities);
            let (mentions, entities) =
                corrected.unwrap_or_else(|| (mentions.clone(), entities.clone()));
            let shown = Analysis { mentions, entities, ..Analysis::default() };
            index.insert(DocId(doc), &shown);
            marks.push(highlighted(&shown));
        }
        assert_ne!(edits.is_empty(), marks != as_found, "corrections are seen");
        let mut expected: BTreeMap<EntityKey, Vec<(DocId, u32)>> = BTreeMap::new();
        for (doc, marks) in (0..).zip(marks) {
            for (key, count) in marks {
                expected.entry(key).or_default().push((DocId(doc), count));
            }
        }
        let indexed: BTreeMap<EntityKey, Vec<(DocId, u32)>> =
            index.iter().map(|(key, entry)| (key.clone(), entry.articles.clone())).collect();
        assert_eq!(indexed, expected);
        // The same through the files and the program.
        let (mut store, _) = Store::open(&world.path("desk/tags.toml")).expect("opens");
        store.save(&edits).expect("saved");
        let (out, _) = world.run(4, &["entities", "desk", "--format", "jsonl"]);
        let told: BTreeMap<(String, String), (usize, u64)> = (out.lines())
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect(line))
            .map(|row| {
                let text = |key: &str| row[key].as_str().expect(key).to_owned();
                let count = |key: &str| row[key].as_u64().expect(key);
                let articles = usize::try_from(count("articles")).expect("few");
                ((fold(&text("name")), text("kind")), (articles, count("mentions")))
            })
            .collect();
        let expected: BTreeMap<_, _> = (expected.into_iter())
            .map(|(key, articles)| {
                let mentions = articles.iter().map(|(_, count)| u64::from(*count)).sum();
                ((key.name, key.kind.name().to_owned()), (articles.len(), mentions))
            })
            .collect();
        assert_eq!(told, expected);
    }
}
