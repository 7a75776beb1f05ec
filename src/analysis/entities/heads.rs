//! Last words of names that tell their kind: `Mosque`, `Olympics`.

use super::labels::{EVENT, FACILITY, PLACE};

/// The kind of a name of two or more words that was taken for `kind`, by its last word in lower
/// case.
pub fn kind_by_head(kind: u8, last: &str) -> u8 {
    if kind != PLACE {
        return kind;
    }
    if FACILITIES.contains(&last) {
        FACILITY
    } else if NEVER_PLACES.contains(&last) {
        EVENT
    } else {
        kind
    }
}

/// Those of [`EVENTS`] that no place is called by.
const NEVER_PLACES: &[&str] = &["day", "festival", "olympics", "games", "cup", "summit"];

/// Last words of names of events.
pub const EVENTS: &[&str] = &[
    "cup",
    "open",
    "olympics",
    "games",
    "war",
    "day",
    "festival",
    "championship",
    "championships",
    "election",
    "elections",
    "prix",
    "league",
    "tour",
    "trophy",
    "revolution",
    "spring",
    "summit",
    "conference",
    "referendum",
    "uprising",
    "intifada",
    "ramadan",
    "christmas",
    "easter",
    "hajj",
    "holocaust",
    "marathon",
    "classic",
    "masters",
    "convention",
    "crisis",
    "forum",
    "expo",
    "carnival",
    "awards",
    "week",
    "eid",
    "al-fitr",
    "al-adha",
    "halloween",
    "thanksgiving",
    "wimbledon",
    "genocide",
    "massacre",
    "disaster",
    "earthquake",
    "tsunami",
    "hurricane",
    "riots",
    "protests",
    "campaign",
    "operation",
    "battle",
    "derby",
    "final",
    "finals",
    "series",
];

/// Last words of names of buildings and the like.
pub const FACILITIES: &[&str] = &[
    "airport",
    "stadium",
    "mosque",
    "hospital",
    "bridge",
    "palace",
    "square",
    "park",
    "prison",
    "hotel",
    "station",
    "cathedral",
    "church",
    "temple",
    "museum",
    "arena",
    "gate",
    "crossing",
    "road",
    "street",
    "avenue",
    "highway",
    "tower",
    "building",
    "centre",
    "center",
    "mall",
    "dam",
    "port",
    "jail",
    "garden",
    "gardens",
    "hall",
    "base",
    "camp",
    "cemetery",
    "castle",
    "fort",
    "oval",
    "ground",
    "theatre",
    "theater",
    "canal",
    "tunnel",
    "railway",
    "shrine",
    "monastery",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_word_tells_a_building_or_an_event_from_a_place() {
        for (kind, last, expected) in [
            (PLACE, "mosque", FACILITY),
            (PLACE, "day", EVENT),
            (PLACE, "spring", PLACE),
            (0, "day", 0),
        ] {
            assert_eq!(kind_by_head(kind, last), expected, "{last}");
        }
    }
}
