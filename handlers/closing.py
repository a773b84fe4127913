"""Done: who may say so, what shows it, the reporter's word on it, and a second question some days later."""

from handlers.desk import Desk
from models import outbox
from models.attachment import photos_alone, photos_by, take_waiting
from models.merging import merged_into
from models.proposal import drop_pending
from models.report import reports_of
from models.ticket import Ticket, by_desk, move
from models.work import said_over
from rules import cards, closing, escalation
from rules.cards import gathered
from rules.closing import closing_level, is_evidence, may_close, may_verify
from rules.duty import next_duty
from rules.messages import MediaKind
from rules.tickets import ANSWERED, State
from rules.town import Level


def resolve(desk: Desk, ticket: Ticket, words: str) -> None:
    """办结: with what was done, in words or a photo; without either the desk asks for it.

    Where others have said that it is over nobody need write that again; of a danger it is told what was found. At a
    level that may not close the matter it goes on to the lowest that may, with these words. They stay, whoever says
    more before it is seen to, or who sees to it.
    """
    waits, level = ticket.submitted_by is not None, _goes_on_to(desk, ticket)
    if waits and ticket.state == State.OPEN and desk.handles(ticket) and (level or ticket.submitted_by == desk.actor):
        _say_more(desk, ticket, words)
        desk.answer("submit_waits", **desk.view(ticket))
        return
    if not desk.working(ticket):
        return
    sees_to_it = waits and not level
    if sees_to_it:
        _say_more(desk, ticket, words)
    done = ticket.done if sees_to_it else words[:500] or (ticket.done if waits else "")
    photos, policy = _shown(desk, ticket), desk.rules_of(ticket).closing
    shown = bool(photos)
    if not (is_evidence(policy, done, shown) or (waits and done)):
        told_by = said_over(desk.session, ticket.id)
        if ticket.service_class == "P0" or not told_by:
            desk.at_work(ticket, desk.actor)
            desk.record(ticket.id, "done_asked")
            desk.ask(ticket, "ask_resolve")
            return
        done = desk.text("seen_over", residents=not desk.town.officers.keys() >= set(told_by))
    elif shown and not is_evidence(policy, done, 0):
        done = desk.text("see_photo")
    if level:
        _submit(desk, ticket, level, done, again=bool(words or shown))
    else:
        _resolve(desk, ticket, done, photos)


def _say_more(desk: Desk, ticket: Ticket, words: str) -> None:
    """What is said of work that waits to be seen to, beside its result."""
    if words and move(desk.session, ticket, "note", news=gathered(ticket.news, words)):
        desk.record(ticket.id, "note", words=words[:500], media=len(desk.said.media))
        desk.refresh(ticket)


def _goes_on_to(desk: Desk, ticket: Ticket) -> Level | None:
    """The level that must see it before it is done; None when the actor's word is enough, or nobody else is there."""
    stands = desk.authority(ticket) or Level.GRID
    matter = desk.matter(ticket.matter).level
    if not may_close(matter, stands, ticket.department_done or stands is Level.STREET):
        return _staffed_from(desk, ticket, closing_level(matter, Level(ticket.level)))
    if ticket.reopened > 1 and not may_verify(desk.actor, ticket.resolvers):
        return _staffed_from(desk, ticket, Level(ticket.level))
    return None


def _staffed_from(desk: Desk, ticket: Ticket, level: Level | None) -> Level | None:
    """The lowest level from this one up where somebody else reads, and is not on leave if that can be."""
    found = {}
    while level:
        others = [o for o in desk.keepers(ticket, str(level)) if may_verify(o.user, [desk.actor, *ticket.resolvers])]
        if others and desk.has_people(ticket, level):
            found[level] = others
        level = escalation.report_up(level)
    first = desk.first_present(found)
    return first[0] if first else None


def _submit(desk: Desk, ticket: Ticket, level: Level, done: str, again: bool) -> None:
    """It waits for this level; what somebody has taken over and done `again` is theirs."""
    by = desk.actor if again else ticket.submitted_by or desk.actor
    values = desk.offered_at(ticket, level) | {"done": done, "submitted_by": by, "contacted_at": ticket.contacted_at}
    desk.stop_waiting(ticket)
    if not desk.moves(ticket, "submit", **values):
        return
    desk.record(ticket.id, "submit", words=done, level=str(level))
    desk.refresh(ticket)
    desk.staff_card(ticket)
    buttons = desk.buttons(ticket, cards.TO_VERIFY)
    for officer in desk.keepers(ticket, str(level)):
        if officer.user != desk.actor:
            desk.notice(officer, "submitted", ticket, desk.view(ticket), buttons)
    desk.done("submit_done", **desk.view(ticket))


def _resolve(desk: Desk, ticket: Ticket, done: str, photos: list[str]) -> None:
    """Who did the work has it further on, whoever saw to its end."""
    worker = desk.town.officers.get(ticket.submitted_by or 0) or desk.town.officers[desk.actor]
    level = closing_level(desk.matter(ticket.matter).level, Level(ticket.level))
    stands = desk.authority(ticket) or Level.GRID
    desk.stop_waiting(ticket)
    values = {
        "done": done, "resolved_at": desk.now, "claimed_by": worker.user, "claimer": worker.name, "submitted_by": None,
        "resolvers": list(dict.fromkeys([*ticket.resolvers, worker.user, desk.actor])),
    }  # fmt: skip
    if not level.above(stands):
        values |= desk.raised_to(ticket, level)
    if not desk.moves(ticket, "resolve", **values):
        return
    desk.record(ticket.id, "resolve", words=done)
    drop_pending(desk.session, ticket.id, desk.now)
    desk.refresh(ticket)
    told = _report_back(desk, ticket, photos)
    desk.done("resolved", **desk.view(ticket), told=told)


def _report_back(desk: Desk, ticket: Ticket, photos: list[str]) -> bool:
    """The result, once a chat: a reply to the first report there; what was quiet is told in private only.

    Returns whether anybody could be told.
    """
    for row in outbox.told(desk.session, ticket.id, ("result", "danger")):
        desk.retract(row)
    told: set[int] = set()
    for report in reports_of(desk.session, ticket.id):
        chat = report.chat_id
        if report.proxy or (ticket.quiet and chat < 0):
            chat = report.user_id if desk.private_bot(report.user_id) else 0
        if chat > 0 and not desk.private_bot(chat):
            continue
        elsewhere = chat < 0 and chat != ticket.chat_id and not outbox.has_card(desk.session, ticket.id, chat)
        if not chat or chat in told or elsewhere:
            continue
        told.add(chat)
        place = {"topic": ticket.topic} if chat == ticket.chat_id else {}
        reply_to = report.message_id if chat == report.chat_id else None
        desk.card(ticket, "result", chat, reply_to=reply_to, photos=_evidence(desk, ticket, chat, photos), **place)
    for part in merged_into(desk.session, ticket.id):
        _report_back_merged(desk, by_desk(desk.session, part))
    return bool(told)


def _report_back_merged(desk: Desk, ticket: Ticket) -> None:
    """Whoever had a card of a ticket that became part of this one hears the result under their own words."""
    for row in outbox.told(desk.session, ticket.id, ("result",)):
        desk.retract(row)
    for row in outbox.told(desk.session, ticket.id, ("public",)):
        desk.card(ticket, "result", row.chat_id, reply_to=row.payload.get("reply_to"), topic=row.topic)


def waits_to_be_seen(ticket: Ticket) -> bool:
    """Whether its work is done and somebody is to say that it is so."""
    return ticket.state == State.OPEN and ticket.submitted_by is not None


def send_back(desk: Desk, ticket: Ticket, words: str) -> bool:
    """没解决 by who leads, or by who did it: whoever did the work goes on with it. False where that is not theirs."""
    waits = waits_to_be_seen(ticket)
    theirs = desk.actor == (ticket.submitted_by if waits else ticket.claimed_by)
    if not desk.handles(ticket) or not (theirs or desk.authority(ticket)):
        return False
    by = desk.name_of(desk.actor)
    words = "" if words.strip(" 。.!！") in (desk.word("refuse"), desk.word("deny")) else words
    back = desk.not_done_after_all(ticket, words, by) if waits else desk.comes_back(ticket, words, by)
    if back:
        desk.done("sent_back", **desk.view(ticket))
    return back


def take_back(desk: Desk, ticket: Ticket) -> bool:
    """It was said of the wrong ticket: what was told goes, and whoever had it goes on as if nothing had been said."""
    if waits_to_be_seen(ticket):
        return desk.not_done_after_all(ticket, "", desk.name_of(desk.actor), counts=False)
    resolvers = [user for user in ticket.resolvers if user != desk.actor]
    if not move(desk.session, ticket, "take_back", resolved_at=None, done="", resolvers=resolvers):
        return False
    for each in (ticket.id, *merged_into(desk.session, ticket.id)):
        for row in outbox.told(desk.session, each, ("result",)):
            desk.retract(row)
    desk.record(ticket.id, "take_back")
    desk.refresh(ticket)
    return True


def _shown(desk: Desk, ticket: Ticket) -> list[str]:
    """The photos that came with 办结, or else those that its worker has posted just before, without other words.

    灯泡烧黑了，等下换 is no result, and one that did not hold shows none.
    """
    photos = [m.file_id for m in desk.said.media if m.kind is MediaKind.PHOTO and m.file_id]
    if photos:
        return photos
    desk.show_files(ticket, take_waiting(desk.session, ticket.id, desk.actor, desk.said.chat, desk.now))
    lately = desk.now - desk.policies.desk.photo_joins
    since = max(lately, ticket.taken_at) if ticket.reopened and ticket.taken_at else lately
    return photos_alone(desk.session, ticket, desk.actor, desk.said.bot, since)[::-1]


def _evidence(desk: Desk, ticket: Ticket, chat: int, photos: list[str]) -> list[str]:
    """The photo that came with 办结, now or when it was passed on, where the same bot can send it."""
    if photos:
        return photos[:1] if desk.bot_for(chat) == desk.said.bot else []
    passed_on = ticket.claimed_by not in (None, desk.actor)
    return photos_by(desk.session, ticket, ticket.claimed_by or 0, desk.bot_for(chat))[-1:] if passed_on else []


# afterwards ---------------------------------------------------------------------------------------------------


def silence(desk: Desk, ticket: Ticket) -> None:
    """Two days without a word: done as far as anybody knows; the reporter can still say no."""
    if ticket.state != State.RESOLVED or ticket.resolved_at is None:
        return
    if closing.silent_until(desk.rules_of(ticket).closing, ticket.resolved_at) > desk.now:
        return
    if move(desk.session, ticket, "silence", closed_at=desk.now):
        desk.record(ticket.id, "silence")
        desk.refresh(ticket)


def ask_again(desk: Desk, ticket: Ticket) -> None:
    """A sample is asked some days later whether it still holds, in private."""
    if ticket.state not in ANSWERED or ticket.closed_at is None or ticket.asked_again_at:
        return
    policies = desk.rules_of(ticket)
    due = closing.asked_again(policies.closing, ticket.id, ticket.closed_at)
    if due is None or next_duty(due, policies.hours) > desk.now:
        return
    if move(desk.session, ticket, "follow_up", "asked_again_at", asked_again_at=desk.now):
        buttons = desk.buttons(ticket, ("confirm", "deny"))
        told = desk.tell_reporters(ticket, "follow_up", desk.view(ticket), buttons=buttons)
        desk.record(ticket.id, "follow_up", told=told)
