//! From a folder to honest bytes: which files there are, which of them may be workbooks, and what
//! their content says they are. Never changes anything, never stops at one bad file.

mod discover;
mod load;
mod sniff;

pub use discover::{Disposition, Found, SkipReason, discover};
pub use load::load;
pub use sniff::sniff;
