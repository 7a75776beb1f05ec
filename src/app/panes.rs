//! Where everything is on a screen of a given size: one pure function, used to move and to draw.

use ratatui::layout::{Rect, Size};

/// The four ways to divide the screen, and the choice by width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    #[default]
    Auto,
    /// List | text | side.
    Wide,
    /// List above, text | side below.
    Medium,
    /// List above the side; reading: summary above the text.
    Stacked,
    /// One pane at a time.
    Single,
}

impl Layout {
    pub const ALL: [Self; 5] = [Self::Auto, Self::Wide, Self::Medium, Self::Stacked, Self::Single];

    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Wide => "wide",
            Self::Medium => "medium",
            Self::Stacked => "stacked",
            Self::Single => "single",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name)
    }

    /// The layout that a screen of this size gets.
    #[must_use]
    pub fn on(self, size: Size) -> Self {
        let fits = |layout: Self| match layout {
            Self::Wide => size.width >= 120,
            Self::Medium => size.width >= 80 && size.height >= 18,
            Self::Stacked => size.height >= 12,
            Self::Single | Self::Auto => true,
        };
        if self != Self::Auto && fits(self) {
            return self;
        }
        if size.width < 60 || size.height < 15 {
            Self::Single
        } else if size.width < 100 {
            Self::Stacked
        } else if size.width < 160 {
            Self::Medium
        } else {
            Self::Wide
        }
    }
}

/// What is in front where not all panes fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Front {
    #[default]
    List,
    Side,
    Text,
}

impl Front {
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Side => "side",
            Self::Text => "text",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        [Self::List, Self::Side, Self::Text].into_iter().find(|front| front.name() == name)
    }
}

/// Rectangles of the screen; a pane that is not shown is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panes {
    pub title: Rect,
    pub list: Option<Rect>,
    pub text: Option<Rect>,
    pub side: Option<Rect>,
    /// The short summary above the text (stacked, reading).
    pub summary: Option<Rect>,
    /// One-line rules, horizontal or vertical.
    pub rules: Vec<Rect>,
    pub tags: Rect,
    pub hint: Rect,
}

/// The least screen that the program works on.
pub const SMALLEST: Size = Size { width: 30, height: 8 };

/// Columns left of the text for the summary's numbers.
pub const MARGIN: u16 = 3;

/// Divides a screen; `None` where it is too small. `text_width` is the widest text, without margin.
pub fn panes(size: Size, layout: Layout, front: Front, text_width: u16) -> Option<Panes> {
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return None;
    }
    let row = |y| Rect::new(0, y, size.width, 1);
    let body = Rect::new(0, 1, size.width, size.height - 3);
    let mut panes = Panes {
        title: row(0),
        tags: row(size.height - 2),
        hint: row(size.height - 1),
        ..Panes::default()
    };
    match layout.on(size) {
        Layout::Wide => wide(&mut panes, body, text_width),
        Layout::Medium => medium(&mut panes, body, front, text_width),
        Layout::Stacked => stacked(&mut panes, body, front),
        Layout::Single | Layout::Auto => single(&mut panes, body, front),
    }
    Some(panes)
}

fn wide(panes: &mut Panes, body: Rect, text_width: u16) {
    let text = (text_width + MARGIN + 1).min(body.width * 9 / 20).max(30);
    let side = ((body.width - text) * 2 / 5).clamp(24, 56);
    let list = body.width - text - side - 2;
    panes.list = Some(Rect { width: list, ..body });
    panes.rules.push(Rect { x: list, width: 1, ..body });
    panes.text = Some(Rect { x: list + 1, width: text, ..body });
    panes.rules.push(Rect { x: list + 1 + text, width: 1, ..body });
    panes.side = Some(Rect { x: list + 2 + text, width: side, ..body });
}

fn medium(panes: &mut Panes, body: Rect, front: Front, text_width: u16) {
    let list = match front {
        Front::Text => 4.min(body.height / 4),
        Front::List | Front::Side => body.height / 3,
    };
    panes.list = Some(Rect { height: list, ..body });
    panes.rules.push(Rect { y: body.y + list, height: 1, ..body });
    let below = Rect { y: body.y + list + 1, height: body.height - list - 1, ..body };
    let side = (body.width - (text_width + MARGIN + 2).min(body.width * 2 / 3)).min(60);
    let text = body.width - side - 1;
    panes.text = Some(Rect { width: text, ..below });
    panes.rules.push(Rect { x: text, width: 1, ..below });
    panes.side = Some(Rect { x: text + 1, width: side, ..below });
}

fn stacked(panes: &mut Panes, body: Rect, front: Front) {
    // At 24 rows: 10 of list and 10 of side; reading, 6 of summary and 14 of text.
    let (above, height) = match front {
        Front::Text => (Front::Text, (body.height * 2 / 7).clamp(3, 8)),
        Front::List | Front::Side => (Front::List, body.height.saturating_sub(1) / 2),
    };
    let upper = Rect { height, ..body };
    panes.rules.push(Rect { y: body.y + height, height: 1, ..body });
    let lower = Rect { y: body.y + height + 1, height: body.height - height - 1, ..body };
    if above == Front::Text {
        (panes.summary, panes.text) = (Some(upper), Some(lower));
    } else {
        (panes.list, panes.side) = (Some(upper), Some(lower));
    }
}

fn single(panes: &mut Panes, body: Rect, front: Front) {
    match front {
        Front::List => panes.list = Some(body),
        Front::Side => panes.side = Some(body),
        Front::Text => panes.text = Some(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_panes_inside_the_screen_that_do_not_overlap() {
        for width in 1..240 {
            for height in 1..70 {
                for layout in Layout::ALL {
                    for front in [Front::List, Front::Side, Front::Text] {
                        check(Size { width, height }, layout, front);
                    }
                }
            }
        }
    }

    fn check(size: Size, layout: Layout, front: Front) {
        let Some(panes) = panes(size, layout, front, 74) else {
            assert!(size.width < 30 || size.height < 8);
            return;
        };
        let screen = Rect::new(0, 0, size.width, size.height);
        let mut all = vec![panes.title, panes.tags, panes.hint];
        all.extend([panes.list, panes.text, panes.side, panes.summary].into_iter().flatten());
        all.extend(panes.rules);
        let area: u32 = all.iter().map(|r| r.area()).sum();
        assert_eq!(area, screen.area(), "{size} {layout:?} {front:?}: {all:?}");
        for (i, a) in all.iter().enumerate() {
            assert!(!a.is_empty() && screen.union(*a) == screen, "{size} {layout:?} {a}");
            assert!(all[i + 1..].iter().all(|b| !a.intersects(*b)));
        }
    }

    #[test]
    fn fourteen_rows_of_text_at_80x24() {
        let size = Size { width: 80, height: 24 };
        let panes = panes(size, Layout::Auto, Front::Text, 74).expect("large enough");
        assert!(panes.text.expect("reading").height >= 14);
    }
}
