"""Reading files of messages: `read --jsonl` and `evaluate`."""

import gc
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from config.corpus import numbered_lines
from rules.conversation import Conversation
from rules.parsing import Context, Reader, Reading, Request, read_many, read_supposing
from rules.scoring import Ratio, Score, f1, score_singles, unlabelled
from rules.scoring_streams import score_streams

_TOGETHER = 128
_encode_lines = msgspec.json.Encoder().encode_lines


class _Line(msgspec.Struct):
    """One line in: a single message, or one of a stream. What else stands in it is passed by."""

    text: str
    id: str | int = ""
    sender: str = ""
    stream: str = ""
    t: str = ""


def read_jsonl(source: Iterable[bytes], sink: BinaryIO, reader: Reader) -> int:
    """Reads JSON lines from `source`, writes one reading a line to `sink` in order, and returns how many.

    Raises ValueError with the number of the first line that is no message.
    """
    count, talks = 0, dict[str, Conversation]()
    with _uncollected():
        for lines in _batches(source):
            sink.write(_encode_lines(_answers(lines, talks, reader)))
            count += len(lines)
    return count


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for circles of objects: readings have none, and looking takes a tenth of the time."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def _batches(source: Iterable[bytes]) -> Iterator[list[_Line]]:
    decode, batch = msgspec.json.Decoder(_Line).decode, list[_Line]()
    for number, raw in enumerate(source, 1):
        if not raw.strip():
            continue
        try:
            batch.append(decode(raw))
        except msgspec.DecodeError as fault:
            raise ValueError(f"line {number}: {fault}") from fault
        if len(batch) == _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def _answers(lines: Sequence[_Line], talks: dict[str, Conversation], reader: Reader) -> Iterator[dict[str, Any]]:
    said = [(line.text, Context(sender=line.sender)) for line in lines]
    in_talk = any(line.stream for line in lines)
    read = read_supposing(said, reader) if in_talk else [(reading, ()) for reading in read_many(said, reader)]
    for line, (reading, asks) in zip(lines, read, strict=True):
        if line.stream:
            talk = talks.setdefault(line.stream, Conversation(reader.lexicon.turns, reader.lexicon.clues))
            yield _streamed(line, talk, reading, asks, reader)
        else:
            yield {"id": line.id, **_told(reading)}


def _told(reading: Reading) -> dict[str, Any]:
    return {
        "kind": reading.kind,
        "requests": [_request(request) for request in reading.requests],
        "confidence": reading.confidence,
        "why": reading.why,
    }


def _request(request: Request) -> dict[str, Any]:
    return {
        "matter": request.matter,
        "class": request.service_class,
        "building": request.building,
        "unit": request.unit,
        "room": request.room,
        "place": request.place,
        "alternatives": request.alternatives,
    }


def _streamed(
    line: _Line, talk: Conversation, reading: Reading, asks: tuple[Request, ...], reader: Reader
) -> dict[str, Any]:
    role = reader.lexicon.people.role(line.sender)
    answer = talk.hear(line.sender, line.text, moment(line.t), role, reading, asks)
    tickets = [
        {"id": f"T{each.ticket}", "opens": each.opens, **(_request(each.request) if each.request else {})}
        for each in answer.tickets
    ]
    return {"stream": line.stream, "t": line.t, **_told(answer.reading), "tickets": tickets}


def moment(clock: str) -> datetime:
    """HH:MM:SS on a day without a date."""
    hours, minutes, seconds = (*(int(part) for part in clock.split(":")), 0, 0)[:3]
    return datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def read_lines(lines: Sequence[Mapping[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    """The readings of lines, in the form of `read --jsonl`."""
    return list(_answers([msgspec.convert(line, _Line, strict=False) for line in lines], {}, reader))


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
        ("group (13)", _shown(score.group)),
        ("matter (79), top 1", _shown(score.matter)),
        ("matter (79), top 3", _shown(score.matter_top3)),
        ("class", _shown(score.service_class)),
        ("building", _shown(score.building)),
        ("unit", _shown(score.unit)),
        ("room", _shown(score.room)),
        ("place (overlap)", _shown(score.place)),
    ]
    worst = [
        f"  {true} read as {read or 'nothing'}: {times}" for (true, read), times in score.confusions.most_common(10)
    ]
    return "\n".join([name, *(f"  {label:<34}{value}" for label, value in rows), "  confused most:", *worst])


def _shown(ratio: Ratio) -> str:
    return f"{ratio.value:.3f}  ({ratio.hits}/{ratio.tries})"
