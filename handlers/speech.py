"""Voice notes: written down by a service outside if there is one, else heard by a worker if they were meant for us."""

from collections.abc import Callable
from dataclasses import replace

from handlers.desk import Desk, Told
from handlers.outside import Question, next_question
from models import asking, inbox
from models.report import reports_in
from models.session import insert
from models.ticket import latest_of
from rules.messages import ChatKind, Incoming, Media
from rules.parsing import Request
from rules.redaction import mask_identity
from rules.routing import Spot
from rules.taxonomy import UNCLASSIFIED

Read = Callable[[Desk], None]


def receive(desk: Desk, place: Spot, ticket: int | None = None) -> bool:
    """A voice note has come, as an answer about `ticket` or by itself; whether anything becomes of it."""
    said, note = desk.said, desk.said.voice
    if note is None or said.spoken:
        return False
    if desk.res.transcribed and note.seconds <= desk.policies.speech.longest.total_seconds():
        _queue(desk, place, ticket, note)
        return True
    if ticket or not addressed(said) or reports_in(desk.session, said.chat, said.message):
        return False
    listen(desk, place)
    return True


def addressed(said: Incoming) -> bool:
    """Whether it was meant for the desk: in private, to a message of ours, or with our name."""
    return said.chat_kind is ChatKind.PRIVATE or said.reply_to_bot or said.mentions_bot


def _queue(desk: Desk, place: Spot, ticket: int | None, note: Media) -> None:
    said = desk.said
    insert(
        desk.session,
        asking.VoiceNote,
        bot_id=said.bot,
        update_id=said.update_id,
        chat_id=said.chat,
        message_id=said.message,
        place_id=place.id,
        ticket_id=ticket,
        file_id=note.file_id,
        seconds=note.seconds,
        addressed=addressed(said),
        due_at=desk.real_now,
        made_at=desk.real_now,
    )


# a worker's ear -----------------------------------------------------------------------------------------------


def listen(desk: Desk, place: Spot) -> None:
    """The voice note goes to the workers as a ticket that only says so, or under the sender's last one."""
    since = desk.now - desk.policies.desk.photo_joins
    ticket = latest_of(desk.session, desk.actor, desk.said.chat, since)
    if ticket:
        desk.attach(ticket, desk.said.media)
        desk.thank_for_more(ticket)
        return
    home = desk.home_told
    request = Request(UNCLASSIFIED, "P2", home.building, home.unit, home.room)
    at = desk.town.place_of(place.id, home.building, home.unit)
    desk.open(
        request,
        mask_identity(desk.said.text),
        at,
        Told(at, public=not desk.in_private, doubtful=True),
    )
    if not desk.in_private:
        desk.react()


# the transcript -----------------------------------------------------------------------------------------------


def take(desk: Desk) -> Question | None:
    """The next voice note to be written down."""
    return next_question(desk, asking.VoiceNote, desk.policies.speech, desk.res.transcribed)


def settle(desk: Desk, question: Question, transcript: str | None, read: Read) -> bool:
    """Has a transcript read as the message would have been; without one a worker hears what was meant for us.

    A second time it changes nothing. Returns whether there were any words. `read` serves what is being handled.
    """
    row, words = question.row, " ".join((transcript or "").split())
    if not question.end(desk.session):
        return bool(words)
    body = inbox.body_of(desk.session, row.bot_id, row.update_id)
    incoming = desk.res.decode(row.bot_id, body) if body else None
    if incoming is None or incoming.voice is None or row.place_id not in desk.town.spots:
        return bool(words)
    if words:
        desk.begin(replace(incoming, text=" ".join((incoming.text, words)).strip(), spoken=True))
        read(desk)
    elif row.addressed and row.ticket_id is None and not reports_in(desk.session, row.chat_id, row.message_id):
        desk.begin(incoming)
        listen(desk, desk.town.spots[row.place_id])
    return bool(words)
