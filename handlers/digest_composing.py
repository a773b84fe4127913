"""A digest of some days of a place: its words, its picture, its table, what was counted and what was left out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from handlers.care_telling import counts as visits_at
from handlers.desk import Buttons, Desk
from handlers.routing import ABOVE
from models import broadcast, incident
from models.digest import endings, tickets, unsolved
from models.known_matter import planned
from models.supervision import unanswered_at
from models.whistle import late_at, ungraded_at
from rules import callback, cards
from rules.digest import (
    MOST_DECISIONS,
    Counted,
    Entry,
    Figures,
    Span,
    decisions,
    figures,
    is_late,
    is_nobodys,
    is_overdue,
    is_to_verify,
    most_pressing,
    once,
)
from rules.digest_sections import (
    Part,
    drawn,
    due_on,
    hot_buildings,
    left_out,
    parts,
    topics,
    voices,
)
from rules.messages import Button
from rules.redaction import redact
from rules.routing import Spot
from rules.town import Level
from templates import quote

LONGEST = 900
MOST_PARTS = 8
MOST_QUOTED = 2
# Who consents to notices at a level, and with which buttons.
ASKED_AT = {Level.COMMUNITY: "community_secretary", Level.STREET: "street_center"}
AHEAD = {"day": 1, "week": 7, "month": 7}


@dataclass(frozen=True, slots=True)
class Composed:
    """A digest as it is sent: words, buttons, the picture above them and the table under them."""

    text: str
    buttons: Buttons
    picture: dict[str, Any]
    sheet: dict[str, Any]


class Material:
    """The tickets of a place as a digest counts them, and how its days and places are named."""

    def __init__(self, desk: Desk, spot: Spot, span: Span) -> None:
        self.desk, self.spot, self.span = desk, spot, span
        self.zone = desk.res.texts.zone
        self.local: Callable[[datetime], date] = cache(lambda moment: moment.astimezone(self.zone).date())
        self.part = cache(self._part)
        self.first = span.before.first - timedelta(days=14)
        below = [place.id for place in desk.town.below(spot.id)]
        self.sealed = spot.level in ABOVE
        self.rows = tickets(desk.session, below, self.start(self.first), self.sealed)
        self.endings = endings(desk.session, below, self.start(self.first))
        self.row_of = {row.id: row for row in self.rows}
        self.tickets = [self._counted(row) for row in self.rows]

    def start(self, day: date) -> datetime:
        """The day's first moment."""
        return datetime.combine(day, time(), self.zone)

    def _counted(self, row: Any) -> Counted:
        closings, reopenings = self.endings.get(row.id, ((), ()))
        return Counted(
            row.id, row.number, row.matter, row.service_class, row.state, row.level, row.created_at, row.claim_due_at,
            row.claimed_at, closings, row.reopened, resolved=row.resolved_at, resolve_due=row.resolve_due_at,
            rating=row.rating, part=self.part(row.place_id),
            building=self._house(row), quiet=row.quiet or row.sealed,
            colour=row.colour, review=row.review_at,
            submitted=row.submitted_by is not None, wanted=self.desk.claim_by(row),
            reopenings=reopenings,
        )  # fmt: skip

    def _house(self, row: Any) -> str:
        return self.desk.with_compound(row, cards.where(row.building, "", "", self.desk.res.texts.locale))

    def _part(self, place: int) -> str:
        """The grid of a place by a name that is clear at this level; where there is none, the place itself."""
        town = self.desk.town
        grid = town.at_level(place, Level.GRID) or town.spots[place]
        above = town.at_level(place, Level.COMMUNITY)
        if self.spot.level not in ABOVE or above is None or above.id == grid.id:
            return grid.name
        return f"{above.name} {grid.name}"

    @property
    def names(self) -> list[str]:
        """Every grid below, in the town's order, then whatever else tickets stand at."""
        grids = [self.part(grid.id) for grid in self.desk.town.below(self.spot.id, Level.GRID)]
        return list(dict.fromkeys([*grids, *sorted({ticket.part for ticket in self.tickets})]))

    def matter(self, key: str) -> str:
        return self.desk.matter(key).name(self.desk.res.texts.locale)


def compose(desk: Desk, spot: Spot, kind: str, span: Span) -> Composed | None:
    """The digest of a place; None where nothing was."""
    material = Material(desk, spot, span)
    if not material.tickets:
        return None
    found = figures(material.tickets, span, desk.now, material.local)
    table = parts(material.tickets, material.names, span, desk.now, material.local)
    words = _words(material, kind, found, table)
    every = _to_decide(material)
    told = most_pressing(*every)
    words |= {"more": sum(len(each) for each in once(*every)) - len(told)}
    text = _fitting(desk, words, told)
    buttons = (*decided_by(desk, spot, told), *desk.choices(spot.id, ("digest_everything", "digest_all")))
    picture = _picture(material, words, len(told) + words["more"])
    return Composed(text, buttons, picture, _sheet(material, words, table))


def readers(desk: Desk, spot: Spot) -> list[int]:
    """The group of that level, else the private chats of who holds it."""
    purposes = ("workers", "officials") if spot.level == Level.COMMUNITY else ("officials", "workers")
    posts = [post for purpose in purposes for post in desk.town.groups_at(spot.id, purpose)]
    if posts:
        return [posts[0].chat]
    role = "community_secretary" if spot.level == Level.COMMUNITY else "street_center"
    return [o.user for o in desk.town.holders(spot.id, (role,)) if o.reachable]


def waiting(desk: Desk, spot: Spot) -> list[Entry]:
    """Everything that waits for a place's level now."""
    today = desk.local_now.date()
    material = Material(desk, spot, Span.ending(today, 1))
    words, owed, behind = once(*_to_decide(material))
    return [*words, *behind, *owed]


def _words(material: Material, kind: str, found: Figures, table: Sequence[Part]) -> dict[str, Any]:
    """What the templates may say, but for the decisions."""
    desk, span = material.desk, material.span
    named = {
        "place": material.spot.name, "kind": kind, "first": material.start(span.first),
        "last": material.start(span.last), "weekday": span.last.weekday(),
        "running": span.last >= material.local(desk.now),
    }  # fmt: skip
    shown = list(table) if len(table) <= MOST_PARTS else []
    share = round(100 * found.in_community / found.closed_in_all) if found.closed_in_all else None
    behind = sum(is_overdue(t, desk.now) or is_late(t, desk.now) for t in material.tickets)
    counts = {"f": found, "behind": behind, "share": share, "parts": shown, "part_count": len(table)}
    return named | counts | _told(material) | _coming(material, kind) | {"visits": visits_at(desk, material.spot.id)}


def _told(material: Material) -> dict[str, Any]:
    """What was told most, where, with which word of the reporters at the end; and what is in no figure."""
    desk, span, local, every = material.desk, material.span, material.local, material.tickets
    said = unsolved(desk.session, [t.id for t in every if not t.quiet], material.start(span.first))
    apart = left_out(every, span, local)
    return {
        "topics": [{"name": material.matter(matter), "count": count} for matter, count in topics(every, span, local)],
        "hot": [{"where": _at(material, h.part, h.building), "what": material.matter(h.matter), "count": h.count}
                for h in hot_buildings(every, desk.now)],
        "voices": voices(every, span, desk.now, local),
        "quoted": [quote(redact(words, names), 20) for words, names in said],
        "counted": sum(local(t.created) in span for t in every) - sum(apart.values()),
        "left_out": [{"why": desk.word(f"left_{state}"), "count": count} for state, count in apart.items()],
    }  # fmt: skip


def _coming(material: Material, kind: str) -> dict[str, Any]:
    """What is planned, and what comes to its limit."""
    desk, (first, last) = material.desk, _ahead(material.desk, AHEAD[kind])
    plans = [
        {"what": material.matter(row.matter), "starts": row.starts_at, "ends": row.ends_at,
         "where": [cards.where(building, "", "", desk.res.texts.locale) for building in row.buildings]}
        for row in planned(desk.session, _around(desk, material.spot), first, last)
    ]  # fmt: skip
    days = Span(material.local(first), material.local(last - timedelta(seconds=1)))
    return {"plans": plans, "deadlines": due_on(material.tickets, days, desk.now, material.local)}


def _around(desk: Desk, spot: Spot) -> list[int]:
    return list({*spot.path, *(below.id for below in desk.town.below(spot.id))})


def _ahead(desk: Desk, days: int) -> tuple[datetime, datetime]:
    """From when to when lies what comes: tomorrow, or the next seven days."""
    today = desk.local_now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = today + timedelta(days=1 if days == 1 else 0)
    return first, first + timedelta(days=days)


def _at(material: Material, part: str, building: str) -> str:
    """The building, with its grid where there is more than one community."""
    return building if material.spot.level not in ABOVE else f"{part} {building}"


def _to_decide(material: Material) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """The words that are waited for, what others owe, and what is behind; an incident is one thing to decide."""
    words, owed = _awaited(material), _owed(material)
    session, every = material.desk.session, len(material.tickets)
    sizes = Counter(incident.led(session).values())
    found = decisions(incident.leads(session, material.tickets), material.desk.now, material.spot.level, every)
    behind: list[Entry] = [{**_decision(material, ticket), "parts": sizes[ticket.id]} for ticket in found]
    waits = {each["id"]: each for each in behind}
    return [_whole(each, waits.get(each["id"])) for each in words], owed, behind


def _whole(word: Entry, behind: Entry | None) -> Entry:
    """A word that is waited for, with how its ticket stands besides: that nobody has taken it, in how many places."""
    if behind is None:
        return word
    untaken = behind["limit"] if behind["why"] == "unclaimed" else None
    return {**word, "parts": behind["parts"], "untaken": untaken}


def _awaited(material: Material) -> list[Entry]:
    """What waits for a word of this level: a draft for its signature, a proposal for its yes."""
    desk, spot = material.desk, material.spot
    places = [place.id for place in desk.town.below(spot.id)]
    words: list[Entry] = [
        {"n": each.number, "id": each.ticket, "what": _what(material, each.ticket), "why": each.why,
         "about": each.about, "acts": each.acts, "arg": each.arg}
        for each in desk.awaited(places)
        if spot.level in each.levels and each.ticket in material.row_of
    ]  # fmt: skip
    return [*words, *_notices(desk, spot, places), *(_grades(material, places) if spot.level == Level.STREET else [])]


def _notices(desk: Desk, spot: Spot, places: Sequence[int]) -> list[Entry]:
    """The notices that wait for this level's consent, to be sent or to be changed; their ids are no tickets'."""
    role = ASKED_AT.get(Level(spot.level), "")
    mine = [each for each in broadcast.awaiting(desk.session) if each.owner_id in places and each.owner_role == role]
    return [
        {"n": each.id, "id": -each.id, "why": "notice", "what": each.changed.get("text") or each.text,
         "about": desk.name_of(each.author) or desk.word("admin"), "change": bool(each.changed),
         "choices": desk.consents(each.id)}
        for each in mine
    ]  # fmt: skip


def _grades(material: Material, places: Sequence[int]) -> list[Entry]:
    """What departments say they have done, for the street's word on it."""
    desk = material.desk
    return [
        {"n": row.number, "id": row.ticket_id, "what": _what(material, row.ticket_id), "why": "grade",
         "about": desk.town.departments[row.department_id].name, "choices": desk.grades(row)}
        for row in ungraded_at(desk.session, places) if row.ticket_id in material.row_of
    ]  # fmt: skip


def _what(material: Material, ticket: int) -> str:
    """The matter and the place of a ticket, to a street with its grid; of a quiet one no place."""
    row, desk = material.row_of[ticket], material.desk
    quiet = row.quiet or row.sealed
    where = cards.where(row.building, row.unit, row.spot, desk.res.texts.locale)
    place = "" if quiet else desk.with_compound(row, where)
    several = material.sealed and len(desk.town.below(material.spot.id, Level.COMMUNITY)) > 1
    place = desk.in_grid(row.place_id, place) if several and not quiet else place
    return f"{material.matter(row.matter)} {place}".strip()


def _decision(material: Material, ticket: Counted) -> Entry:
    desk, told = material.desk, {"n": ticket.number, "id": ticket.id, "what": _what(material, ticket.id)}
    if is_to_verify(ticket):
        doer = desk.name_of(material.row_of[ticket.id].submitted_by)
        return told | {"why": "verify", "about": doer, "acts": ("resolve",)}
    why = "review" if ticket.state == "suspended" else "red" if ticket.colour == "red" else "reopened"
    if is_nobodys(ticket) and ticket.claim_due:
        why = "unclaimed"
    elif is_late(ticket, desk.now):
        why = "late"
    limit = (ticket.wanted or ticket.claim_due) if why == "unclaimed" else ticket.resolve_due
    return told | {"why": why, "limit": limit}


def _owed(material: Material) -> list[Entry]:
    """To a street: the departments that did not come, or broke their plan, and orders that nobody answered."""
    desk = material.desk
    if material.spot.level not in ABOVE:
        return []
    places = [place.id for place in desk.town.below(material.spot.id)]
    calls: list[Entry] = [
        {"n": row.number, "id": row.ticket_id, "what": desk.town.departments[row.department_id].name,
         "why": row.stage, "limit": row.due_at}
        for row in late_at(desk.session, places)
    ]  # fmt: skip
    orders: list[Entry] = [
        {
            "n": row.number,
            "id": row.ticket_id,
            "what": desk.word(row.colour),
            "why": "order",
            "limit": row.reply_due_at,
            "acts": ("whistle",),
        }
        for row in unanswered_at(desk.session, places, desk.now)
    ]
    return calls + orders


def _fitting(desk: Desk, words: dict[str, Any], asked: list[Entry]) -> str:
    """The words within the length that people read; of lists the ends go first, and never what is to be decided."""
    text = ""
    for most in range(MOST_DECISIONS, -1, -1):
        cut = {key: words[key][:most] for key in ("topics", "hot", "plans")}
        quoted = words["quoted"][: min(MOST_QUOTED, most)]
        shown = words["parts"] if most > 1 else []
        text = desk.text("digest", decisions=asked, **words | cut | {"quoted": quoted, "parts": shown})
        if len(text) <= LONGEST:
            break
    return text[:LONGEST]


def decided_by(desk: Desk, spot: Spot, asked: Sequence[Entry]) -> Buttons:
    """A look at each, beside what decides it; where nothing does, looks stand together."""
    usual = ("supervise", "whistle") if spot.level in ABOVE else ()
    rows, looks = [], []
    for each in asked:
        choices = each.get("choices", ())
        if each["why"] == "notice":
            rows.append(choices)
            continue
        look = Button(f"{desk.word('look')}{each['n']}", callback.write("look", each["id"]))
        acts, arg = each.get("acts", usual), each.get("arg", "")
        if choices:
            rows.append((look, *choices))
        elif acts:
            rows.append((look, *(Button(desk.word(act), callback.write(act, each["id"], arg)) for act in acts)))
        else:
            looks.append(look)
    rows += [tuple(looks[at : at + 3]) for at in range(0, len(looks), 3)]
    return tuple(rows)


def _picture(material: Material, words: dict[str, Any], waiting: int) -> dict[str, Any]:
    desk, last, counts = material.desk, material.span.last, words["f"]
    found = drawn(material.tickets, material.names, material.span, material.local)
    several = len(material.names) > 1
    days = [last - timedelta(days=back) for back in reversed(range(len(found.days)))]
    values = {
        "title": desk.text("digest_title", **words),
        "subtitle": desk.text("digest_days", **words),
        "note": desk.text("digest_note", **words).splitlines(),
        "tiles": [
            {"name": desk.word(name), "tone": tone, "count": count, "before": before}
            for name, tone, count, before in (
                ("sheet_late", "bad", words["behind"], None),
                ("chart_decide", "act", waiting, None),
                ("chart_new", "", counts.new.today, counts.new.yesterday if counts.compared else None),
                ("chart_done", "", counts.done.today, counts.done.yesterday if counts.compared else None),
            )
        ],
        "days": [_short(day, desk.res.texts.locale) for day in days],
        "new": list(found.days),
        "done": list(found.done),
        "matters": [[material.matter(key), count] for key, count in found.matters],
        "levels": [[_headed(desk.word(level)), count] for level, count in found.levels],
        "heat": {
            "parts": [part if several else "" for part, _ in found.rows],
            "rows": [building for _, building in found.rows],
            "columns": [material.matter(key) for key in found.columns],
            "cells": [list(row) for row in found.cells],
        },
    }
    return {"picture": "digest", "values": values}


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(day: date, locale: str) -> str:
    return f"{day.day} {day:%b}" if locale == "en" else f"{day.month}/{day.day}"


def _sheet(material: Material, words: dict[str, Any], table: Sequence[Part]) -> dict[str, Any]:
    """The table that goes with it: the grids, what was counted, then the tickets."""
    word = material.desk.word
    header = [word(f"sheet_{name}") for name in ("grid", "new", "closed_count", "on_time", "judged", "late")]
    rows = [[p.name, p.new, p.closed, p.on_time.part, p.on_time.whole, p.late] for p in table]
    notes = material.desk.text("digest_note", **words).splitlines()
    span = material.span
    days = dict.fromkeys((span.first.isoformat(), span.last.isoformat()))
    return {
        "sheet": f"{material.spot.name} {' '.join(days)}.xlsx",
        "place": material.spot.id,
        "since": material.start(span.first).isoformat(),
        "sealed": material.sealed,
        "tables": [
            [word("sheet_grids"), header, rows],
            [word("sheet_notes"), [word("sheet_notes")], [[line] for line in notes]],
        ],
    }
