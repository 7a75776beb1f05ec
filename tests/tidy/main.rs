//! Fails on an import against the order of layers and on a file that breaks a rule of the house.

mod lexer;
mod packages;
mod rules;

use std::path::{Path, PathBuf};

#[test]
fn the_house_is_tidy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    for file in files(root) {
        let path = file.strip_prefix(root).expect("under the root").to_string_lossy();
        let path = path.replace(std::path::MAIN_SEPARATOR, "/");
        let text = std::fs::read_to_string(&file).expect("a source file is UTF-8");
        faults.extend(rules::faults(&path, &text));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_table_of_layers_is_the_list_of_modules() {
    let text = include_str!("../../src/lib.rs");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    assert!(modules.eq(rules::LAYERS.iter().map(|layer| layer.name)));
}

/// Every Rust file of the project, in order.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["src", "tests", "benches", "examples", "fuzz/fuzz_targets"]
        .map(|folder| root.join(folder))
        .into();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 30, "the sources were not found");
    found.sort();
    found
}
