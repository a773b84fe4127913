"""Learns where messages belong from labelled group days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from handlers.reading import moment
from rules.clues import Heard, OpenTicket, Scene
from rules.conversation import Conversation, Link
from rules.parsing import Context, Reader, Reading, Request, read_supposing
from rules.placing import NEW, NONE, options
from rules.placing_training import Case, fit

Line = Mapping[str, Any]


def learn_clues(lessons: Sequence[tuple[Sequence[Line], Reader]]) -> dict[str, float]:
    """The weights of clues learnt from labelled days, as they stand in config/lexicon/clues.yaml.

    Each lesson is some days and a reader, at best one that has not learnt from these days, for it is surer of those.
    First as if all before a message were placed rightly, then also as the weights learnt so far would place it; and
    as the desk hears it, which keeps no talk that was about nothing.
    """
    return learn_from([(_said(lines, reader), reader) for lines, reader in lessons])


def learn_from(told: Sequence[tuple[Sequence["_Said"], Reader]]) -> dict[str, float]:
    """The same from days that have been read."""
    every = [case for said, reader in told for past in (True, False) for case in _cases(said, reader, None, past)]
    weights = fit(every)
    return fit([*every, *(case for said, reader in told for case in _cases(said, reader, weights))])


def cases_of(lines: Sequence[Line], reader: Reader) -> list[Case]:
    """The messages of some days with all places they might have had, what was before them placed truly."""
    return list(_cases(_said(lines, reader), reader, None))


class _Said(NamedTuple):
    line: Line
    reading: Reading
    asks: tuple[Request, ...]


def _said(lines: Sequence[Line], reader: Reader) -> list[_Said]:
    said = [(line["text"], Context(sender=line["sender"])) for line in lines]
    return [_Said(line, *read) for line, read in zip(lines, read_supposing(said, reader), strict=True)]


@dataclass(slots=True)
class _Day:
    """A day of talk, and which of its tickets stand for which true ones."""

    talk: Conversation
    stands_for: dict[int, str] = field(default_factory=dict)


def _cases(
    told: Sequence[_Said], reader: Reader, weights: Mapping[str, float] | None, past: bool = True
) -> Iterator[Case]:
    """Each message with all places it might have had; what was before it placed truly, or by these weights."""
    turns = reader.lexicon.turns
    days: dict[str, _Day] = {}
    for said in told:
        line = said.line
        day = days.setdefault(line["stream"], _Day(Conversation(turns, weights or {})))
        heard = Heard(
            line["sender"], line["text"], moment(line["t"]), reader.lexicon.people.role(line["sender"]), said.reading,
            day.talk.last, said.asks, day.talk.past if past else (),
        )  # fmt: skip
        known = day.talk.known(heard.at)
        yield Case(tuple(options(Scene(heard, known, turns))), _places(line, known, day))
        kind, links = (line["kind"], _links(line, heard, day)) if weights is None else day.talk.beside(heard)
        if weights is not None:
            day.stands_for |= {link.ticket: _true_ticket(line) for link in links if link.opens}
        day.talk.note(heard, kind, links)


def _places(line: Line, known: Sequence[OpenTicket], day: _Day) -> frozenset[int]:
    """Where a message belongs: with a ticket nobody has heard of yet, only what asks for something opens it."""
    if any(told["opens"] for told in line["tickets"]):
        return frozenset({NEW})
    names = {told["id"] for told in line["tickets"]}
    own = {ticket.id for ticket in known if day.stands_for.get(ticket.id) in names}
    if own or not names:
        return frozenset(own or {NONE})
    return frozenset({NEW if line["kind"] == "request" else NONE})


def _true_ticket(line: Line) -> str:
    return next((str(told["id"]) for told in line["tickets"]), "")


def _links(line: Line, heard: Heard, day: _Day) -> list[Link]:
    """The true links of a message; what it opens is kept as the reader would have opened it."""
    numbers = {name: number for number, name in day.stands_for.items()}
    links, asked = [], heard.reading.requests or heard.asks
    for told in line["tickets"]:
        if told["opens"]:
            same = next((each for each in asked if each.matter == told["matter"]), None)
            where = [told[name] for name in ("building", "unit", "room", "place")]
            fresh = len(numbers) + 1
            numbers[told["id"]] = fresh
            day.stands_for[fresh] = told["id"]
            links.append(Link(fresh, same or Request(told["matter"], told["class"], *where)))
        else:
            links.append(Link(numbers[told["id"]]))
    return links
