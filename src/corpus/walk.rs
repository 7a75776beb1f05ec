//! Finds the articles below a folder: regular files of known kinds, links not followed out of it.

use std::{
    collections::{BTreeMap, HashSet},
    ffi::OsStr,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use walkdir::{DirEntry, WalkDir};

use crate::{
    article::{Diagnostic, Format},
    text::clean,
};

/// A file that is read as an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Relative to the desk's folder (or as given, for a file named by itself elsewhere).
    pub path: PathBuf,
    /// Where to open it.
    pub full: PathBuf,
    pub format: Format,
}

/// What stands in a folder.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// In natural order of their paths (`2.txt` before `10.txt`).
    pub files: Vec<FileEntry>,
    /// Files of other kinds: ending (lower case, `""` for none) to count.
    pub others: BTreeMap<String, usize>,
    /// Folders that could not be listed, and the like.
    pub problems: Vec<Diagnostic>,
    /// The folders that were listed, those named among them.
    pub folders: Vec<PathBuf>,
}

impl Listing {
    fn add(&mut self, other: Self) {
        self.files.extend(other.files);
        self.problems.extend(other.problems);
        self.folders.extend(other.folders);
        for (ending, count) in other.others {
            *self.others.entry(ending).or_default() += count;
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("no such file or folder: {path}")]
    Missing { path: String },
    #[error("{path} cannot be opened: {}", super::read::reason(cause))]
    Unreadable { path: String, cause: std::io::Error },
    #[error("{path} is neither a file nor a folder")]
    Special { path: String },
}

impl CorpusError {
    /// What the reader can do about it.
    pub fn hint(&self) -> &'static str {
        "name a folder with articles (.txt, .md, .html), or try `copydesk demo`"
    }
}

/// Lists the articles of the given files and folders. The desk's own files (`tags.toml`,
/// `entities.toml`) and hidden files are passed over. A file named by itself is listed whatever
/// its ending.
pub fn walk(inputs: &[PathBuf]) -> Result<Listing, CorpusError> {
    let mut listing = Listing::default();
    // Beside folders, files keep the path they were given, as those in the folders do.
    let desk = inputs.iter().all(|input| !input.is_dir()).then(|| desk_folder(inputs));
    let mut seen = HashSet::new();
    for input in inputs {
        let shown = || clean::line(&input.to_string_lossy()).into_owned();
        let metadata = fs::metadata(input).map_err(|cause| match cause.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                CorpusError::Missing { path: shown() }
            }
            _ => CorpusError::Unreadable { path: shown(), cause },
        })?;
        if metadata.is_dir() {
            fs::read_dir(input)
                .map_err(|cause| CorpusError::Unreadable { path: shown(), cause })?;
            let prefix = if inputs.len() > 1 { input.as_path() } else { Path::new("") };
            folder(input, prefix, &mut listing);
        } else if metadata.is_file() {
            let format = Format::of(input).unwrap_or(Format::Text);
            let inside = desk.as_ref().and_then(|desk| input.strip_prefix(desk).ok());
            let path = inside.unwrap_or(input).to_owned();
            listing.files.push(FileEntry { path, full: input.clone(), format });
        } else {
            return Err(CorpusError::Special { path: shown() });
        }
    }
    // A folder and a file in it may both be named.
    if inputs.len() > 1 {
        listing.files.retain(|file| seen.insert(file.full.clone()));
    }
    sort(&mut listing.files);
    Ok(listing)
}

/// Lists one folder; paths become relative to it, below `prefix`. The folders in it are gone through on
/// all cores.
fn folder(root: &Path, prefix: &Path, listing: &mut Listing) {
    let real = fs::canonicalize(root).ok();
    listing.folders.push(root.to_owned());
    let below = |top: WalkDir, found: &mut Listing| {
        let shown = |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
        for entry in top.into_iter().filter_entry(shown) {
            match entry {
                Ok(entry) => file(&entry, root, prefix, real.as_deref(), found),
                Err(error) => found.problems.push(problem(&error, root)),
            }
        }
    };
    let mut top = Listing::default();
    below(WalkDir::new(root).min_depth(1).max_depth(1), &mut top);
    let tops = std::mem::take(&mut top.folders);
    listing.add(top);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(top) = tops.get(at) else { return found };
            let mut one = Listing::default();
            below(WalkDir::new(top), &mut one);
            found.push((at, one));
        }
    };
    let others = thread::available_parallelism().map_or(1, usize::from).min(tops.len()).min(8);
    let mut found = thread::scope(|scope| {
        let others: Vec<_> = (1..others).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        found.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        found
    });
    found.sort_by_key(|(at, _)| *at);
    for (_, one) in found {
        listing.add(one);
    }
}

fn file(entry: &DirEntry, root: &Path, prefix: &Path, real: Option<&Path>, listing: &mut Listing) {
    // The kind comes with the name: no file is asked for it by itself.
    let kind = entry.file_type();
    if kind.is_dir() {
        listing.folders.push(entry.path().to_owned());
        return;
    }
    if is_of_desk(entry.file_name()) {
        return;
    }
    let is_read = kind.is_file() || (kind.is_symlink() && leads_inside(entry.path(), real));
    if !is_read {
        return;
    }
    let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
    match Format::of(path) {
        Some(format) => listing.files.push(FileEntry {
            path: prefix.join(path),
            full: entry.path().to_owned(),
            format,
        }),
        None => *listing.others.entry(ending(path)).or_default() += 1,
    }
}

/// Whether a link leads to a regular file in the folder.
fn leads_inside(link: &Path, root: Option<&Path>) -> bool {
    let target = fs::canonicalize(link);
    target.is_ok_and(|target| {
        root.is_some_and(|root| target.starts_with(root))
            && fs::metadata(&target).is_ok_and(|metadata| metadata.is_file())
    })
}

pub fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

/// Files that the program itself writes beside the articles.
pub fn is_of_desk(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    [&b"tags.toml"[..], b"entities.toml"].iter().any(|own| name.starts_with(own))
}

/// The ending as it is counted: lower case, clean and short.
fn ending(path: &Path) -> String {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let cleaned: String = clean::line(&ending).chars().take(16).collect();
    cleaned
}

fn problem(error: &walkdir::Error, root: &Path) -> Diagnostic {
    let path = error.path().unwrap_or(root);
    let reason =
        error.io_error().map_or_else(|| "it leads back to itself".to_owned(), super::read::reason);
    let path = path.strip_prefix(root).unwrap_or(path);
    Diagnostic::new(path, format!("folder not listed: {reason}"))
}

/// Sorts by path as people count: `2.txt` before `10.txt`, folder by folder.
fn sort(files: &mut [FileEntry]) {
    let key = |file: &FileEntry| natural_key(file.path.as_os_str().as_encoded_bytes());
    files.sort_by_cached_key(key);
}

/// Bytes that compare as the path does in natural order: each run of digits is led by its length
/// without zeros, each separator sorts before everything else, letters go without case first.
fn natural_key(path: &[u8]) -> Vec<u8> {
    let mut key = Vec::with_capacity(path.len() * 2 + 8);
    let mut rest = path;
    while let Some((first, after)) = rest.split_first() {
        if !first.is_ascii_digit() {
            key.push(if std::path::is_separator(char::from(*first)) {
                0
            } else {
                first.to_ascii_lowercase()
            });
            rest = after;
            continue;
        }
        let len = rest.iter().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(len);
        let zeros = digits.iter().position(|b| *b != b'0').unwrap_or(len);
        let number = digits.get(zeros..).unwrap_or_default();
        // One `0` keeps numbers where digits sort; names are at most 255 bytes long.
        key.push(b'0');
        key.push(u8::try_from(number.len()).unwrap_or(u8::MAX));
        key.extend_from_slice(number);
        rest = after;
    }
    // Below every other byte, so that what is shorter comes first; then what the key leaves out.
    key.extend_from_slice(b"\0\0");
    key.extend_from_slice(path);
    key
}

/// The folder that a desk's files belong to: the one folder named, else the parent of the first
/// file.
pub fn desk_folder(inputs: &[PathBuf]) -> PathBuf {
    inputs.first().map_or_else(PathBuf::new, |p| {
        let parent = p.parent().filter(|parent| !parent.as_os_str().is_empty());
        if p.is_dir() { p.clone() } else { parent.unwrap_or(Path::new(".")).to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create(path).unwrap();
        }
        folder
    }

    fn names(listing: &Listing) -> Vec<String> {
        listing.files.iter().map(|f| f.path.to_string_lossy().into_owned()).collect()
    }

    fn listed(folder: &Path) -> Listing {
        walk(&[folder.to_owned()]).unwrap()
    }

    #[test]
    fn files_come_in_natural_order_from_any_depth() {
        let desk =
            desk(&["10.txt", "2.txt", "a/b/c/d.md", "a/B1.html", "a.txt", "02.txt", "a/b2.htm"]);
        let expected =
            ["02.txt", "2.txt", "10.txt", "a/b/c/d.md", "a/B1.html", "a/b2.htm", "a.txt"];
        assert_eq!(names(&listed(desk.path())), expected);
    }

    #[test]
    fn other_kinds_are_counted_and_own_and_hidden_files_passed_over() {
        let desk = desk(&[
            "a.txt",
            "b.pdf",
            "c.PDF",
            "README",
            ".hidden.txt",
            ".git/x.txt",
            "tags.toml",
            "tags.toml.lock",
            "entities.toml",
            "other.toml",
        ]);
        let listing = listed(desk.path());
        assert_eq!(names(&listing), ["a.txt"]);
        let others: Vec<_> = listing.others.iter().map(|(e, n)| format!("{e}:{n}")).collect();
        assert_eq!(others, [":1", "pdf:2", "toml:1"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_files_inside_and_nowhere_else() {
        use std::os::unix::fs::symlink;
        let (desk, outside) = (desk(&["a.txt", "sub/b.txt", "tags.toml"]), desk(&["secret.txt"]));
        let at = |name: &str| desk.path().join(name);
        symlink("sub/b.txt", at("inside.txt")).unwrap();
        symlink(outside.path().join("secret.txt"), at("outside.txt")).unwrap();
        symlink(".", at("loop")).unwrap();
        symlink("self.txt", at("self.txt")).unwrap();
        symlink("nowhere", at("dangling.txt")).unwrap();
        symlink("/dev/zero", at("zero.txt")).unwrap();
        symlink(outside.path(), at("folder")).unwrap();
        let listing = listed(desk.path());
        assert_eq!(names(&listing), ["a.txt", "inside.txt", "sub/b.txt"]);
        assert!(listing.others.is_empty() && listing.problems.is_empty());
    }

    #[test]
    fn files_may_be_named_by_themselves_beside_folders() {
        let desk = desk(&["d/a.txt", "note.unknown"]);
        let inputs =
            [desk.path().join("note.unknown"), desk.path().join("d"), desk.path().join("d/a.txt")];
        let listing = walk(&inputs).unwrap();
        let formats: Vec<_> = listing.files.iter().map(|f| f.format).collect();
        assert_eq!(formats, [Format::Text, Format::Text]);
        assert!(listing.files.iter().all(|f| f.full == f.path && f.full.is_file()));
    }

    #[test]
    fn folders_beside_each_other_are_all_listed() {
        let desk = desk(&["a/x/1.txt", "b/.y/2.txt", "b/3.pdf", "c/4.txt", "5.txt"]);
        let (a, b) = (desk.path().join("a"), desk.path().join("b"));
        let both = walk(&[a.clone(), b.clone()]).unwrap();
        assert_eq!(both.folders, [a.clone(), a.join("x"), b]);
        assert_eq!((both.files.len(), both.others.values().sum::<usize>()), (1, 1));
        let all = listed(desk.path());
        assert_eq!(names(&all), ["5.txt", "a/x/1.txt", "c/4.txt"]);
        let mut folders = all.folders;
        folders.sort();
        assert_eq!(folders.len(), 5);
    }

    #[test]
    fn what_is_not_there_is_an_error_with_its_name() {
        let error = walk(&[PathBuf::from("/no/such/folder")]).unwrap_err();
        assert_eq!(error.to_string(), "no such file or folder: /no/such/folder");
    }

    #[test]
    fn numbers_are_ordered_by_value_and_names_without_case() {
        let ordered = ["1", "1a", "2", "02b", "10", "100", "a/z", "a", "A2", "a10", "é"];
        let mut sorted = ordered.to_vec();
        sorted.reverse();
        sorted.sort_by_cached_key(|name| natural_key(name.as_bytes()));
        assert_eq!(sorted, ["1", "1a", "2", "02b", "10", "100", "a", "a/z", "A2", "a10", "é"]);
    }
}
