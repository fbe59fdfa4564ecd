//! The one integration binary: each topic is a module.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod archives;
mod cli;
mod desk;
mod golden;
mod layers;
mod round_trip;
mod sample;
mod scale;
