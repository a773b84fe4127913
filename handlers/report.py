"""Hearing what needs doing: a message becomes tickets, joins one, or is left in peace."""

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.desk import HIGH, LOW, URGENT, Desk, group_of, priority_of
from models import inbox, outbox
from models.place import Group
from models.session import insert, insert_missing
from models.ticket import (
    Attachment,
    Report,
    Ticket,
    add_ticket,
    by_desk,
    households,
    is_reporter,
    latest_of,
    move,
    next_number,
    opened_by,
    reports_in,
    similar,
    take_waiting,
)
from rules import cards, escalation, flood
from rules.cards import gathered
from rules.commands import asks_status, nods
from rules.duty import after
from rules.joining import OpenTicket, joins
from rules.messages import Button, ChatKind, Media, MediaKind
from rules.parsing import Context, Request
from rules.places import Address, addresses, nickname
from rules.redaction import mask_identity
from rules.routing import Spot
from rules.taxonomy import UNCLASSIFIED, ServiceClass
from rules.tickets import ACTIVE

PHOTO_BEFORE = timedelta(minutes=2)
PHOTO_AFTER = timedelta(minutes=10)
MEMORY = timedelta(days=7)
HUSHED = ("violence", "suicide")


@dataclass(frozen=True, slots=True)
class Told:
    """Where a report was told and how: `place` is where that group stands, `proxy` when staff report for somebody.

    `quiet` when any part of the message is, `hushed` once its neutral line has been said.
    """

    place: Spot
    public: bool = True
    forced: bool = False
    proxy: bool = False
    quiet: bool = False
    hushed: bool = False


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
    if desk.said.text:
        return _read(desk, desk.said.text, Told(place, public=False))
    known = _attach_photo(desk)
    return _ask_for_words(desk, known)


def _ask_for_words(desk: Desk, known: bool) -> bool:
    """A photo waits for its words; a voice note can be kept, but nobody here can listen to it."""
    media = desk.said.media
    spoken = any(m.kind in (MediaKind.VOICE, MediaKind.AUDIO) for m in media)
    if not spoken and not any(m.kind in (MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT) for m in media):
        return known
    if spoken or not known:
        key = f"words:{desk.actor}:{desk.said.album or desk.said.message}"
        desk.say_once(key, desk.said.chat, "words_please", {"spoken": spoken, "numbers": desk.policies.safety})
    return True


def would_report(desk: Desk) -> bool:
    """Whether a private message asks for something, before it is known where its sender lives."""
    return bool(desk.res.read(desk.said.text, _context(desk)).requests)


def speaks_of(desk: Desk, matter: str) -> bool:
    """Whether the message asks for something of this matter."""
    return any(r.matter == matter for r in desk.res.read(desk.said.text, _context(desk)).requests)


def is_courtesy(desk: Desk) -> bool:
    """Whether the message only thanks or nods."""
    return nods(desk.said.text) or desk.res.read(desk.said.text, _context(desk)).kind in ("thanks", "ack")


def spoken_of(desk: Desk) -> Ticket | None:
    """The unfinished ticket that its reporter has just spoken of in this chat."""
    return latest_of(desk.session, desk.actor, desk.said.chat, desk.now - PHOTO_AFTER)


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
            spot, forced = desk.town.spots[int(place)], earlier.command == "report"
            _read(desk, earlier.arguments if forced else earlier.text, Told(spot, public=False, forced=forced))
            return
    desk.answer("home_kept")


def force(desk: Desk, words: str, place: Spot, *, public: bool, proxy: bool = False) -> None:
    """`/report` and 代报: a ticket even where the words alone would not have made one."""
    _read(desk, words, Told(place, public=public, forced=True, proxy=proxy))


def edited(desk: Desk) -> bool:
    """An edited message corrects the ticket it had opened; False when it had made none, and is to be read afresh."""
    said = desk.said
    reports = [r for r in reports_in(desk.session, said.chat, said.message) if r.withdrawn_at is None]
    opened = [by_desk(desk.session, r.ticket_id) for r in reports if r.opens]
    requests = desk.res.read(said.text, _context(desk)).requests
    for ticket in opened:
        meant = next((r for r in requests if r.matter == ticket.matter), None)
        _correct(desk, ticket, meant or (requests[0] if len(requests) == len(opened) == 1 else None))
    return bool(reports)


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
    told = replace(told, quiet=any(_quiet(desk, request) for request in requests))
    for request in requests:
        _take(desk, request, words, told)
        told = replace(told, hushed=told.quiet)
    if requests and desk.late and desk.said.chat_kind is ChatKind.GROUP:
        _say_back(desk)
    return bool(requests)


def _unclassified(words: str) -> Request:
    told = next(iter(addresses(words)), Address())
    return Request(UNCLASSIFIED, "P2", told.building, told.unit, told.room)


def _take(desk: Desk, request: Request, words: str, told: Told) -> None:
    name = desk.said.sender.name if desk.said.sender else ""
    compound = desk.town.compound_in(words) or ("" if told.proxy else desk.town.compound_in(name))
    place = desk.town.place_of(told.place.id, request.building, request.unit, compound)
    known = _known(desk, request, place, told)
    if known:
        _join(desk, known, request, words, told)
        return
    opened = opened_by(desk.session, desk.actor, desk.now - timedelta(minutes=desk.policies.flood.minutes))
    level = ServiceClass(request.service_class)
    if not told.proxy and not flood.allowed([o.at for o in opened], desk.now, level, desk.policies.flood):
        _add_to_flood(desk, int(opened[-1].ticket_id), words, request.danger)
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
    ticket = _write(desk, request, words, place, told.quiet)
    _write_report(desk, ticket.id, request, words, opens=True, proxy=told.proxy)
    desk.record(ticket.id, "open", matter=ticket.matter, service_class=ticket.service_class, late=desk.late)
    photos = _collect_photos(desk, ticket)
    if told.public and not desk.late:
        _show(desk, ticket, told)
    _bring(desk, ticket, photos)
    if not told.public:
        _confirm(desk, ticket, told)
    return ticket


def _write(desk: Desk, request: Request, words: str, place: Spot, quiet: bool) -> Ticket:
    said = desk.said
    policy = desk.policies.claims[ServiceClass(request.service_class)]
    street = desk.town.street_of(place.id)
    row = {
        "street_id": street.id,
        "number": next_number(desk.session, street.id),
        "matter": request.matter,
        "service_class": request.service_class,
        "danger": request.danger if request.service_class == "P0" else "",
        "quiet": quiet,
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
        "heard_at": desk.now,
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


def _show(desk: Desk, ticket: Ticket, told: Told) -> None:
    """The one card of the residents' group; a quiet matter gets a neutral line instead, one a message."""
    if ticket.quiet:
        if not told.hushed:
            _whisper(desk, ticket)
        return
    desk.card(ticket, "public", desk.said.chat, reply_to=desk.said.message, topic=desk.said.topic, bot=desk.said.bot)


def _whisper(desk: Desk, ticket: Ticket) -> None:
    """What to do when somebody lies unconscious is said aloud; of violence and despair nobody else may learn."""
    post, hushed = desk.town.posts[desk.said.chat], ticket.danger in HUSHED
    link = desk.private_link(f"p{post.place}")
    button = ((Button(desk.word("private"), url=link),),) if link else ()
    danger = desk.danger_text(ticket.danger) if ticket.danger and not hushed else ""
    words = {"n": ticket.number, "numbers": desk.policies.safety, "danger": danger}
    priority = priority_of(ticket)
    desk.reply("quiet_line", words, buttons=button, ticket=ticket.id, purpose="quiet", priority=priority)
    if hushed and desk.private_bot(desk.actor):
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
    again = is_reporter(desk.session, ticket, desk.actor)
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
        _say_known(desk, ticket, request.danger if "service_class" not in values else "", again)
    elif ticket.quiet or desk.late or outbox.has_card(desk.session, ticket.id, desk.said.chat):
        desk.react()
    else:
        _show(desk, ticket, told)
    if again and asks_status(words) and desk.said.chat_kind is ChatKind.GROUP and desk.private_bot(desk.actor):
        desk.say(desk.actor, "known", desk.view(ticket) | {"again": True}, ticket=ticket.id)


def _say_known(desk: Desk, ticket: Ticket, danger: str, again: bool) -> None:
    """In private; that somebody else has told a quiet matter is nobody's business."""
    if danger:
        desk.reply(text=desk.danger_text(danger), priority=URGENT, ticket=ticket.id)
    template = "private_noted" if ticket.quiet and not again else "known"
    desk.reply(template, desk.view(ticket) | {"again": again}, ticket=ticket.id, priority=HIGH)


def _raise(desk: Desk, ticket: Ticket, request: Request) -> dict[str, object]:
    """Other words about a matter change how urgent the ticket is, and its clock with that."""
    policy = desk.policies.claims[ServiceClass(request.service_class)]
    values: dict[str, object] = {
        "service_class": request.service_class,
        "danger": request.danger if request.service_class == "P0" else ticket.danger,
        "policy": policy.to_dict(),
    }
    if ticket.state == "open":
        hours, began = desk.policies.duty_hours, ticket.ladder_from or ticket.created_at
        values["due_at"] = escalation.due(policy, ticket.step, began, hours)
        values["claim_due_at"] = after(ticket.created_at, policy.limit, policy.clock, hours)
    return values


def _alarm(desk: Desk, ticket: Ticket) -> None:
    """What was ordinary has become a danger to life: what to do is said anew, for nobody hears a card being edited."""
    if ticket.service_class != "P0":
        return
    if ticket.danger and not desk.late:
        _warn(desk, ticket)
    desk.ring(ticket)


def _warn(desk: Desk, ticket: Ticket) -> None:
    text, said = desk.danger_text(ticket.danger), desk.said
    if ticket.quiet and said.chat_kind is ChatKind.GROUP:
        if desk.private_bot(desk.actor):
            desk.say(desk.actor, "", text=text, priority=URGENT, ticket=ticket.id)
    elif said.chat_kind is ChatKind.PRIVATE or outbox.has_card(desk.session, ticket.id, said.chat):
        desk.reply(text=text, priority=URGENT, ticket=ticket.id, purpose="danger")


def _correct(desk: Desk, ticket: Ticket, request: Request | None) -> None:
    """The new words stand on the workers' card; what they ask for, if anything, replaces what was asked."""
    grid, words = ticket.place_id, mask_identity(desk.said.text)
    values: dict[str, object] = {"words": words[:1000]} | (_corrected(desk, ticket, request) if request else {})
    if not words or not move(desk.session, ticket, "add", **values):
        return
    desk.record(ticket.id, "correct", words=words[:200])
    if values.get("quiet"):
        desk.erase_public(ticket)
    if "service_class" in values:
        _alarm(desk, ticket)
    desk.refresh(ticket)
    if ticket.place_id != grid and ticket.state == "open" and not desk.has_staff_card(ticket):
        desk.staff_card(ticket)


def _corrected(desk: Desk, ticket: Ticket, request: Request) -> dict[str, object]:
    values: dict[str, object] = {}
    if request.building or request.unit or request.room or request.place:
        place = desk.town.place_of(ticket.place_id, request.building, request.unit)
        where = {"building": request.building, "unit": request.unit, "room": request.room, "spot": request.place}
        values |= {**where, "place_id": place.id}
    if request.matter != UNCLASSIFIED:
        values |= {"matter": request.matter, "quiet": ticket.quiet or _quiet(desk, request)}
    if ticket.service_class not in (request.service_class, "P0"):
        values |= _raise(desk, ticket, request)
    return values


def _quiet(desk: Desk, request: Request) -> bool:
    return not desk.matter(request.matter).public or request.danger in HUSHED


def _add_to_flood(desk: Desk, ticket_id: int, words: str, danger: str) -> None:
    """More than one person can open in a while goes to their last ticket, so that nothing is lost."""
    ticket = by_desk(desk.session, ticket_id)
    desk.record(ticket.id, "add", words=words[:500], flood=True)
    move(desk.session, ticket, "add", news=gathered(ticket.news, words))
    desk.say_once(f"flood:{desk.actor}:{ticket.id}", desk.actor, "flood", {"n": ticket.number}, priority=LOW)
    key = f"danger:{desk.actor}:{ticket.id}:{danger}"
    if danger and danger not in HUSHED and not desk.late and not outbox.has_key(desk.session, key):
        desk.erase_public(ticket, ("danger",))
        text = desk.danger_text(danger)
        desk.reply(text=text, priority=URGENT, ticket=ticket.id, purpose="danger", key=key)


def _say_back(desk: Desk) -> None:
    said = desk.said
    group = desk.session.get(Group, said.chat)
    if group is None or said.sent_at is None or (group.away_until and said.sent_at <= group.away_until):
        return
    group.away_until = desk.real_now
    desk.session.add(group)
    desk.session.flush()
    key = f"back:{said.chat}:{said.message}"
    desk.say_once(key, said.chat, "desk_back", {}, priority=HIGH, topic=said.topic)


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
        if m.file_id and m.kind is not MediaKind.STICKER
    ]


def _attach_photo(desk: Desk) -> bool:
    """A photo without words belongs to what its sender said in the last minutes; else it waits for words to come."""
    if not any(m.file_id and m.kind is not MediaKind.STICKER for m in desk.said.media):
        return False
    ticket = spoken_of(desk)
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
