//! Keys, pastes and resizes from the terminal, in batches that wait for each other.

use std::{
    sync::mpsc::{Receiver, Sender},
    thread,
    time::Duration,
};

use ratatui::{
    crossterm::event::{
        self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
        MouseEvent, MouseEventKind,
    },
    layout::{Position, Size},
};

use super::Message;
use crate::{
    app::{App, Event},
    config::{Key, key::Code},
    ui,
};

/// Starts the input thread. It reads again only when its last batch was answered, so that an
/// editor started in between has the terminal to itself.
pub(super) fn start(messages: Sender<Message>, answered: Receiver<()>) {
    thread::spawn(move || {
        loop {
            let Ok(first) = event::read() else {
                let _ = messages.send(Message::HangUp);
                return;
            };
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
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = match event.code {
        // Enter pressed before the terminal was ours arrives as a line feed.
        KeyCode::Char('j') if ctrl => return Some(Key::plain(Code::Enter)),
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
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
}
