"""A bot in a process of its own, and the CPU seconds it has used."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


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
    """User and system seconds of a process with all its threads, to a hundredth."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return _told_by_ps(pid)
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _told_by_ps(pid: int) -> float:
    """Where there is no /proc: hours, minutes and seconds with their hundredths."""
    told = subprocess.run(["ps", "-o", "time=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout
    seconds = 0.0
    for part in told.strip().replace("-", ":").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def memory_megabytes(pid: int) -> float:
    """The resident memory of a process now; 0 where the system does not say."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return int(told or 0) / 1024
