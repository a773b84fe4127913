"""Door campaigns: a list of households that workers walk off together, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.prepared import FallenDue
from models.receipt import stands_in
from models.session import change_row, insert_missing, move_row, update
from rules.doors import ANSWERED, AWAY, OPEN, OVER, WAITING, Door
from rules.receipts import Home

DRAFT, RUNNING, DONE, ENDED, DROPPED, ERASED = "draft", "running", "done", "ended", "dropped", "erased"
FINISHED = (DONE, ENDED)


class DoorCampaign(SQLModel, table=True):
    """One round from door to door. `state`: draft, running, done, ended (time was up), dropped, erased.

    `told` is the audience as it was read, `rollcall_id` the roll call whose unanswered households it visits.
    `due_at` is the next moment something comes back or it ends, `told_at` when it was last told that something had;
    `card_at` (real time) has the asker's card drawn anew.
    """

    __tablename__ = "door_campaign"

    id: int = big_key()
    state: str = DRAFT
    author: int = big()
    bot_id: int = big()
    scope_id: int = big(sa.ForeignKey("place.id"))
    told: dict[str, Any] = json()
    rollcall_id: int | None = big(nullable=True)
    words: str = ""
    ends_at: datetime = moment(nullable=False)
    due_at: datetime | None = moment(index=True)
    told_at: datetime | None = moment()
    card_row: int | None = big(nullable=True)
    card_at: datetime | None = moment(index=True)
    created_at: datetime = moment(nullable=False)


class DoorHome(SQLModel, table=True):
    """One household of a campaign. `state`: waiting, away (nobody at home), phoned, visited, refused, proxy,
    answered (by itself).

    `taken_by` has it until `taken_until`; a door where nobody was at home comes back at `again_at`.
    """

    __tablename__ = "door_home"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "place_id", "building", "unit", "room"),
        sa.Index("door_home_state", "campaign_id", "place_id", "building", "state"),
    )

    id: int = big_key()
    campaign_id: int = big(sa.ForeignKey("door_campaign.id"))
    place_id: int = big(sa.ForeignKey("place.id"))
    building: str
    unit: str = ""
    room: str
    turn: int = 0
    state: str = WAITING
    tries: int = 0
    taken_by: int | None = big(nullable=True)
    taken_until: datetime | None = moment()
    again_at: datetime | None = moment()
    by: int | None = big(nullable=True)
    at: datetime | None = moment()
    note: str = ""

    @property
    def key(self) -> str:
        """The door: 3-2-501."""
        return Home(self.building, self.unit, self.room).key


change, move = change_row, move_row
_C: sa.Table = DoorCampaign.__table__  # type: ignore[attr-defined]
_H: sa.Table = DoorHome.__table__  # type: ignore[attr-defined]
# Campaigns with a step that has fallen due, and those whose card is to be drawn anew (real time).
due, cards_due = FallenDue(_C.c.due_at), FallenDue(_C.c.card_at)


def fetch(session: Session, number: int) -> DoorCampaign | None:
    """A campaign as it stands now."""
    return session.get(DoorCampaign, number, populate_existing=True)


def home(session: Session, number: int) -> DoorHome | None:
    """A household as it stands now."""
    return session.get(DoorHome, number, populate_existing=True)


def enlist(session: Session, campaign: int, homes: Iterable[tuple[int, Home]]) -> int:
    """Writes its households in the order they are walked; returns how many are new."""
    rows = [
        {"campaign_id": campaign, "place_id": place, "turn": turn, **asdict(h)} for turn, (place, h) in enumerate(homes)
    ]
    return insert_missing(session, DoorHome, rows)


def take(session: Session, number: int, user: int, now: datetime, until: datetime) -> bool:
    """Gives a household to a worker for a while; False when somebody else has it, or it is over."""
    mine = sa.update(_H).where(_H.c.id == number, _H.c.state.in_(OPEN), _free(user, now))
    return bool(session.connection().execute(mine.values(taken_by=user, taken_until=until)).rowcount)


def put_back(session: Session, number: int, user: int) -> bool:
    """The worker does not go there after all."""
    mine = sa.update(_H).where(_H.c.id == number, _H.c.taken_by == user, _H.c.state.in_(OPEN))
    return bool(session.connection().execute(mine.values(taken_by=None, taken_until=None)).rowcount)


def settle(session: Session, number: int, user: int, state: str, now: datetime, again: datetime | None) -> bool:
    """What became of a household; False when somebody else has it, or has settled it. One's own may be put right."""
    unsettled = sa.and_(_H.c.state.in_(OPEN), _free(user, now))
    own = sa.and_(_H.c.state.in_(OVER), _H.c.by == user)
    values = {"state": state, "by": user, "at": now, "again_at": again, "taken_by": None, "taken_until": None}
    mine = sa.update(_H).where(_H.c.id == number, sa.or_(unsettled, own))
    return bool(session.connection().execute(mine.values(tries=_H.c.tries + 1, **values)).rowcount)


def _free(user: int, now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(_H.c.taken_by.is_(None), _H.c.taken_by == user, _H.c.taken_until <= now)


def spare(session: Session, number: int, now: datetime) -> bool:
    """Nobody need go there any more: the household has answered by itself. False where it is settled already."""
    mine = sa.update(_H).where(_H.c.id == number, _H.c.state.in_(OPEN))
    values = {"state": ANSWERED, "at": now, "again_at": None, "taken_by": None, "taken_until": None}
    return bool(session.connection().execute(mine.values(**values)).rowcount)


def waited_for(session: Session, call: int, place: int, household: str) -> list[Any]:
    """A household of a grid in the running rounds of a roll call, where it is not settled."""
    mine = (
        sa.select(_H)
        .join(_C, _C.c.id == _H.c.campaign_id)
        .where(_C.c.rollcall_id == call, _C.c.state == RUNNING, _H.c.place_id == place, _H.c.state.in_(OPEN))
        .order_by(_H.c.campaign_id, _H.c.turn)
    )
    rows = session.connection().execute(mine).all()
    return [row for row in rows if Home(row.building, row.unit, row.room).key == household]


def note(session: Session, number: int, user: int, words: str) -> bool:
    """A word about a household, by who has it or was there."""
    mine = sa.update(_H).where(_H.c.id == number, sa.or_(_H.c.by == user, _H.c.taken_by == user))
    return bool(session.connection().execute(mine.values(note=words)).rowcount)


def to_walk(
    session: Session, campaign: int, area: tuple[int, str], user: int, now: datetime, most: int, after: int = -1
) -> list[Any]:
    """The next households of a building that are nobody else's, in their turn, those in the worker's hands first."""
    place, building = area
    mine = sa.select(_H).where(
        _H.c.campaign_id == campaign, _H.c.place_id == place, _H.c.building == building, _H.c.turn > after,
        sa.or_(_H.c.state == WAITING, sa.and_(_H.c.state == AWAY, _H.c.again_at <= now)), _free(user, now),
    )  # fmt: skip
    return list(session.connection().execute(mine.order_by(_H.c.turn).limit(most)).all())


def at_door(session: Session, campaigns: Sequence[int], places: Sequence[int], told: Home) -> list[Any]:
    """The households of these campaigns that a door can mean, the newest campaign first."""
    mine = sa.select(_H).where(
        _H.c.campaign_id.in_(campaigns), _H.c.place_id.in_(places), stands_in(_H.c.building, [told.building]),
        _H.c.room == told.room,
    )  # fmt: skip
    if told.unit:
        mine = mine.where(_H.c.unit == told.unit)
    return list(session.connection().execute(mine.order_by(_H.c.campaign_id.desc(), _H.c.turn)).all())


def doors_of(session: Session, campaign: int) -> list[Door]:
    """Every household of a campaign as the rules see it."""
    mine = sa.select(_H.c.place_id, _H.c.building, _H.c.state, _H.c.again_at).where(_H.c.campaign_id == campaign)
    return [Door(*row) for row in session.connection().execute(mine)]


def anchors(session: Session, campaign: int) -> dict[tuple[int, str], int]:
    """One household of each building, in the order they are walked: what its button names."""
    mine = (
        sa.select(_H.c.place_id, _H.c.building, sa.func.min(_H.c.id))
        .where(_H.c.campaign_id == campaign)
        .group_by(_H.c.place_id, _H.c.building)
        .order_by(sa.func.min(_H.c.turn))
    )
    return {(place, building): anchor for place, building, anchor in session.connection().execute(mine)}


def rows_of(session: Session, campaign: int) -> list[Any]:
    """Every household of a campaign in its turn, for the list."""
    return list(session.connection().execute(sa.select(_H).where(_H.c.campaign_id == campaign).order_by(_H.c.turn)))


def running(session: Session) -> list[Any]:
    """The campaigns that are being walked, newest first."""
    return list(session.connection().execute(sa.select(_C).where(_C.c.state == RUNNING).order_by(_C.c.id.desc())))


def waiting(session: Session, author: int) -> list[Any]:
    """Somebody's lists that have been shown and neither sent nor given up, newest first."""
    rows = sa.select(_C).where(_C.c.author == author, _C.c.state == DRAFT).order_by(_C.c.id.desc())
    return list(session.connection().execute(rows))


def rounds_of(session: Session, call: int) -> list[int]:
    """The running rounds to those who have not answered a roll call."""
    rows = sa.select(_C.c.id).where(_C.c.rollcall_id == call, _C.c.state == RUNNING).order_by(_C.c.id)
    return list(session.connection().execute(rows).scalars())


def recent(session: Session, most: int) -> list[Any]:
    """The newest campaigns that are more than drafts."""
    rows = sa.select(_C).where(_C.c.state.in_((RUNNING, *FINISHED))).order_by(_C.c.id.desc()).limit(most)
    return list(session.connection().execute(rows))


def next_back(session: Session, campaign: int, now: datetime) -> datetime | None:
    """When the next door where nobody was at home comes back."""
    mine = sa.select(sa.func.min(_H.c.again_at)).where(
        _H.c.campaign_id == campaign, _H.c.state == AWAY, _H.c.again_at > now
    )
    found: datetime | None = session.connection().execute(mine).scalar()
    return found


def back_since(session: Session, campaign: int, since: datetime, now: datetime) -> list[tuple[int, str]]:
    """The buildings with doors that have come back in a span."""
    mine = sa.select(_H.c.place_id, _H.c.building).where(
        _H.c.campaign_id == campaign, _H.c.state == AWAY, _H.c.again_at > since, _H.c.again_at <= now
    )
    walked = mine.group_by(_H.c.place_id, _H.c.building).order_by(sa.func.min(_H.c.turn))
    return [(place, building) for place, building in session.connection().execute(walked)]


def card_soon(session: Session, campaign: int, at: datetime) -> None:
    """Has the asker's card drawn anew at a moment (real time), if none is set."""
    update(session, DoorCampaign, {"id": campaign, "card_at": None}, card_at=at)


def erase(session: Session, campaign: DoorCampaign) -> None:
    """The list of households is not kept any longer."""
    session.connection().execute(sa.delete(_H).where(_H.c.campaign_id == campaign.id))
    change(session, campaign, state=ERASED, due_at=None, card_at=None)
