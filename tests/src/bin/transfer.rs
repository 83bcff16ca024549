//! How much memory a large body takes: `transfer [MIB]` sends a file of so many MiB (1024 unless said
//! otherwise), reads as many, and reads as many once more into a file, each in a step of its own.
//!
//! Prints the peak of the resident memory above that of the idle process, which has made a connection before.
//! Fails where it is above 32 MiB.

use std::error::Error;
use std::fs::{self, File};
use std::process::ExitCode;

use http_step::prelude::*;
use http_step::{HttpStep, file};
use http_step_tests::transfer::Sink;

/// The most that a transfer may take, in KiB.
const MOST: u64 = 32 << 10;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, Box<dyn Error>> {
    let mib: u64 = match std::env::args().nth(1) {
        Some(mib) => mib.parse()?,
        None => 1024,
    };
    let bytes = mib << 20;
    let service = Sink::start()?;
    let folder = std::env::temp_dir().join(format!("http-step-transfer-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let measured = measure(&service, bytes, &folder);
    fs::remove_dir_all(&folder)?;
    let mut fits = true;
    for (name, kib) in measured? {
        println!("{name}: {mib} MiB with {kib} KiB above idle");
        fits &= kib <= MOST;
    }
    Ok(fits)
}

fn measure(
    service: &Sink,
    bytes: u64,
    folder: &std::path::Path,
) -> Result<Vec<(&'static str, u64)>, Box<dyn Error>> {
    let source = folder.join("source");
    File::create(&source)?.set_len(bytes)?;
    let target = folder.join("target");
    let (source, saved) = (source.to_string_lossy(), target.to_string_lossy());
    let url = service.url(bytes);
    // Whatever is made once is not the transfer's.
    succeed(HttpStep::get(service.url(1)))?;
    let idle = memory("VmRSS")?;
    let steps = [
        (
            "up",
            HttpStep::post(service.url(1)).data(file(source.as_ref())),
        ),
        ("down", HttpStep::get(url.as_str()).max_response(bytes)),
        (
            "into a file",
            HttpStep::get(url.as_str()).save_to(saved.as_ref()),
        ),
    ];
    let mut measured = Vec::new();
    for (name, step) in steps {
        // Resets the peak (proc(5), clear_refs).
        fs::write("/proc/self/clear_refs", "5")?;
        succeed(step.deadline(600))?;
        measured.push((name, memory("VmHWM")?.saturating_sub(idle)));
    }
    if fs::metadata(&target)?.len() != bytes || service.received() < bytes {
        return Err("not all bytes have arrived".into());
    }
    Ok(measured)
}

fn succeed(step: HttpStep) -> Result<(), Box<dyn Error>> {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let outcome = factory.build().run_blocking();
    match outcome.result() {
        BuildResult::Success => Ok(()),
        _ => Err(format!("{outcome:?}").into()),
    }
}

/// A value of the kernel's about this process, in KiB.
fn memory(name: &str) -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim_start_matches(':').split_whitespace().next());
    Ok(kib.ok_or("the kernel does not say")?.parse()?)
}
