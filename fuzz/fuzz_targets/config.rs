//! A config file of any bytes is settings that write out to themselves, or faults that are safe to show.
#![no_main]

use std::path::Path;

use copydesk::config::Config;
use libfuzzer_sys::fuzz_target;

/// Bytes of a message that tells one fault; none repeats a whole file.
const LONGEST: usize = 2000;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    // A watch list in a file of its own is read: what waits there for ever is no fault of ours.
    if text.contains("/dev") {
        return;
    }
    let path = Path::new("/nowhere/config.toml");
    match Config::parse(path, &text) {
        Ok(config) => {
            let written = config.to_toml();
            let again = Config::parse(path, &written).unwrap_or_else(|faults| {
                panic!("{faults:?} in\n{written}");
            });
            assert_eq!(again, config);
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in faults {
                let said = fault.to_string();
                assert!(said.len() <= LONGEST, "{} bytes", said.len());
                assert!(!said.chars().any(acts), "{said:?}");
                assert!(fault.line <= text.matches('\n').count() + 1);
            }
        }
    }
});

/// Controls of the terminal and of the direction of text.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
