//! Printing: results to standard output, complaints to standard error.

use std::io::{self, Write};

use super::complaint;
use super::paint::{self, Colour, Paint};
use crate::trouble::Trouble;

/// The two streams that a person or a pipe reads.
pub(super) struct Reporter {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    paint: Paint,
    paint_of_errors: Paint,
}

impl Reporter {
    pub(super) fn stdio(colour: Colour) -> Self {
        let (out, paint) = paint::standard_output(colour);
        let (err, paint_of_errors) = paint::standard_error(colour);
        Self {
            out,
            err,
            paint,
            paint_of_errors,
        }
    }

    /// What results may be painted with.
    pub(super) fn paint(&self) -> Paint {
        self.paint
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
    pub(super) fn complain(&mut self, trouble: &Trouble) {
        let block = complaint::block(trouble, self.paint_of_errors);
        let _ = self.err.write_all(block.as_bytes());
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
