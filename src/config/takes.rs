//! What a setting can be, and whether what was written is that.

use std::path::Path;

use toml::de::DeValue;

use super::{
    fault::{describe, nearest, suggest},
    theme,
};
use crate::text::argv;

/// What a setting can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A whole number, from and to.
    Number(u16, u16),
    Choice(&'static [&'static str]),
    /// The name of a theme.
    Theme,
    /// True or false.
    Flag,
    /// A program with its arguments, as one types them.
    Command,
}

pub enum Value {
    Number(u16),
    Text(String),
    Flag(bool),
}

impl Value {
    pub fn number(&self) -> Option<u16> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) | Self::Flag(_) => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Number(_) | Self::Flag(_) => None,
            Self::Text(text) => Some(text),
        }
    }

    pub fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Number(_) | Self::Text(_) => None,
        }
    }
}

pub(super) fn name(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl std::fmt::Display for Takes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(from, to) => write!(f, "a whole number from {from} to {to}"),
            Self::Choice(names) => write!(f, "one of {}", names.join(", ")),
            Self::Theme => f.write_str("the name of a theme"),
            Self::Flag => f.write_str("true or false"),
            Self::Command => f.write_str("a program with its arguments"),
        }
    }
}

impl Takes {
    /// The value, or what it must be.
    pub(super) fn check(self, value: &DeValue<'_>, themes: Option<&Path>) -> Result<Value, String> {
        let wrong = |hint: &str| format!("{self}, not {}{hint}", describe(value));
        match (self, value) {
            (Self::Number(from, to), DeValue::Integer(number)) => {
                u16::from_str_radix(number.as_str(), number.radix())
                    .ok()
                    .filter(|n| (from..=to).contains(n))
                    .map(Value::Number)
                    .ok_or_else(|| wrong(""))
            }
            (Self::Choice(names), DeValue::String(text)) if names.contains(&text.as_ref()) => {
                Ok(name(text))
            }
            (Self::Choice(names), DeValue::String(text)) => {
                let near = nearest(text, names);
                let hint = near.map(|near| format!(" (did you mean \"{near}\"?)"));
                Err(wrong(&hint.unwrap_or_default()))
            }
            (Self::Theme, DeValue::String(text)) if theme::exists(text, themes) => Ok(name(text)),
            (Self::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Self::Command, DeValue::String(text)) => match argv::split(text) {
                Ok(_) => Ok(name(text)),
                Err(why) => Err(format!("{self}: {why}")),
            },
            (Self::Theme, DeValue::String(text)) => Err(wrong(&suggest(text, theme::NAMES))),
            _ => Err(wrong("")),
        }
    }
}
