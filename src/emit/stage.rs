//! Writes a whole output into a new folder beside its place.
#![expect(clippy::disallowed_methods, reason = "edge: this is where outputs are written")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::manifest::{self, MARKER_FILE};
use super::{Delivery, Written, compress, exchange, failed, folder, guard};
use crate::config::Compression;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::guest;
use crate::model::{Asset, SitePath};
use crate::output::Bytes;
use crate::pipeline;

/// Bytes that are copied at a time.
const COPY_BUFFER_BYTES: usize = 64 << 10;

/// A complete output that waits beside its place. Dropped without being published, it is removed.
pub(super) struct Stage {
    path: PathBuf,
    target: PathBuf,
    written: Written,
    state: State,
}

/// How far a stage has come.
enum State {
    /// It waits beside its place.
    Waiting,
    /// It is in its place, and the old output, if there was one, is kept here.
    Published { displaced: Option<PathBuf> },
    /// All is done.
    Settled,
}

/// Writes `delivery` beside its folder.
pub(super) fn stage(
    delivery: &Delivery<'_>,
    target: PathBuf,
    progress: &(dyn Fn() + Sync),
) -> Result<Stage, Vec<Diagnostic>> {
    exchange::recover(&target);
    folder::remove_rubbish(&target);
    let path = folder::make_beside(&target)
        .map_err(|error| vec![failed("make a folder beside", &target, &error)])?;
    let mut stage = Stage { path, target, written: Written::default(), state: State::Waiting };
    stage.make_folders(delivery).map_err(|problem| vec![problem])?;
    let files = stage.write_files(delivery, progress)?;
    let text = manifest::text(delivery.audience, files);
    let marker = stage.path.join(MARKER_FILE);
    stage
        .write(&marker, MARKER_FILE, text.as_bytes())
        .map_err(|error| vec![failed("write", &marker, &error)])?;
    Ok(stage)
}

/// What became of one file, and of its compressed twins.
struct Outcome {
    twins: Vec<Outcome>,
    path: String,
    digest: [u8; 32],
    unchanged: bool,
}

impl Stage {
    fn make_folders(&self, delivery: &Delivery<'_>) -> Result<(), Diagnostic> {
        let files = delivery.output.files().keys().map(SitePath::to_file);
        // By depth, so that the folders of one depth can be made side by side.
        let mut depths: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for file in files {
            for (depth, (at, _)) in file.match_indices('/').enumerate() {
                depths.entry(depth).or_default().insert(file.get(..at).unwrap_or_default().to_owned());
            }
        }
        for folders in depths.into_values() {
            folders.into_par_iter().try_for_each(|folder| {
                fs::create_dir(self.path.join(&folder))
                    .map_err(|error| failed("make the folder", &self.target.join(&folder), &error))
            })?;
        }
        Ok(())
    }

    fn write_files(
        &mut self,
        delivery: &Delivery<'_>,
        progress: &(dyn Fn() + Sync),
    ) -> Result<BTreeMap<String, [u8; 32]>, Vec<Diagnostic>> {
        let paths: Vec<&SitePath> = delivery.output.files().keys().collect();
        let outcomes: Vec<Result<Outcome, Diagnostic>> = paths
            .into_par_iter()
            .map(|path| {
                let outcome = self.write_one(delivery, path);
                progress();
                outcome
            })
            .collect();
        let (mut files, mut problems) = (BTreeMap::new(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Ok(mut outcome) => {
                    let twins = std::mem::take(&mut outcome.twins);
                    for one in [outcome].into_iter().chain(twins) {
                        self.written.files += 1;
                        self.written.unchanged += usize::from(one.unchanged);
                        files.insert(one.path, one.digest);
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(files) } else { Err(pipeline::distinct(problems)) }
    }

    fn write_one(&self, delivery: &Delivery<'_>, path: &SitePath) -> Result<Outcome, Diagnostic> {
        let file = path.to_file();
        let staged = self.path.join(&file);
        match pipeline::render(delivery.output, path)? {
            Bytes::Text(text) => self.write_with_twins(delivery, &staged, file, text.as_bytes()),
            Bytes::Binary(bytes) => self.write_made(&staged, file, &bytes),
            Bytes::Copy(asset) => {
                let unchanged = self.copy(&staged, &file, &asset)?;
                Ok(Outcome { path: file, digest: asset.digest, unchanged, twins: Vec::new() })
            }
        }
    }

    /// Writes a text and, where the settings ask for them, its compressed twins.
    fn write_with_twins(
        &self,
        delivery: &Delivery<'_>,
        staged: &Path,
        file: String,
        bytes: &[u8],
    ) -> Result<Outcome, Diagnostic> {
        let wanted = delivery.output.settings().compression;
        let mut outcome = self.write_made(staged, file, bytes)?;
        if wanted == Compression::default() {
            return Ok(outcome);
        }
        let made = guest::contained(|| compress::twins(&outcome.path, bytes, wanted))
            .map_err(|panicked| panicked.diagnostic(&format!("compressing `{}`", outcome.path)))?
            .map_err(|error| failed("compress", &self.target.join(&outcome.path), &error))?;
        for (ending, packed) in made {
            let twin = format!("{}{ending}", outcome.path);
            // A file of `static/` with that name is the site's own.
            if SitePath::parse(&twin).is_ok_and(|path| delivery.output.files().contains_key(&path)) {
                continue;
            }
            outcome.twins.push(self.write_made(&self.path.join(&twin), twin, &packed)?);
        }
        Ok(outcome)
    }

    fn write_made(&self, staged: &Path, file: String, bytes: &[u8]) -> Result<Outcome, Diagnostic> {
        let digest = *blake3::hash(bytes).as_bytes();
        let unchanged = self
            .write(staged, &file, bytes)
            .map_err(|error| failed("write", &self.target.join(&file), &error))?;
        Ok(Outcome { path: file, digest, unchanged, twins: Vec::new() })
    }

    /// Writes a file, or links to the old one where that has the same bytes. Returns whether it had.
    fn write(&self, staged: &Path, file: &str, bytes: &[u8]) -> io::Result<bool> {
        let old = self.target.join(file);
        let same_size =
            fs::symlink_metadata(&old).is_ok_and(|old| old.is_file() && old.len() == bytes.len() as u64);
        if same_size && fs::read(&old).is_ok_and(|old| old == bytes) && fs::hard_link(&old, staged).is_ok() {
            return Ok(true);
        }
        fs::write(staged, bytes)?;
        Ok(false)
    }

    fn copy(&self, staged: &Path, file: &str, asset: &Asset) -> Result<bool, Diagnostic> {
        let old = self.target.join(file);
        if fs::symlink_metadata(&old).is_ok_and(|old| old.is_file())
            && digest_of(&old).is_ok_and(|digest| digest == asset.digest)
            && fs::hard_link(&old, staged).is_ok()
        {
            return Ok(true);
        }
        let digest =
            copy_hashing(&asset.origin, staged).map_err(|error| failed("copy", &asset.origin, &error))?;
        if digest != asset.digest {
            let message = format!("`{}` changed while the site was being built", asset.source);
            return Err(Diagnostic::new(Code::WriteFailed, message)
                .at(Span::file(&asset.source))
                .hint("build again"));
        }
        Ok(false)
    }

    /// Lets the staged output take its place. Until it is settled, the old one is kept, and comes back where this
    /// stage is dropped.
    pub fn publish(&mut self) -> Result<(), Diagnostic> {
        let displaced = exchange::exchange(&self.path, &self.target)
            .map_err(|error| failed("put the new output in place of", &self.target, &error))?;
        // Somebody may have put a file there while the new output was made.
        let checked = displaced.as_deref().map_or(Ok(()), guard::check_contents);
        self.state = State::Published { displaced };
        checked
    }

    /// Ends the publication: the old output goes.
    pub fn settle(mut self) -> Written {
        if let State::Published { displaced: Some(displaced) } = &self.state {
            folder::remove(displaced);
        }
        self.state = State::Settled;
        self.written
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        match &self.state {
            State::Settled => return,
            State::Waiting => {}
            State::Published { displaced } => exchange::undo(displaced.as_deref(), &self.path, &self.target),
        }
        folder::remove(&self.path);
    }
}

fn digest_of(path: &Path) -> io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(*hasher.finalize().as_bytes())
}

fn copy_hashing(from: &Path, to: &Path) -> io::Result<[u8; 32]> {
    let (mut source, mut target) = (File::open(from)?, File::create(to)?);
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; COPY_BUFFER_BYTES];
    loop {
        let count = source.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        target.write_all(bytes)?;
    }
    Ok(*hasher.finalize().as_bytes())
}
