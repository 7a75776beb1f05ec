//! While a key is held down, the list and the titles follow it; the texts beside follow when it rests.
//!
//! Keys that repeat come about 30 times a second, faster than anybody reads, and each would have the whole
//! text written again: over a slow line the list would lag behind the key.

use std::time::{Duration, Instant};

use crate::corpus::DocId;

/// Steps from article to article that come closer than this are those of a key held down. Longer than
/// the pause between repeats (33 to 40 ms), shorter than anybody's between two keys meant.
const REST: Duration = Duration::from_millis(60);

/// Which article the screen shows, and how fast it was come by.
#[derive(Debug, Default)]
pub(super) struct Haste {
    selected: Option<DocId>,
    moved: Option<Instant>,
    /// Whose texts are on the screen.
    shown: Option<DocId>,
    until: Option<Instant>,
}

impl Haste {
    /// Until when the texts on the screen are left as they are, with this article selected now.
    pub fn wait(&mut self, selected: Option<DocId>, now: Instant) -> Option<Instant> {
        if selected != self.selected {
            let hasty = self.moved.is_some_and(|moved| now.duration_since(moved) < REST);
            self.selected = selected;
            self.moved = Some(now);
            self.until = hasty.then_some(now + REST);
        }
        self.until = self.until.filter(|until| now < *until && self.shown != selected);
        if self.until.is_none() {
            self.shown = selected;
        }
        self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Articles at milliseconds, and whether their texts wait.
    fn waits(steps: &[(u32, u64)]) -> Vec<bool> {
        let start = Instant::now();
        let mut haste = Haste::default();
        let mut wait = |(doc, at): &(u32, u64)| {
            haste.wait(Some(DocId(*doc)), start + Duration::from_millis(*at)).is_some()
        };
        steps.iter().map(&mut wait).collect()
    }

    #[test]
    fn texts_wait_only_while_steps_follow_each_other_fast() {
        assert_eq!(waits(&[(0, 0), (1, 500), (2, 1000), (3, 1100)]), [false; 4]);
        let held = [(0, 0), (1, 500), (2, 533), (3, 566), (3, 590), (3, 626)];
        assert_eq!(waits(&held), [false, false, true, true, true, false]);
        assert_eq!(waits(&[(0, 0), (1, 20), (0, 40)]), [false, true, false], "it is still shown");
        assert_eq!(waits(&[(0, 0), (1, 20), (1, 90), (2, 100)]), [false, true, false, false]);
    }
}
