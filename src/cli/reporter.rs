//! Printing: results to standard output, complaints to standard error.

use std::io::{self, BufWriter, Write};

/// The two streams that a person or a pipe reads.
pub(super) struct Reporter {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
}

impl Reporter {
    pub(super) fn stdio() -> Self {
        Self {
            out: Box::new(BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
        }
    }

    /// One line of the result.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// A whole text that ends its own lines.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Says what must not be overlooked, whatever else is shown.
    pub(super) fn warn(&mut self, notice: &str) {
        let _ = writeln!(self.err, "{notice}");
    }

    /// Says why the program ends. Where even that fails, the exit code still tells.
    pub(super) fn complain(&mut self, message: &str) {
        if !message.is_empty() {
            let _ = writeln!(self.err, "错误：{message}");
        }
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
