"""How well labelled files are read: `evaluate`."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from config.corpus import numbered_lines
from handlers.reading import read_lines
from rules.parsing import Reader
from rules.scoring import Ratio, Score, f1, score_singles, score_streams, unlabelled


def evaluate(paths: Sequence[Path], reader: Reader) -> str:
    """The table of figures for labelled files, singles and streams. Raises ValueError naming a broken line."""
    return "\n\n".join(_evaluated(path, reader) for path in paths)


def _evaluated(path: Path, reader: Reader) -> str:
    numbered = numbered_lines(path)
    for number, line in numbered:
        if lacking := unlabelled(line):
            raise ValueError(f"{path}:{number}: {lacking}; a labelled line is as in tests/messages/singles-a.jsonl")
    truth = [line for _, line in numbered]
    if not truth:
        raise ValueError(f"{path}: there is no message in it")
    begun = time.perf_counter()
    readings = read_lines(truth, reader)
    speed = len(truth) / max(time.perf_counter() - begun, 1e-9)
    singles = [_as_single(line) for line in truth], [_as_single(line) for line in readings]
    score = score_singles(zip(*singles, strict=True))
    table = _table(path.name, len(truth), speed, score)
    if not all("tickets" in line for line in truth):
        return table
    return table + "\n" + _streams_table(score_streams(list(zip(truth, readings, strict=True))))


def _streams_table(ratios: dict[str, Ratio]) -> str:
    rows = [(name.replace("_", " "), _shown(ratio)) for name, ratio in ratios.items()]
    rows.insert(2, ("open F1", f"{f1(ratios['open_precision'], ratios['open_recall']):.3f}"))
    rows.append(("join F1 (pairwise)", f"{f1(ratios['join_precision'], ratios['join_recall']):.3f}"))
    return "\n".join(f"  {label:<34}{value}" for label, value in rows)


def _as_single(line: dict[str, Any]) -> dict[str, Any]:
    return line if "requests" in line else {**line, "requests": [t for t in line.get("tickets", ()) if t["opens"]]}


def _table(name: str, count: int, speed: float, score: Score) -> str:
    rows = [
        ("messages", f"{count}"),
        ("messages/s", f"{speed:,.0f}"),
        ("request precision", _shown(score.request_precision)),
        ("request recall", _shown(score.request_recall)),
        ("request F1", f"{f1(score.request_precision, score.request_recall):.3f}"),
        ("request precision at recall 0.90", f"{score.precision_at_90:.3f}"),
        ("kind (11)", _shown(score.kind)),
        ("P0 recall", _shown(score.p0_recall)),
        ("P0 precision", _shown(score.p0_precision)),
        ("group (13), top 1", _shown(score.group)),
        ("group (13), top 3", _shown(score.group_top3)),
        ("matter (79), top 1", _shown(score.matter)),
        ("matter (79), top 3", _shown(score.matter_top3)),
        ("class", _shown(score.service_class)),
        ("building", _shown(score.building)),
        ("unit", _shown(score.unit)),
        ("room", _shown(score.room)),
        ("place (overlap)", _shown(score.place)),
    ]
    worst = [*_worst("kinds", score.kinds_confused), *_worst("matters", score.confusions)]
    return "\n".join([name, *(f"  {label:<34}{value}" for label, value in rows), *worst])


def _worst(what: str, confused: Counter[tuple[str, str]]) -> Iterator[str]:
    yield f"  {what} confused most:{'' if confused else ' none'}"
    for (true, read), times in confused.most_common(10):
        yield f"  {true or 'nothing'} read as {read or 'nothing'}: {times}"


def _shown(ratio: Ratio) -> str:
    return f"{ratio.value:.3f}  ({ratio.hits}/{ratio.tries})"
