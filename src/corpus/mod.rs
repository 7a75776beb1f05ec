//! Many articles: walking a folder, reading files, the texts to search, the index of
//! names, what articles say of themselves, what a source writes under all of its articles.

pub mod facts;
pub mod forms;
pub mod habits;
pub mod index;
pub mod peek;
pub mod read;
pub mod set;
pub mod texts;
pub mod walk;

pub use facts::{Fact, Facts};
pub use forms::{Form, Forms};
pub use habits::{Habits, Learned, Traces};
pub use index::{Becomes, EntityIndex, EntityKey, Entry};
pub use peek::Peek;
pub use read::{is_large, read, read_if};
pub use set::DocSet;
pub use texts::{Part, Place, Texts};
pub use walk::{CorpusError, FileEntry, Listing, walk};

/// Number of an article in this run: the order of the listing, then that of coming. Known before the file is read
/// (its [`crate::article::ArticleId`] is not); never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocId(pub u32);
