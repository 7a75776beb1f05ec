//! What is said of a panic, and kept of it: never its own words as they are, since these may quote an
//! article.

use std::{
    any::Any,
    backtrace::Backtrace,
    panic::{self, Location, PanicHookInfo},
    sync::{Mutex, PoisonError, mpsc::Sender},
    thread::{self, JoinHandle},
};

use super::{Message, terminal};

/// Faults kept until they are reported; the first ones tell most.
const KEPT: usize = 4;

/// Calls kept of a fault, the innermost.
const CALLS: usize = 60;

/// Letters of a message that are kept.
const LONGEST: usize = 200;

/// One panic, cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub thread: String,
    /// File, line and column.
    pub place: String,
    pub message: String,
    /// Names of functions, the innermost first; none where the program does not know them.
    pub calls: Vec<String>,
}

static FAULTS: Mutex<Vec<Fault>> = Mutex::new(Vec::new());

/// The faults since this was last asked.
pub(super) fn take() -> Vec<Fault> {
    std::mem::take(&mut *FAULTS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Has a panic say in one clean line where it was, by `tell`. For commands; the reader has `watch`.
pub fn tame(tell: fn(&str)) {
    panic::set_hook(Box::new(move |panic| {
        let fault = Fault::of(panic);
        if !fault.is_expected() {
            tell(&format!("fault of the program: {}", fault.told()));
        }
    }));
}

/// Gives the terminal back at once where the main thread panics, and keeps what is known of a panic
/// until it is reported. `messages` are told of those of other threads.
pub(super) fn watch(messages: Sender<Message>) {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        let of_main = thread::current().id() == main;
        if of_main {
            let _ = terminal::restore();
        }
        let mut fault = Fault::of(panic);
        if !of_main && fault.is_expected() {
            return;
        }
        fault.calls = calls(&Backtrace::force_capture().to_string());
        let mut faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
        if faults.len() < KEPT {
            faults.push(fault);
        }
        drop(faults);
        if !of_main {
            let _ = messages.send(Message::Fault);
        }
    }));
}

/// What a panic that was caught said, as far as it quotes nothing.
pub(super) fn said(panic: &(dyn Any + Send)) -> String {
    fixed_part(words(panic).unwrap_or("unknown"))
}

/// What a panic said; for our eyes only.
fn words(panic: &(dyn Any + Send)) -> Option<&str> {
    let fixed = panic.downcast_ref::<&str>().copied();
    fixed.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
}

/// Starts a thread with a name: a fault that ends it is told whatever code it is in.
pub(super) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(work).expect("the system has room for a thread")
}

impl Fault {
    fn of(panic: &PanicHookInfo) -> Self {
        let thread = thread::current().name().unwrap_or(UNNAMED).to_owned();
        let file = panic.location().map_or("", Location::file);
        let place = panic.location().map_or_else(
            || "a place that is not known".to_owned(),
            |at| format!("{}:{}:{}", shortened(file), at.line(), at.column()),
        );
        let said = words(panic.payload()).filter(|_| !is_foreign(file)).unwrap_or_default();
        Self { thread, place, message: fixed_part(said), calls: Vec::new() }
    }

    /// Whether it is of other people's code on a thread that reads articles: broken pages do that, it is
    /// caught, and the row of the article tells.
    fn is_expected(&self) -> bool {
        self.thread == UNNAMED && is_foreign(&self.place)
    }

    /// Whether the program cannot go on without the thread.
    pub fn is_fatal(&self) -> bool {
        FATAL.contains(&self.thread.as_str())
    }

    /// Where it was and what it said.
    pub fn told(&self) -> String {
        let Self { place, message, .. } = self;
        if message.is_empty() { place.clone() } else { format!("{place}: {message}") }
    }
}

/// The name of threads without one.
const UNNAMED: &str = "worker";

/// Threads without which nothing is left to do but to save and end.
const FATAL: [&str; 3] = ["main", "input", "signals"];

/// Whether a file of the sources is neither ours nor the standard library's.
fn is_foreign(file: &str) -> bool {
    let file = shortened(file);
    !["src/", "library/", "copydesk-"].iter().any(|ours| file.starts_with(ours))
}

/// The path of a source file without that of the machine it was built on.
fn shortened(file: &str) -> String {
    let file = file.replace('\\', "/");
    if let Some((_, library)) = file.split_once("/library/").filter(|_| file.starts_with("/rustc/"))
    {
        return format!("library/{library}");
    }
    if let Some((_, crates)) = file.split_once("/registry/src/") {
        return crates.split_once('/').map_or(crates, |(_, rest)| rest).to_owned();
    }
    if !file.starts_with('/') {
        return file;
    }
    let parts: Vec<&str> = file.rsplit('/').take(4).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// Code that the standard library quotes in its messages.
const CODE: [&str; 8] = [
    "`Option::unwrap()`",
    "`Result::unwrap()`",
    "`Result::unwrap_err()`",
    "`Err`",
    "`Ok`",
    "`None`",
    "`left == right`",
    "`left != right`",
];

/// What a panic says, up to where it may quote an article: quotation marks, what stands behind a colon,
/// letters beyond ASCII.
fn fixed_part(message: &str) -> String {
    let mut kept = String::new();
    let mut rest = message;
    while let Some(c) = rest.chars().next() {
        if let Some(code) = CODE.iter().find(|code| rest.starts_with(**code)) {
            kept.push_str(code);
            rest = rest.strip_prefix(code).unwrap_or_default();
            continue;
        }
        let plain = c == ' ' || c.is_ascii_alphanumeric() || ";,.()<>=-_".contains(c);
        let numbers = c == ':' && is_of_an_index(rest);
        if !(plain || numbers) || kept.len() >= LONGEST {
            break;
        }
        kept.push(c);
        rest = rest.strip_prefix(c).unwrap_or_default();
    }
    let kept = kept.trim_end();
    if rest.is_empty() { kept.to_owned() } else { format!("{kept} […]") }
}

/// Whether this is the end of `index out of bounds: the len is 3 but the index is 5`.
fn is_of_an_index(rest: &str) -> bool {
    let words = ": the len is but the index is ";
    let without_numbers: String = rest.chars().filter(|c| !c.is_ascii_digit()).collect();
    without_numbers.replace("  ", " ") == words
}

/// The names of functions in a backtrace, without those of the panic itself.
fn calls(backtrace: &str) -> Vec<String> {
    let names = backtrace.lines().filter_map(|line| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.parse::<u32>().ok().map(|_| name.to_owned())
    });
    let names: Vec<String> =
        names.filter(|name| name != "<unknown>" && name != "__mh_execute_header").collect();
    let begin = names.iter().rposition(|name| name.contains("panicking::")).map_or(0, |at| at + 1);
    names.into_iter().skip(begin).take(CALLS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_panic_quotes_is_not_kept() {
        let text = "Geheim „Ärger“ im `Haus`: alles";
        let no_boundary = text.find('Ä').unwrap() + 1;
        #[expect(clippy::string_slice, reason = "to see what it says")]
        let slicing = panic::catch_unwind(|| text[no_boundary..].len()).unwrap_err();
        let slicing = slicing.downcast_ref::<String>().unwrap();
        assert!(slicing.contains("Geheim"), "the library quotes it no more: {slicing}");
        for (message, kept) in [
            ("", ""),
            ("no such state", "no such state"),
            ("index out of bounds: the len is 3 but the index is 15", ""),
            ("secrets: the len is 3 but the index is 15 of it", "secrets […]"),
            ("called `Option::unwrap()` on a `None` value", ""),
            (
                "called `Result::unwrap()` on an `Err` value: \"The quiet day\"",
                "called `Result::unwrap()` on an `Err` value […]",
            ),
            ("ranges lie inside: The quiet day", "ranges lie inside […]"),
            (
                "assertion `left == right` failed\n  left: \"day\"",
                "assertion `left == right` failed […]",
            ),
            ("not 'one' of \"two\"", "not […]"),
            ("\u{1b}[2J", " […]".trim_start()),
        ] {
            let kept = if kept.is_empty() { message } else { kept };
            assert_eq!(fixed_part(message).trim_start(), kept, "{message}");
        }
        let kept = fixed_part(slicing);
        assert!(
            kept.contains("byte index") && kept.ends_with("[…]") && !kept.contains("Geheim"),
            "{kept}"
        );
        assert!(fixed_part(&"long ".repeat(1000)).len() < 2 * LONGEST);
    }

    #[test]
    fn no_path_of_the_machine_is_kept_and_the_code_of_others_is_known() {
        for (file, expected, foreign) in [
            ("src/app/keys.rs", "src/app/keys.rs", false),
            ("/rustc/59807616e/library/core/src/option.rs", "library/core/src/option.rs", false),
            (
                "/home/ana/.cargo/registry/src/index-1949cf8c/toml-1.2.0/src/de.rs",
                "toml-1.2.0/src/de.rs",
                true,
            ),
            (
                "C:\\ana\\registry\\src\\index-1\\copydesk-0.1.0\\src\\lib.rs",
                "copydesk-0.1.0/src/lib.rs",
                false,
            ),
            ("/home/ana/vendor/toml/src/de.rs", "vendor/toml/src/de.rs", true),
        ] {
            assert_eq!((shortened(file).as_str(), is_foreign(file)), (expected, foreign), "{file}");
        }
    }

    #[test]
    fn only_the_names_of_calls_are_kept() {
        let trace = "   0: std::backtrace::Backtrace::create\n             at /rustc/1/b.rs:1:1\n   1: \
            core::panicking::panic_fmt\n   2: copydesk::ui::view\n             at ./src/ui/mod.rs:3:5\n   3: \
            <unknown>\n";
        assert_eq!(calls(trace), ["copydesk::ui::view"]);
    }
}
