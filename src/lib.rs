//! copydesk: read, mark up, summarise, tag and export a folder of news articles in a terminal.
//!
//! Modules are listed bottom up; each imports only from those above it (`tests/tidy` holds the
//! table). ARCHITECTURE.md tells why.

pub mod text;

pub mod article;

pub mod analysis;

pub mod corpus;

pub mod tags;

pub mod watch;

pub mod query;

pub mod export;

pub mod config;

pub mod app;

pub mod ui;

pub mod runtime;

pub mod cli;
