"""A second opinion on what was read unsurely: it corrects the doubtful ticket, or asks a worker about a silent one."""

from collections.abc import Callable
from typing import Any

from handlers.desk import Desk, Told
from handlers.outside import Question, next_question
from handlers.report_taking import supposed, take_all
from models import asking, inbox
from models.report import reports_in
from models.ticket import Ticket, by_desk, move
from rules.cards import gathered
from rules.messages import ChatKind, Incoming, Kind
from rules.opinion import Opinion, read_answer
from rules.redaction import mask_identity
from rules.routing import Spot
from rules.taxonomy import UNCLASSIFIED

Where = Callable[[Desk], Spot | None]


def take(desk: Desk) -> Question | None:
    """The next message to be asked about."""
    return next_question(desk, asking.Opinion, desk.policies.opinion, desk.res.advised)


def settle(desk: Desk, question: Question, answer: str | None, where: Where) -> bool:
    """Applies an answer, None when there will be none; whether it made sense. A second time it changes nothing.

    `where` tells the place that the message being handled belongs to.
    """
    row = question.row
    told = None if answer is None else read_answer(answer, desk.policies.taxonomy)
    if not question.end(desk.session, words=""):
        return told is not None
    if told and row.ticket_id:
        _correct(desk, by_desk(desk.session, row.ticket_id), told)
    elif told and told.asks:
        _ask_worker(desk, row, told, where)
    return told is not None


def _correct(desk: Desk, ticket: Ticket, told: Opinion) -> None:
    """What both readings take it for is believed, else a worker still chooses; whoever has chosen knows better."""
    if not ticket.doubtful or ticket.state != "open":
        return
    desk.begin(_about(ticket))
    if not told.asks:
        news = gathered(ticket.news, desk.text("opinion_talk"))
        move(desk.session, ticket, "note", news=news)
        desk.record(ticket.id, "opinion", read_as=told.kind)
    elif any(matter in ticket.likely for matter in told.matters):
        matter = next(matter for matter in told.matters if matter in ticket.likely)
        with desk.learning(ticket, "opinion"):
            _reclassify(desk, ticket, matter)
            desk.believe(ticket)
    else:
        move(desk.session, ticket, "correct", likely=list(dict.fromkeys((*told.matters, *ticket.likely))))
        _reclassify(desk, ticket, told.matters[0])
        if ticket.service_class == "P0":
            desk.believe(ticket)
    desk.refresh(ticket)


def _reclassify(desk: Desk, ticket: Ticket, matter: str) -> None:
    desk.record(ticket.id, "opinion", read_as="request", matter=matter)
    if ticket.matter != matter:
        desk.reclassify(ticket, matter)


def _about(ticket: Ticket) -> Incoming:
    """Where a ticket was told, with nobody speaking there."""
    kind = ChatKind.PRIVATE if ticket.chat_id > 0 else ChatKind.GROUP
    return Incoming(Kind.MESSAGE, ticket.bot_id, 0, chat=ticket.chat_id, chat_kind=kind, topic=ticket.topic)


def _ask_worker(desk: Desk, row: Any, told: Opinion, where: Where) -> None:
    """The message that was left in silence asks for something after all, perhaps."""
    body = inbox.body_of(desk.session, row.bot_id, row.update_id)
    incoming = desk.res.decode(row.bot_id, body) if body else None
    if incoming is None or not incoming.text or incoming.sender is None:
        return
    if told.matters[0] == UNCLASSIFIED or reports_in(desk.session, incoming.chat, incoming.message):
        return
    desk.begin(incoming)
    place, words = where(desk), mask_identity(desk.said.text)
    if place is not None:
        public = incoming.chat_kind is not ChatKind.PRIVATE
        why = ("second opinion", *told.matters)
        take_all(desk, (supposed(desk, told.matters, words),), words, Told(place, public, doubtful=True, why=why))
