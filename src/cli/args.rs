//! The arguments: help, manual page and completions come from here.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValue};
use clap_complete::Shell;

use super::taken;
use crate::{analysis::EntityKind, export::Format, query::SortKey};

/// Reads a folder of news articles in the terminal: each text with its names highlighted, a summary
/// made of its own sentences, tags in one key.
#[derive(Debug, Parser)]
#[command(
    name = "copydesk",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    after_help = AFTER
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub screen: ScreenArgs,
}

impl Cli {
    /// Parses the process's arguments.
    pub fn of_process() -> Result<Self, clap::Error> {
        Self::try_parse_from(taken::mark(std::env::args_os().collect()))
    }
}

const AFTER: &str = "\
Without a command the screen opens: on FOLDER, or on the current folder if it holds articles.
A folder that is named like a command is written with its path: `copydesk ./list`.

Try it: `copydesk demo`

Exit status:
  0  done
  1  nothing matched
  2  wrong use
  3  the config or the tags file cannot be used
  4  some inputs could not be read; the rest is done, each is named
  5  the output cannot be written, or is there already";

#[derive(Debug, Args)]
pub struct ScreenArgs {
    /// Folders or files with articles (.txt, .md, .html)
    #[arg(value_name = "FOLDER|FILE")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub query: QueryArg,
    #[command(flatten)]
    pub files: FileArgs,
    /// Colours: terminal, light, dark, high-contrast, blue-orange or mono
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    #[command(flatten)]
    pub plain: PlainArg,
    /// Save nothing
    #[arg(long)]
    pub read_only: bool,
    /// Do not notice files that come, go or change while one reads
    #[arg(long)]
    pub no_watch: bool,
}

#[derive(Debug, Args)]
pub struct PlainArg {
    /// For screen readers: one pane, no rules, the real cursor on what is selected
    #[arg(long)]
    pub plain: bool,
}

#[derive(Debug, Args)]
pub struct QueryArg {
    /// Only articles that match, for example `is:new @name` or `#tag or "a phrase"`
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
}

#[derive(Debug, Args)]
pub struct FileArgs {
    /// The tags file [default: tags.toml in the folder]
    #[arg(long, value_name = "FILE")]
    pub tags: Option<PathBuf>,
    /// The config file [default: see `copydesk config path`]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ConfigArg {
    /// The config file [default: see `copydesk config path`]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct DeskArgs {
    /// The folder (or file) with articles
    #[arg(value_name = "DESK")]
    pub desk: PathBuf,
    #[command(flatten)]
    pub files: FileArgs,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Opens the built-in sample desk, in a scratch copy
    Demo(DemoArgs),
    /// Writes what is found in each article as JSON lines: blocks, sentences, names, summary
    Annotate(AnnotateArgs),
    /// Lists the articles of a desk
    List(ListArgs),
    /// Prints one article with its summary and names
    Show(ShowArgs),
    /// Puts tags on articles and takes them off
    Tag(TagArgs),
    /// Lists the names of a desk and how many articles have each
    Entities(EntitiesArgs),
    /// Exports articles with their tags: those decided, or those asked for
    Export(ExportArgs),
    /// Checks the config, and the tags file and the articles of a desk
    Check(CheckArgs),
    /// Says where the config is, shows it, makes a first one
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Lists every key that is bound, and every action
    Keys(KeysArgs),
    /// Writes the completions of a shell
    Completions(CompletionsArgs),
    /// Writes the manual page, of one command if it is named
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// Colours: terminal, light, dark, high-contrast, blue-orange or mono
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    #[command(flatten)]
    pub plain: PlainArg,
}

#[derive(Debug, Args)]
#[command(after_help = "\
With `-` it reads JSON lines {\"id\", \"text\", \"title\"?, \"date\"?} from standard input and answers each
with one line, so it fits any program that pipes lines:  cat articles.jsonl | copydesk annotate -

Names are as found: corrections that were made on a desk are not applied. `copydesk show`, `list`,
`entities` and `export` apply them.")]
pub struct AnnotateArgs {
    /// Sentences of each summary, at most
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = sentences())]
    pub sentences: u16,
    /// Words of each summary, as near as whole sentences come
    #[arg(long, value_name = "N", value_parser = words(), conflicts_with = "sentences")]
    pub words: Option<u16>,
    /// Say why each sentence is in the summary: `reasons`, in the order of `summary`
    #[arg(long)]
    pub reasons: bool,
    /// Folders or files, or `-` for JSON lines on standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
}

fn words() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=1000)
}

fn sentences() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=10)
}

#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub desk: DeskArgs,
    #[command(flatten)]
    pub query: QueryArg,
    /// Order: date, source, title, entities, words or path; `-date` turns it round
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// Paths with a NUL after each (for `xargs -0`)
    #[arg(short = '0')]
    pub nul: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Columns for the eye
    Table,
    /// One JSON object a line, with every field
    Jsonl,
    /// A table for spreadsheets, with every field
    Csv,
    /// Paths to open, one a line
    Paths,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    #[command(flatten)]
    pub desk: DeskArgs,
    /// The article: its id (or the start of it), or its path; may be left out where DESK is a file
    #[arg(value_name = "ID|PATH")]
    pub article: Option<OsString>,
    /// Sentences of the summary [default: as in the config]
    #[arg(long, value_name = "N", value_parser = sentences())]
    pub sentences: Option<u16>,
    /// Words of the summary, as near as whole sentences come
    #[arg(long, value_name = "N", value_parser = words(), conflicts_with = "sentences")]
    pub words: Option<u16>,
    /// Say why each sentence is in the summary
    #[arg(long)]
    pub reasons: bool,
    /// Prefer sentences with this text in the summary
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub about: Option<String>,
    /// Prefer sentences about what this query asks for, for example `@name or "a phrase"`
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true, conflicts_with = "about")]
    pub query: Option<String>,
    /// Widest line, in columns
    #[arg(long, value_name = "N", default_value_t = 74, value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: u16,
    /// When to mark names with colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub color: When,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk tag news +iran -todo 2031/strike.txt
  copydesk tag news +drone -q 'drone or /UAVs?/' --dry-run
  copydesk list news --format jsonl | grep Velmora | copydesk tag news +velmora -")]
pub struct TagArgs {
    #[command(flatten)]
    pub desk: DeskArgs,
    /// Tags to put (`+iran`) and to take (`-todo`), then ids or paths; `-` reads them from standard input
    #[arg(value_name = "+TAG|-TAG|ID|PATH", required = true)]
    pub words: Vec<OsString>,
    #[command(flatten)]
    pub query: QueryArg,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
`new` are names whose first date is the newest day of all articles asked for. Only dates that an article
bears count, not those of files. With --format jsonl each name has its other spellings, the commonest
first.")]
pub struct EntitiesArgs {
    #[command(flatten)]
    pub desk: DeskArgs,
    #[command(flatten)]
    pub query: QueryArg,
    /// Only this kind
    #[arg(long, value_name = "K", value_parser = kinds())]
    pub kind: Option<EntityKind>,
    /// Only names in at least so many articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min: usize,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Columns for the eye
    Table,
    /// One JSON object a line
    Jsonl,
    /// A table for spreadsheets
    Csv,
}

fn kinds() -> impl clap::builder::TypedValueParser<Value = EntityKind> {
    use clap::builder::TypedValueParser as _;
    let names = EntityKind::ALL.into_iter().filter(|kind| kind.is_name()).map(EntityKind::name);
    clap::builder::PossibleValuesParser::new(names).map(|name| {
        let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == name);
        kind.unwrap_or(EntityKind::Other)
    })
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag on the command line")]
pub struct ExportArgs {
    #[command(flatten)]
    pub desk: DeskArgs,
    #[command(flatten)]
    pub query: QueryArg,
    /// Only articles with this tag; may be given again for one or the other
    #[arg(short, long, value_name = "T", conflicts_with = "query")]
    pub tag: Vec<String>,
    /// Every article, decided or not
    #[arg(long, conflicts_with_all = ["query", "tag"])]
    pub all: bool,
    /// The format [default: by the ending of the file]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// The file to write, or `-` for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// Start the table with a byte order mark, for spreadsheets that need one (csv)
    #[arg(long)]
    pub bom: bool,
    /// A NUL after each path (txt)
    #[arg(short = '0')]
    pub nul: bool,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.help()))
    }
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The folder with articles
    #[arg(value_name = "DESK")]
    pub desk: Option<PathBuf>,
    #[command(flatten)]
    pub files: FileArgs,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Prints where the config file is looked for
    Path,
    /// Prints the settings in use
    Show(ConfigArg),
    /// Writes a first config file, every setting explained and at its default
    Init {
        #[command(flatten)]
        config: ConfigArg,
        /// Write over a file that is there
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, Args)]
pub struct KeysArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = KeysFormat::Table)]
    pub format: KeysFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeysFormat {
    /// Columns for the eye
    Table,
    /// A Markdown table
    Md,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// A command of copydesk
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// The names of the orders, for messages.
pub fn sort_keys() -> String {
    SortKey::ALL.map(SortKey::name).join(", ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }
}
