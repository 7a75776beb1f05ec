//! What a setting can be where it is one of a few words.

macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// The names in `config.toml`.
            pub const NAMES: &[&str] = &[$($text),*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            pub fn of_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

choice! {
    /// Who turns right-to-left text round.
    Bidi {
        /// We do, except in terminals known to do it themselves.
        Auto = "auto",
        App = "app",
        Terminal = "terminal",
        /// Nobody.
        Off = "off",
    }
}

choice! {
    /// What decides an article and goes on to the next.
    Advance {
        OnSpace = "on-space",
        /// A tag does, too.
        OnTag = "on-tag",
    }
}

choice! {
    /// How the screen is divided at the start; `w` changes it.
    Layout {
        /// By the size of the screen.
        Auto = "auto",
        Wide = "wide",
        Medium = "medium",
        Stacked = "stacked",
        Single = "single",
    }
}

choice! {
    /// What the terminal can show.
    Symbols {
        /// By the locale (`LC_ALL`, `LC_CTYPE`, `LANG`).
        Auto = "auto",
        Unicode = "unicode",
        /// Nothing but ASCII.
        Ascii = "ascii",
    }
}
