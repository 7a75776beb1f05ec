//! Keys, pastes and resizes from the terminal, in batches that wait for each other.

use std::{
    sync::mpsc::{Receiver, Sender},
    thread,
    time::Duration,
};

use ratatui::{
    crossterm::event::{
        self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
    },
    layout::Size,
};

use super::Message;
use crate::{
    app::Event,
    config::{Key, key::Code},
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
            let mut batch: Vec<Event> = translate(&first).into_iter().collect();
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

fn translate(event: &TerminalEvent) -> Option<Event> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
            key_of(*key).map(Event::Key)
        }
        TerminalEvent::Paste(text) => Some(Event::Paste(text.clone())),
        TerminalEvent::Resize(width, height) => {
            Some(Event::Resize(Size { width: *width, height: *height }))
        }
        TerminalEvent::Key(_)
        | TerminalEvent::FocusGained
        | TerminalEvent::FocusLost
        | TerminalEvent::Mouse(_) => None,
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
