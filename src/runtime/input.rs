//! Keys, pastes and resizes from the terminal, in batches that wait for each other.

use std::{
    sync::mpsc::{Receiver, Sender},
    time::Duration,
};

use ratatui::{
    crossterm::event::{
        self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
        MouseEvent, MouseEventKind,
    },
    layout::{Position, Size},
};

use super::{Message, fault, panics, terminal};
use crate::{
    app::{App, Event},
    config::{Key, key::Code},
    ui,
};

/// Starts the input thread. It reads again only when its last batch was answered, so that an
/// editor started in between has the terminal to itself.
pub(super) fn start(messages: Sender<Message>, answered: Receiver<()>) {
    panics::start("input", move || {
        loop {
            let Ok(first) = event::read() else {
                let _ = messages.send(Message::HangUp);
                return;
            };
            fault::strike("input");
            let mut batch: Vec<Input> = translate(&first).into_iter().collect();
            while batch.len() < 64 && event::poll(Duration::ZERO).unwrap_or(false) {
                let Ok(next) = event::read() else { break };
                batch.extend(translate(&next));
            }
            if batch.is_empty() {
                continue;
            }
            if messages.send(Message::Input(batch)).is_err() || answered.recv().is_err() {
                return;
            }
        }
    });
}

/// What came from the terminal.
#[derive(Debug)]
pub(crate) enum Input {
    Event(Event),
    /// The first button of the mouse was pressed.
    Press(Position),
}

impl Input {
    /// What it means to the program as it is now: a press what is drawn there.
    pub fn event(self, app: &App) -> Option<Event> {
        match self {
            Self::Event(event) => Some(event),
            Self::Press(position) => ui::at(app, position).map(Event::Pointed),
        }
    }
}

fn translate(event: &TerminalEvent) -> Option<Input> {
    let event = match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
            key_of(*key).map(Event::Key)
        }
        // A program that was killed may have left it on.
        TerminalEvent::Mouse(_) if !terminal::has_mouse() => None,
        TerminalEvent::Mouse(mouse) => return pointed(*mouse),
        TerminalEvent::Paste(text) => Some(Event::Paste(text.clone())),
        TerminalEvent::Resize(width, height) => {
            Some(Event::Resize(Size { width: *width, height: *height }))
        }
        TerminalEvent::Key(_) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => None,
    };
    event.map(Input::Event)
}

fn pointed(mouse: MouseEvent) -> Option<Input> {
    let position = Position { x: mouse.column, y: mouse.row };
    let wheel = |down| Some(Input::Event(Event::Wheel { position, down }));
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Press(position)),
        MouseEventKind::ScrollDown => wheel(true),
        MouseEventKind::ScrollUp => wheel(false),
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let has = |modifiers| event.modifiers.intersects(modifiers);
    // Only some terminals tell of these keys; to others they do not exist.
    if has(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META) {
        return None;
    }
    let (ctrl, alt) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT));
    let code = match event.code {
        // Enter pressed before the terminal was ours arrives as a line feed.
        KeyCode::Char('j' | 'J') if ctrl => return Some(Key::plain(Code::Enter)),
        // Terminals agree neither on Shift with Ctrl nor on the marks above the digits.
        KeyCode::Char(c @ '4'..='7') if ctrl => match c {
            '4' => Code::Char('\\'),
            '5' => Code::Char(']'),
            '6' => Code::Char('^'),
            _ => Code::Char('_'),
        },
        KeyCode::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) if alt && has(KeyModifiers::SHIFT) => Code::Char(c.to_ascii_uppercase()),
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_from_every_terminal() {
        let (ctrl, shift) = (KeyModifiers::CONTROL, KeyModifiers::SHIFT);
        let alt = KeyModifiers::ALT;
        for (code, modifiers, expected) in [
            (KeyCode::Char('r'), ctrl, Some("Ctrl-r")),
            (KeyCode::Char('r'), ctrl | shift, Some("Ctrl-r")),
            (KeyCode::Char('R'), ctrl | shift, Some("Ctrl-r")),
            (KeyCode::Char('4'), ctrl, Some("Ctrl-\\")),
            (KeyCode::Char('j'), ctrl, Some("Enter")),
            (KeyCode::Char('R'), shift, Some("R")),
            (KeyCode::Char('x'), alt | shift, Some("Alt-X")),
            (KeyCode::Char('X'), alt | shift, Some("Alt-X")),
            (KeyCode::Enter, shift, Some("Enter")),
            (KeyCode::Enter, ctrl, Some("Ctrl-Enter")),
            (KeyCode::Down, ctrl, Some("Ctrl-Down")),
            (KeyCode::Esc, KeyModifiers::NONE, Some("Esc")),
            (KeyCode::BackTab, shift, Some("Shift-Tab")),
            (KeyCode::Char('a'), KeyModifiers::SUPER, None),
        ] {
            let key = key_of(KeyEvent::new(code, modifiers)).map(|key| key.to_string());
            assert_eq!(key.as_deref(), expected, "{code:?} {modifiers:?}");
        }
    }
}
