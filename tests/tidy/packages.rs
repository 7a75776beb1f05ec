//! Says where the packages of the program come from and under which licences they stand.

use std::{collections::BTreeSet, path::Path, process::Command};

/// Licences that ask for no more than to be named.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages under the MPL, which asks for the source of its own files only; they are used unchanged.
const BY_FILE: &[&str] =
    &["cssparser", "cssparser-macros", "dtoa-short", "option-ext", "selectors"];

#[test]
fn every_package_is_ours_or_comes_from_the_registry_with_a_checksum() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = BTreeSet::new();
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let text = std::fs::read_to_string(root.join(file)).expect(file);
        let lock: toml::Table = text.parse().expect("TOML");
        let packages = lock["package"].as_array().expect("packages");
        assert!(packages.len() > 100, "{file}");
        for package in packages {
            let value = |key: &str| package.get(key).and_then(toml::Value::as_str);
            let name = value("name").expect("a name");
            match value("source") {
                None => assert!(["copydesk", "copydesk-fuzz"].contains(&name), "{name}: no source"),
                Some(source) => {
                    assert!(source.starts_with("registry+"), "{name}: {source}");
                    assert!(value("checksum").is_some(), "{name}: no checksum");
                    sources.insert(source.to_owned());
                }
            }
        }
    }
    assert_eq!(sources.len(), 1, "{sources:?}");
}

/// Of the Linux build, whose packages are there wherever this runs.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn every_licence_may_be_used() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "{}", packages.len());
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or("none named");
        let known = is_allowed(licence) || licence == "MPL-2.0" && BY_FILE.contains(&name);
        assert!(known, "{name}: {licence}");
    }
}

/// Whether of each part (`AND`) one choice (`OR`, of old `/`) is allowed.
fn is_allowed(licence: &str) -> bool {
    let is_known = |choice: &str| ALLOWED.contains(&choice.trim().trim_matches(['(', ')']));
    licence.split(" AND ").all(|part| part.replace('/', " OR ").split(" OR ").any(is_known))
}

#[test]
fn a_licence_is_read_by_its_parts() {
    for (licence, expected) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0 OR MIT", true),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND GPL-3.0", false),
        ("GPL-3.0-only", false),
        ("MPL-2.0", false),
        ("none named", false),
    ] {
        assert_eq!(is_allowed(licence), expected, "{licence}");
    }
}
