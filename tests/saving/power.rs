//! Cuts the power of a file system of its own, at random moments: no acknowledged decision is lost.
//!
//! The file system lies in an image and is shut down as by a power cut, with nothing more written. That
//! needs a superuser, loop devices, mkfs.ext4 and Python; where one is missing, nothing is tried, and the
//! test says so.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    chance, report, times,
    writer::{Way, Writer, missing},
};

/// The call `EXT4_IOC_SHUTDOWN`, nothing flushed.
const CUT: &str = "
import fcntl, os, struct, sys
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(folder, 0x8004587D, struct.pack('I', 2))
";

/// An ext4 file system of 32 MB, mounted.
struct Disk {
    root: tempfile::TempDir,
}

fn run(program: &str, arguments: &[&std::ffi::OsStr]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Disk {
    /// `None` where that cannot be done here.
    fn new() -> Option<Self> {
        let disk = Self { root: tempfile::TempDir::new().unwrap() };
        std::fs::create_dir(disk.mount_point()).unwrap();
        std::fs::File::create(disk.image()).unwrap().set_len(32 << 20).unwrap();
        let made = run("mkfs.ext4", &["-q".as_ref(), "-F".as_ref(), disk.image().as_os_str()]);
        (made && disk.mount() && disk.cut() && disk.mount_again()).then_some(disk)
    }

    fn image(&self) -> PathBuf {
        self.root.path().join("image")
    }

    fn mount_point(&self) -> PathBuf {
        self.root.path().join("disk")
    }

    fn mount(&self) -> bool {
        let (image, at) = (self.image(), self.mount_point());
        run("mount", &["-o".as_ref(), "loop".as_ref(), image.as_os_str(), at.as_os_str()])
    }

    fn cut(&self) -> bool {
        run("python3", &["-c".as_ref(), CUT.as_ref(), self.mount_point().as_os_str()])
    }

    fn mount_again(&self) -> bool {
        self.unmount() && self.mount()
    }

    fn unmount(&self) -> bool {
        run("umount", &[self.mount_point().as_os_str()])
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.unmount();
    }
}

/// Cuts while a writer works; what it acknowledged, and what is not there afterwards.
fn cuts(disk: &Disk, file: &Path, way: Way, cuts: u64) -> (BTreeSet<u64>, BTreeSet<u64>) {
    let (mut acknowledged, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for cut in 0..cuts {
        let mut writer = Writer::start(file, way, cut * 100_000, 100_000);
        acknowledged.extend(writer.acknowledged(1));
        // Not waiting for anything: the moment of the cut is what is tried.
        std::thread::sleep(Duration::from_millis(chance(cut, 120)));
        assert!(disk.cut());
        acknowledged.extend(writer.kill_after(0, Duration::ZERO));
        assert!(disk.mount_again(), "after cut {cut}");
        lost.extend(missing(file, &acknowledged));
    }
    (acknowledged, lost)
}

/// How often the control is tried.
const ROUNDS: usize = 5;

#[test]
fn no_acknowledged_decision_is_lost_in_a_power_cut() {
    let begin = Instant::now();
    let Some(disk) = Disk::new() else {
        println!("left out: no file system can be mounted and cut off here");
        return;
    };
    let count = times(8, 100);
    let at = |name: &str| disk.mount_point().join(name);
    let (acknowledged, lost) = cuts(&disk, &at("tags.toml"), Way::Ours, count);
    let of = acknowledged.len();
    report(&format!("{count} power cuts: {} of {of} lost", lost.len()), begin);
    assert_eq!(lost, BTreeSet::new());
    // The system may just have written all by itself, where others keep the disk busy.
    let is_caught = (0..ROUNDS).any(|round| {
        let file = at(&format!("control-{round}.toml"));
        let (acknowledged, lost) = cuts(&disk, &file, Way::Unsynced, 4);
        println!("control: {} of {} lost", lost.len(), acknowledged.len());
        !lost.is_empty()
    });
    assert!(is_caught, "the cut cuts nothing off");
}
