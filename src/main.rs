//! Starts copydesk; everything else is in the library.

fn main() -> std::process::ExitCode {
    copydesk::cli::run()
}
