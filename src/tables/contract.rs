//! How a table of the data contract is declared: once, as its list of columns and as their names.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Text; empty where unknown.
    Text,
    /// A whole number: a count, a year, a rank.
    Integer,
    /// Money in 万元, exact to one fen (six decimals).
    Amount,
    /// A fraction: 1.0776 is 107.76%.
    Rate,
    /// Weights, scores and other exact figures, at most six decimals.
    Points,
}

/// One column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in data files.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its header in worksheets.
    pub header: &'static str,
    /// One sentence on what it means, with its unit.
    pub meaning: &'static str,
}

/// Declares the tables: for each its list of columns and a module of their names.
macro_rules! contract {
    ($(
        $(#[$doc:meta])*
        $list:ident, $table:ident {
            $($name:ident $kind:ident $header:literal $meaning:literal;)+
        }
    )+) => {$(
        $(#[$doc])*
        pub const $list: &[Column] = &[$(Column {
            name: stringify!($name),
            kind: Kind::$kind,
            header: $header,
            meaning: $meaning,
        }),+];

        #[doc = concat!("The column names of [`", stringify!($list), "`].")]
        #[allow(non_upper_case_globals, reason = "a constant is spelled like the column it names")]
        pub mod $table {
            /// The table's name.
            pub const TABLE: &str = stringify!($table);
            $(#[doc = $meaning] pub const $name: &str = stringify!($name);)+
        }
    )+};
}
pub(super) use contract;
