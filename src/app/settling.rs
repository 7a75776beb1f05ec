//! What every event leaves behind: the page laid out, the selection in sight, what is shown asked for.

use super::{App, Effect};

impl App {
    /// After every event: the page fits the screen, the selection is in sight, what is shown is
    /// asked for.
    pub(super) fn settle(&mut self) {
        self.settle_start();
        self.settle_arrivals();
        self.settle_watch();
        self.settle_learned();
        self.settle_brief();
        let Some(panes) = self.panes() else { return };
        if let Some(list) = panes.list {
            let (height, plain) = (list.height as usize, self.plain);
            self.view_mut().scroll_to_selected(height, plain);
        }
        self.settle_page(panes.text);
        let wanted = self.wanted();
        if wanted != self.asked {
            self.asked.clone_from(&wanted);
            if !wanted.is_empty() {
                self.effects.push(Effect::Load(wanted));
            }
        }
    }
}
