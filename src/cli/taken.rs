//! Lets `copydesk tag` have words like `-todo`, which look like options.

use std::ffi::OsString;

/// What the `-` of `-todo` becomes among the words of `copydesk tag`, since clap would take it for options;
/// nothing that one types.
pub const TAKEN: &str = "\u{1}-";

/// Options of `copydesk tag` that take a value.
const WITH_VALUE: [&str; 4] = ["-q", "--query", "--tags", "--config"];

/// Rewrites `-name` in the arguments of `copydesk tag`; everything else stays.
pub fn mark(mut args: Vec<OsString>) -> Vec<OsString> {
    if args.get(1).is_none_or(|command| command != "tag") {
        return args;
    }
    let mut is_value = false;
    for arg in args.iter_mut().skip(2) {
        let Some(word) = arg.to_str() else { continue };
        if std::mem::replace(&mut is_value, WITH_VALUE.contains(&word)) {
            is_value = false;
            continue;
        }
        if word == "--" {
            break;
        }
        if let Some(name) = word.strip_prefix('-').filter(|_| !is_value)
            && !name.is_empty()
            && !name.starts_with('-')
            && name != "h"
        {
            *arg = format!("{TAKEN}{name}").into();
        }
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_tags_are_no_options() {
        for (line, expected) in [
            ("tag d +a -todo -q -b x", "tag d +a %todo -q -b x"),
            ("tag d -quiet --tags -x -h --dry-run -", "tag d %quiet --tags -x -h --dry-run -"),
            ("tag d -- -q", "tag d -- -q"),
            ("list d -q -a", "list d -q -a"),
        ] {
            let args = format!("copydesk {line}").split(' ').map(OsString::from).collect();
            let marked: Vec<_> = mark(args);
            let marked: Vec<_> = marked.iter().skip(1).filter_map(|arg| arg.to_str()).collect();
            assert_eq!(marked.join(" "), expected.replace('%', TAKEN));
        }
    }
}
