"""Words that tell no trouble of their own, said soon after a ticket, are of that ticket: 你们管不管, 6栋停不停嘛."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from handlers.desk import Desk
from models.report import reports_of
from models.ticket import Ticket
from rules.announcing_asked import asks_if_meant
from rules.doubt import endangers
from rules.flow import Past
from rules.held import names_elsewhere
from rules.parsing import Reading
from rules.places import addresses
from rules.put_right import thing_meant
from rules.remarks import (
    asks_where,
    cannot_alone,
    echoed,
    is_remark,
    may_be_of,
    names_what_broke,
    only_thinks_of_it,
    tells_how_to_reach,
    tells_only_where,
    wonders_again,
)
from rules.supplies import is_supply
from rules.tickets import ACTIVE

RIGHT_AFTER = timedelta(minutes=5)
QUARTER = timedelta(minutes=15)
# What is felt more is told, though in words that the lexicon has not.
PLAINLY_FELT = 1.0
ONE_DAY = timedelta(days=1)
# How long 停不停 is taken to be asked of the supply that failed.
SINCE_IT_FAILED = timedelta(hours=2)


def remarked_on(desk: Desk, before: Sequence[Past], words: str, reading: Reading) -> Ticket | None:
    """The ticket that the group has just spoken of, where words only go on about it; None where they tell danger:
    谁看到了帮忙说一声 tells of nobody who is missing."""
    if not (desk.opened_within(QUARTER) or any([past.tickets for past in before])):
        return None
    if any(endangers(each) for each in reading.requests) and not (reading.hinted and is_remark(words)):
        return None
    if asks_if_meant(words):
        supplies = (each for each in desk.spoken_of(before, SINCE_IT_FAILED) if is_supply(each.matter))
        last = next(supplies, None)
    elif wonders_again(words) and not _had_such(desk):
        last = next(desk.spoken_of(before, SINCE_IT_FAILED), None)
    elif _tells_who_asked(desk, before, words) or (is_remark(words) and not addresses(words)):
        last = next(desk.spoken_of(before, RIGHT_AFTER), None)
    elif only_thinks_of_it(words) and not addresses(words):
        last = _thought_of(desk, before, words, reading)
    elif cannot_alone(words) or tells_how_to_reach(words):
        last = next(_own_lately(desk), None)
    elif _names_no_trouble(desk, words, reading):
        last = next((each for each in _own_lately(desk) if not names_elsewhere(words, each.building, each.unit)), None)
    else:
        return None
    return last if last and last.state in ACTIVE and not last.quiet else None


def _tells_who_asked(desk: Desk, before: Sequence[Past], words: str) -> bool:
    """Whether a reporter answers a neighbour who asked where: 单元门口右手边 to 在哪啊."""
    last = before[-1] if before and desk.now - before[-1].at <= RIGHT_AFTER else None
    asked = last is not None and last.sender != desk.said.sender_name and asks_where(last.text)
    if not asked or not tells_only_where(words):
        return False
    told = next(desk.spoken_of(before, RIGHT_AFTER), None)
    return told is not None and desk.reported(told)


def _thought_of(desk: Desk, before: Sequence[Past], words: str, reading: Reading) -> Ticket | None:
    """What the group has just spoken of, where a guess or advice sounds like that, or like what may have caused it."""
    asked = [each.matter for each in reading.requests]
    near = desk.spoken_of(before, QUARTER)
    return next((each for each in near if any(may_be_of(words, matter, each.matter) for matter in asked)), None)


def _names_no_trouble(desk: Desk, words: str, reading: Reading) -> bool:
    """我八十了爬不动 咋整: something is asked for, and no word says what; it goes on about what was just told."""
    if names_what_broke(words):
        return False
    asked = [each.matter for each in reading.requests]
    little = bool(asked) and reading.grip < PLAINLY_FELT
    return little and not any(desk.res.ear.names(words, matter) for matter in asked)


def _own_lately(desk: Desk) -> Iterator[Ticket]:
    """What the sender has just told in this group, the latest first."""
    return (each for each in reversed(desk.told_within(QUARTER)) if each.chat_id == desk.said.chat)


def _had_such(desk: Desk) -> bool:
    """Whether who wonders has lately told of something that is done: 怎么又坏了 may be of that."""
    return any(ticket.state not in ACTIVE for ticket in desk.told_within(ONE_DAY))


def put_right(desk: Desk, words: str) -> Ticket | None:
    """What its reporter has just told and says to be something else: 不是灯是门禁坏了; None where there is none."""
    if not desk.opened_within(QUARTER) or thing_meant(words) is None:
        return None
    mine = [ticket for ticket in desk.told_within(QUARTER) if ticket.chat_id == desk.said.chat]
    righted = next((ticket for ticket in reversed(mine) if desk.told_what(ticket, words)), None)
    if righted:
        desk.react()
    return righted


def echoes_another(desk: Desk, before: Sequence[Past], words: str, ticket: Ticket) -> bool:
    """Whether 我也打不开 says again what somebody has just said, and what nobody has told of this ticket."""
    same = echoed(words) if before else ""
    if not same or same not in before[-1].text:
        return False
    told = (ticket.words, ticket.news, *(report.words for report in reports_of(desk.session, ticket.id)))
    return not any(same in each for each in told)
