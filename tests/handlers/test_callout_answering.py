"""Stories of call-outs that many answer at once: a seat is taken once, whatever people do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from handlers import callout_answering
from handlers.callout_due import sweep_callouts
from models import callout
from models.callout import ARRIVED, SEATED, Callout, CalloutPerson
from models.place import Person as PersonRow
from rules.messages import ChatKind, Incoming, Kind, Sender
from tests.handlers.story import SHANGHAI, Story, on_both
from tests.handlers.test_callout import DOCTOR, GRID_WORKERS, NURSE, TOWN, begun, called, states


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    """Two communities with six grid workers and two doctors, all reachable."""
    return begun(open_story(TOWN))


# two at once --------------------------------------------------------------------------------------------------------


def press(story: Story, user: int, act: Callable[..., None] = callout_answering.come, number: int = 1) -> None:
    """What a press does, in a transaction of its own."""
    with story.database.transaction() as session:
        desk = story.desk(session)
        desk.begin(Incoming(Kind.BUTTON, story.bot, user, user, ChatKind.PRIVATE, sender=Sender(user, str(user))))
        act(desk, str(number))


@on_both
def test_all_at_once_never_overfill(story: Story) -> None:
    called(story, "3名网格员", by=story.wu)
    story.forward(minutes=41)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda user: press(story, user), GRID_WORKERS))
    assert sorted(states(story).values()) == ["reserve"] * 3 + ["seated"] * 3
    leaving = [user for user, state in states(story).items() if state == "seated"]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda user: press(story, user, callout_answering.decline), leaving))
    assert sorted(states(story).values()) == ["seated"] * 3 + ["withdrew"] * 3
    with story.database.transaction() as session:
        assert len(callout.filled(session, 1)["grid_worker"]) == 3


@on_both
def test_a_seat_is_taken_once_even_by_those_who_do_not_wait_for_each_other(story: Story) -> None:
    with story.database.transaction() as session:
        places = {spot.code: spot.id for spot in story.desk(session).town.spots.values()}
        row = Callout(author=601, chat_id=601, place_id=places["gm"], area_id=places["gm"], spot="x",
                      starts_at=story.now, created_at=story.now)  # fmt: skip
        session.add(row)
        session.flush()
        number = row.id
        callout.add_seats(session, number, [("医生", 2)])
        assert session.get(PersonRow, 601)

    def take(user: int) -> bool:
        with story.database.transaction() as session:
            return callout.take_seat(session, number, "医生", user)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(1, 9)))
    assert sum(taken) == 2


# whatever they say --------------------------------------------------------------------------------------------------

ACTS = {"come": callout_answering.come, "decline": callout_answering.decline, "arrive": callout_answering.arrive}
DEEDS = st.lists(
    st.tuples(st.sampled_from([*ACTS, "wait"]), st.sampled_from([*GRID_WORKERS, DOCTOR, NURSE]), st.integers(1, 50)),
    max_size=20,
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(DEEDS)
def test_whatever_people_do_seats_are_right(story: Story, deeds: list[tuple[str, int, int]]) -> None:
    """Never overfilled, a seat for each who has one and for nobody else, no reserve beside an empty seat."""
    with story.database.transaction() as session:
        for row in session.exec(select(Callout)):
            row.state, row.due_at = "dropped", None
    story.now += timedelta(days=1)
    local = (story.now + timedelta(hours=3)).astimezone(SHANGHAI)
    story.wu.writes(f"集合 {local:%d}号{local:%H}点 朝阳社区采样点：2名网格员 1名医生")
    story.wu.presses("发出", 701)
    with story.database.transaction() as session:
        number = session.exec(select(sa.func.max(Callout.id))).one()
    for act, user, minutes in deeds:
        if act == "wait":
            story.now += timedelta(minutes=minutes)
            with story.database.transaction() as session:
                sweep_callouts(story.desk(session))
        else:
            press(story, user, ACTS[act], number)
        with story.database.transaction() as session:
            seats_are_right(session, number)


def seats_are_right(session: Session, number: int) -> None:
    called = session.get_one(Callout, number)
    rows = session.exec(select(CalloutPerson).where(CalloutPerson.callout_id == number)).all()
    taken = callout.filled(session, number)
    for role, wanted in called.wanted:
        sitting = sorted(row.user_id for row in rows if row.role == role and row.state in (SEATED, ARRIVED))
        assert sorted(taken[role]) == sitting
        assert len(sitting) <= wanted
        waiting = [row for row in rows if row.role == role and row.state == "reserve"]
        assert not waiting or len(sitting) == wanted or "absent" not in called.steps
    assert called.complete == (sum(map(len, taken.values())) == 3) or called.state != "calling"


@pytest.mark.parametrize("pushed", [timedelta(), timedelta(days=1)])
@pytest.mark.parametrize("words", ["去不了", "我去不了", "没空"])
def test_what_is_said_of_a_ticket_just_taken_gives_up_no_seat(story: Story, words: str, pushed: timedelta) -> None:
    story.lag = -pushed
    called(story, "2名网格员", by=story.wu)
    story.forward(minutes=41)
    story.xiaoyan.writes("来")
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.writes("接单 1")
    story.xiaoyan.writes(words)
    assert states(story)[501] == "seated"
    story.forward(minutes=11)
    story.xiaoyan.writes(words)
    assert states(story)[501] == "withdrew"


def test_who_cannot_come_says_so_whatever_was_spoken_of(story: Story) -> None:
    called(story, "2名网格员", by=story.wu)
    story.forward(minutes=41)
    story.xiaoyan.writes("来")
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.writes("接单 1")
    story.xiaoyan.writes("来不了")
    assert states(story)[501] == "withdrew"
