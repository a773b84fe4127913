"""What comes instead of an answer to a question of the desk: 点错了, 哪个, 好的, a voice note; a part of dispatch."""

from typing import Any

from handlers import dispatch_ladder, dispatch_papers, progress, speech
from handlers.desk import HIGH, Desk
from models.ticket import Ticket
from rules.asked import acknowledges, asks_back, cancels, tells_undone
from rules.messages import MediaKind
from rules.own_words import under_card

ASKED = {"ask_report_up": "report_up"} | dispatch_papers.ASKED | dispatch_ladder.ASKED
# An order is more than the question in it.
STANDING = frozenset({"supervision_order"})
ORDERS = STANDING | {"ask_order_reply"}
# What is said not to be done, by its button's word.
NAMED = frozenset({"resolve", "report_up", "question", "bounce", "extend", "suspend", "send_back"})


def asked_last(desk: Desk) -> tuple[Any, Ticket] | None:
    """The question that stands last in this private chat, with its ticket."""
    row = desk.row_said_last() if desk.by_staff else None
    ticket = desk.ticket(row.ticket_id) if row is not None and row.purpose in ASKED else None
    return None if ticket is None else (row, ticket)


def cancelled(desk: Desk) -> bool:
    """点错了 in private right under a question is about that, and about no result told before."""
    asked = asked_last(desk) if desk.in_private and cancels(desk.said.text) else None
    if asked is None or asked[0].purpose in STANDING:
        return False
    _drop(desk, *asked)
    return True


def instead(desk: Desk, row: Any, ticket: Ticket) -> bool:
    """Whether this was no answer; it has been served then."""
    words = desk.said.text
    if not words:
        return desk.said.voice is not None and _told_by_voice(desk, row, ticket)
    if cancels(words) and row.purpose not in STANDING:
        _drop(desk, row, ticket)
    elif asks_back(words):
        desk.reply("asked_which", desk.view(ticket), ticket=ticket.id, purpose=row.purpose, priority=HIGH)
    elif row.purpose == "ask_resolve" and tells_undone(words):
        progress.note(desk, ticket, words)
        _drop(desk, row, ticket, noted=True)
    elif acknowledges(words) or cancels(words) or _only_begins(words):
        desk.react()
    else:
        return False
    return True


def _only_begins(words: str) -> bool:
    """接了 and 到了 tell nothing of what was done."""
    meant = under_card(words)
    return meant is not None and meant.action in ("claim", "arrive")


def shows(desk: Desk, row: Any) -> bool:
    """Whether a photo without words answers the question: what was done can be seen."""
    return row.purpose == "ask_resolve" and any(each.kind is MediaKind.PHOTO for each in desk.said.media)


def _drop(desk: Desk, row: Any, ticket: Ticket, noted: bool = False) -> None:
    desk.retract(row)
    word = desk.word(ASKED[row.purpose]) if ASKED[row.purpose] in NAMED else ""
    desk.answered = False
    desk.done("question_dropped", typed=word, noted=noted, **desk.view(ticket))


def _told_by_voice(desk: Desk, row: Any, ticket: Ticket) -> bool:
    """Written down it is the answer; where nobody writes it down it is kept, and a word is asked for."""
    if desk.said.spoken:
        return False
    if not speech.receive(desk, desk.town.spots[ticket.place_id], ticket.id):
        desk.reply("answer_in_words", desk.view(ticket), ticket=ticket.id, purpose=row.purpose, priority=HIGH)
    return True
