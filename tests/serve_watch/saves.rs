//! Every way in which editors and tools save: each is seen, and what they leave beside a file is no page.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::support::Site;
use crate::{Watched, article, remove, rename};

/// Long enough for a rebuild that nothing asked for.
const QUIET: Duration = Duration::from_millis(500);

#[track_caller]
fn put(path: &Path, text: &str) {
    fs::write(path, text).expect("a file that can be written");
}

#[test]
fn a_file_that_is_written_in_place_is_seen() {
    let site = Watched::new();
    site.write("content/a/b.md", article("second"));
    site.shows("/a/b/", "second");
    let mut file = OpenOptions::new().append(true).open(site.path("content/a/b.md")).expect("a file");
    file.write_all(b"\nappended\n").expect("room");
    drop(file);
    site.shows("/a/b/", "appended");
}

#[test]
fn a_file_that_is_written_over_and_cut_is_seen() {
    let site = Watched::new();
    site.write("content/a/b.md", article(&"a longer text ".repeat(500)));
    site.shows("/a/b/", "a longer text");
    // The old file is longer: in between it is the new text with the old one's end.
    let text = article("second");
    let mut file = OpenOptions::new().write(true).open(site.path("content/a/b.md")).expect("a file");
    file.write_all(text.as_bytes()).expect("room");
    thread::sleep(Duration::from_millis(20));
    file.set_len(u64::try_from(text.len()).expect("a length")).expect("a file that can be cut");
    drop(file);
    site.shows("/a/b/", "second");
    site.drops("/a/b/", "a longer text");
}

#[test]
fn a_file_that_is_written_in_pieces_is_seen_whole() {
    let site = Watched::new();
    let mut file = File::create(site.path("content/a/b.md")).expect("a file");
    for piece in ["---\n", "title: ", "Bee\n", "---\n", "second", " and", " last\n"] {
        file.write_all(piece.as_bytes()).expect("room");
        file.flush().expect("room");
        thread::sleep(Duration::from_millis(60));
    }
    // The program may hold it open for as long as it likes.
    site.shows("/a/b/", "second and last");
    drop(file);
}

#[test]
fn a_file_that_is_renamed_over_is_seen() {
    let site = Watched::new();
    for (at, name) in
        ["b.md.tmp", ".b.md.tmp", "b.md.k3J9xQ", ".subl1f2.tmp", "b.md___jb_tmp___"].iter().enumerate()
    {
        let (temporary, target) = (site.path(&format!("content/a/{name}")), site.path("content/a/b.md"));
        put(&temporary, &article(&format!("atomic {at}")));
        rename(&temporary, &target);
        site.shows("/a/b/", &format!("atomic {at}"));
    }
}

#[test]
fn a_backup_that_takes_the_name_away_is_seen() {
    let site = Watched::new();
    for word in ["second", "third"] {
        rename(&site.path("content/a/b.md"), &site.path("content/a/b.md~"));
        site.write("content/a/b.md", article(word));
        site.shows("/a/b/", word);
    }
    for address in ["/a/b.md~/", "/a/b.md~", "/a/b~/"] {
        site.loses(address);
    }
}

#[test]
fn a_save_of_vim_is_seen() {
    let site = Watched::new();
    for word in ["second", "third"] {
        let (file, backup) = (site.path("content/a/b.md"), site.path("content/a/b.md~"));
        put(&site.path("content/a/.b.md.swp"), "b0VIM 9.0");
        put(&site.path("content/a/4913"), "");
        remove(&site.path("content/a/4913"));
        rename(&file, &backup);
        put(&file, &article(word));
        remove(&backup);
        remove(&site.path("content/a/.b.md.swp"));
        site.shows("/a/b/", word);
    }
}

#[cfg(unix)]
#[test]
fn a_save_of_emacs_is_seen() {
    let site = Watched::new();
    let lock = site.path("content/a/.#b.md");
    std::os::unix::fs::symlink("user@host.example.4913:1700000000", &lock).expect("a link");
    put(&site.path("content/a/#b.md#"), &article("not saved"));
    fs::copy(site.path("content/a/b.md"), site.path("content/a/b.md~")).expect("a copy");
    put(&site.path("content/a/b.md"), &article("second"));
    remove(&site.path("content/a/#b.md#"));
    remove(&lock);
    let page = site.shows("/a/b/", "second");
    assert!(!page.has("not saved"));
    site.loses("/a/b.md~/");
}

#[test]
fn a_file_that_comes_from_another_folder_is_seen() {
    let site = Watched::new();
    fs::create_dir_all(site.beside("drafts")).expect("a folder");
    for word in ["second", "third"] {
        put(&site.beside("drafts/b.md"), &article(word));
        rename(&site.beside("drafts/b.md"), &site.path("content/a/b.md"));
        site.shows("/a/b/", word);
    }
}

#[test]
fn sixty_files_at_once_are_seen() {
    let site = Watched::new();
    for number in 0..60 {
        site.write(&format!("content/many/n{number}.md"), article(&format!("burst {number}")));
    }
    for number in (0..60).rev() {
        site.shows(&format!("/many/n{number}/"), &format!("burst {number}"));
    }
}

#[test]
fn a_new_folder_is_seen_with_what_is_in_it() {
    let site = Watched::new();
    site.write("content/new/deep/er/d.md", article("deep word"));
    site.shows("/new/deep/er/d/", "deep word");
    // Watched from now on like the others.
    site.write("content/new/deep/er/d.md", article("deeper word"));
    site.shows("/new/deep/er/d/", "deeper word");
    fs::create_dir_all(site.path("content/empty/for/now")).expect("a folder");
    thread::sleep(QUIET);
    site.write("content/empty/for/now/e.md", article("late word"));
    site.shows("/empty/for/now/e/", "late word");
}

#[test]
fn a_renamed_file_is_seen_at_its_new_name_alone() {
    let site = Watched::new();
    rename(&site.path("content/a/c.md"), &site.path("content/a/d.md"));
    site.shows("/a/d/", "other word");
    site.loses("/a/c/");
    rename(&site.path("content/a/d.md"), &site.path("content/a/D.md"));
    rename(&site.path("content/a/D.md"), &site.path("content/a/e.md"));
    site.shows("/a/e/", "other word");
    site.loses("/a/d/");
}

#[test]
fn a_deleted_file_is_gone_and_comes_back() {
    let site = Watched::new();
    for word in ["second", "third"] {
        remove(&site.path("content/a/c.md"));
        site.loses("/a/c/");
        assert!(!site.server.get("/a/").has("/a/c/"), "it is still in the list");
        site.write("content/a/c.md", article(word));
        site.shows("/a/c/", word);
    }
}

#[test]
fn a_folder_that_is_moved_out_is_gone_and_comes_back() {
    let site = Watched::new();
    site.write("content/moved/deep/d.md", article("first deep"));
    site.shows("/moved/deep/d/", "first deep");
    for word in ["second deep", "third deep"] {
        rename(&site.path("content/moved"), &site.beside("moved"));
        site.loses("/moved/deep/d/");
        put(&site.beside("moved/deep/d.md"), &article(word));
        rename(&site.beside("moved"), &site.path("content/moved"));
        site.shows("/moved/deep/d/", word);
        // A folder that came back is watched as it was before.
        site.write("content/moved/deep/d.md", article("written inside"));
        site.shows("/moved/deep/d/", "written inside");
    }
    rename(&site.path("content/moved"), &site.path("content/renamed"));
    site.shows("/renamed/deep/d/", "written inside");
    site.loses("/moved/deep/d/");
}

#[test]
fn a_content_folder_that_is_replaced_is_seen() {
    let site = Watched::new();
    for (at, word) in ["second", "third"].iter().enumerate() {
        site.around.file("next/a/b.md", article(word)).file("next/n/new.md", article(word));
        rename(&site.path("content"), &site.beside(&format!("content-{at}")));
        rename(&site.beside("next"), &site.path("content"));
        site.shows("/a/b/", word);
        site.shows("/n/new/", word);
        site.loses("/a/c/");
        site.write("content/a/b.md", article("written inside"));
        site.shows("/a/b/", "written inside");
    }
}

#[test]
fn another_branch_is_seen() {
    let has_git = Command::new("git").arg("--version").output().is_ok_and(|run| run.status.success());
    if !has_git {
        assert!(std::env::var_os("CI").is_none(), "there is no git");
        return;
    }
    let around = Site::new(crate::SITE);
    let folder = around.folder().join("site");
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.hooksPath="];
        let run =
            Command::new("git").arg("-C").arg(&folder).args(names).args(arguments).output().expect("git");
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    };
    around.file("site/.gitignore", ".helpsmith/\n");
    for arguments in [
        &["init", "-q"][..],
        &["add", "."],
        &["commit", "-qm", "one"],
        &["branch", "first"],
        &["checkout", "-qb", "other"],
    ] {
        git(arguments);
    }
    around.file("site/content/a/b.md", article("second")).file("site/content/n/new.md", article("second"));
    remove(&folder.join("content/a/c.md"));
    for arguments in [&["add", "-A"][..], &["commit", "-qm", "two"], &["checkout", "-q", "first"]] {
        git(arguments);
    }
    let site = Watched::of(around, &[]);
    site.shows("/a/b/", "first word");
    for _ in 0..2 {
        git(&["checkout", "-q", "other"]);
        site.shows("/a/b/", "second");
        site.shows("/n/new/", "second");
        site.loses("/a/c/");
        git(&["checkout", "-q", "first"]);
        site.shows("/a/b/", "first word");
        site.shows("/a/c/", "other word");
        site.loses("/n/new/");
    }
}

#[test]
fn a_file_that_is_touched_stays_what_it_is() {
    let site = Watched::new();
    let page = site.shows("/a/b/", "first word");
    let file = File::options().append(true).open(site.path("content/a/b.md")).expect("a file");
    file.set_modified(SystemTime::now()).expect("a time");
    drop(file);
    thread::sleep(QUIET);
    assert_eq!(site.server.get("/a/b/").text(), page.text());
    site.write("content/a/b.md", article("second"));
    site.shows("/a/b/", "second");
}

/// Writes a file and makes it as old as it was.
#[track_caller]
fn keep_time(path: &Path, text: &str) {
    put(path, text);
    let file = File::options().append(true).open(path).expect("a file");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)).expect("a time");
}

#[test]
fn the_second_of_two_saves_in_one_moment_is_seen() {
    let site = Watched::new();
    let file = site.path("content/a/b.md");
    for number in 10..30 {
        keep_time(&file, &article(&format!("hasty {number}")));
        keep_time(&file, &article(&format!("final {number}")));
        site.shows("/a/b/", &format!("final {number}"));
    }
}

#[test]
fn a_save_of_equal_length_and_time_is_seen_after_the_first_was() {
    let site = Watched::new();
    let file = site.path("content/a/b.md");
    for word in ["second", "fourth", "eighth", "second"] {
        keep_time(&file, &article(word));
        site.shows("/a/b/", word);
    }
    // The same for what is copied and not read.
    for word in ["second file", "fourth file", "eighth file"] {
        keep_time(&site.path("static/c.txt"), word);
        site.shows("/c.txt", word);
    }
}
