"""Answering how far things have come: /my and 到哪一步了 for residents, the list of open work for staff."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import select

from handlers.desk import Desk
from models.ticket import Ticket, of_reporter
from rules import callback
from rules.messages import Button, ChatKind
from rules.tickets import UNFINISHED

RECENT = timedelta(days=3)
MOST = 12


def mine(desk: Desk) -> None:
    """What became of the actor's own reports, told in private; in a group only a sign on the question."""
    tickets = of_reporter(desk.session, desk.actor, desk.now - RECENT)
    bot = desk.private_bot(desk.actor)
    words = {"tickets": [desk.view(t) for t in tickets], "states": desk.res.texts.words}
    if desk.said.chat_kind is ChatKind.PRIVATE:
        desk.reply("my_tickets", words)
    elif bot:
        desk.say(desk.actor, "my_tickets", words, bot=bot)
        desk.react()
    else:
        desk.react()


def work(desk: Desk) -> None:
    """A worker's own list: what they have taken, and what waits at their places."""
    officer = desk.town.officers[desk.actor]
    areas = [s.id for _, at in officer.roles if at in desk.town.spots for s in desk.town.below(at)]
    table = Ticket.__table__  # type: ignore[attr-defined]
    waiting = sa.and_(table.c.state == "open", table.c.place_id.in_(areas))
    own = sa.and_(table.c.claimed_by == desk.actor, table.c.state.in_(sorted(UNFINISHED)))
    found = desk.session.exec(select(Ticket).where(sa.or_(own, waiting)).order_by(table.c.id).limit(MOST)).all()
    views = [desk.view(t) for t in found]
    desk.reply("my_work", {"tickets": views, "actor": desk.actor, "states": desk.res.texts.words})


def help_text(desk: Desk) -> None:
    """What one can do here, for whom it is."""
    desk.reply("help_staff" if desk.town.is_staff(desk.actor) else "help", {"numbers": desk.policies.safety})


def candidates(desk: Desk, action: str) -> list[Ticket]:
    """The tickets a bare word could mean here: unclaimed ones to claim, else the actor's own."""
    table = Ticket.__table__  # type: ignore[attr-defined]
    officer = desk.town.officers[desk.actor]
    areas = [s.id for _, at in officer.roles if at in desk.town.spots for s in desk.town.below(at)]
    own = sa.and_(table.c.claimed_by == desk.actor, table.c.state.in_(("claimed", "on_site")))
    waiting = sa.and_(table.c.state == "open", table.c.place_id.in_(areas))
    wanted = waiting if action in ("claim", "cannot_go") else own
    return list(desk.session.exec(select(Ticket).where(wanted).order_by(table.c.id.desc()).limit(MOST)).all())


def which(desk: Desk, tickets: list[Ticket], action: str) -> None:
    """Asks which ticket was meant, one button each."""
    if not tickets:
        desk.reply("nothing_waits")
        return
    rows = tuple((Button(desk.text("which_one", **desk.view(t)), callback.write(action, t.id)),) for t in tickets[:8])
    desk.reply("which", buttons=rows, purpose="which")


def latest_own(desk: Desk) -> Ticket | None:
    """The actor's newest unfinished report, for a word typed without a number."""
    found = of_reporter(desk.session, desk.actor, desk.now - RECENT, 1)
    return found[0] if found else None
