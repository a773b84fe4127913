"""快报: one text about a danger to be forwarded upward, without the names of residents."""

from typing import Any

from handlers.desk import Desk
from models import outbox
from models.report import reports_of
from models.ticket import Ticket
from models.work import moments_of
from rules.flash import hurt_in
from rules.redaction import redact
from rules.tickets import ACTIVE
from rules.town import Purpose

MOST = 6
NEXT = {"open": "calling", "claimed": "checking", "on_site": "handling"}


def flash(desk: Desk, ticket: Ticket, words: str) -> None:
    """Writes when, where, what, who is hurt, who is on site, what was done and what comes next."""
    desk.record(ticket.id, "flash")
    desk.answer()
    desk.answered = True
    desk.reply("flash", _view(desk, ticket), ticket=ticket.id, purpose="flash")


def _view(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    reports = reports_of(desk.session, ticket.id)
    hidden = [ticket.room, *(report.name for report in reports)]

    def safe(text: str) -> str:
        return redact(text, hidden)

    view = desk.view(ticket)
    names, group = _told(desk, ticket)
    told = "；".join(part for part in (ticket.progress, ticket.news) if part)
    done = ticket.done or ticket.progress
    doer = desk.name_of(ticket.submitted_by or 0)
    path = [desk.town.spots[place].name for place in desk.town.spots[ticket.place_id].path]
    return view | {
        "path": path,
        "where": safe(view["where"]),
        "what": safe(ticket.words),
        "hurt": safe(hurt_in(f"{told}；{ticket.words}")),
        "told": safe(ticket.news),
        "names": names[:MOST],
        "reached": len(names),
        "in_group": group,
        "done": safe(done),
        "arrived": moments_of(desk.session, ticket.id).get("arrive"),
        "doer": doer,
        "following": "closing" if doer else NEXT.get(ticket.state, "") if ticket.state in ACTIVE else "",
    }


def _told(desk: Desk, ticket: Ticket) -> tuple[list[str], bool]:
    """The staff whom anything about it has reached in private, and whether a group of theirs has read of it."""
    chats = outbox.reached(desk.session, ticket.id)
    posts = [post for chat in chats if (post := desk.town.posts.get(chat))]
    names = [desk.town.officers[chat].name for chat in chats if chat in desk.town.officers]
    return names, any(post.purpose in (Purpose.WORKERS, Purpose.OFFICIALS) for post in posts)
