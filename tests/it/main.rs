//! The one integration binary: each topic is a module.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod any_format;
mod archives;
mod atlas;
mod beside;
mod cli;
mod desk;
mod form_dump;
mod form_facts;
mod form_file;
mod form_tree;
mod formats;
mod forms;
mod golden;
mod layers;
mod round_trip;
mod sample;
mod scale;
mod write;
