"""快报: one text about a danger to be forwarded upward, without the names of residents."""

from typing import Any

from handlers.desk import Desk
from models.report import reports_of
from models.ticket import Ticket
from models.work import moments_of
from rules.flash import hurt_in
from rules.redaction import redact
from rules.tickets import ACTIVE

NEXT = {"open": "calling", "claimed": "checking", "on_site": "handling"}


def flash(desk: Desk, ticket: Ticket, words: str) -> None:
    """Writes when, where, what, who is hurt, who is on site, what was done and what comes next."""
    if not desk.may_handle(ticket):
        return
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
    told = "；".join(part for part in (ticket.progress, ticket.news) if part)
    path = [desk.town.spots[place].name for place in desk.town.spots[ticket.place_id].path]
    return view | {
        "path": path,
        "where": safe(view["where"]),
        "what": safe(ticket.words),
        "hurt": safe(hurt_in(f"{told}；{ticket.words}")),
        "told": safe(told),
        "done": safe(ticket.done),
        "arrived": moments_of(desk.session, ticket.id).get("arrive"),
        "following": NEXT.get(ticket.state, "") if ticket.state in ACTIVE else "",
    }
