//! Events into `App`, `view` into a test backend: what the reader sees, as text and as styles.

mod desk;
mod deciding;
mod finding;
mod moving;
mod sizes;
