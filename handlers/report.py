"""Hearing what needs doing: a message becomes tickets, joins one, or is left in peace."""

from dataclasses import dataclass
from datetime import timedelta

from handlers.desk import HIGH, LOW, URGENT, Desk, group_of, priority_of
from models import inbox, outbox
from models.session import insert, insert_missing
from models.ticket import (
    Attachment,
    Report,
    Ticket,
    add_ticket,
    by_desk,
    households,
    latest_of,
    move,
    next_number,
    opened_by,
    reports_in,
    similar,
    take_waiting,
)
from rules import cards, escalation, flood
from rules.duty import after
from rules.joining import OpenTicket, joins
from rules.messages import Button, ChatKind, Media, MediaKind
from rules.parsing import Context, Request
from rules.places import nickname
from rules.redaction import mask_identity
from rules.routing import Spot
from rules.taxonomy import UNCLASSIFIED, ServiceClass
from rules.tickets import ACTIVE

PHOTO_BEFORE = timedelta(minutes=2)
PHOTO_AFTER = timedelta(minutes=10)
MEMORY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """Where a report was told and how: `place` is where that group stands, `proxy` when staff report for somebody."""

    place: Spot
    public: bool = True
    forced: bool = False
    proxy: bool = False


def hear(desk: Desk) -> None:
    """Reads a message of a residents' group as people mean it."""
    post = group_of(desk, desk.said.chat)
    if post is None or post.place is None:
        return
    told = Told(desk.town.spots[post.place])
    if not desk.said.text or (not _read(desk, desk.said.text, told) and desk.said.media):
        _attach_photo(desk)


def hear_private(desk: Desk, place: Spot) -> bool:
    """Reads a message from a private chat; whether anything was done about it."""
    if not desk.said.text:
        return _attach_photo(desk)
    return _read(desk, desk.said.text, Told(place, public=False))


def would_report(desk: Desk) -> bool:
    """Whether a private message asks for something, before it is known where its sender lives."""
    return bool(desk.res.read(desk.said.text, _context(desk)).requests)


def home_chosen(desk: Desk, arg: str) -> None:
    """The sender has said where they live: what they wrote before the question is read now."""
    place, _, message = arg.partition(".")
    if not (place.isdigit() and message.isdigit()) or int(place) not in desk.town.spots:
        desk.answer("stale_button")
        return
    desk.settle_home(int(place))
    pressed = desk.said
    for bot, body in inbox.lately(desk.session, pressed.chat, desk.real_now - timedelta(hours=20)):
        earlier = desk.res.decode(bot, body)
        if earlier.message == int(message) and earlier.text:
            desk.answer()
            desk.incoming = earlier
            hear_private(desk, desk.town.spots[int(place)])
            return
    desk.answer("home_kept")


def force(desk: Desk, words: str, place: Spot, *, public: bool, proxy: bool = False) -> None:
    """`/report` and 代报: a ticket even where the words alone would not have made one."""
    _read(desk, words, Told(place, public=public, forced=True, proxy=proxy))


def edited(desk: Desk) -> None:
    """An edited message is read again: it corrects its ticket, and opens one only where it had opened none."""
    said = desk.said
    reports = [r for r in reports_in(desk.session, said.chat, said.message) if r.withdrawn_at is None]
    if not reports:
        hear(desk)
        return
    reading = desk.res.read(said.text, _context(desk))
    mine = next((r for r in reports if r.opens), None)
    if mine is None or len(reading.requests) != 1:
        return
    _correct(desk, by_desk(desk.session, mine.ticket_id), reading.requests[0])


def _context(desk: Desk, proxy: bool = False) -> Context:
    sender = desk.said.sender
    name = "" if proxy or sender is None else sender.name
    return Context(sender=name, now=desk.now, reply_to=desk.said.reply_text)


def _read(desk: Desk, said: str, told: Told) -> bool:
    words = mask_identity(said)
    reading = desk.res.read(words, _context(desk, told.proxy))
    requests = reading.requests
    if told.forced and not requests:
        requests = (_unclassified(words),)
    for request in requests:
        _take(desk, request, words, told)
    if requests and desk.late and desk.said.chat_kind is ChatKind.GROUP:
        _say_back(desk)
    return bool(requests)


def _unclassified(words: str) -> Request:
    return Request(matter=UNCLASSIFIED, service_class="P2")


def _take(desk: Desk, request: Request, words: str, told: Told) -> None:
    place = desk.town.place_of(told.place.id, request.building, request.unit)
    known = _known(desk, request, place, told)
    if known:
        _join(desk, known, request, words, told)
        return
    opened = opened_by(desk.session, desk.actor, desk.now - timedelta(minutes=desk.policies.flood.minutes))
    level = ServiceClass(request.service_class)
    if not told.proxy and not flood.allowed([o.at for o in opened], desk.now, level, desk.policies.flood):
        _add_to_flood(desk, int(opened[-1].ticket_id), words)
        return
    _open(desk, request, words, place, told)


def _known(desk: Desk, request: Request, place: Spot, told: Told) -> Ticket | None:
    """The unfinished ticket this report is about, as the reader's joining rule sees it."""
    near = {place.id, told.place.id}
    buildings = sorted({request.building, ""})
    tickets = similar(desk.session, sorted(near), request.matter, buildings, desk.now - MEMORY)
    asked = [
        OpenTicket(
            id=t.id, matter=t.matter, building=t.building, unit=t.unit, room=t.room, place=t.spot,
            opened_at=t.created_at, resolved=t.state not in ACTIVE, words=t.words,
        )
        for t in tickets
    ]  # fmt: skip
    sender = desk.said.sender.name if desk.said.sender else ""
    found = joins(request, asked, desk.now, sender)
    return by_desk(desk.session, found.id) if found else None


def _open(desk: Desk, request: Request, words: str, place: Spot, told: Told) -> Ticket:
    ticket = _write(desk, request, words, place)
    _write_report(desk, ticket.id, request, words, opens=True, proxy=told.proxy)
    desk.record(ticket.id, "open", matter=ticket.matter, service_class=ticket.service_class, late=desk.late)
    photos = _collect_photos(desk, ticket)
    if told.public and not desk.late:
        _show(desk, ticket)
    _bring(desk, ticket, photos)
    if not told.public:
        _confirm(desk, ticket, told)
    return ticket


def _write(desk: Desk, request: Request, words: str, place: Spot) -> Ticket:
    said, matter = desk.said, desk.matter(request.matter)
    policy = desk.policies.claims[ServiceClass(request.service_class)]
    street = desk.town.street_of(place.id)
    row = {
        "street_id": street.id,
        "number": next_number(desk.session, street.id),
        "matter": request.matter,
        "service_class": request.service_class,
        "danger": request.danger if request.service_class == "P0" else "",
        "quiet": not matter.public or request.danger in ("violence", "suicide"),
        "late": desk.late,
        "place_id": place.id,
        "building": request.building,
        "unit": request.unit,
        "room": request.room,
        "spot": request.place,
        "words": words[:1000],
        "level": place.level if place.level in ("community", "street") else "grid",
        "owner_place_id": place.id,
        "chat_id": said.chat,
        "topic": said.topic,
        "bot_id": said.bot,
        "policy": policy.to_dict(),
        "due_at": escalation.due(policy, 0, desk.now, desk.policies.duty_hours),
        "claim_due_at": after(desk.now, policy.limit, policy.clock, desk.policies.duty_hours),
        "created_at": desk.now,
    }
    return add_ticket(desk.session, **row)


def _write_report(
    desk: Desk, ticket: int, request: Request, words: str, *, opens: bool = False, proxy: bool = False
) -> None:
    said = desk.said
    name = said.sender.name if said.sender else ""
    home = nickname("" if proxy else name)
    told = request if request.room else home
    insert(
        desk.session,
        Report,
        ticket_id=ticket,
        user_id=desk.actor,
        name=name,
        chat_id=said.chat,
        message_id=said.message,
        album=said.album,
        words=words[:1000],
        household=cards.household(told.building, told.unit, told.room),
        opens=opens,
        proxy=proxy,
        at=desk.now,
    )


def _show(desk: Desk, ticket: Ticket) -> None:
    """The one card of the residents' group; a quiet matter gets a neutral line instead."""
    if ticket.quiet:
        _whisper(desk, ticket)
        return
    desk.card(ticket, "public", desk.said.chat, reply_to=desk.said.message, topic=desk.said.topic, bot=desk.said.bot)


def _whisper(desk: Desk, ticket: Ticket) -> None:
    post = desk.town.posts[desk.said.chat]
    link = desk.private_link(f"p{post.place}")
    button = ((Button(desk.word("private"), url=link),),) if link else ()
    desk.reply(
        "quiet_line", {"n": ticket.number, "numbers": desk.policies.safety}, buttons=button,
        ticket=ticket.id, purpose="quiet", priority=priority_of(ticket),
    )  # fmt: skip
    if ticket.danger and desk.private_bot(desk.actor):
        desk.say(desk.actor, "", text=desk.danger_text(ticket.danger), priority=URGENT, ticket=ticket.id)


def _bring(desk: Desk, ticket: Ticket, photos: list[str]) -> None:
    """Shows the ticket to the lowest level where anybody can be reached; life safety rings them in private too."""
    if ticket.late and ticket.service_class != "P0":
        return
    for level in ("grid", "community", "street"):
        if desk.first_card(ticket, level, photos):
            break
    if ticket.service_class == "P0":
        desk.ring(ticket)


def _confirm(desk: Desk, ticket: Ticket, told: Told) -> None:
    """Tells a private chat (or the worker who reported for somebody) the number."""
    if ticket.danger:
        desk.reply(text=desk.danger_text(ticket.danger), priority=URGENT, ticket=ticket.id)
    desk.reply(
        "proxy_noted" if told.proxy else "private_noted", desk.view(ticket),
        buttons=() if told.proxy else cards.buttons((("add", "withdraw"),), ticket.id, desk.labels(ticket)),
        ticket=ticket.id, purpose="noted", priority=HIGH,
    )  # fmt: skip


def _join(desk: Desk, ticket: Ticket, request: Request, words: str, told: Told) -> None:
    """One more voice for a ticket that is there: the card is edited, the message gets a sign."""
    _write_report(desk, ticket.id, request, words)
    count = households(desk.session, ticket.id)
    values: dict[str, object] = {"households": count}
    if ServiceClass(request.service_class).rank < ServiceClass(ticket.service_class).rank:
        values |= _raise(desk, ticket, request)
    move(desk.session, ticket, "join", **values)
    desk.record(ticket.id, "join", words=words[:200])
    photos = _collect_photos(desk, ticket)
    if photos:
        desk.show_photos(ticket, photos)
    if "service_class" in values:
        _alarm(desk, ticket)
    desk.refresh(ticket)
    if desk.said.chat_kind is ChatKind.PRIVATE:
        desk.reply("known", desk.view(ticket), ticket=ticket.id, priority=HIGH)
    elif (
        desk.said.chat != ticket.chat_id
        and not ticket.quiet
        and not outbox.has_card(desk.session, ticket.id, desk.said.chat)
    ):
        _show(desk, ticket)
    else:
        desk.react()


def _raise(desk: Desk, ticket: Ticket, request: Request) -> dict[str, object]:
    """A worse word about the same matter makes the ticket more urgent, and its clock the shorter one."""
    policy = desk.policies.claims[ServiceClass(request.service_class)]
    values: dict[str, object] = {
        "service_class": request.service_class,
        "danger": request.danger if request.service_class == "P0" else ticket.danger,
        "policy": policy.to_dict(),
    }
    if ticket.state == "open":
        values["due_at"] = escalation.due(policy, ticket.step, ticket.created_at, desk.policies.duty_hours)
    return values


def _alarm(desk: Desk, ticket: Ticket) -> None:
    if ticket.service_class == "P0":
        if ticket.danger and not desk.late:
            desk.reply(text=desk.danger_text(ticket.danger), priority=URGENT, ticket=ticket.id, purpose="danger")
        desk.ring(ticket)


def _correct(desk: Desk, ticket: Ticket, request: Request) -> None:
    place = desk.town.place_of(ticket.place_id, request.building, request.unit)
    values: dict[str, object] = {
        "words": mask_identity(desk.said.text)[:1000],
        "building": request.building or ticket.building,
        "unit": request.unit or ticket.unit,
        "room": request.room or ticket.room,
        "spot": request.place or ticket.spot,
        "place_id": place.id,
    }
    if request.matter != UNCLASSIFIED:
        values |= {"matter": request.matter}
    if ServiceClass(request.service_class).rank < ServiceClass(ticket.service_class).rank:
        values |= _raise(desk, ticket, request)
    if move(desk.session, ticket, "add", **values):
        desk.record(ticket.id, "correct", words=desk.said.text[:200])
        if "service_class" in values:
            _alarm(desk, ticket)
        desk.refresh(ticket)


def _add_to_flood(desk: Desk, ticket_id: int, words: str) -> None:
    """More than one person can open in a while goes to their last ticket, so that nothing is lost."""
    ticket = by_desk(desk.session, ticket_id)
    desk.record(ticket.id, "add", words=words[:500], flood=True)
    move(desk.session, ticket, "add", news=words[:200])
    desk.say_once(f"flood:{desk.actor}:{ticket.id}", desk.actor, "flood", {"n": ticket.number}, priority=LOW)


def _say_back(desk: Desk) -> None:
    said = desk.said
    hour = desk.real_now.strftime("%Y%m%d%H")
    desk.say_once(f"back:{said.chat}:{hour}", said.chat, "desk_back", {}, priority=HIGH, topic=said.topic)


# photos -------------------------------------------------------------------------------------------------------


def attach(desk: Desk, ticket: Ticket, media: tuple[Media, ...]) -> None:
    """Adds photos and recordings to a ticket; workers see new photos under the card."""
    if insert_missing(desk.session, Attachment, _rows(desk, media, ticket.id)):
        desk.record(ticket.id, "attach", count=len(media))
        desk.show_photos(ticket, [m.file_id for m in media if m.kind is MediaKind.PHOTO and m.file_id])


def _rows(desk: Desk, media: tuple[Media, ...], ticket: int | None) -> list[dict[str, object]]:
    return [
        {
            "ticket_id": ticket,
            "bot_id": desk.said.bot,
            "chat_id": desk.said.chat,
            "album": desk.said.album,
            "kind": str(m.kind),
            "file_id": m.file_id,
            "unique_id": m.unique_id or m.file_id,
            "by": desk.actor,
            "at": desk.now,
        }
        for m in media
        if m.file_id
    ]


def _attach_photo(desk: Desk) -> bool:
    """A photo without words belongs to what its sender said in the last minutes; else it waits for words to come."""
    if not any(m.file_id for m in desk.said.media):
        return False
    ticket = latest_of(desk.session, desk.actor, desk.said.chat, desk.now - PHOTO_AFTER)
    if ticket:
        attach(desk, ticket, desk.said.media)
    else:
        insert_missing(desk.session, Attachment, _rows(desk, desk.said.media, None))
    return ticket is not None


def _collect_photos(desk: Desk, ticket: Ticket) -> list[str]:
    """The photos of this message and those its sender posted without words just before; returns their file ids."""
    said = desk.said
    photos = take_waiting(desk.session, ticket.id, desk.actor, said.chat, desk.now - PHOTO_BEFORE)
    if said.media and insert_missing(desk.session, Attachment, _rows(desk, said.media, ticket.id)):
        photos += [m.file_id for m in said.media if m.kind is MediaKind.PHOTO and m.file_id]
    return photos
