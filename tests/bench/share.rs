//! A share of a processor, as Lambda gives it with its memory: a control group with a quota, where this machine lets us make one.

use std::{fs, path::PathBuf};

use tokio::process::Command;

/// A control group; it goes when this is dropped.
pub struct Share {
    group: PathBuf,
}

/// Microseconds of a period.
const PERIOD: u64 = 20_000;

impl Share {
    /// `percent` of one processor; `None` where control groups cannot be made.
    pub fn of(percent: u64) -> Option<Self> {
        let name = format!("bench-{}-{percent}", std::process::id());
        let quota = PERIOD * percent / 100;
        let first = PathBuf::from("/sys/fs/cgroup/cpu").join(&name);
        let second = PathBuf::from("/sys/fs/cgroup").join(&name);
        let set = |group: PathBuf, settings: &[(&str, String)]| {
            fs::create_dir(&group).ok()?;
            let share = Self { group };
            settings.iter().all(|(file, text)| fs::write(share.group.join(file), text).is_ok()).then_some(share)
        };
        if first.parent().is_some_and(|parent| parent.join("cpu.cfs_quota_us").exists()) {
            return set(first, &[("cpu.cfs_period_us", PERIOD.to_string()), ("cpu.cfs_quota_us", quota.to_string())]);
        }
        set(second, &[("cpu.max", format!("{quota} {PERIOD}"))])
    }

    /// A command that moves itself into the group and then becomes `program`.
    pub fn command(&self, program: &std::ffi::OsStr) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", r#"echo $$ > "$0" && exec "$@""#]).arg(self.group.join("cgroup.procs")).arg(program);
        command
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        // The process is gone; the group may take a moment to notice.
        for _ in 0..50 {
            if fs::remove_dir(&self.group).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}
