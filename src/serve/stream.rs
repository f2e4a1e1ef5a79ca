//! The bodies of answers: bytes, a file as the reader takes it, events as they happen.

use std::future::Future;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc::Receiver;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::source::{Stamp, open};

/// Bytes of a file that are read at once.
const PIECE_BYTES: u64 = 64 << 10;

/// What is sent after the headers.
pub(super) enum Body {
    /// All of it.
    Whole(Option<Bytes>),
    /// What happens, as it happens.
    Events(Receiver<Bytes>),
    /// A part of a file.
    File(Box<Reading>),
}

impl Body {
    /// Returns a body of these bytes.
    pub fn of(bytes: impl Into<Bytes>) -> Self {
        Self::Whole(Some(bytes.into()).filter(|bytes: &Bytes| !bytes.is_empty()))
    }

    /// Returns a body that reads a part of a file no faster than it is taken.
    pub fn of_file(file: FileOnDisk, range: Range<u64>) -> Self {
        Self::File(Box::new(Reading { step: Step::Waiting(file), range }))
    }
}

/// A file and how it lay on disk when its bytes were known.
pub(super) struct FileOnDisk {
    pub origin: PathBuf,
    pub stamp: Stamp,
}

impl FileOnDisk {
    /// Reads the bytes from `start` on, at most `length`; nothing where the file is not what it was.
    fn read(&self, start: u64, length: u64) -> Option<Vec<u8>> {
        let mut file = open(&self.origin).ok()?;
        self.stamp.is_like(&Stamp::of(&file.metadata().ok()?)).then_some(())?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let mut piece = Vec::with_capacity(usize::try_from(length).ok()?);
        file.take(length).read_to_end(&mut piece).ok()?;
        Some(piece).filter(|piece| !piece.is_empty())
    }
}

/// A part of a file on its way. Between two pieces it holds neither a thread nor an open file: a reader may take hours,
/// and there may be hundreds of them.
pub(super) struct Reading {
    step: Step,
    /// What is still to be read.
    range: Range<u64>,
}

enum Step {
    /// The reader has not asked for more.
    Waiting(FileOnDisk),
    /// A thread reads the next piece.
    Reading(JoinHandle<(FileOnDisk, Option<Vec<u8>>)>),
    Ended,
}

impl Reading {
    /// Returns the next piece. Where the file has changed, the connection is cut, and the reader knows.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let left = self.range.end.saturating_sub(self.range.start);
        if let Step::Waiting(_) = self.step
            && let Step::Waiting(file) = std::mem::replace(&mut self.step, Step::Ended)
            && left > 0
        {
            let start = self.range.start;
            self.step = Step::Reading(spawn_blocking(move || {
                let piece = file.read(start, left.min(PIECE_BYTES));
                (file, piece)
            }));
        }
        let Step::Reading(handle) = &mut self.step else { return Poll::Ready(None) };
        let Poll::Ready(read) = Pin::new(handle).poll(context) else { return Poll::Pending };
        self.step = Step::Ended;
        let Ok((file, Some(piece))) = read else { return Poll::Ready(None) };
        self.range.start += piece.len() as u64;
        self.step = Step::Waiting(file);
        Poll::Ready(Some(Bytes::from(piece)))
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Events(receiver) => {
                receiver.poll_recv(context).map(|piece| piece.map(|piece| Ok(Frame::data(piece))))
            }
            Self::File(reading) => {
                reading.poll_piece(context).map(|piece| piece.map(|piece| Ok(Frame::data(piece))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Events(_) => SizeHint::new(),
            Self::File(reading) => {
                SizeHint::with_exact(reading.range.end.saturating_sub(reading.range.start))
            }
        }
    }
}
