//! Events into `App`, `view` into a test backend: what the reader sees, as text and as styles.

mod arriving;
mod correcting;
mod deciding;
mod desk;
mod everywhere;
mod finding;
mod keys;
mod marking;
mod moving;
mod past;
mod plain;
mod pointing;
mod programs;
mod prompts;
mod querying;
mod sizes;
mod summary;
mod tagging;
mod watching;
