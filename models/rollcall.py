"""Roll calls: a notice that asks every household something, and what they have answered."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.broadcast import LIVE, Broadcast
from models.broadcast_sending import BroadcastPart
from models.columns import big, big_key, given_key, json, moment
from models.prepared import FallenDue, Prepared, among
from models.receipt import RosterHome, stands_in
from models.session import change_row, insert_missing, update
from rules.receipts import Home
from rules.rollcall import MOST_ITEMS, Asked
from rules.rollcall_board import DOORLESS, Answer, Door

ASKING, CLOSING, CLOSED, ERASED = "asking", "closing", "closed", "erased"
ANY_ASKS = "any roll call asks"
EVER = datetime(2000, 1, 1, tzinfo=UTC)


class RollCall(SQLModel, table=True):
    """What a notice asks; its id is the notice's. `stage`: asking, closing (results are being told), closed, erased.

    `due_at` is its next step, `chased` whether those who have not answered were asked. `told_part` is the last part
    whose group has read the result. `board_row` is the asker's message with the board, to be drawn anew at `board_at`
    (real time). `chat_id` is the group whose own 接龙 it was read from, `heading` its title.
    """

    __tablename__ = "rollcall"

    id: int = given_key()
    shape: str
    items: list[str] = json(list)
    measure: str = ""
    deadline_at: datetime = moment(nullable=False)
    stage: str = ASKING
    chased: bool = False
    due_at: datetime | None = moment(index=True)
    told_part: int = big()
    board_row: int | None = big(nullable=True)
    board_at: datetime | None = moment(index=True)
    chat_id: int | None = big(nullable=True, index=True)
    heading: str = ""

    @property
    def question(self) -> Asked:
        """As the rules see it."""
        return Asked(self.shape, tuple(self.items), self.measure)


class RollCallAnswer(SQLModel, table=True):
    """One value of a household: for options the place of the chosen one, for counts a number for each item.

    `place_id` is the grid it lives in; a household whose door is not known is a person: u123. `how` is tap, typed,
    chain, proxy or visit.
    """

    __tablename__ = "rollcall_answer"
    __table_args__ = (
        sa.UniqueConstraint("rollcall_id", "place_id", "household", "item"),
        sa.Index("rollcall_answer_user", "user_id", "rollcall_id"),
    )

    id: int = big_key()
    rollcall_id: int = big(sa.ForeignKey("rollcall.id"))
    place_id: int = big(sa.ForeignKey("place.id"))
    household: str
    item: int = 0
    value: int = 0
    user_id: int = big()
    how: str = "tap"
    note: str = ""
    at: datetime = moment(nullable=False)


class ChainText(SQLModel, table=True):
    """A group's own 接龙 as somebody sent it, kept as long as group talk is; `title` tells which one it is."""

    __tablename__ = "chain_text"
    __table_args__ = (sa.UniqueConstraint("chat_id", "message_id"), sa.Index("chain_text_at", "at"))

    id: int = big_key()
    chat_id: int = big()
    message_id: int = big()
    title: str = ""
    text: str
    user_id: int = big()
    at: datetime = moment(nullable=False)


change = change_row
_C: sa.Table = RollCall.__table__  # type: ignore[attr-defined]
_A: sa.Table = RollCallAnswer.__table__  # type: ignore[attr-defined]
_T: sa.Table = ChainText.__table__  # type: ignore[attr-defined]
_B: sa.Table = Broadcast.__table__  # type: ignore[attr-defined]
_P: sa.Table = BroadcastPart.__table__  # type: ignore[attr-defined]
_H: sa.Table = RosterHome.__table__  # type: ignore[attr-defined]
# Roll calls with a step that has fallen due, and those whose board is to be drawn anew (real time).
due, boards_due = FallenDue(_C.c.due_at), FallenDue(_C.c.board_at)
_FORGET_TEXTS = Prepared(sa.delete(_T).where(_T.c.at < sa.bindparam("before")))
_ASKING_HERE = Prepared(
    sa.select(_C.c.id)
    .select_from(_C.join(_P, _P.c.broadcast_id == _C.c.id).join(_B, _B.c.id == _C.c.id))
    .where(
        _P.c.chat_id == sa.bindparam("chat"), _C.c.stage == sa.literal_column(f"'{ASKING}'"),
        _C.c.deadline_at > sa.bindparam("now"), among(_B.c.state, LIVE),
    )
    .distinct()
    .order_by(_C.c.id.desc())
)  # fmt: skip
# By its next step: only so is the index of those that have one used, not every call there ever was.
_ANY_ASKS = Prepared(
    sa.select(_C.c.id)
    .where(_C.c.due_at > sa.bindparam("ever"), _C.c.stage == sa.literal_column(f"'{ASKING}'"))
    .limit(1)
)
_VALUES = [sa.func.max(sa.case((_A.c.item == item, _A.c.value))) for item in range(MOST_ITEMS)]


def open_call(session: Session, notice: int, question: Asked, deadline: datetime, **values: Any) -> RollCall:
    """A notice begins to take answers."""
    call = RollCall(
        id=notice, shape=question.shape, items=list(question.items), measure=question.measure, deadline_at=deadline,
        told_part=0, **values,
    )  # fmt: skip
    session.add(call)
    session.flush()
    session.info.pop(ANY_ASKS, None)
    return call


# the call -----------------------------------------------------------------------------------------------------------


def fetch(session: Session, number: int) -> RollCall | None:
    """A roll call as it stands now."""
    return session.get(RollCall, number, populate_existing=True)


def move(session: Session, call: RollCall, to: str, among: str, **values: Any) -> bool:
    """Turns its stage if that still is `among`; False when somebody was faster."""
    moved = bool(update(session, RollCall, {"id": call.id, "stage": among}, stage=to, **values))
    session.refresh(call)
    return moved


def still_asks(session: Session, call: int, now: datetime, board: datetime) -> bool:
    """Whether it takes answers; the row is held until the answer is written, so that none comes after the result.

    The asker's board is drawn anew at `board`, if no moment was set.
    """
    mine = sa.update(_C).where(_C.c.id == call, _C.c.stage == ASKING, _C.c.deadline_at > now)
    return bool(session.connection().execute(mine.values(board_at=sa.func.coalesce(_C.c.board_at, board))).rowcount)


def still_kept(session: Session, call: int, board: datetime) -> bool:
    """Whether what a visit brings home is still written down, asking or closed; the board is drawn at `board`."""
    mine = sa.update(_C).where(_C.c.id == call, _C.c.stage != ERASED)
    return bool(session.connection().execute(mine.values(board_at=sa.func.coalesce(_C.c.board_at, board))).rowcount)


def asking_in(session: Session, chats: Sequence[int], now: datetime) -> list[int]:
    """Roll calls that take answers in these chats, newest first."""
    rows = (
        sa.select(_C.c.id)
        .join(_P, _P.c.broadcast_id == _C.c.id)
        .join(_B, _B.c.id == _C.c.id)
        .where(_P.c.chat_id.in_(chats), _C.c.stage == ASKING, _C.c.deadline_at > now, _B.c.state.in_(LIVE))
        .distinct()
        .order_by(_C.c.id.desc())
    )
    return list(session.connection().execute(rows).scalars())


def asking_here(session: Session, chat: int, now: datetime) -> list[int]:
    """The same in one chat, asked of every message that is said there.

    Whether any asks anywhere a transaction looks once, and again when it has opened one.
    """
    if ANY_ASKS not in session.info:
        session.info[ANY_ASKS] = _ANY_ASKS.first(session, {"ever": EVER}) is not None
    return [row.id for row in _ASKING_HERE.all(session, {"chat": chat, "now": now})] if session.info[ANY_ASKS] else []


def recent(session: Session, places: Sequence[int], most: int) -> list[Any]:
    """The newest roll calls made for these places, with the words of their notices."""
    rows = (
        sa.select(_C, _B.c.words, _B.c.fields, _B.c.scope_id)
        .join(_B, _B.c.id == _C.c.id)
        .where(_B.c.scope_id.in_(places), _C.c.stage != ERASED)
    )
    return list(session.connection().execute(rows.order_by(_C.c.id.desc()).limit(most)).all())


def parts_after(session: Session, call: RollCall, most: int) -> list[Any]:
    """The messages of its notice whose groups have not read the result yet."""
    rows = sa.select(_P).where(_P.c.broadcast_id == call.id, _P.c.id > call.told_part, _P.c.state == "queued")
    return list(session.connection().execute(rows.order_by(_P.c.id).limit(most)).all())


# answers ------------------------------------------------------------------------------------------------------------


def put(session: Session, call: int, place: int, household: str, values: dict[int, int], **how: Any) -> bool:
    """Writes a household's values; what it had said of these items before counts no more. False if it had said so.

    `how` has user_id, how, at, and perhaps a note.
    """
    changed = [_put(session, call, place, household, item, value, how) for item, value in values.items()]
    return any(changed)


def _put(session: Session, call: int, place: int, household: str, item: int, value: int, how: dict[str, Any]) -> bool:
    key = {"rollcall_id": call, "place_id": place, "household": household, "item": item}
    if insert_missing(session, RollCallAnswer, [key | how | {"value": value}]):
        return True
    mine = sa.update(_A).where(*(_A.c[name] == told for name, told in key.items()))
    connection = session.connection()
    changed = connection.execute(mine.where(_A.c.value != value).values(value=value, **how)).rowcount
    if not changed:
        connection.execute(mine.values(**how))
    return bool(changed)


def values_of(session: Session, call: int, place: int, household: str) -> dict[int, int]:
    """What a household has answered, by item."""
    rows = sa.select(_A.c.item, _A.c.value).where(
        _A.c.rollcall_id == call, _A.c.place_id == place, _A.c.household == household
    )
    return {row.item: row.value for row in session.connection().execute(rows)}


def household_of(session: Session, call: int, user: int) -> Any:
    """Place and household that somebody answered for last, where they told its door; None if for none."""
    mine = (_A.c.rollcall_id == call, _A.c.user_id == user, sa.not_(_A.c.household.startswith(DOORLESS)))
    rows = sa.select(_A.c.place_id, _A.c.household).where(*mine, _A.c.how.in_(("tap", "typed")))
    return session.connection().execute(rows.order_by(_A.c.at.desc(), _A.c.id.desc()).limit(1)).first()


def settle(session: Session, call: int, user: int, place: int, household: str) -> int:
    """What somebody answered before their door, or its compound, was known is now their household's, where it has said
    nothing later."""
    connection = session.connection()
    told, bare = _A.c.household, household.rpartition("/")[2] if "/" in household else ""
    own = sa.and_(told == bare, _A.c.user_id == user, _A.c.how.in_(("tap", "typed")))
    vague = sa.and_(_A.c.rollcall_id == call, sa.or_(told == f"{DOORLESS}{user}", own))
    rows = connection.execute(sa.select(_A).where(vague)).all()
    connection.execute(sa.delete(_A).where(vague))
    for row in rows:
        later = sa.select(_A.c.id).where(
            _A.c.rollcall_id == call, _A.c.place_id == place, _A.c.household == household, _A.c.item == row.item,
            _A.c.at >= row.at,
        )  # fmt: skip
        if connection.execute(later).first() is None:
            how = {"user_id": row.user_id, "how": row.how, "note": row.note, "at": row.at}
            put(session, call, place, household, {row.item: row.value}, **how)
    return len(rows)


def clear(session: Session, call: int) -> None:
    """Takes all answers away: a newer text says them anew."""
    session.connection().execute(sa.delete(_A).where(_A.c.rollcall_id == call))


def doorless_of(session: Session, user: int) -> list[Any]:
    """The roll calls that somebody has answered without a door being known, newest first, with the place."""
    rows = (
        sa.select(_A.c.rollcall_id, _A.c.place_id)
        .where(_A.c.user_id == user, _A.c.household == f"{DOORLESS}{user}")
        .distinct()
        .order_by(_A.c.rollcall_id.desc())
    )
    return list(session.connection().execute(rows).all())


def answers_of(session: Session, call: int, places: Sequence[int]) -> Sequence[Answer]:
    """What the households of these grids have answered, a row each."""
    mine = sa.and_(_A.c.rollcall_id == call, _A.c.place_id.in_(places))
    rows = sa.select(_A.c.place_id, _A.c.household, *_VALUES).where(mine).group_by(_A.c.place_id, _A.c.household)
    return cast(Sequence[Any], session.connection().execute(rows).all())


def told_of(session: Session, call: int, places: Sequence[int]) -> list[Any]:
    """The same with who told it, how and when, for the list."""
    rows = sa.select(_A).where(_A.c.rollcall_id == call, _A.c.place_id.in_(places))
    return list(session.connection().execute(rows.order_by(_A.c.id)).all())


def keys_of(session: Session, call: int, place: int) -> frozenset[str]:
    """The households of a grid that have answered."""
    rows = sa.select(_A.c.household).where(_A.c.rollcall_id == call, _A.c.place_id == place)
    return frozenset(session.connection().execute(rows.distinct()).scalars())


def users_of(session: Session, call: int) -> frozenset[int]:
    """The people whose taps or words gave answers."""
    rows = sa.select(_A.c.user_id).where(_A.c.rollcall_id == call, _A.c.how.in_(("tap", "typed")))
    return frozenset(session.connection().execute(rows.distinct()).scalars())


def homes_of(session: Session, areas: Iterable[tuple[int, Sequence[str]]]) -> Sequence[Door]:
    """The households known in these grids, of some buildings where told."""
    wanted = [(place, list(buildings)) for place, buildings in areas]
    whole = [place for place, buildings in wanted if not buildings]
    some = [sa.and_(_H.c.place_id == place, stands_in(_H.c.building, numbers)) for place, numbers in wanted if numbers]
    rows = sa.select(_H.c.place_id, _H.c.building, _H.c.unit, _H.c.room)
    found = session.connection().execute(rows.where(sa.or_(_H.c.place_id.in_(whole), *some)))
    return cast(Sequence[Any], found.all())


def doors_like(session: Session, place: int, told: Home) -> list[str]:
    """The keys of a grid's known households that a door can be, as far as it tells its compound and its unit."""
    there = _H.c.building == told.building if "/" in told.building else stands_in(_H.c.building, [told.building])
    rows = sa.select(_H.c.building, _H.c.unit).where(_H.c.place_id == place, there, _H.c.room == told.room)
    found = session.connection().execute(rows.where(_H.c.unit == told.unit) if told.unit else rows)
    return [Home(row.building, row.unit, told.room).key for row in found]


def erase(session: Session, call: RollCall) -> None:
    """What households answered is not kept any longer."""
    clear(session, call.id)
    change(session, call, stage=ERASED, due_at=None, board_at=None)


def told_by(session: Session, user: int) -> int:
    """How many roll calls keep an answer of somebody."""
    rows = sa.select(sa.func.count(sa.distinct(_A.c.rollcall_id))).where(_A.c.user_id == user)
    return int(session.connection().execute(rows).scalar() or 0)


def forget_user(session: Session, user: int) -> int:
    """Takes a person out of the answers; what their household said still counts. Doorless answers go."""
    connection = session.connection()
    gone = connection.execute(sa.delete(_A).where(_A.c.household == f"{DOORLESS}{user}")).rowcount
    return gone + update(session, RollCallAnswer, {"user_id": user}, user_id=0, note="")


# a group's own 接龙 --------------------------------------------------------------------------------------------------


def keep_text(session: Session, chat: int, message: int, **told: Any) -> None:
    """Keeps a chain text as it was sent, or as it reads now that it was edited."""
    row = {"chat_id": chat, "message_id": message, **told}
    if not insert_missing(session, ChainText, [row]):
        there = {"chat_id": chat, "message_id": message}
        update(session, ChainText, there, text=told["text"], title=told["title"], at=told["at"])


def texts_in(session: Session, chat: int, title: str) -> list[Any]:
    """The texts of a chain in a chat, in the order of their sending."""
    rows = sa.select(_T).where(_T.c.chat_id == chat, _T.c.title == title).order_by(_T.c.at, _T.c.id)
    return list(session.connection().execute(rows).all())


def newest_text(session: Session, chat: int) -> Any:
    """The text that was sent last in a chat; None where none was."""
    rows = sa.select(_T).where(_T.c.chat_id == chat).order_by(_T.c.at.desc(), _T.c.id.desc()).limit(1)
    return session.connection().execute(rows).first()


def text_at(session: Session, chat: int, message: int) -> Any:
    """The text of one message; None where it is kept no more."""
    rows = sa.select(_T).where(_T.c.chat_id == chat, _T.c.message_id == message)
    return session.connection().execute(rows).first()


def of_chain(session: Session, chat: int, title: str, now: datetime) -> RollCall | None:
    """The roll call that a chain has been read into and that still follows it."""
    calls = select(RollCall).where(_C.c.chat_id == chat, _C.c.heading == title, _C.c.deadline_at > now)
    newest = calls.order_by(_C.c.id.desc()).limit(1).execution_options(populate_existing=True)
    return session.exec(newest).first()


def forget_texts(session: Session, before: datetime) -> int:
    """Erases chain texts that have been kept as long as group talk is."""
    return _FORGET_TEXTS.run(session, {"before": before})
