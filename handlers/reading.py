"""Reading files of messages: `read --jsonl` and `evaluate`."""

import gc
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from config.corpus import numbered_lines
from rules.conversation import Conversation
from rules.parsing import Context, Reader, Reading, Request, read_many, read_supposing
from rules.scoring import Ratio, Score, f1, score_singles, score_streams, unlabelled

_TOGETHER = 128
_AT_ONCE = 16 * 1024
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}(?:\.[0-9]{1,9})?))?")
_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_encode_lines = msgspec.json.Encoder().encode_lines


class _Line(msgspec.Struct):
    """One line in: a single message, or one of a stream. What else stands in it is passed by."""

    text: str
    id: str | int | float = ""
    sender: str = ""
    stream: str = ""
    t: str = ""

    def __post_init__(self) -> None:
        if self.stream and self.t:
            moment(self.t)


class _Fault(msgspec.Struct):
    """What stands in the place of a line that is no message."""

    error: str


@dataclass(slots=True)
class _Talk:
    """A stream so far, and the time of its last message: one without its own is taken to be of then."""

    conversation: Conversation
    at: datetime = _DAY


_BLANK = msgspec.Raw(b"")
_decode = msgspec.json.Decoder(_Line).decode


def read_jsonl(source: Iterable[bytes], sink: BinaryIO, reader: Reader) -> list[str]:
    """Writes a line to `sink` for each of `source`, in order: the reading of a message, a blank line for a blank one,
    or what is wrong with it. Returns all that is wrong.

    From a pipe, what has come is answered before more is waited for.
    """
    faults, talks, count = list[str](), dict[str, _Talk](), 0
    with _uncollected():
        for arrived in _arriving(source) if isinstance(source, BufferedReader) else _batches(source):
            lines = [_understood(raw, number) for number, raw in enumerate(arrived, count + 1)]
            answers = _answers([line for line in lines if isinstance(line, _Line)], talks, reader)
            sink.write(_encode_lines(next(answers) if isinstance(line, _Line) else line for line in lines))
            sink.flush()
            faults += [line.error for line in lines if isinstance(line, _Fault)]
            count += len(lines)
    return faults


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


def _batches(source: Iterable[bytes]) -> Iterator[list[bytes]]:
    lines = iter(source)
    return iter(lambda: list(islice(lines, _TOGETHER)), [])


def _arriving(source: BufferedReader) -> Iterator[list[bytes]]:
    while some := source.read1(_AT_ONCE):
        if not some.endswith(b"\n"):
            some += source.readline()
        yield some.removesuffix(b"\n").split(b"\n")


def _understood(raw: bytes, number: int) -> _Line | _Fault | msgspec.Raw:
    try:
        return _decode(raw)
    except (ValueError, RecursionError):
        return _understood_slowly(raw, number)


def _understood_slowly(raw: bytes, number: int) -> _Line | _Fault | msgspec.Raw:
    """Takes blank lines too, a mark at the head of the file, half a sign, and null for nothing."""
    try:
        text = raw.decode("utf-8-sig", "surrogatepass").strip()
        return msgspec.convert(_filled(json.loads(text)), _Line) if text else _BLANK
    except UnicodeDecodeError:
        return _Fault(f"line {number}: this is no UTF-8 text")
    except json.JSONDecodeError as fault:
        return _Fault(f"line {number}: this is no JSON: {fault.msg} at its column {fault.colno}")
    except RecursionError:
        return _Fault(f"line {number}: too much stands one inside the other")
    except ValueError as fault:
        return _Fault(f"line {number}: {fault}")


def _filled(found: object) -> object:
    return {name: _whole(value) for name, value in found.items()} if isinstance(found, dict) else found


def _whole(value: object) -> object:
    """Nothing as no words, and without half signs."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return "" if value is None else value


def _answers(lines: Sequence[_Line], talks: dict[str, _Talk], reader: Reader) -> Iterator[dict[str, Any]]:
    said = [(line.text, Context(sender=line.sender)) for line in lines]
    in_talk = any(line.stream for line in lines)
    read = read_supposing(said, reader) if in_talk else [(reading, ()) for reading in read_many(said, reader)]
    for line, (reading, asks) in zip(lines, read, strict=True):
        if line.stream:
            if (talk := talks.get(line.stream)) is None:
                talk = talks[line.stream] = _Talk(Conversation(reader.lexicon.turns, reader.lexicon.clues))
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


def _streamed(line: _Line, talk: _Talk, reading: Reading, asks: tuple[Request, ...], reader: Reader) -> dict[str, Any]:
    role = reader.lexicon.people.role(line.sender)
    talk.at = moment(line.t) if line.t else talk.at
    answer = talk.conversation.hear(line.sender, line.text, talk.at, role, reading, asks)
    tickets = [
        {"id": f"T{each.ticket}", "opens": each.opens, **(_request(each.request) if each.request else {})}
        for each in answer.tickets
    ]
    return {"stream": line.stream, "t": line.t, **_told(answer.reading), "tickets": tickets}


def moment(written: str) -> datetime:
    """HH:MM:SS on a day without a date, or a time with its date. Raises ValueError when it is neither."""
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, seconds = clock.groups("0")
        return _DAY + timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))
    with suppress(ValueError):
        found = datetime.fromisoformat(written)
        if 1970 <= found.year < 3000:
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    raise ValueError(f"t is no time: {written}; allowed: 08:00:00, or with its day 2026-11-20T08:00:00")


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
