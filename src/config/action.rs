//! The one table of actions: keys, help, hint line, palette, config check and README come from it.

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    List,
    Text,
}

impl Pane {
    pub const ALL: [Self; 2] = [Self::List, Self::Text];

    /// The name in `config.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Text => "text",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub action: Action,
    /// The name in `config.toml` and `copydesk keys`.
    pub name: &'static str,
    /// One or two words for the hint line.
    pub short: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Default keys in the list; each a sequence of keys with spaces between.
    pub list: &'static [&'static str],
    /// Default keys in the text.
    pub text: &'static [&'static str],
}

impl Entry {
    pub fn keys(&self, pane: Pane) -> &'static [&'static str] {
        match pane {
            Pane::List => self.list,
            Pane::Text => self.text,
        }
    }
}

macro_rules! actions {
    ($($variant:ident $name:literal $short:literal $help:literal $list:tt $text:tt;)*) => {
        /// Something the reader can wish for: a closed list without data, so that it can be bound,
        /// listed and tested.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($variant),* }

        /// Every action, in the order of help.
        pub const ACTIONS: &[Entry] = &[$(Entry {
            action: Action::$variant, name: $name, short: $short, help: $help,
            list: &$list, text: &$text,
        }),*];
    };
}

actions! {
    Tag1 "tag-1" "tag" "put or take the tag of slot 1 (an empty slot asks for its name)" ["1"] ["1"];
    Tag2 "tag-2" "tag" "the same for slot 2" ["2"] ["2"];
    Tag3 "tag-3" "tag" "the same for slot 3" ["3"] ["3"];
    Tag4 "tag-4" "tag" "the same for slot 4" ["4"] ["4"];
    Tag5 "tag-5" "tag" "the same for slot 5" ["5"] ["5"];
    Tag6 "tag-6" "tag" "the same for slot 6" ["6"] ["6"];
    Tag7 "tag-7" "tag" "the same for slot 7" ["7"] ["7"];
    Tag8 "tag-8" "tag" "the same for slot 8" ["8"] ["8"];
    Tag9 "tag-9" "tag" "the same for slot 9" ["9"] ["9"];
    Tag "tag" "other…" "tags to put (+a) or take (-b); a new one gets a free slot" ["t", "0"] ["t", "0"];
    RenameTag "rename-tag" "rename tag" "give a tag another name, everywhere" [] [];
    RemoveTag "remove-tag" "remove tag" "take a tag from all articles and from the list of tags" [] [];
    Next "next" "next" "done, and on to the next undecided article (in the text: page down first)" ["Space"] ["Space"];
    Done "done" "done" "done, and on to the next undecided article, wherever one is in the text" [] [];
    Accept "accept" "accept" "put the tag of slot 1, done, and on to the next undecided article" [] [];
    Drop "drop" "drop" "drop the article (recorded, never deleted) and go on" ["x"] ["x"];
    Later "later" "later" "put the article off to the end of the queue and go on" ["p"] ["p"];
    Star "star" "star" "star or unstar" ["*"] ["*"];
    Note "note" "note" "write a note of one line" ["a"] ["a"];
    Undo "undo" "undo" "undo the last step; without limit, earlier runs too" ["u"] ["u"];
    Redo "redo" "redo" "do again what was undone" ["Ctrl-r"] ["Ctrl-r"];
    Past "history" "steps" "the list of all steps, to go back to any of them" ["U"] ["U"];
    Open "open" "read" "read the article; on a mention: every article with that name" ["Enter", "l", "Right"] ["Enter", "l", "Right"];
    Back "back" "back" "back through the views; from the text to the list" ["h", "Esc", "Backspace", "Left"] ["h", "Esc", "Backspace", "Left"];
    Down "down" "down" "next article; in the text one row down" ["j", "Down"] ["j", "Down"];
    Up "up" "up" "previous article; in the text one row up" ["k", "Up"] ["k", "Up"];
    NextArticle "next-article" "next article" "scroll the text beside the list down; in the text: next article" ["J"] ["J"];
    PreviousArticle "previous-article" "previous article" "scroll the text beside the list up; in the text: previous article" ["K"] ["K"];
    First "first" "top" "first article, or top of the text" ["g g", "Home"] ["g g", "Home"];
    Last "last" "end" "last article, or end of the text" ["G", "End"] ["G", "End"];
    HalfDown "half-down" "half page" "half a page down" ["Ctrl-d"] ["Ctrl-d"];
    HalfUp "half-up" "half page up" "half a page up" ["Ctrl-u"] ["Ctrl-u"];
    PageDown "page-down" "page" "a page down" ["PageDown", "Ctrl-f"] ["PageDown", "Ctrl-f"];
    PageUp "page-up" "page up" "a page up" ["PageUp", "Ctrl-b"] ["PageUp", "Ctrl-b"];
    NextMention "next-mention" "mentions" "next mention of a name in the text" [] ["]"];
    PreviousMention "previous-mention" "mentions" "previous mention of a name in the text" [] ["["];
    NextWatched "next-watched" "watched" "next article with something of the watch list" ["]"] [];
    PreviousWatched "previous-watched" "watched" "previous article with something of the watch list" ["["] [];
    Entities "entities" "names" "the names of this article; a letter shows all articles with one" ["e"] ["e"];
    MarkName "mark-name" "mark a name" "mark words of the text as a name; P O L F G say its kind" [] ["v"];
    Source "source" "sources" "walk the summary's sentences in the text" ["s"] ["s"];
    Longer "longer" "longer" "one more sentence in the summary" ["+"] ["+"];
    Shorter "shorter" "shorter" "one sentence less in the summary" ["-"] ["-"];
    Reasons "reasons" "why" "say why each sentence is in the summary" ["r"] ["r"];
    Context "context" "around" "a sentence of the summary with those before and after it; again the next one" ["c"] ["c"];
    Fold "fold" "unfold" "fold or unfold repeats, posts and boilerplate" [] ["z"];
    Search "search" "search" "search as you type: words, #tag, @name, is:new; words in the text" ["/"] ["/"];
    Narrow "narrow" "narrow" "a query over the articles shown" ["\\"] ["\\"];
    PickView "view" "views" "pick a saved view" ["f"] ["f"];
    RunAgain "run-again" "run again" "run the filter again: what has left it goes, what fits now comes" ["R"] ["R"];
    Mark "mark" "mark" "mark or unmark the article; keys then act on all that are marked" ["v"] [];
    MarkRange "mark-range" "mark to here" "mark all from the article marked last to this one" ["V"] [];
    MarkAll "mark-all" "mark all" "mark all shown; again none" ["A"] [];
    NextHit "next-hit" "next hit" "next hit of the search, on into the next article" ["n"] ["n"];
    PreviousHit "previous-hit" "previous hit" "previous hit of the search" ["N"] ["N"];
    SameSource "same-source" "same source" "articles of the same source" ["g s"] ["g s"];
    SameEntity "same-entity" "same name" "articles with the name at the cursor, else with this one's main name" ["g e"] ["g e"];
    SameDay "same-day" "same day" "articles of the same day" ["g d"] ["g d"];
    SameTag "same-tag" "same tag" "articles with the first tag of this one" ["g t"] ["g t"];
    SortDate "sort-date" "by date" "sort by date; again reverses" [", d"] [];
    SortSource "sort-source" "by source" "sort by source" [", s"] [];
    SortTitle "sort-title" "by title" "sort by title" [", t"] [];
    SortEntities "sort-entities" "by names" "sort by number of names" [", e"] [];
    SortWords "sort-words" "by words" "sort by length" [", w"] [];
    SortPath "sort-path" "by path" "sort by path, as at the start" [", p"] [];
    Export "export" "export" "export what is shown, or a slot's tag, to a file" ["E"] ["E"];
    Copy "copy" "title and link" "copy title and link to the clipboard (OSC 52; works over ssh)" ["y y"] ["y y"];
    CopyText "copy-text" "text" "copy the text as it is shown" ["y t"] ["y t"];
    CopyQuote "copy-quote" "quotation" "copy the sentence at the cursor, else the summary, with its source" ["y q"] ["y q"];
    CopyLink "copy-link" "link" "copy the article's address" ["y l"] ["y l"];
    CopyPath "copy-path" "path" "copy the path of the file" ["y p"] ["y p"];
    Links "links" "links" "the addresses in this article, shown whole; a letter opens one" ["o"] ["o"];
    Pipe "pipe" "send to" "send the article to a program you type, in place of the screen" ["|"] ["|"];
    OtherPane "other-pane" "other pane" "go to the other pane" ["Tab"] ["Tab"];
    Layout "layout" "layout" "next layout" ["w"] ["w"];
    Bidi "bidi" "bidi" "next way of showing right-to-left text: auto, app, terminal, off" ["b"] ["b"];
    Status "status" "where" "say where one is: how many are shown, left, done, marked" ["Ctrl-g"] ["Ctrl-g"];
    Retry "retry" "save again" "try again to save what could not be saved" ["S"] ["S"];
    Redraw "redraw" "redraw" "draw the whole screen again" ["Ctrl-l"] ["Ctrl-l"];
    Suspend "suspend" "suspend" "stop and go back to the shell (fg returns)" ["Ctrl-z"] ["Ctrl-z"];
    Palette "palette" "palette" "every action, view and tag by its name" [":", "Ctrl-p"] [":", "Ctrl-p"];
    Help "help" "help" "all keys, filtered as you type" ["?", "F1"] ["?", "F1"];
    Quit "quit" "quit" "back, then quit; everything is saved" ["q"] ["q"];
    QuitNow "quit-now" "quit now" "quit now; everything is saved" ["Q", "Ctrl-c"] ["Q", "Ctrl-c"];
}

impl Action {
    /// The row of this action.
    pub fn entry(self) -> &'static Entry {
        &ACTIONS[self as usize]
    }

    pub fn of_name(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|entry| entry.name == name).map(|entry| entry.action)
    }

    /// The slot (1 to 9) of a tag action.
    pub fn slot(self) -> Option<u8> {
        (self <= Self::Tag9).then_some(self as u8 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_no_name_is_twice() {
        for (place, entry) in ACTIONS.iter().enumerate() {
            assert_eq!(entry.action as usize, place);
            assert_eq!(Action::of_name(entry.name), Some(entry.action));
        }
    }
}
