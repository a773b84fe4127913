"""Working on a ticket: contacted, on site, notes, done, or a mistake."""

from handlers.desk import Desk
from models import outbox
from models.merging import merged_into
from models.ticket import Ticket, by_desk, move, reports_of
from rules.cards import gathered
from rules.messages import MediaKind
from rules.tickets import TAKEN


def contact(desk: Desk, ticket: Ticket, words: str) -> None:
    """已联系: the reporter has been spoken to; words after it are the news on the card."""
    if not _working(desk, ticket) or not _own(desk, ticket):
        return
    values: dict[str, object] = {"contacted_at": ticket.contacted_at or desk.now}
    if words:
        values["progress"] = words[:300]
    if move(desk.session, ticket, "contact", **values):
        desk.record(ticket.id, "contact", words=words[:300])
        desk.refresh(ticket)
        desk.done("contacted", **desk.view(ticket))


def arrive(desk: Desk, ticket: Ticket, words: str) -> None:
    """到场."""
    if not _working(desk, ticket) or not _own(desk, ticket):
        return
    values: dict[str, object] = {"contacted_at": ticket.contacted_at or desk.now}
    if words:
        values["progress"] = words[:300]
    if move(desk.session, ticket, "arrive", **values):
        desk.record(ticket.id, "arrive", words=words[:300])
        desk.refresh(ticket)
    desk.done("arrived", **desk.view(ticket))


def note(desk: Desk, ticket: Ticket, words: str) -> None:
    """A reply to the card: words, photos or a voice note for the ticket; counts as contact."""
    values: dict[str, object] = {}
    if ticket.claimed_by == desk.actor and not ticket.contacted_at:
        values["contacted_at"] = desk.now
    if words:
        values["news"] = gathered(ticket.news, words)
    if values and move(desk.session, ticket, "note", **values):
        desk.refresh(ticket)
    desk.record(ticket.id, "note", words=words[:500], media=len(desk.said.media))
    desk.react()


def resolve(desk: Desk, ticket: Ticket, words: str) -> None:
    """办结: with what was done, in words or a photo; without either the desk asks for it."""
    if not _working(desk, ticket):
        return
    if not words and not any(m.kind is MediaKind.PHOTO for m in desk.said.media):
        desk.ask(ticket, "ask_resolve")
        return
    officer, done = desk.town.officers[desk.actor], words[:500] or desk.text("see_photo")
    values = {
        "done": done, "resolved_at": desk.now, "due_at": desk.now + desk.policies.desk.confirm_silence,
        "claimed_by": officer.user, "claimer": officer.name,
    }  # fmt: skip
    if not move(desk.session, ticket, "resolve", **values):
        desk.over(ticket)
        return
    desk.record(ticket.id, "resolve", words=done)
    desk.refresh(ticket)
    _report_back(desk, ticket)
    desk.done("resolved", **desk.view(ticket))


def mistake(desk: Desk, ticket: Ticket, words: str) -> None:
    """误会: a joke or a misreading ends without a trace in the group."""
    if not desk.may_handle(ticket):
        return
    with desk.learning(ticket, "mistake"):
        gone = move(desk.session, ticket, "mistake", due_at=None, closed_at=desk.now, doubtful=False)
    if not gone:
        desk.over(ticket)
        return
    desk.record(ticket.id, "mistake", words=words[:300])
    desk.erase_public(ticket)
    desk.refresh(ticket)
    for chat in {r.chat_id for r in reports_of(desk.session, ticket.id) if r.chat_id > 0} - {desk.said.chat}:
        desk.say(chat, "mistaken", desk.view(ticket), ticket=ticket.id)
    desk.done("misread", **desk.view(ticket))


def _report_back(desk: Desk, ticket: Ticket) -> None:
    """The result, once a chat: a reply to the first report there; what was quiet is told in private only."""
    for row in outbox.told(desk.session, ticket.id, ("result", "danger")):
        outbox.retract(desk.session, row, desk.real_now)
    told: set[int] = set()
    for report in reports_of(desk.session, ticket.id):
        chat = report.chat_id
        if report.proxy or (ticket.quiet and chat < 0):
            chat = report.user_id if desk.private_bot(report.user_id) else 0
        elsewhere = chat < 0 and chat != ticket.chat_id and not outbox.has_card(desk.session, ticket.id, chat)
        if not chat or chat in told or elsewhere:
            continue
        told.add(chat)
        place = {"topic": ticket.topic} if chat == ticket.chat_id else {}
        reply_to = report.message_id if chat == report.chat_id else None
        desk.card(ticket, "result", chat, reply_to=reply_to, photos=_evidence(desk, chat), **place)
    for part in merged_into(desk.session, ticket.id):
        _report_back_merged(desk, by_desk(desk.session, part))


def _report_back_merged(desk: Desk, ticket: Ticket) -> None:
    """Whoever had a card of a ticket that became part of this one hears the result under their own words."""
    for row in outbox.told(desk.session, ticket.id, ("result",)):
        outbox.retract(desk.session, row, desk.real_now)
    for row in outbox.told(desk.session, ticket.id, ("public",)):
        desk.card(ticket, "result", row.chat_id, reply_to=row.payload.get("reply_to"), topic=row.topic)


def _evidence(desk: Desk, chat: int) -> list[str]:
    """The photo that came with 办结, where the same bot can send it on."""
    photos = [m.file_id for m in desk.said.media if m.kind is MediaKind.PHOTO and m.file_id]
    return photos[:1] if desk.bot_for(chat) == desk.said.bot else []


def _own(desk: Desk, ticket: Ticket) -> bool:
    """Only who has it says how far it is; a colleague who was faster is told."""
    if ticket.claimed_by == desk.actor:
        return True
    desk.taken(ticket)
    return False


def _working(desk: Desk, ticket: Ticket) -> bool:
    """Whether the actor may go on with the ticket; an unclaimed one is claimed by the way."""
    if not desk.may_handle(ticket):
        return False
    if ticket.state == "open":
        desk.claim_for(ticket, desk.town.officers[desk.actor])
    if ticket.state in TAKEN:
        return True
    desk.over(ticket)
    return False
