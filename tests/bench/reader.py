"""How fast messages are read on one core: `python -m tests.bench.reader [FILE...]`, the median of five fresh processes.

Files are JSON lines with `text` and `sender`; without any, the labelled singles of the tests, each line once.
"""

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.process import ROOT

RUNS = 5
LEAST = 2000
LABELLED = ROOT / "tests" / "messages" / "singles-a.jsonl"


def measure(path: Path) -> dict[str, float]:
    """Seconds of loading, messages a CPU second together and microseconds for one alone, megabytes; in this process."""
    from config.lexicon import load_reader
    from handlers.reading import read_jsonl
    from rules.parsing import Context, read

    begun = time.process_time()
    reader = load_reader()
    loaded = time.process_time() - begun
    lines = path.read_bytes().splitlines(keepends=True)
    lines *= -(-LEAST // len(lines))
    begun = time.process_time()
    read_jsonl(lines, io.BytesIO(), reader)
    together = time.process_time() - begun
    said = [json.loads(line) for line in lines[:500]]
    begun = time.process_time()
    for each in said:
        read(each["text"], Context(sender=each.get("sender", "")), reader)
    alone = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load": loaded, "rate": len(lines) / together, "alone": alone / len(said) * 1e6, "peak": peak}


def main(paths: list[Path]) -> None:
    for path in paths or [LABELLED]:
        command = [sys.executable, "-m", "tests.bench.reader", "--once", str(path)]
        runs = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(RUNS)]
        middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
        print(
            f"{path.name}: {middle['rate']:,.0f} messages a CPU second, {middle['alone']:.0f} us for one alone,"
            f" loaded in {middle['load']:.2f} s, {middle['peak']:.0f} MB; load of the machine {os.getloadavg()[0]:.1f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main([Path(name) for name in sys.argv[1:]])
