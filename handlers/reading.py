"""Reading lines of messages: `read --jsonl`."""

import gc
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BufferedReader
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from rules.conversation import Conversation
from rules.parsing import Context, Reader, Reading, Request, read_many, read_supposing

_TOGETHER = 128
_AT_ONCE = 8 * 1024
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


@lru_cache(_TOGETHER)
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
