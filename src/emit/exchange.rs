//! Puts a staged folder into the place of the old one.
#![expect(clippy::disallowed_methods, reason = "edge: this is where outputs change places")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{parent, prefix};

/// Lets `staged` take the place of `folder`. Returns where the old output now is, if there was one.
pub(super) fn exchange(staged: &Path, folder: &Path) -> io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(folder).is_err() {
        fs::rename(staged, folder)?;
        return Ok(None);
    }
    match swap(staged, folder) {
        Ok(()) => Ok(Some(staged.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => two_steps(staged, folder).map(Some),
        Err(error) => Err(error),
    }
}

/// Exchanges the two in one step, so that at no moment there is no site.
#[cfg(target_os = "linux")]
fn swap(staged: &Path, folder: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, staged, CWD, folder, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        // Old kernels and some network file systems cannot.
        Errno::NOSYS | Errno::INVAL | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves the old output aside, then the new one in. Killed in between, the next build moves it back.
fn two_steps(staged: &Path, folder: &Path) -> io::Result<PathBuf> {
    let aside = aside(folder);
    let _ = fs::remove_dir_all(&aside);
    fs::rename(folder, &aside)?;
    match fs::rename(staged, folder) {
        Ok(()) => Ok(aside),
        Err(error) => {
            fs::rename(&aside, folder)?;
            Err(error)
        }
    }
}

/// Takes an exchange back: the old output returns to `folder`, and the new one to where it was staged. Nothing
/// more can be done where that fails too; both are still there.
pub(super) fn undo(displaced: Option<&Path>, staged: &Path, folder: &Path) {
    let _ = match displaced {
        Some(displaced) if displaced == staged => swap(staged, folder),
        Some(displaced) => fs::rename(folder, staged).and_then(|()| fs::rename(displaced, folder)),
        None => fs::rename(folder, staged),
    };
}

/// Moves an output back that a killed build had moved aside.
pub(super) fn recover(folder: &Path) {
    let aside = aside(folder);
    if fs::symlink_metadata(folder).is_err() && aside.is_dir() {
        let _ = fs::rename(&aside, folder);
    }
}

fn aside(folder: &Path) -> PathBuf {
    let mut name = prefix(folder);
    name.push("old");
    parent(folder).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let (old, new) = (root.path().join("out"), root.path().join(".out.helpsmith-1"));
        fs::create_dir(&old).unwrap();
        fs::create_dir(&new).unwrap();
        fs::write(old.join("a"), "old").unwrap();
        fs::write(new.join("a"), "new").unwrap();
        (root, old, new)
    }

    #[test]
    fn both_ways_give_the_new_folder_and_the_old_one_back() {
        for step in [exchange, |staged: &Path, folder: &Path| two_steps(staged, folder).map(Some)] {
            let (_root, out, staged) = folders();
            let displaced = step(&staged, &out).unwrap().unwrap();
            assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "new");
            assert_eq!(fs::read_to_string(displaced.join("a")).unwrap(), "old");
            undo(Some(&displaced), &staged, &out);
            assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "old");
            assert_eq!(fs::read_to_string(staged.join("a")).unwrap(), "new");
        }
    }

    #[test]
    fn a_build_killed_between_two_steps_is_recovered() {
        let (_root, out, _) = folders();
        fs::rename(&out, aside(&out)).unwrap();
        recover(&out);
        assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "old");
    }
}
