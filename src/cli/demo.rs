//! The built-in sample desk.

use std::{io, path::Path};

/// Names and contents of the sample articles.
pub const FILES: &[(&str, &[u8])] = &[];

/// Writes the sample articles into a folder.
pub fn unpack(folder: &Path) -> io::Result<()> {
    for (name, bytes) in FILES {
        let mut file = std::fs::File::create(folder.join(name))?;
        io::Write::write_all(&mut file, bytes)?;
    }
    Ok(())
}
