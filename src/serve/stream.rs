//! The bodies of answers: bytes, a file as the reader takes it, events as they happen.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes of a file that are read at once.
const PIECE_BYTES: usize = 64 << 10;
/// Pieces that wait for a slow reader.
const PIECES_MAX: usize = 4;

/// What is sent after the headers.
pub(super) enum Body {
    /// All of it.
    Whole(Option<Bytes>),
    /// Piece by piece; the number of bytes, where it is known.
    Pieces(Receiver<Bytes>, Option<u64>),
}

impl Body {
    /// Returns a body of these bytes.
    pub fn of(bytes: impl Into<Bytes>) -> Self {
        Self::Whole(Some(bytes.into()).filter(|bytes: &Bytes| !bytes.is_empty()))
    }

    /// Returns a body that reads a part of a file no faster than it is taken. Must be called where tasks can be begun.
    pub fn of_file(file: File, range: Range<u64>) -> Self {
        let (sender, receiver) = channel(PIECES_MAX);
        let length = range.end.saturating_sub(range.start);
        tokio::task::spawn_blocking(move || send_file(file, range.start, length, &sender));
        Self::Pieces(receiver, Some(length))
    }
}

/// Where the file ends early or the reader goes, the connection is cut, and the reader knows.
fn send_file(mut file: File, start: u64, length: u64, sender: &Sender<Bytes>) {
    if file.seek(SeekFrom::Start(start)).is_err() {
        return;
    }
    let mut rest = file.take(length);
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        match rest.by_ref().take(PIECE_BYTES as u64).read_to_end(&mut piece) {
            Ok(count) if count > 0 && sender.blocking_send(Bytes::from(piece)).is_ok() => {}
            _ => return,
        }
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
            Self::Pieces(receiver, _) => {
                receiver.poll_recv(context).map(|piece| piece.map(|piece| Ok(Frame::data(piece))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Pieces(_, Some(length)) => SizeHint::with_exact(*length),
            Self::Pieces(_, None) => SizeHint::new(),
        }
    }
}
