"""From a typed line to a notice: what it says, for whom, when it may leave, or why it cannot be so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.desk import Desk
from models.audience_list import lists_at
from models.broadcast import Broadcast
from models.session import insert
from rules.announcing import buildings_in, spot_in
from rules.audience import Audience, Fault, Targets, may_aim, owner, read_audience, targets, unheard
from rules.broadcast import Leaving, Quiet, Unfit, leaving, seconds_needed, wave_moments, waves
from rules.broadcast_said import is_like_a_time, without_calls
from rules.composing import KINDS, RED, Typed, next_field, typed, window
from rules.houses import House, as_typed, compounds_named, houses_in, said
from rules.messages import Media, MediaKind
from rules.redaction import redact_but_telephones
from rules.rollcall import KIND, MOST_ITEMS, MOST_OPTIONS, asked
from rules.routing import Post, Spot
from rules.times import DAWN, with_dates
from rules.town import Purpose
from rules.wording import narrow

LONGEST, LONGEST_CAPTION, LONGEST_HEAD, MOST_PHOTOS = 3500, 850, 4, 10
ROLES = (
    "grid_worker", "grid_leader", "micro_grid_leader", "building_steward", "unit_steward", "volunteer",
    "community_secretary", "property_manager", "community_police", "health_worker", "street_center",
)  # fmt: skip
# What a notice tells that is no words.
PARTED = ("when", "at", "until", "level")


@dataclass(frozen=True, slots=True)
class Read:
    """A line that was understood: as typed, for whom, from where it was said."""

    typed: Typed
    told: Audience
    scope: int


def read_line(desk: Desk, text: str, scope: int) -> Read | Fault:
    """Reads what follows 广播; without a colon, a head that names nobody is the beginning of the words."""
    local = desk.local_now
    found = _with_head(desk, _in_waves(desk, typed(text, local)), scope)
    told = heard_by(desk, found.head, scope)
    if isinstance(told, Fault):
        # 明天9点到17点停水 is what it says; 2月30日9点发 is when it should leave.
        leaves = found.parted or bool(found.kind) or "发" in told.words
        if told.kind == "unknown" and leaves and is_like_a_time(told.words):
            return Fault("moment", told.words)
        # 停水 3号楼东边 9:00-17:00 and 停电 停车场 9:00-17:00 are not of everybody.
        names_where = houses_in(narrow(found.head))[0] or spot_in(found.head)
        of_houses = found.kind and KINDS[found.kind].matter and names_where
        if found.parted or told.kind != "unknown" or of_houses:
            return told
        everybody = (typed(text, local, headless=True), _beyond(desk, text, scope))
        found, told = _first_words(desk, text, scope) or everybody
    aimed = targets(told, desk.town, scope)
    if isinstance(aimed, Fault):
        return replace(aimed, words=as_typed(found.head, aimed.words))
    return Read(_with_deadline(desk, found), told, scope)


def _with_head(desk: Desk, found: Typed, scope: int) -> Typed:
    """停水 明天9:00-17:00 3号楼、5号楼 换管道 says for whom behind its times."""
    template = KINDS.get(found.kind)
    if template is None or not template.matter or found.head or found.parted:
        return found
    first, _, rest = found.fields.get(template.main, "").partition(" ")
    told = heard_by(desk, first, scope)
    if isinstance(told, Fault) or not told.buildings:
        return found
    return replace(found, head=first, fields={**found.fields, template.main: rest.strip()})


def heard_by(desk: Desk, head: str, scope: int, lists: Mapping[str, str] | None = None) -> Audience | Fault:
    """Whom the words before the colon mean; where they say it not by themselves, by the names of saved lists."""
    roles, head = {desk.word(role): role for role in ROLES}, without_calls(head, " ")
    told = read_audience(head, desk.town, scope, roles)
    if isinstance(told, Audience) or told.kind != "unknown":
        return told
    if lists is None:
        lists = lists_at(desk.session, [spot.id for spot in desk.town.above(scope)])
    if not any(name in head for name in lists):
        return told
    names = "|".join(re.escape(name) for name in sorted(lists, key=len, reverse=True))
    return read_audience(re.sub(names, lambda name: f" {lists[name[0]]} ", head), desk.town, scope, roles)


def _in_waves(desk: Desk, found: Typed) -> Typed:
    """分批 without a number means the usual pause."""
    return replace(found, every=desk.policies.broadcast.wave) if found.staged and found.every is None else found


def _with_deadline(desk: Desk, found: Typed) -> Typed:
    """A roll call that tells no deadline has the usual one, on the full hour."""
    if found.kind != KIND or "until" in found.fields:
        return found
    usual = desk.res.texts.local(desk.now + desk.policies.rollcall.usual)
    until = usual.replace(minute=0, second=0, microsecond=0)
    return replace(found, fields={**found.fields, "until": until.isoformat()})


def _first_words(desk: Desk, text: str, scope: int) -> tuple[Typed, Audience] | None:
    """Without a colon the first words may still say for whom: 「工作群 请报本周」."""
    words = text.split()
    for count in range(min(len(words) - 1, LONGEST_HEAD), 0, -1):
        told = heard_by(desk, " ".join(words[:count]), scope)
        if isinstance(told, Audience) and told != Audience():
            line = f"{' '.join(words[:count])}: {' '.join(words[count:])}"
            return typed(line, desk.local_now), told
    return None


def _beyond(desk: Desk, text: str, scope: int) -> Audience:
    """3号楼、5号楼今天领表 is for the grid of each, also where its author stands in one of them; else for all there."""
    signs, rest = compounds_named(narrow(text).strip(), desk.town.compounds)
    houses, left = houses_in(rest, signs)
    named = targets(Audience(buildings=tuple(house for house in houses if house.number)), desk.town, scope)
    if isinstance(named, Fault) or not named.houses:
        return Audience()
    beyond = [area for area in named.areas if not desk.town.within(area, scope)]
    begins_with_it = rest[:1].isspace() or left[:1].isspace()
    return Audience((scope, *beyond)) if beyond and (begins_with_it or len(beyond) < len(named.areas)) else Audience()


def understood(desk: Desk, text: str, scope: int, user: int) -> Read | Fault:
    """A line that this person may have sent so."""
    read = read_line(desk, text, scope)
    if isinstance(read, Fault):
        return read
    question = read.typed.fields if read.typed.kind == KIND else None
    return _unfit_readers(desk, read.told, scope, user, question) or unfit_wave(desk, read.typed.every) or read


def unfit_wave(desk: Desk, every: timedelta | None) -> Fault | None:
    """Why waves may not be so far apart."""
    policy = desk.policies.broadcast
    if every is None or policy.least_wave <= every <= policy.longest_wave:
        return None
    return Fault("wave", f"{_minutes(policy.least_wave)}-{_minutes(policy.longest_wave)}")


def fault_at(desk: Desk, notice: Broadcast, told: Audience) -> Fault | None:
    """Why a notice may not go to these instead."""
    return _unfit_readers(desk, told, notice.scope_id, desk.actor, notice.fields if notice.kind == KIND else None)


def _unfit_readers(
    desk: Desk, told: Audience, scope: int, user: int, question: Mapping[str, str] | None
) -> Fault | None:
    aimed = targets(told, desk.town, scope)
    if isinstance(aimed, Fault):
        return aimed
    if not may_aim(desk.town, user, aimed.areas):
        return Fault("elsewhere")
    return None if question is None else unaskable(desk, question, aimed)


def unaskable(desk: Desk, fields: Mapping[str, str], aimed: Targets) -> Fault | None:
    """Why a question cannot be put so: only residents' groups are asked, with few choices, until a time to come."""
    _, ends = window(fields)
    if aimed.people or any(post.purpose != Purpose.RESIDENTS for post, _ in aimed.posts):
        return Fault("households")
    if ends is not None and ends <= desk.now:
        return Fault("deadline")
    return None if asked(fields.get("what", "")) else Fault("choices", f"{MOST_OPTIONS}/{MOST_ITEMS}")


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def unfit_moment(desk: Desk, kind: str) -> Fault:
    """Why it cannot leave when it is wanted."""
    return Fault(kind, str(desk.policies.broadcast.farthest.days))


def aim(desk: Desk, notice: Broadcast) -> Targets | Fault:
    """Who would receive a notice now."""
    return targets(told_of(notice), desk.town, notice.scope_id)


def told_of(notice: Broadcast) -> Audience:
    """The audience as it was read."""
    kept = dict(notice.told)
    compound = str(kept.pop("compound", ""))
    buildings = tuple(_house(compound, *each) for each in kept.pop("buildings", ()))
    lists: dict[str, Any] = {key: tuple(value) for key, value in kept.items()}
    return Audience(buildings=buildings, **lists)


def _house(before: str, number: str, unit: str, compound: str = "", places: Sequence[int] = ()) -> House:
    """A building as it is kept; of a notice that was kept before, all are of one compound."""
    return House(number, unit, compound or before, tuple(places))


def row_of(desk: Desk, read: Read, author: int, bot: int) -> dict[str, Any]:
    """The columns of a new notice."""
    found = read.typed
    return {
        "author": author,
        "bot_id": bot,
        "scope_id": read.scope,
        "kind": found.kind,
        "told": asdict(read.told),
        "fields": dict(found.fields),
        "words": "" if found.kind else found.words,
        "receipts": found.receipts and found.kind != KIND,
        "every": int(found.every.total_seconds()) if found.every else 0,
        "wanted_at": found.leaves,
        "created_at": desk.now,
    }


def prepared(desk: Desk, read: Read, author: int, bot: int, **more: Any) -> Broadcast:
    """A new draft, with the level that owns its readers."""
    aimed = targets(read.told, desk.town, read.scope)
    owned = (None, "") if isinstance(aimed, Fault) else owned_by(desk, aimed)
    values = row_of(desk, read, author, bot) | {"owner_id": owned[0], "owner_role": owned[1]} | more
    notice = desk.session.get(Broadcast, insert(desk.session, Broadcast, **values))
    assert notice is not None
    return notice


def stands_at(desk: Desk) -> int | None:
    """Where somebody speaks from: their staff group's place, else that of their first role, an admin the top."""
    if desk.here:
        return desk.here.id
    tops = desk.town.tops() if desk.by_admin else []
    return next(iter(desk.town.held(desk.actor) or tops), None)


def places_under(desk: Desk) -> list[int]:
    """The places whose notices concern somebody: those below their roles and above."""
    held = desk.town.held(desk.actor)
    places = {spot.id for at in held for spot in (*desk.town.below(at), *desk.town.above(at))}
    return list(places or (desk.town.spots if desk.by_admin else ()))


def missing(notice: Broadcast) -> str:
    """The field to ask for next, "" when it says all it must."""
    if notice.kind:
        return next_field(notice.kind, notice.fields)
    return "" if notice.words.strip() else "what"


# what it says -----------------------------------------------------------------------------------------------------


def text_of(desk: Desk, notice: Broadcast, fields: Mapping[str, Any], words: str) -> str:
    """The notice as people read it; residents read no door and no identity number in it."""
    told, (starts, ends) = told_of(notice), window(fields)
    values = dict.fromkeys(("why", "todo", "where", "what", "how"), "")
    values |= {key: clean(str(value)) for key, value in fields.items() if key not in PARTED}
    return desk.text(
        "broadcast_text",
        kind=notice.kind,
        words=clean(words),
        whom="" if notice.kind else for_whom(desk, notice, words),
        level=fields.get("level", ""),
        starts=starts,
        ends=ends,
        buildings=[] if told.compounds else list(told.numbers),
        readers=said(told.buildings, desk.res.texts.locale) if told.compounds else "",
        issuer=issuer(desk, notice).name,
        call=desk.policies.safety.duty_telephone or desk.policies.safety.city_hotline,
        **values,
    )


def for_whom(desk: Desk, notice: Broadcast, words: str) -> str:
    """The buildings a notice is for, where more read it and its words do not name them; waves name each by itself."""
    told, aimed = told_of(notice), aim(desk, notice)
    if notice.every or isinstance(aimed, Fault):
        return ""
    named = set(told.numbers) <= set(buildings_in(words)) and all(house.compound in words for house in told.buildings)
    if named or (not told.compounds and all(set(_numbers(desk, post)) == set(told.numbers) for post, _ in aimed.posts)):
        return ""
    return said(told.buildings, desk.res.texts.locale)


def clean(words: str) -> str:
    """Doors and identity numbers are taken out, and calls to everybody; the telephone to be called stays."""
    return redact_but_telephones(without_calls(words))


def dated(desk: Desk, notice: Broadcast, words: str, last: datetime) -> str:
    """Words of it; 明天 by its date where some read it on another day than it was written for, or it was night."""
    written, read = (desk.res.texts.local(at).date() for at in (notice.wanted_at or notice.created_at, last))
    return words if written == read and not by_night(desk, notice) else with_dates(words, written)


def by_night(desk: Desk, notice: Broadcast) -> bool:
    """Whether it was written after midnight, when 明天 may be either day."""
    return notice.wanted_at is None and desk.res.texts.local(notice.created_at).hour < DAWN


def issuer(desk: Desk, notice: Broadcast) -> Spot:
    """Who issues it: the level that owns those who read it, at least the author's community."""
    here = desk.town.spots[notice.scope_id]
    if notice.owner_id in desk.town.spots:
        return desk.town.spots[notice.owner_id or 0]
    return desk.town.at_level(here.id, "community") or here


def owned_by(desk: Desk, aimed: Targets) -> tuple[int | None, str]:
    """The place and role whose word counts for it: a street's notice is the street's, whichever groups there are."""
    places = [post.place for post, _ in aimed.posts if post.place is not None]
    return owner(desk.town, [*places, *aimed.areas])


def unheard_in(desk: Desk, notice: Broadcast, aimed: Targets) -> list[str]:
    """The names of places it is for that have no group; in another community than the author's with its name."""
    spots = unheard(told_of(notice), aimed, desk.town)
    here = desk.town.at_level(notice.scope_id, "community")
    homes = [desk.town.at_level(spot.id, "community") for spot in spots]
    return [
        spot.name if home is None or home in (spot, here) else f"{home.name}{spot.name}"
        for spot, home in zip(spots, homes, strict=True)
    ]


def unfit_words(notice: Broadcast, text: str) -> Fault | None:
    """Why the platform would not take it."""
    most = LONGEST_CAPTION if notice.photos or notice.file else LONGEST
    if len(text) > most:
        return Fault("long", str(most))
    pressed = notice.receipts or notice.kind == KIND
    if (pressed and len(notice.photos) > 1) or (notice.photos and notice.file):
        return Fault("album")
    return None


def other_bots(desk: Desk, notice: Broadcast, aimed: Targets) -> int:
    """How many groups another account serves: a picture does not pass from one account to another."""
    if not (notice.photos or notice.file):
        return 0
    return sum(desk.bot_for(post.chat) != notice.bot_id for post, _ in aimed.posts)


def carried(media: tuple[Media, ...]) -> dict[str, Any] | None:
    """The file ids of pictures or of one document; None when something came along that cannot be passed on."""
    if any(each.kind not in (MediaKind.PHOTO, MediaKind.DOCUMENT, MediaKind.VOICE) for each in media):
        return None
    photos = [each.file_id for each in media if each.kind is MediaKind.PHOTO]
    return {"photos": photos, "file": next((m.file_id for m in media if m.kind is MediaKind.DOCUMENT), "")}


# when ---------------------------------------------------------------------------------------------------------------


def quiet(desk: Desk) -> Quiet:
    """The quiet hours of notices."""
    hours = desk.policies.quiet_hours
    return Quiet(hours.start, hours.end, desk.res.texts.zone)


def is_red(notice: Broadcast) -> bool:
    return notice.fields.get("level") == RED


def over_at(notice: Broadcast) -> datetime | None:
    """When it has nothing to say any more: what it tells of is over, or a meeting has begun."""
    starts, ends = window(notice.fields)
    return ends or starts


def leaves(desk: Desk, notice: Broadcast) -> Leaving | Unfit:
    """When it would leave if it were sent now."""
    wanted = notice.wanted_at
    if wanted is not None and notice.state != "draft" and wanted < desk.now <= wanted + desk.policies.broadcast.cutoff:
        wanted = None
    return leaving(desk.policies.broadcast, quiet(desk), desk.now, wanted, over_at(notice), is_red(notice))


def groups_in_waves(desk: Desk, aimed: Targets) -> list[tuple[int, int, list[str]]]:
    """Each group as its chat, the area whose buildings take turns, and its buildings."""
    return [(post.chat, _area(desk, post), list(numbers) or _numbers(desk, post)) for post, numbers in aimed.posts]


def _area(desk: Desk, post: Post) -> int:
    place = post.place or 0
    grid = desk.town.at_level(place, "grid")
    return grid.id if grid else place


def _numbers(desk: Desk, post: Post) -> list[str]:
    spots = desk.town.below(post.place or 0)
    found = {building.number for spot in spots for building in spot.buildings}
    return sorted(found, key=lambda number: (len(number), number))


def estimate(desk: Desk, notice: Broadcast, aimed: Targets, first: datetime) -> tuple[int, int]:
    """How many messages it becomes, and the seconds that they take from the `first` on, with its waves."""
    steps = waves(groups_in_waves(desk, aimed)) if notice.every else []
    chats = [step.chat for step in steps] or [post.chat for post, _ in aimed.posts]
    chats += [officer.user for officer in aimed.people]
    seconds = seconds_needed(desk.policies.throttle, [(desk.bot_for(chat), chat) for chat in dict.fromkeys(chats)])
    return len(chats), seconds + int((last_wave(desk, notice, aimed, first) - first).total_seconds())


def last_wave(desk: Desk, notice: Broadcast, aimed: Targets, first: datetime) -> datetime:
    """When the last of it leaves: what falls into quiet hours goes on in the morning."""
    steps = waves(groups_in_waves(desk, aimed)) if notice.every else []
    count, every = max((step.wave for step in steps), default=0) + 1, timedelta(seconds=notice.every)
    return wave_moments(first, count, every, quiet(desk), is_red(notice))[-1]


def grids_of(desk: Desk, place: int) -> list[int]:
    """The grids whose households a group at this place speaks for."""
    grid = desk.town.at_level(place, "grid")
    return [grid.id] if grid else [spot.id for spot in desk.town.below(place)]
