//! The articles that `copydesk tag` is told of, by id or by path.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env,
    io::Read,
    path::{Component, Path, PathBuf},
};

use super::{
    desk::{self, Desk},
    failure::{Failure, code},
    out::complain,
};
use crate::{article::ArticleId, corpus::FileEntry, export::slashed, query::Query, tags::Record};

/// Articles by id, with the path and title to remember.
pub type Found = BTreeMap<ArticleId, Record>;

/// Ids or paths, one a line, or each ended by a NUL where there is one (`list -0`); of a line of
/// JSON its `id`.
pub fn read_targets(mut input: impl Read) -> Result<Vec<String>, Failure> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|cause| {
        Failure::new(code::INPUT, format!("standard input cannot be read: {cause}"), "")
    })?;
    // Of a name that is no UTF-8 as much as the list says of it.
    let text = String::from_utf8_lossy(&bytes);
    let end = if text.contains('\0') { '\0' } else { '\n' };
    let mut targets = Vec::new();
    for line in text.split(end) {
        let id = line.starts_with('{').then(|| {
            let object: serde_json::Value = serde_json::from_str(line).ok()?;
            object.get("id")?.as_str().map(str::to_owned)
        });
        let target = id.flatten().unwrap_or_else(|| line.trim_end_matches('\r').to_owned());
        if !target.is_empty() {
            targets.push(target);
        }
    }
    Ok(targets)
}

fn record(path: String, title: Option<&str>) -> Record {
    Record { path, title: title.unwrap_or_default().to_owned(), ..Record::default() }
}

pub fn by_query(desk: &mut Desk, query: &Query) -> Found {
    let found = desk.select(query, |_, article, analysis| {
        let title = analysis.meta.title.as_ref().map(|found| found.value.as_str());
        (article.id, record(desk::path_of(article), title))
    });
    first_of_each(found)
}

/// One record for each id; of copies the first path stands.
fn first_of_each(found: Vec<(ArticleId, Record)>) -> Found {
    found.into_iter().rev().collect()
}

/// Finds the articles named by id or path, and names those that are not there.
pub fn by_name(desk: &mut Desk, targets: Vec<String>) -> Found {
    let mut ids = BTreeSet::new();
    let mut places = BTreeSet::new();
    let mut missing = BTreeSet::new();
    let names = Names::of(&desk.folder, &desk.listing.files);
    for target in targets {
        match target.parse::<ArticleId>() {
            Ok(id) => drop(ids.insert(id)),
            Err(_) => match names.find(&target) {
                Some(found) => places.extend(found),
                None => drop(missing.insert(target)),
            },
        }
    }
    if ids.is_empty() && !places.is_empty() {
        // Nothing else is read.
        let all = std::mem::take(&mut desk.listing.files).into_iter().enumerate();
        desk.listing.files =
            all.filter(|(place, _)| places.contains(place)).map(|(_, file)| file).collect();
        places = (0..desk.listing.files.len()).collect();
    }
    let mut found = first_of_each(desk.gather(
        // Whether the path is named is known only with the file, below.
        |article| ids.contains(&article.id) || !places.is_empty(),
        |place, article, analysis| {
            let title = analysis.meta.title.as_ref().map(|found| found.value.as_str());
            (places.contains(&place) || ids.contains(&article.id))
                .then(|| (article.id, record(desk::path_of(article), title)))
        },
    ));
    for id in ids {
        if found.contains_key(&id) {
            continue;
        }
        match desk.tags.records.get(&id) {
            Some(record) => drop(found.insert(id, record.clone())),
            None => drop(missing.insert(id.to_string())),
        }
    }
    desk.unread += missing.len();
    for name in missing {
        complain(&format!("no such article: {name}"));
    }
    found
}

/// The files of a desk by their paths.
struct Names {
    /// As their names are shown: what is no UTF-8 in them may be typed so.
    places: HashMap<String, Vec<usize>>,
    here: PathBuf,
    /// The folder from the root on, as it is written and as it is.
    folders: [PathBuf; 2],
}

impl Names {
    fn of(folder: &Path, files: &[FileEntry]) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, file) in files.iter().enumerate() {
            places.entry(slashed(&file.path)).or_default().push(place);
        }
        let here = env::current_dir().unwrap_or_default();
        let written = plain(&here.join(folder));
        let real = folder.canonicalize().unwrap_or_else(|_| written.clone());
        Self { places, here, folders: [written, real] }
    }

    /// The files meant by a path from the desk's folder, else from the current one or from the root. A
    /// link is followed where it stays in the desk; a file that the desk does not list is not found.
    fn find(&self, target: &str) -> Option<&[usize]> {
        let absolute = self.here.join(target);
        let inside = |path: &Path| {
            let relative = self.folders.iter().find_map(|folder| path.strip_prefix(folder).ok())?;
            self.places.get(&slashed(relative))
        };
        self.places
            .get(&slashed(&plain(Path::new(target))))
            .or_else(|| inside(&plain(&absolute)))
            .or_else(|| inside(&absolute.canonicalize().ok()?))
            .map(Vec::as_slice)
    }
}

/// A path without `.`, `..` and doubled separators, as far as its words tell.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            Component::ParentDir if out.has_root() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_by_its_words() {
        for (path, expected) in [
            ("a//b/./c.txt", "a/b/c.txt"),
            ("./a/../b.txt", "b.txt"),
            ("../a/b/../../c", "../c"),
            ("../../a", "../../a"),
            ("/../a", "/a"),
        ] {
            assert_eq!(plain(Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
