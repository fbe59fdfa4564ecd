//! # jixiao (绩效)
//!
//! Reads the 项目支出绩效自评表 workbooks that street offices send to a district finance bureau,
//! recomputes execution rates and scores, says what is wrong and in which cell, and writes the
//! district's consolidated workbooks.
//!
//! ## The flow, one direction, no cycles
//!
//! ```text
//! input/ ─ discover ─ read ─ find forms ─ extract ─ evaluate ─┐
//!          intake      grid      form       form     evaluate   │ one pure function per file
//! ──────────────────────────────────────────────────────────────┘
//!          settle: copies, year, versions                         once, over the whole batch
//!          check: rules                                           per file
//!          tables (polars) ─ roll-ups ─ report ─ output/          once, over the whole batch
//! ```
//!
//! ## The rooms, in the order in which they may import one another
//!
//! - [`value`]: what one cell can mean: exact amounts, rates, scores, targets
//! - [`trouble`]: what an error says: what, where, and what to do
//! - [`refusal`]: every reason why a file is not read
//! - [`note`]: what was left out or inferred in a file that was read
//! - [`grid`]: any workbook format → one sparse grid
//! - [`intake`]: from a folder to honest bytes
//! - [`form`]: the self-evaluation form, found by its words
//! - [`evaluate`]: what the figures should be, by the bureau's policy
//! - [`finding`]: what a rule found: the type only
//! - [`registry`]: the offices that are expected to report
//! - [`submission`]: one file's result: who sent it, for which year, and whether it counts
//! - [`comparison`]: what a form is held against beside itself: the approved budget, last year, the batch
//! - [`sampling`]: which projects are drawn for a review, and what the reviewers wrote back
//! - [`decision`]: what reviewers decided about findings, carried from run to run
//! - [`tables`]: polars frames and roll-ups: the data contract
//! - [`rules`]: what is wrong, and why we say so
//! - [`report`]: frames → workbooks and data files
//! - [`config`]: config.yaml: assembles every room's settings
//! - [`pipeline`]: the flow above in one screen
//! - [`cli`]: arguments, progress, messages, exit codes
//!
//! A room imports only rooms above it in this list; `tests/it/layers.rs` holds that.

pub mod cli;
pub mod comparison;
pub mod config;
pub mod decision;
pub mod evaluate;
pub mod finding;
pub mod form;
pub mod grid;
pub mod intake;
pub mod note;
pub mod pipeline;
pub mod refusal;
pub mod registry;
pub mod report;
pub mod rules;
pub mod sampling;
pub mod submission;
pub mod tables;
pub mod trouble;
pub mod value;
