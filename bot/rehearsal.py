"""The whole desk in one thread, on a gateway in memory and a clock of its own: for recorded days, and for stories."""

import asyncio
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.gateway import Outcome, Refused, Sent
from bot.gateways.memory import MemoryGateway
from bot.lookout import sounds_like_danger
from bot.sender import outgoing
from handlers import dispatch, dispatch_due
from handlers.desk import Desk, Resources
from models import delivery, inbox
from models.delivery import DeliveryRow
from models.inbox import Inbox
from models.session import Database, insert_missing
from models.ticket import Ticket
from models.ticket_due import due

ROUNDS = 100
PACE = timedelta(minutes=15)


class Restless(RuntimeError):
    """The desk does not come to rest: something makes work for itself without end."""


class Rehearsal:
    """Takes in, handles, sends and sweeps in steps.

    `now` is the desk's clock; `lag` is how far the platform's and the real clock are ahead of it.
    """

    def __init__(self, database: Database, gateway: MemoryGateway, resources: Resources, now: datetime) -> None:
        self.database, self.gateway, self.resources = database, gateway, resources
        self.now, self.lag = now, timedelta()
        self._loop = asyncio.new_event_loop()

    @property
    def real(self) -> datetime:
        return self.now + self.lag

    def desk(self, session: Session) -> Desk:
        """The unit of work at this moment."""
        return Desk(session, self.resources, self.now, self.real)

    def settle(self) -> None:
        """Takes in, handles and sends until nothing is left to do."""
        with self.database.transaction() as session:
            for account in self.gateway.accounts:
                self._take_in(session, account.id)
            self._handle(session)
        self._send()

    def sweep(self) -> None:
        """Does everything that is due now, and sends what comes of it."""
        for _ in range(ROUNDS):
            with self.database.transaction() as session:
                done = dispatch_due.sweep(self.desk(session))
            self._send()
            if not done:
                return
        raise Restless("the sweeps do not come to an end")

    def advance(self, span: timedelta) -> None:
        """Moves the clock, sweeping at each moment that falls due on the way."""
        end = self.now + span
        while (moment := self._next_due()) and moment <= end:
            self.now = max(self.now, moment)
            self.sweep()
        while self.now < end:
            self.now = min(end, self.now + PACE)
            self.sweep()

    def close(self) -> None:
        self._loop.close()

    def _take_in(self, session: Session, bot: int) -> None:
        rows = [
            {"bot_id": bot, "update_id": raw.update_id, "lane": raw.lane, "body": raw.body,
             "urgent": int(sounds_like_danger(self.resources, bot, raw.body)),
             "received_at": self.now, "arrived_at": self.real}
            for raw in self.gateway.unconfirmed(bot)
        ]  # fmt: skip
        insert_missing(session, Inbox, rows)
        self._loop.run_until_complete(self.gateway.fetch(bot, 2**62, 0))

    def _handle(self, session: Session) -> None:
        desk = self.desk(session)
        new = select(Inbox).where(col(Inbox.state) == inbox.NEW)
        for row in session.exec(new.order_by(col(Inbox.urgent).desc(), col(Inbox.id))):
            dispatch.handle(desk, self.gateway.read(row.bot_id, row.body))
            row.state = inbox.DONE
            session.add(row)

    def _send(self) -> None:
        for account in self.gateway.accounts:
            self._send_all(account.id)

    def _send_all(self, bot: int) -> None:
        with self.database.transaction() as session:
            rows = self._claim(session, bot)
        for _ in range(ROUNDS):
            if not rows:
                return
            outcomes = [self._loop.run_until_complete(self.gateway.send(bot, outgoing(row))) for row in rows]
            with self.database.transaction() as session:
                for row, outcome in zip(rows, outcomes, strict=True):
                    self._note(session, row, outcome)
                rows = self._claim(session, bot)
        raise Restless("the outbox does not come to an end")

    def _claim(self, session: Session, bot: int) -> list[DeliveryRow]:
        session.flush()
        found = delivery.ready(session, bot, [], self.real, 100)
        return delivery.claim(session, found.rows, self.real)

    def _note(self, session: Session, row: DeliveryRow, outcome: Outcome) -> None:
        if isinstance(outcome, Sent):
            delivery.mark_sent(session, [(row, outcome.message)], self.real)
            return
        state = "refused" if isinstance(outcome, Refused) else "gone"
        delivery.mark_ended(session, row, state, f"{getattr(outcome, 'reason', outcome)}: ")
        dispatch.undelivered(self.desk(session), row, outcome)

    def _next_due(self) -> datetime | None:
        with self.database.transaction() as session:
            first = due(session, self.now + timedelta(days=60), 1)
            ticket = session.get(Ticket, first[0]) if first else None
            return ticket.due_at if ticket else None
