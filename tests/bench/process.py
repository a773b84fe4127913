"""A bot in a process of its own, and the CPU seconds it has used."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
PROCESS_CLOCK = 2


@contextmanager
def running(arguments: Sequence[str], settings: Mapping[str, str], log: Path) -> Iterator[int]:
    """The pid of `python *arguments` with these variables beside ours; its words go to `log`; stopped at the end."""
    with log.open("wb") as words:
        child = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment(settings), stdout=words, stderr=words
        )
        try:
            yield child.pid
        finally:
            child.send_signal(signal.SIGINT)
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Ours, with these settings as the only ones of the desk."""
    return {key: value for key, value in os.environ.items() if not key.startswith("DESK_")} | dict(settings)


def cpu_seconds(pid: int) -> float:
    """User and system seconds of a process with all its threads: by its own clock on Linux, else to a hundredth."""
    if sys.platform != "linux":
        return _told_by_ps(pid)
    # clock_getcpuclockid(3), which Python does not offer: /proc/PID/stat counts in hundredths, a tenth of a short load.
    return time.clock_gettime((~pid << 3) | PROCESS_CLOCK)


def _told_by_ps(pid: int) -> float:
    """Elsewhere: hours, minutes and seconds with their hundredths."""
    told = subprocess.run(["ps", "-o", "time=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout
    seconds = 0.0
    for part in told.strip().replace("-", ":").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def memory_megabytes(pid: int) -> float:
    """The resident memory of a process now; 0 where the system does not say."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return int(told or 0) / 1024
