"""Stories: people who speak in chats, a desk on a real database, and a clock that is pushed."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.gateway import Sent
from bot.gateways.memory import MemoryGateway
from bot.gateways.memory_chats import Shown
from bot.sender import outgoing
from config.lexicon import load_reader
from config.policies import load_policies
from config.town import read_town
from handlers import dispatch
from handlers.desk import Desk, Resources
from models import delivery, inbox
from models.inbox import Inbox
from models.session import Database, insert_missing
from models.ticket import Ticket, due
from models.town_import import apply
from rules.messages import Sender
from rules.parsing import Context, Reader, Reading, read
from templates import Texts

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN = Path(__file__).parent / "town.yaml"
MORNING = datetime(2026, 11, 20, 8, 12, tzinfo=SHANGHAI).astimezone(UTC)
RESIDENTS, OTHERS, WORKERS, OFFICIALS = -1001, -1005, -1002, -1003
ADMIN = 900
_READER: list[Reader] = []


def _read(text: str, context: Context) -> Reading:
    if not _READER:
        _READER.append(load_reader())
    return read(text, context, _READER[0])


class Story:
    """One desk and its town. Times are the desk's; the platform's clock goes along unless `away` moves it alone."""

    def __init__(self, database: Database, town: str = "", locale: str = "zh") -> None:
        self.database = database
        self.now = MORNING
        self.lag = timedelta()
        self.gateway = MemoryGateway(now=lambda: self.now)
        self.resources = Resources(
            policies=load_policies(None, SHANGHAI),
            texts=Texts(locale, SHANGHAI),
            read=_read,
            decode=self.gateway.read,
            accounts={a.id: a for a in self.gateway.accounts},
            admins=frozenset({ADMIN}),
        )
        self.bot = self.gateway.accounts[0].id
        text = town or TOWN.read_text(encoding="utf-8")
        with database.transaction() as session:
            apply(session, read_town(text))
        self._loop = asyncio.new_event_loop()

    def person(self, user: int, name: str, username: str = "") -> "Person":
        return Person(self, Sender(user, name, username))

    def staff(self, user: int, name: str) -> "Person":
        """Somebody of the town who has opened their private chat."""
        person = self.person(user, name)
        person.starts()
        return person

    # the desk at work -----------------------------------------------------------------------------------------

    def desk(self, session: Session) -> Desk:
        return Desk(session, self.resources, self.now, self.now + self.lag)

    def settle(self) -> None:
        """Takes in, handles, and sends until nothing is left to do."""
        for bot in [a.id for a in self.gateway.accounts]:
            self._take_in(bot)
        self._handle()
        self._send()

    def _take_in(self, bot: int) -> None:
        rows = [
            {"bot_id": bot, "update_id": raw.update_id, "lane": raw.lane, "body": raw.body,
             "received_at": self.now, "arrived_at": self.now + self.lag}
            for raw in self.gateway.unconfirmed(bot)
        ]  # fmt: skip
        with self.database.transaction() as session:
            insert_missing(session, Inbox, rows)
        self._loop.run_until_complete(self.gateway.fetch(bot, 10**9, 0))

    def _handle(self) -> None:
        with self.database.transaction() as session:
            desk = self.desk(session)
            for row in session.exec(select(Inbox).where(Inbox.state == inbox.NEW).order_by(Inbox.id)):  # type: ignore
                dispatch.handle(desk, self.gateway.read(row.bot_id, row.body), row.arrived_at)
                row.state = inbox.DONE
                session.add(row)

    def _send(self) -> None:
        for _ in range(50):
            if not sum(self._send_some(account.id) for account in self.gateway.accounts):
                return
        raise AssertionError("the outbox does not come to an end")

    def _send_some(self, bot: int) -> int:
        with self.database.transaction() as session:
            found = delivery.ready(session, bot, [], self.now + self.lag, 100)
            rows = delivery.claim(session, found.rows, self.now + self.lag)
        for row in rows:
            outcome = self._loop.run_until_complete(self.gateway.send(bot, outgoing(row)))
            with self.database.transaction() as session:
                if isinstance(outcome, Sent):
                    delivery.mark_sent(session, [(row, outcome.message)], self.now + self.lag)
                else:
                    delivery.mark_ended(session, row, "gone", f"{getattr(outcome, 'reason', outcome)}: ")
                    dispatch.undelivered(self.desk(session), row, outcome)
        return len(rows)

    def sweep(self) -> None:
        """Everything that is due now, and the messages of it."""
        for _ in range(20):
            with self.database.transaction() as session:
                done = dispatch.sweep(self.desk(session))
            self._send()
            if not done:
                return
        raise AssertionError("the sweeps do not come to an end")

    def forward(self, **span: float) -> None:
        """Pushes the clock, sweeping at each moment that falls due on the way."""
        end = self.now + timedelta(**span)
        while (moment := self._next_due()) and moment <= end:
            self.now = max(self.now, moment)
            self.sweep()
        while self.now < end:
            self.now = min(end, self.now + timedelta(minutes=15))
            self.sweep()

    def _next_due(self) -> datetime | None:
        with self.database.transaction() as session:
            self.sweep_first = due(session, self.now + timedelta(days=30), 1)
            moments = [session.get(Ticket, t).due_at for t in self.sweep_first]  # type: ignore[union-attr]
        return moments[0] if moments else None

    def call(self, work: Callable[..., Any], *args: Any) -> Any:
        """Runs something in a transaction of its own and sends what came of it."""
        with self.database.transaction() as session:
            result = work(self.desk(session), *args)
        self._send()
        return result

    # what people see ------------------------------------------------------------------------------------------

    def seen(self, chat: int) -> list[Shown]:
        """What the desk has said in a chat and still stands, oldest first."""
        return [m for m in self.gateway.chat(chat).visible if m.sender is None]

    def texts(self, chat: int) -> list[str]:
        return [m.text for m in self.seen(chat)]

    def last(self, chat: int) -> Shown:
        return self.seen(chat)[-1]

    def card(self, chat: int, words: str) -> Shown:
        """The newest message of the desk in a chat that contains these words."""
        found = [m for m in self.seen(chat) if words in m.text]
        assert found, f"nobody said {words!r} in {chat}: {self.texts(chat)}"
        return found[-1]

    def tickets(self) -> list[Ticket]:
        with self.database.transaction() as session:
            found = list(session.exec(select(Ticket).order_by(Ticket.id)))  # type: ignore[arg-type]
            session.expunge_all()
        return found

    def ticket(self, number: int = 1) -> Ticket:
        return next(t for t in self.tickets() if t.number == number)


class Person:
    """Somebody with a telephone."""

    def __init__(self, story: Story, who: Sender) -> None:
        self.story, self.who, self.callback = story, who, ""

    def says(self, text: str, chat: int = RESIDENTS, reply_to: int | None = None, **fields: Any) -> int:
        message = self.story.gateway.say(chat, self.who, text, reply_to=reply_to, fields=fields)
        self.story.settle()
        return message

    def sends_photo(self, file: str, text: str = "", chat: int = RESIDENTS, album: str = "", **how: Any) -> int:
        message = self.story.gateway.say(chat, self.who, text, fields=MemoryGateway.photo(file, album), **how)
        self.story.settle()
        return message

    def edits(self, message: int, text: str, chat: int = RESIDENTS) -> None:
        self.story.gateway.edit(chat, message, text)
        self.story.settle()

    def presses(self, word: str, chat: int = RESIDENTS, card: str = "") -> str:
        """Presses a button on the newest card with that button (and those words); returns what the desk answered."""
        cards = [m for m in self.story.seen(chat) if card in m.text and any(word in b for b in m.labels)]
        assert cards, f"no button {word!r} in {chat}: {[(m.text, m.labels) for m in self.story.seen(chat)]}"
        self.callback = self.story.gateway.press(chat, self.who, cards[-1].id, word)
        self.story.settle()
        return self.story.gateway.answers[self.callback] or ""

    def presses_data(self, data: str, message: int, chat: int = RESIDENTS) -> str:
        self.callback = self.story.gateway.press_data(chat, self.who, message, data)
        self.story.settle()
        return self.story.gateway.answers[self.callback] or ""

    def starts(self, payload: str = "") -> None:
        words = f"/start {payload}".strip()
        entity = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
        self.story.gateway.say(self.who.id, self.who, words, fields=entity)
        self.story.settle()

    def commands(self, text: str, chat: int | None = None) -> int:
        """Types a slash command, in private if no chat is told."""
        entity = {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}
        message = self.story.gateway.say(chat or self.who.id, self.who, text, fields=entity)
        self.story.settle()
        return message

    def hears(self) -> list[str]:
        """What the desk has said to them in private."""
        return self.story.texts(self.who.id)
