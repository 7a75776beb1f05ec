//! How fast one decides, from the times of this run's decisions. Changes with decisions only, never by
//! itself.

use jiff::Timestamp;

/// Seconds without a decision after which one was away.
const AWAY: f64 = 300.0;
/// Decisions before anything is said.
const FEWEST: usize = 5;

/// Decisions of this run and the time they took.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pace {
    last: Option<Timestamp>,
    /// Seconds between decisions, breaks left out.
    spent: f64,
    /// Decisions that ended one of these times.
    timed: usize,
    all: usize,
}

impl Pace {
    /// Takes a decision. One that only puts an article off takes time as well, but nothing is done
    /// then.
    pub(super) fn take(&mut self, now: Timestamp, done: bool) {
        let gap = self.last.replace(now).map(|last| now.duration_since(last).as_secs_f64());
        self.all += usize::from(done);
        if let Some(gap) = gap.filter(|gap| (0.0..=AWAY).contains(gap)) {
            self.spent += gap;
            self.timed += usize::from(done);
        }
    }

    /// Seconds for one decision, once there were some.
    fn each(&self) -> Option<f64> {
        let timed = u32::try_from(self.timed).ok().filter(|timed| *timed > 0)?;
        (self.all >= FEWEST && self.spent > 0.0).then(|| self.spent / f64::from(timed))
    }

    /// `38/h`, and how long `left` articles will take: `5 h left`.
    pub fn told(&self, left: usize) -> Option<(String, Option<String>)> {
        let each = self.each()?;
        let rate = format!("{:.0}/h", 3600.0 / each);
        let minutes = f64::from(u32::try_from(left).ok()?) * each / 60.0;
        let time = match minutes {
            _ if left == 0 => None,
            ..90.0 => Some(format!("{:.0} min left", minutes.max(1.0))),
            _ => Some(format!("{:.0} h left", minutes / 60.0)),
        };
        Some((rate, time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told after decisions at these seconds, with so many articles left.
    fn told(seconds: &[i64], left: usize) -> Option<(String, Option<String>)> {
        let mut pace = Pace::default();
        for second in seconds {
            pace.take(Timestamp::from_second(1_700_000_000 + second).unwrap(), true);
        }
        pace.told(left)
    }

    fn text(rate: &str, time: &str) -> (String, Option<String>) {
        (rate.to_owned(), Some(time.to_owned()).filter(|time| !time.is_empty()))
    }

    #[test]
    fn nothing_is_said_before_five_decisions() {
        assert_eq!(told(&[], 10), None);
        assert_eq!(told(&[0, 60, 120, 180], 10), None);
        assert_eq!(told(&[0, 60, 120, 180, 240], 10), Some(text("60/h", "10 min left")));
    }

    #[test]
    fn breaks_do_not_count() {
        assert_eq!(told(&[0, 60, 120, 9000, 9060, 9120], 300), Some(text("60/h", "5 h left")));
        assert_eq!(told(&[0, 1000, 2000, 3000, 4000], 3), None, "no time is known");
        assert_eq!(told(&[0, 300, 600, 900, 1200], 12), Some(text("12/h", "60 min left")));
    }

    #[test]
    fn the_time_left_is_told_as_people_say_it() {
        let minute = [0, 60, 120, 180, 240];
        assert_eq!(told(&minute, 0), Some(text("60/h", "")));
        assert_eq!(told(&minute, 89), Some(text("60/h", "89 min left")));
        assert_eq!(told(&minute, 90), Some(text("60/h", "2 h left")));
        assert_eq!(told(&[0, 1, 2, 3, 4], 5), Some(text("3600/h", "1 min left")));
        assert_eq!(told(&[0, 0, 0, 0, 0], 5), None, "all in the same second");
        assert_eq!(told(&[40, 30, 20, 10, 0], 5), None, "a clock that goes back tells nothing");
    }

    #[test]
    fn putting_off_takes_time_and_decides_nothing() {
        let mut pace = Pace::default();
        for n in 0..10 {
            pace.take(Timestamp::from_second(30 * n).unwrap(), n % 2 == 0);
        }
        // Four decisions in the nine half minutes, one of the five being the first.
        assert_eq!(pace.told(10), Some(text("53/h", "11 min left")));
    }
}
