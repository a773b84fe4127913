"""Words that answer a roll call: under its card, in private, or in the group where they fit only one that asks."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers.desk import Desk, as_read
from handlers.rollcall import CHASED, asking, call_for_help, take, whose
from handlers.rollcall_card import REST
from models import rollcall
from models.broadcast import PURPOSE, Broadcast
from models.rollcall import RollCall
from rules.chain import entry, parted
from rules.flow import Past
from rules.joining import PERSONAL
from rules.messages import ChatKind
from rules.places import Address, nickname
from rules.redaction import MASK, MOBILE, mask_identity
from rules.rollcall import COUNTS, OPTIONS
from rules.rollcall_answer import asks, calls_off, first_clause, may_answer, picked, said, spoken
from rules.rollcall_choice import needs_help
from rules.rollcall_coming import asks_who_comes, coming, invites, without_subject
from rules.rollcall_first import answers_first

JUST_NOW = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What words answer: for which door, the values, what else is said; whether they name what was asked, and are
    `plain`: nothing but an answer, so that two adults and a child are no danger; a `note` for who asked."""

    door: Address
    values: dict[int, int]
    rest: str = ""
    named: bool = True
    plain: bool = False
    note: str = ""


def replied(desk: Desk) -> bool:
    """Words under a roll call's card (or the question in private) that answer it; whether they do nothing else.

    What plainly answers one of the roll calls of this group, and no other, does so without that: 我家2个在家.

    3人在家，楼下着火了 answers with what comes first, and is heard as danger as well.
    """
    if not desk.said.text:
        return False
    number = _number_of(_spoken_under(desk))
    call = rollcall.fetch(desk.session, number) if number else None
    if number and call is None:
        return False
    answer = _under_card(desk, call) if call else None
    if call is None:
        call, answer = _meant(desk)
    if call is None or answer is None:
        return call is not None and _not_read(desk, call)
    if needs_help(call.question, answer.values) and not _asks_besides(desk, answer):
        return _called_for_help(desk, call, answer)
    found = asking(desk, str(call.id))
    if found is not None:
        take(desk, *found, answer.door, answer.values, "typed", answer.note)
    return not _goes_on(desk, answer, bool(number))


def _spoken_under(desk: Desk) -> Any:
    """Our message that is replied to; in private also the last one, where it asks for an answer."""
    said_ = desk.said
    if said_.reply_to is not None:
        return desk.row_replied_to()
    last = desk.row_said_last() if said_.chat_kind is ChatKind.PRIVATE else None
    return last if last is not None and last.purpose in (CHASED, REST) else None


def _number_of(row: Any) -> int:
    """The roll call that a message of ours asks for."""
    if row is None or row.purpose not in (PURPOSE, CHASED, REST) or not row.key:
        return 0
    number = row.key.split(":")[1]
    return int(number) if number.isdecimal() else 0


def _meant(desk: Desk) -> tuple[RollCall | None, _Answer | None]:
    """The roll call of this group that the words answer, if they answer one; staff who live nowhere here only talk."""
    said_ = desk.said
    staff = desk.by_staff and not nickname(said_.sender_name).room
    if said_.reply_to is not None or said_.chat_kind is not ChatKind.GROUP or staff:
        return None, None
    numbers = rollcall.asking_here(desk.session, said_.chat, desk.now)
    calls = (rollcall.fetch(desk.session, number) for number in numbers)
    asked = [call for call in calls if call]
    fits = [(call, answer) for call in asked if (answer := _in_the_open(desk, call, said_.text))]
    if len(fits) != 1:
        fits = [(call, answer) for call in asked if (answer := _by_name(desk, call))]
    return fits[0] if len(fits) == 1 else (None, None)


def _by_name(desk: Desk, call: RollCall) -> _Answer | None:
    """包饺子我来: who names what they answer is heard beside another roll call, and beside other talk."""
    notice = desk.session.get(Broadcast, call.id)
    answer = without_subject(desk.said.text, notice.text) if notice else ""
    return (_comes(desk, call, answer) or _told(desk, call, answer)) if answer else None


# what is said -------------------------------------------------------------------------------------------------------


def _under_card(desk: Desk, call: RollCall) -> _Answer | None:
    told = _told(desk, call, desk.said.text) or _comes(desk, call, desk.said.text)
    if told is not None and (told.plain or not desk.tells_danger()):
        return told
    first, others = first_clause(desk.said.text)
    danger = desk.tells_danger()
    words = first if danger else desk.said.text
    told = _told(desk, call, words) if danger else None
    if told is not None or asks(words):
        return told and replace(told, plain=False)
    return _loosely(call, words, desk.town.compounds, others)


def _in_the_open(desk: Desk, call: RollCall, words: str) -> _Answer | None:
    """What plainly answers; +1, 不去 and the like only where nobody has just talked of something else, 我来 and
    算我一个 where nobody has just reported anything or invited neighbours."""
    busy = _talks_of_another(desk)
    told = _told(desk, call, words)
    if told is not None and (told.named or (not busy and not told.rest)):
        return told
    asked_elsewhere = any(past.tickets or invites(past.text) for past in _just_before(desk))
    if not asked_elsewhere and (own := _comes(desk, call, words)):
        return own
    first = answers_first(words) and not busy
    off = calls_off(words) and desk.actor in rollcall.users_of(desk.session, call.id)
    one = asks_who_comes(call.question) or (call.shape == COUNTS and call.question.parts == 1)
    return _loosely(call, words, desk.town.compounds) if one and (first or off or spoken(words)) else None


def _loosely(call: RollCall, words: str, compounds: Collection[str], rest: str = "") -> _Answer | None:
    """What words can be taken for where it is known that they answer."""
    found = entry(words, call.question, "", compounds)
    values = found.values if found else picked(words, call.question)
    return None if values is None else _Answer(found.door if found else Address(), values, rest)


def _told(desk: Desk, call: RollCall, words: str) -> _Answer | None:
    """What words plainly answer, though they were said to nobody."""
    door, besides = parted(words, "", desk.town.compounds)
    of_door = bool(door.building and door.room)
    door, plain = (door, besides) if of_door else (Address(), words)
    if said(plain, call.question, {0}) is None:
        return None
    told = said(plain, call.question, _left(desk, call, door))
    if told is None:
        return None
    # What is asked for besides has its door from the whole.
    rest = words if told.rest and of_door else told.rest
    return _Answer(door, told.values, rest, told.named, not told.rest)


def _left(desk: Desk, call: RollCall, door: Address) -> set[int]:
    """The items that a household which has begun to answer has not told yet."""
    notice = desk.session.get(Broadcast, call.id) if call.question.parts > 1 else None
    if notice is None:
        return set()
    grid, taken = whose(desk, notice, call, door)
    told = rollcall.values_of(desk.session, call.id, grid, taken.key)
    return set(range(call.question.parts)) - told.keys() if told else set()


def _comes(desk: Desk, call: RollCall, words: str) -> _Answer | None:
    """Who says that they come, or do not, and perhaps why; none who asks for something besides."""
    door, besides = parted(words, "", desk.town.compounds)
    of_door = bool(door.building and door.room)
    told = coming(besides if of_door else words, call.question)
    if told is None or desk.tells_danger() or desk.reading.requests:
        return None
    people = int(told.people == 0) if call.shape == OPTIONS else told.people
    several = call.shape == OPTIONS and told.people not in (0, 1)
    note = MOBILE.sub(MASK, mask_identity(besides if several else told.rest))
    return None if people is None else _Answer(door if of_door else Address(), {0: people}, note=note)


def _just_before(desk: Desk) -> list[Past]:
    return [past for past in desk.talk_before() if desk.now - past.at < JUST_NOW]


def _talks_of_another(desk: Desk) -> bool:
    """Whether somebody has just said something else in this group: 电梯坏了, 去跳舞吗."""
    return bool(_just_before(desk))


# what else is said --------------------------------------------------------------------------------------------------


def _called_for_help(desk: Desk, call: RollCall, answer: _Answer) -> bool:
    """需要帮助, which is brought to those on duty even where it is too late to be counted."""
    notice = desk.session.get(Broadcast, call.id)
    if notice is not None:
        call_for_help(desk, notice, call, answer.door, answer.values)
    return notice is not None


def _asks_besides(desk: Desk, answer: _Answer) -> bool:
    """Whether what is said besides is heard by itself: 我家需要帮助，水管爆了; 老伴下不了床 is why it is needed."""
    if not answer.plain and desk.tells_danger():
        return True
    reading = desk.res.read(*as_read(replace(desk.said, text=answer.rest), desk.now))
    things = [request for request in reading.requests if not request.matter.startswith(PERSONAL)]
    return bool(answer.rest.strip() and things) and not reading.doubtful


def _goes_on(desk: Desk, answer: _Answer, under: bool) -> bool:
    """Whether the message is read on: for danger as a whole, for what is asked for besides, in the group as talk."""
    if not answer.plain and desk.tells_danger():
        return True
    if not answer.rest.strip():
        return False
    rest = replace(desk.said, text=answer.rest)
    reading = desk.res.read(*as_read(rest, desk.now))
    goes_on = not under or (bool(reading.requests) and not reading.doubtful)
    if goes_on:
        desk.said = rest
    return goes_on


def _not_read(desk: Desk, call: RollCall) -> bool:
    """What looks like an answer under the card and tells none is asked for again, so that nobody takes it for one."""
    if desk.said.reply_to is None or not may_answer(desk.said.text, call.question):
        return False
    if desk.reading.requests:
        return False
    desk.answer("rollcall_unread", example=call.question.example, items=list(call.question.items))
    return True
