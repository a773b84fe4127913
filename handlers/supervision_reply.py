"""督办: what whoever has the ticket answers to an order, asked for what it leaves out; and orders nobody answers."""

from typing import Any

from handlers.desk import HIGH, Desk
from models.supervision import SupervisionOrder, awaited, due, note_reply, tell_overdue
from models.ticket import Ticket, by_desk
from rules.supervision import missing
from rules.tickets import ACTIVE, UNFINISHED

# An order's row, its ticket, and what is said of them.
Overdue = tuple[int, int, dict[str, Any]]
LONGEST = 600
MOST_LISTED = 12
BATCH = 200


def reply(desk: Desk, ticket: Ticket, words: str) -> None:
    """答复: received when, talked to whom, what was done, by when; what is missing is asked for in one sentence."""
    rows = awaited(desk.session, ticket.id)
    if not rows:
        desk.answer("order_none", **desk.view(ticket))
    elif ticket.state not in UNFINISHED:
        desk.over(ticket)
    elif ticket.claimed_by not in (None, desk.actor):
        desk.answer("order_not_yours", **desk.view(ticket))
    elif not words:
        desk.ask(ticket, "ask_order_reply")
    else:
        _keep(desk, ticket, rows, words)


def _keep(desk: Desk, ticket: Ticket, rows: list[SupervisionOrder], words: str) -> None:
    """What was told before counts too: nobody types it twice."""
    before = max((row.reply for row in rows), key=len)
    told = "\n".join(part for part in (before, words.strip()) if part)[:LONGEST]
    lacks = missing(told)
    answered = {} if lacks else {"replied_by": desk.actor, "replied_at": desk.now, "look_at": None}
    note_reply(desk.session, [row.id for row in rows], reply=told, **answered)
    desk.at_work(ticket, desk.actor)
    desk.record(ticket.id, "order_reply", orders=[row.id for row in rows], words=words[:LONGEST], lacks=list(lacks))
    if lacks:
        lacking = [desk.word(f"element_{each}") for each in lacks]
        desk.answered = True
        desk.refresh(ticket)
        desk.reply(
            "order_lacks", desk.view(ticket) | {"lacking": lacking}, ticket=ticket.id, purpose="ask_order_reply",
            priority=HIGH,
        )  # fmt: skip
        return
    desk.refresh(ticket)
    _tell_officials(desk, ticket, rows[-1], told)
    desk.done("order_reply_noted", **desk.view(ticket))


def _tell_officials(desk: Desk, ticket: Ticket, row: SupervisionOrder, told: str) -> None:
    """Those in whose name the order was given read the answer."""
    cards = desk.shown_to(ticket)
    words = desk.view(ticket) | {"name": desk.name_of(desk.actor), "said": told, "colour": desk.word(row.colour)}
    for chat in desk.receiving_chats(ticket, row.level):
        desk.say(
            chat, "order_replied", words, replies=cards.get(chat), ticket=ticket.id, purpose="order_replied",
            key=f"order:{row.id}:{chat}",
        )  # fmt: skip


def sweep_orders(desk: Desk) -> int:
    """Orders that nobody answered in their time are shown to the street, once, all that fell due in one message."""
    rows = due(desk.session, desk.now, BATCH)
    told: dict[int, list[Overdue]] = {}
    for row in rows:
        ticket = by_desk(desk.session, row.ticket_id)
        if tell_overdue(desk.session, row) and ticket.state in ACTIVE:
            desk.record(ticket.id, "order_overdue", order=row.id)
            desk.refresh(ticket)
            words = desk.view(ticket) | {"colour": desk.word(row.colour), "limit": row.reply_due_at}
            for chat in desk.receiving_chats(ticket, "street"):
                told.setdefault(chat, []).append((row.id, ticket.id, words))
    for chat, overdue in told.items():
        _show_overdue(desk, chat, overdue)
    return len(rows)


def _show_overdue(desk: Desk, chat: int, overdue: list[Overdue]) -> None:
    order, ticket, words = overdue[0]
    how: dict[str, Any] = {"purpose": "order_overdue", "key": f"overdue:{order}:{chat}"}
    if len(overdue) == 1:
        desk.say(chat, "order_overdue", words, ticket=ticket, **how)
        return
    shown = [words for _, _, words in overdue[:MOST_LISTED]]
    desk.say(chat, "orders_overdue", {"orders": shown, "total": len(overdue)}, **how)
