//! The one integration binary: each topic is a module.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod across;
mod any_format;
mod archives;
mod atlas;
mod beside;
mod cells;
mod cli;
mod console;
mod corrections;
mod custom_rules;
mod decisions;
mod desk;
#[allow(
    clippy::float_arithmetic,
    clippy::expect_used,
    reason = "the generator of the benchmarks"
)]
#[path = "../../benches/ratio/district.rs"]
mod district;
mod form_dump;
mod form_facts;
mod form_file;
mod form_tree;
mod formats;
mod forms;
mod golden;
#[cfg(unix)]
mod hostile_text;
#[cfg(unix)]
mod interrupt;
mod layers;
mod life;
mod lists;
mod marked;
mod over_budget;
mod policy;
mod portability;
mod roster;
mod round_trip;
mod sample;
mod sampling;
mod scale;
mod sensitive;
mod slips;
mod template;
mod write;
