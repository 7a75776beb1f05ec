//! The reader's settings, themes, keys and where files live.

pub mod action;
pub mod bindings;
mod choices;
mod fault;
pub mod key;

pub mod paths;
pub mod preset;
pub mod settings;
pub mod theme;
pub mod views;
pub mod watch;

pub use action::{Action, Pane};
pub use fault::ConfigError;
pub use key::{Key, Keymap};
pub use settings::Config;
pub use theme::Theme;
pub use views::SavedView;
