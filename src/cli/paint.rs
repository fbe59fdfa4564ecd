//! Colours, where a terminal shows them: what is printed reads the same without. The only file that
//! knows anstream.

use std::io::{BufWriter, Stderr, Stdout, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use crate::finding::Severity;

/// What was typed behind `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal that shows colours, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

/// Paints, or leaves as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint(bool);

impl Paint {
    /// Leaves all as it is.
    #[cfg(test)]
    pub(super) const PLAIN: Self = Self(false);
    /// Paints.
    #[cfg(test)]
    pub(super) const COLOURED: Self = Self(true);

    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.error(text),
            Severity::Warning => self.paint("33", text),
            Severity::Info => self.paint("36", text),
        }
    }

    pub(super) fn error(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    /// What leads somewhere: files and headings.
    pub(super) fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Standard output, and whether to paint on it.
pub(super) fn standard_output(colour: Colour) -> (Box<dyn Write>, Paint) {
    let stream = std::io::stdout();
    let wanted = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => AutoStream::<Stdout>::choice(&stream) != ColorChoice::Never,
    };
    if wanted {
        // On Windows this is what makes the console understand colours.
        let painted = AutoStream::new(stream, ColorChoice::Always);
        (Box::new(BufWriter::new(painted)), Paint(true))
    } else {
        (Box::new(BufWriter::new(stream)), Paint(false))
    }
}

/// Standard error, and whether to paint on it.
pub(super) fn standard_error(colour: Colour) -> (Box<dyn Write>, Paint) {
    let stream = std::io::stderr();
    let wanted = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => AutoStream::<Stderr>::choice(&stream) != ColorChoice::Never,
    };
    if wanted {
        (
            Box::new(AutoStream::new(stream, ColorChoice::Always)),
            Paint(true),
        )
    } else {
        (Box::new(stream), Paint(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paint_adds_signs() {
        assert_eq!(Paint::PLAIN.severity(Severity::Error, "错误"), "错误");
        let painted = Paint::COLOURED.severity(Severity::Warning, "警告");
        assert_eq!(painted, "\u{1b}[33m警告\u{1b}[0m");
    }

    #[test]
    fn what_was_typed_decides() {
        assert_eq!(standard_output(Colour::Always).1, Paint::COLOURED);
        assert_eq!(standard_error(Colour::Never).1, Paint::PLAIN);
    }
}
