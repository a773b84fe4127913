"""收到: a tap, a typed word or a mark for somebody else counts a household once; groups read counts by building."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import neighbours, receipts_doors
from handlers.broadcast_making import grids_of, stands_at
from handlers.broadcast_sending import face, log
from handlers.desk import NORMAL, Desk
from models import broadcast, broadcast_sending, outbox, receipt
from models.broadcast import LIVE, Broadcast
from models.receipt import Act
from rules.audience import PUBLIC
from rules.houses import doors_told, number_of
from rules.places import Address
from rules.receipts import Home, Line, Taken, acknowledges, by_building, by_person, doors, received
from rules.rollcall_board import home_of
from rules.wording import after_receipt, narrow

CARDS = 200


# taking note ------------------------------------------------------------------------------------------------------


def tap(desk: Desk, arg: str) -> None:
    """收到 is pressed, in a group or in private: the household is counted, the press answered."""
    notice = broadcast.numbered(desk.session, arg)
    if notice is None or not notice.receipts or notice.state not in LIVE:
        desk.answer("stale_button")
        return
    new = _take(desk, notice, Address(), "tap")
    desk.answer("receipt_thanks" if new else "receipt_again", personal=_speaks_for_themselves(desk))


def typed(desk: Desk) -> bool:
    """收到 typed by a resident counts for the notice replied to, else for the newest; whether that was all.

    收到，我家水管裂了 counts as well, and what follows is heard as if it had been said alone.
    """
    if not desk.said.text or desk.by_staff:
        return False
    door = acknowledges(desk.said.text, desk.town.compounds)
    if door is not None:
        return _takes_note(desk, door)
    whole = desk.said.text
    rest = after_receipt(whole)
    if rest != whole:
        desk.said = replace(desk.said, text=rest)
        if received(whole) or desk.reading.requests:
            said = narrow(whole.removesuffix(rest))
            told, _ = doors_told(said, desk.town.compounds)
            _takes_note(desk, next(iter(told), Address()))
    return False


def _takes_note(desk: Desk, door: Address) -> bool:
    """Whether there is a notice that this is said of."""
    replied = desk.row_replied_to()
    if replied is not None and not replied.purpose.startswith("broadcast"):
        return False
    notice = _spoken_of(desk, replied)
    if notice is None:
        return False
    _take(desk, notice, door, "typed")
    return True


def _spoken_of(desk: Desk, replied: Any) -> Broadcast | None:
    """The notice replied to, else the newest in this chat whose receipts are still awaited."""
    rows = [row for row in broadcast_sending.live_in(desk.session, desk.said.chat) if _open(desk, row.deadline_at)]
    meant = next((row for row in rows if replied and row.outbox_id == replied.id), rows[0] if rows else None)
    if meant is not None:
        return desk.session.get(Broadcast, meant.notice)
    asked = broadcast_sending.asked_in_private(desk.session, desk.said.chat) if desk.said.chat > 0 else None
    notice = desk.session.get(Broadcast, asked) if asked else None
    return notice if notice and notice.state in LIVE and _open(desk, notice.deadline_at) else None


def _open(desk: Desk, deadline: datetime | None) -> bool:
    return deadline is None or desk.now < deadline


def _take(desk: Desk, notice: Broadcast, door: Address, how: str) -> bool:
    """Counts the actor's household, of a notice to colleagues the actor; False when that was done before."""
    if _speaks_for_themselves(desk):
        act = Act(desk.actor, how, desk.now)
        return receipt.take(desk.session, notice.id, notice.scope_id, by_person(desk.actor), act)
    grid, taken = neighbours.whose(desk, notice, neighbours.speaks_from(desk, notice), door)
    return _note(desk, notice, grid, taken, how)


def _speaks_for_themselves(desk: Desk) -> bool:
    """Staff in private or in a group of theirs: no household takes note there."""
    post = desk.town.posts.get(desk.said.chat)
    return desk.actor in desk.town.officers and not (post and post.purpose in PUBLIC)


def _note(desk: Desk, notice: Broadcast, grid: int, taken: Taken, how: str) -> bool:
    new = receipt.take(desk.session, notice.id, grid, taken, Act(desk.actor, how, desk.now))
    if new:
        neighbours.draw_soon(desk, notice, grid)
    return new


# the group's card ---------------------------------------------------------------------------------------------


def sweep_cards(desk: Desk) -> int:
    """Draws anew the cards whose counts have changed: a chat's no more often than the policy says."""
    parts = broadcast_sending.cards_due(desk.session, desk.real_now, CARDS)
    rows = outbox_rows(desk, parts) if parts else {}
    pause = desk.real_now - desk.policies.broadcast.card
    drawn, counted = 0, dict[int, set[int]]()
    for part in parts:
        row = rows.get(part.outbox_id)
        notice = desk.session.get(Broadcast, part.broadcast_id)
        if part.carded_at is not None and part.carded_at > pause:
            broadcast_sending.card_later(desk.session, part.id, part.carded_at + desk.policies.broadcast.card)
            continue
        broadcast_sending.card_drawn(desk.session, part.id, desk.real_now)
        if row is not None and notice is not None and notice.state in LIVE and part.state == "queued":
            lines = counts(desk, notice, part)
            outbox.repaint(desk.session, row, face(desk, notice, part, lines), NORMAL, desk.real_now)
            counted.setdefault(notice.id, set()).update(_listed(desk, notice, part))
        drawn += 1
    for number, grids in counted.items():
        receipts_doors.shorten(desk, desk.session.get_one(Broadcast, number), grids)
    return drawn


def _listed(desk: Desk, notice: Broadcast, part: Any) -> list[int]:
    """The grids of a card of which somebody has a list of the doors that are missing."""
    post = desk.town.posts.get(part.chat_id) if notice.stage in receipts_doors.LISTS else None
    return grids_of(desk, post.place) if post and post.place is not None else []


def outbox_rows(desk: Desk, parts: Sequence[Any]) -> dict[int, Any]:
    return broadcast_sending.outbox_rows(desk.session, [part.outbox_id for part in parts if part.outbox_id])


def counts(desk: Desk, notice: Broadcast, part: Any) -> tuple[Line, ...]:
    """The counts a group may read: by building, never by door."""
    post = desk.town.posts.get(part.chat_id)
    if post is None or post.place is None or not notice.receipts:
        return ()
    grids = grids_of(desk, post.place)
    meant = [key for grid in grids for key in neighbours.houses_meant(desk, notice, grid, part.buildings)]
    homes = receipt.roster(desk.session, grids, meant)
    taken = receipt.taken_of(desk.session, notice.id, grids)
    if meant:
        taken = [each for each in taken if not each.building or neighbours.stands_among(each.building, meant)]
    return by_building(taken, homes, dict.fromkeys(meant))


# marking for others, and the roster ---------------------------------------------------------------------------


def sign_for(desk: Desk, words: str) -> None:
    """代签 3-2-501: by who has told those without a telephone; with a notice's number before the doors."""
    number, rest = neighbours.numbered(words)
    homes = doors(rest, desk.town.compounds)
    place = stands_at(desk)
    notice = _meant(desk, number, place) if homes and place is not None else None
    if not homes or place is None or notice is None:
        desk.reply("receipt_how", {"known": bool(homes), "number": number or 0}, purpose="answer")
        return
    areas = neighbours.areas_of(desk, notice)
    there = [neighbours.placed(desk, place, home) for home in homes]
    asked = [(grid, home) for grid, home in there if neighbours.is_asked(areas, grid, home.building)]
    keys = [(grid, home, neighbours.listed_key(desk, grid, home)) for grid, home in asked]
    lacking = [(home, neighbours.homes_meant(desk, grid, home)) for grid, home, key in keys if not key]
    unlisted = [home.key for home, meant in lacking if not meant]
    taken = {(grid, key): Taken(key, home_of(key).building) for grid, _, key in keys if key}
    new = [each for (grid, _), each in taken.items() if _note(desk, notice, grid, each, "proxy")]
    log(desk, notice, "sign_for", homes=[each.key for each in new])
    words_ = {"id": notice.id, "count": len(new), "before": len(taken) - len(new), "unlisted": unlisted}
    words_["buildings"] = list(dict.fromkeys(home.building for grid, home in there if (grid, home) not in asked))
    words_["which"] = [meant for _, meant in lacking if meant]
    post = desk.town.posts.get(desk.said.chat)
    words_["open"] = bool(post and post.purpose in PUBLIC)
    desk.reply("receipt_proxy", words_, purpose="answer")


def _meant(desk: Desk, number: int | None, place: int) -> Broadcast | None:
    """The notice told, if it concerns this place; else the newest with receipts there."""
    chats = neighbours.chats_around(desk, place)
    found = [row for chat in chats for row in broadcast_sending.live_in(desk.session, chat)]
    numbers = {row.notice for row in found}
    wanted = number if number in numbers else max(numbers, default=None) if number is None else None
    return desk.session.get(Broadcast, wanted) if wanted is not None else None


def keep_roster(desk: Desk, words: str) -> None:
    """花名册 3-1-101 3-1-102优先: the households of one's place; 花名册 删 3-1-101 strikes them off."""
    place, strike = stands_at(desk), words.strip().startswith(("删", "remove"))
    homes = doors(words, desk.town.compounds)
    if place is None or not homes:
        desk.reply("roster_how", purpose="answer")
        return
    by_grid: dict[int, list[Home]] = {}
    which: list[list[str]] = []
    for grid, home in (neighbours.placed(desk, place, told) for told in homes):
        meant = neighbours.homes_meant(desk, grid, home)
        if meant and home.key not in receipt.roster(desk.session, [grid], [home.building]):
            which.append(meant)
        else:
            by_grid.setdefault(grid, []).append(home)
    changed = sum(_change(desk, grid, listed, strike) for grid, listed in by_grid.items())
    total = sum(len(receipt.roster(desk.session, [grid])) for grid in grids_of(desk, place))
    kept = {"count": changed, "strike": strike, "total": total, "which": which}
    desk.reply("roster_kept", kept, purpose="answer")


def _change(desk: Desk, grid: int, homes: list[Home], strike: bool) -> int:
    """How many are new, or gone; a door that stood there without its compound is that which is told with one now."""
    if strike:
        return receipt.strike(desk.session, grid, homes)
    bare = [replace(home, building=number_of(home.building)) for home in homes if "/" in home.building]
    receipt.strike(desk.session, grid, bare)
    return receipt.enlist(desk.session, grid, homes)
