//! The scripts of lines: a post in another one stands out.

/// Writing systems told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic,
    Thai,
    EastAsian,
    Hangul,
    Other,
}

const SCRIPTS: usize = 10;

/// Letters by script.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters([usize; SCRIPTS]);

impl Letters {
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        if text.is_ascii() {
            let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
            counts.0[Script::Latin as usize] = letters;
            return counts;
        }
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            counts.0[script(c) as usize] += 1;
        }
        counts
    }

    pub fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    fn total(self) -> usize {
        self.0.iter().sum()
    }

    /// Whether these are letters of another script than most letters of `whole`.
    pub fn is_foreign_to(self, whole: Self) -> bool {
        let main = whole.0.iter().enumerate().max_by_key(|(_, n)| **n).map_or(0, |(at, _)| at);
        let clear = whole.0[main] * 10 > whole.total() * 6;
        let own = self.0[main];
        clear && self.total() >= 12 && own * 10 < self.total() * 4
    }
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0..=0x24f | 0x1e00..=0x1eff | 0xff21..=0xff5a => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x590..=0x5ff => Script::Hebrew,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => {
            Script::Arabic
        }
        0x900..=0xdff => Script::Indic,
        0xe00..=0xeff => Script::Thai,
        0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => {
            Script::EastAsian
        }
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => Script::Hangul,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_in_another_script_is_foreign() {
        let english = Letters::of("The ferry from Port Ells sank on Monday, the coast guard said.");
        assert!(Letters::of("سفينة غرقت في الميناء").is_foreign_to(english));
        assert!(!Letters::of("Another line of English").is_foreign_to(english));
        assert!(!Letters::of("港").is_foreign_to(english));
        assert!(english.is_foreign_to(Letters::of(&"سفينة غرقت في الميناء".repeat(9))));
    }
}
