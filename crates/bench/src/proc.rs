//! What the kernel knows of a process and of the machine.

use std::fs;

use crate::trouble::Trouble;

/// Ticks of `/proc/PID/stat` in a second: USER_HZ, 100 on every Linux that a program can see.
const TICKS_PER_SECOND: f64 = 100.0;

/// CPU seconds that a process has used, in user and kernel mode, all threads together.
pub(crate) fn cpu_seconds(process: u32) -> Result<f64, Trouble> {
    let text = read(&format!("/proc/{process}/stat"))?;
    // The name stands in parentheses and may hold anything.
    let after_name = text.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks = |index: usize| after_name.split_ascii_whitespace().nth(index).and_then(|word| word.parse::<f64>().ok());
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => Ok((user + system) / TICKS_PER_SECOND),
        (None, _) | (_, None) => Err(Trouble::lost("/proc/PID/stat reads otherwise than expected")),
    }
}

/// Memory in use by a process, in KiB.
pub(crate) fn resident_kib(process: u32) -> Result<f64, Trouble> {
    let text = read(&format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_ascii_whitespace().next()).and_then(|word| word.parse().ok());
    kib.ok_or_else(|| Trouble::lost("/proc/PID/status reads otherwise than expected"))
}

/// How busy the machine is: what a comparison has to have in common.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub(crate) struct Load {
    /// Runnable threads, averaged over a minute.
    pub(crate) average: f64,
    /// CPU seconds that were used, by anybody, since the machine began: all but what is idle.
    pub(crate) busy: f64,
    /// CPU seconds that the machine's host kept for itself.
    pub(crate) stolen: f64,
}

/// How busy the machine is now.
pub(crate) fn load() -> Result<Load, Trouble> {
    let average = read("/proc/loadavg")?;
    let odd = || Trouble::lost("/proc tells of the machine otherwise than expected");
    let average = average.split_ascii_whitespace().next().and_then(|word| word.parse().ok()).ok_or_else(odd)?;
    let stat = read("/proc/stat")?;
    let words = stat.lines().next().unwrap_or_default().split_ascii_whitespace().skip(1);
    let seconds: Option<Vec<f64>> = words.map(|word| Some(word.parse::<f64>().ok()? / TICKS_PER_SECOND)).collect();
    let seconds = seconds.filter(|seconds| seconds.len() > 7).ok_or_else(odd)?;
    let at = |index: usize| seconds[index];
    let busy = at(0) + at(1) + at(2) + at(5) + at(6);
    Ok(Load { average, busy, stolen: at(7) })
}

fn read(path: &str) -> Result<String, Trouble> {
    fs::read_to_string(path).map_err(Trouble::system("the kernel's word on a process"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_time_and_memory() {
        let own = std::process::id();
        let before = cpu_seconds(own).unwrap();
        let mut sum = 0_u64;
        while cpu_seconds(own).unwrap() < before + 0.03 {
            sum = (0..1_000_000_u64).fold(sum, |sum, number| sum.wrapping_mul(31).wrapping_add(number));
        }
        assert!(resident_kib(own).unwrap() > 100.0, "{sum}");
        assert!(load().unwrap().busy > 0.0);
    }
}
