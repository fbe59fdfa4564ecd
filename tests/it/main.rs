//! The one integration binary: each topic is a module.

mod cli;
mod desk;
mod golden;
mod layers;
mod round_trip;
mod sample;
