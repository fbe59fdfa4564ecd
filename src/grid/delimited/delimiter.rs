//! What separates the fields of a text, and whether anything does.

use super::rows::reader;
use super::with_plain_breaks;

/// In the order of preference: a comma is also written within numbers and sentences.
const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];

/// How much of a text is looked at.
const SAMPLE_BYTES: usize = 65_536;
const SAMPLE_ROWS: usize = 200;

/// Are these the rows of a table, and not sentences?
#[must_use]
pub fn is_delimited(text: &str) -> bool {
    let text = with_plain_breaks(sample(text));
    stated(&text).is_some() || found(&text).is_some_and(|counts| counts.is_table(&text))
}

/// The rows of a text, what separates their fields, and how many lines come before them.
pub(super) fn told(text: &str) -> (&str, u8, usize) {
    match stated(text) {
        Some((rows, delimiter)) => (rows, delimiter, 1),
        None => (
            text,
            found(sample(text)).map_or(b',', |counts| counts.delimiter),
            0,
        ),
    }
}

/// The delimiter that a first line `sep=;` states for spreadsheets, and the text behind that line.
fn stated(text: &str) -> Option<(&str, u8)> {
    let (line, rows) = text.split_once('\n').unwrap_or((text, ""));
    let (word, value) = line.split_at_checked(4)?;
    match value.as_bytes() {
        [delimiter] if word.eq_ignore_ascii_case("sep=") => Some((rows, *delimiter)),
        _ => None,
    }
}

/// The delimiter that makes most rows of more than one field, and of those the most fields.
fn found(sample: &str) -> Option<Counts> {
    CANDIDATES
        .into_iter()
        .map(|delimiter| Counts::of(sample, delimiter))
        .filter(|counts| counts.divided > 0)
        .reduce(|best, other| {
            if (other.divided, other.fields) > (best.divided, best.fields) {
                other
            } else {
                best
            }
        })
}

/// Whole lines of the beginning.
fn sample(text: &str) -> &str {
    let end = text.floor_char_boundary(SAMPLE_BYTES);
    let head = text.get(..end).unwrap_or(text);
    match head.rfind('\n') {
        Some(last) if head.len() < text.len() => head.get(..last).unwrap_or(head),
        _ => head,
    }
}

/// What a delimiter makes of the sample.
#[derive(Debug, Clone, Copy)]
struct Counts {
    delimiter: u8,
    rows: usize,
    /// Rows of more than one field.
    divided: usize,
    /// Fields in all of those.
    fields: usize,
    widest: usize,
}

impl Counts {
    fn of(sample: &str, delimiter: u8) -> Self {
        let mut counts = Self {
            delimiter,
            rows: 0,
            divided: 0,
            fields: 0,
            widest: 0,
        };
        let mut reader = reader(sample, delimiter, true);
        for record in reader.records().map_while(Result::ok).take(SAMPLE_ROWS) {
            counts.rows += 1;
            counts.widest = counts.widest.max(record.len());
            if record.len() > 1 {
                counts.divided += 1;
                counts.fields += record.len();
            }
        }
        counts
    }

    /// Rows of one length are a table; ragged ones where most are divided, some into several
    /// fields, and they do not end like sentences.
    fn is_table(self, sample: &str) -> bool {
        let regular = self.divided == self.rows && self.fields == self.widest * self.rows;
        let ragged = self.divided * 2 >= self.rows && self.widest > 2;
        let comma = self.delimiter == b',';
        self.divided > 1
            && (regular || (ragged && !(comma && are_sentences(sample))))
            && !(comma && blanks_follow(sample))
    }
}

/// Do most lines end like sentences?
fn are_sentences(text: &str) -> bool {
    const ENDS: [char; 8] = ['。', '！', '；', '：', '.', '!', ';', ':'];
    let lines = || {
        text.lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
    };
    lines().filter(|line| line.ends_with(ENDS)).count() * 2 > lines().count()
}

/// Do blanks follow most commas, as in a Western sentence?
fn blanks_follow(text: &str) -> bool {
    text.matches(", ").count() * 2 > text.matches(',').count()
}
