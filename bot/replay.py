"""Feeds recorded group days through the desk and tells what became of every message."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.gateways.memory import MemoryGateway
from bot.rehearsal import Rehearsal
from handlers.desk import Resources
from models.migrations import migrate
from models.report import Report
from models.session import Database
from models.ticket import Ticket
from models.town_import import apply
from rules.messages import Sender
from rules.town import Group, Level, Place, Purpose, Town

STREET, COMMUNITY, GRID = "replay", "replay-1", "replay-1-1"
RESIDENTS, WORKERS, OFFICIALS = -1, -2, -3
DAY = date(2026, 1, 5)
NEEDED = ("t", "sender", "text")
EXAMPLE = '{"t": "08:12", "sender": "3-2-501 王阿姨", "text": "电梯又停了"}'


class DayFaults(Exception):
    """What is wrong in a recorded day; `faults` with file and line."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One recorded message."""

    stream: str
    at: time
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Became:
    """What a message did: ticket numbers it opened and joined."""

    spoken: Spoken
    opened: tuple[int, ...]
    joined: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A replayed day: what each message became, and the tickets at its end."""

    stream: str
    became: list[Became]
    tickets: list[Ticket]

    def lines(self) -> Iterator[str]:
        """The day as people read it: each message with what it did, then the tickets."""
        yield f"== {self.stream or 'day'}"
        for each in self.became:
            did = [f"opens {n}" for n in each.opened] + [f"joins {n}" for n in each.joined]
            said = f"{each.spoken.at:%H:%M} {each.spoken.sender}: {each.spoken.text}"
            yield f"{said}  -> {', '.join(did) or '-'}"
        for t in self.tickets:
            where = " ".join(part for part in (t.building, t.unit, t.room, t.spot) if part) or "-"
            yield f"#{t.number} {t.matter} {t.service_class} {where} {t.state} reported by {t.households}"


def load(path: Path) -> list[Spoken]:
    """The messages of a JSON-lines file: `t` (HH:MM[:SS]), `sender`, `text`, and `stream` if there are several days.

    Raises DayFaults naming every bad line, OSError when the file cannot be read.
    """
    faults: list[str] = []
    found = [
        spoken
        for number, line in enumerate(_text(path).split("\n"), 1)
        if line.strip() and (spoken := _spoken(line, f"{path}:{number}", faults))
    ]
    if faults:
        raise DayFaults(faults)
    if not found:
        raise DayFaults([f"{path}: there is no message in it"])
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DayFaults([f"{path}:{line}: this is no UTF-8 text"]) from None


def _spoken(line: str, where: str, faults: list[str]) -> Spoken | None:
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        faults.append(f"{where}: this is no JSON: {error.msg}")
        return None
    given = told if isinstance(told, dict) else {}
    missing = [name for name in NEEDED if not isinstance(given.get(name), str)]
    if missing:
        faults.append(f"{where}: {', '.join(missing)} missing; a line is like {EXAMPLE}")
        return None
    try:
        return Spoken(str(given.get("stream", "")), time.fromisoformat(given["t"]), given["sender"], given["text"])
    except ValueError:
        faults.append(f"{where}: t is {given['t']!r}; allowed: a time such as 08:12 or 08:12:30")
        return None


def replay(days: list[Spoken], resources: Resources, zone: ZoneInfo) -> Iterator[Day]:
    """Each day in a fresh town of one grid."""
    for stream in dict.fromkeys(spoken.stream for spoken in days):
        yield _play(stream, [s for s in days if s.stream == stream], resources, zone)


def _town() -> Town:
    return Town(
        places=(
            Place(STREET, Level.STREET, "街道"),
            Place(COMMUNITY, Level.COMMUNITY, "社区", STREET),
            Place(GRID, Level.GRID, "网格", COMMUNITY),
        ),
        groups=(
            Group(RESIDENTS, GRID, Purpose.RESIDENTS, "居民群"),
            Group(WORKERS, COMMUNITY, Purpose.WORKERS, "工作群"),
            Group(OFFICIALS, STREET, Purpose.OFFICIALS, "指挥群"),
        ),
    )


def _play(stream: str, spoken: list[Spoken], resources: Resources, zone: ZoneInfo) -> Day:
    database = Database("sqlite://")
    migrate(database)
    gateway = MemoryGateway()
    resources.accounts = {account.id: account for account in gateway.accounts}
    resources.decode = gateway.read
    with database.transaction() as session:
        apply(session, _town())
    desk = Rehearsal(database, gateway, resources, datetime.combine(DAY, time(), zone))
    gateway.now = lambda: desk.real
    people: dict[str, Sender] = {}
    messages = []
    for line in spoken:
        moment = datetime.combine(DAY, line.at, zone)
        desk.advance(max(moment - desk.now, timedelta()))
        person = people.setdefault(line.sender, Sender(1000 + len(people), line.sender))
        messages.append((line, gateway.say(RESIDENTS, person, line.text)))
        desk.settle()
    with database.transaction() as session:
        became = [_became(session, line, message) for line, message in messages]
        tickets = list(session.exec(select(Ticket).order_by(Ticket.number)))  # type: ignore[arg-type]
        session.expunge_all()
    desk.close()
    database.close()
    return Day(stream, became, tickets)


def _became(session: Session, line: Spoken, message: int) -> Became:
    found = session.exec(
        select(Ticket.number, Report.opens)
        .join(Report, Report.ticket_id == Ticket.id)  # type: ignore[arg-type]
        .where(Report.chat_id == RESIDENTS, Report.message_id == message)
    ).all()
    return Became(line, tuple(n for n, opens in found if opens), tuple(n for n, opens in found if not opens))
