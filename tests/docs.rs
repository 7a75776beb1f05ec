//! What the documents say of the program is what the program says of itself.

use std::{collections::BTreeSet, fs, path::Path};

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_readme_names_the_two_commands() {
    let readme = document("README.md");
    assert!(readme.contains("\ncargo run --release -- demo ") && readme.contains("\ncargo test "));
}

#[test]
fn the_map_names_every_folder_of_the_library() {
    let map = document("ARCHITECTURE.md");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders: BTreeSet<String> = fs::read_dir(source)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let named: BTreeSet<String> = map
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once("/` |")?.0.to_owned()))
        .filter(|name| name != "src")
        .collect();
    assert_eq!(named, folders);
}

#[test]
fn the_gates_of_the_check_are_told_to_contributors() {
    let (check, told) = (document(".ci/run"), document("CONTRIBUTING.md"));
    let gates: Vec<&str> = check
        .split("--m")
        .filter_map(|rest| rest.strip_prefix("in ").or_else(|| rest.strip_prefix("ax ")))
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    assert!(gates.len() >= 4, "gates found in .ci/run: {gates:?}");
    for gate in gates {
        assert!(told.contains(gate), "CONTRIBUTING.md does not tell of the gate {gate}");
    }
}
