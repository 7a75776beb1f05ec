//! The built-in sample desk: articles written for it, one of each difficulty, to try every key on.
//!
//! Places, organisations and people are invented; the names recur, so that a pivot leads somewhere.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Lists files by their names below `demo/`, which are also their names in the desk.
macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_bytes!(concat!("demo/", $name)))),*]
    };
}

/// Every file of the desk: its path, `/` between the parts, and its bytes.
///
/// Two are no articles: a recording under the name of a text, and a picture.
pub const FILES: &[(&str, &[u8])] = files! {
    "features/the-narrow-water.txt"
    "notes/hesperly-primary-school.md"
    "notes/statement-brigade.txt"
    "notes/strait-incidents.md"
    "notes/strait-map.png"
    "web/courier-confidence-vote.txt"
    "web/harbour-ledger-contract.html"
    "web/harbour-ledger-ferry.txt"
    "web/kaiun-journal-ferries.txt"
    "wire/ferry-1.txt"
    "wire/ferry-2-short.txt"
    "wire/ferry-3-lead.txt"
    "wire/flash-260416-2114.txt"
    "wire/mna-260411-0931.txt"
    "wire/mna-260413-1755.txt"
    "wire/voice-memo-0414.txt"
};

/// Writes the desk into `folder`, which must hold none of its files yet: nothing is overwritten.
pub fn unpack(folder: &Path) -> io::Result<()> {
    for (name, bytes) in FILES {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        File::create_new(&path)?.write_all(bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn files_below(folder: &Path) -> BTreeSet<String> {
        walkdir::WalkDir::new(folder)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| crate::export::slashed(entry.path().strip_prefix(folder).unwrap()))
            .collect()
    }

    #[test]
    fn every_file_is_unpacked_byte_for_byte() {
        let folder = tempfile::tempdir().unwrap();
        unpack(folder.path()).unwrap();
        let names: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names.len(), FILES.len(), "a name is there twice");
        assert_eq!(files_below(folder.path()), names);
        for (name, bytes) in FILES {
            assert_eq!(&fs::read(folder.path().join(name)).unwrap(), bytes, "{name}");
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        unpack(folder.path()).unwrap();
        let again = unpack(folder.path()).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn no_sample_is_left_out_of_the_list() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/demo");
        let listed: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(files_below(&source), listed);
    }

    #[test]
    fn the_desk_has_one_of_each_difficulty() {
        let text = |name: &str| {
            let (_, bytes) = FILES.iter().find(|(file, _)| *file == name).expect(name);
            String::from_utf8(bytes.to_vec()).expect(name)
        };
        let pulled = text("wire/mna-260413-1755.txt");
        let quotes: Vec<&str> = pulled.lines().filter(|line| line.starts_with('"')).collect();
        assert!(
            quotes[0].starts_with(quotes[1].trim_end_matches(['.', '"'])),
            "repeated quotation"
        );
        assert!(pulled.contains("\n— ") && pulled.contains("مضيق"), "post in Arabic");
        assert!(text("features/the-narrow-water.txt").split_whitespace().count() > 2500);
        assert_eq!(text("wire/flash-260416-2114.txt").lines().count(), 1);
        assert!(text("web/harbour-ledger-contract.html").contains("application/ld+json"));
        assert!(text("notes/strait-incidents.md").starts_with("---\n"));
        assert!(text("notes/hesperly-primary-school.md").starts_with("+++\n"));
        assert!(text("web/kaiun-journal-ferries.txt").contains('\u{200d}'), "joined emoji");
        let (_, recording) = FILES.iter().find(|(name, _)| name.contains("voice-memo")).unwrap();
        assert!(std::str::from_utf8(recording).is_err());
    }
}
