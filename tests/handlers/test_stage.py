"""A story that others have told before ends as if it were played; what is changed between is not passed over."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from handlers import query
from models.session import Database
from models.ticket import Ticket
from tests.handlers.stage import Stage
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Story

CHATS = (RESIDENTS, OTHERS, WORKERS, OFFICIALS, 11, 501, 502, 601, 701)
LIFT = "3号楼2单元电梯又停了"


def seen(story: Story) -> tuple[Any, ...]:
    """All there is to see of a story: its rows, its chats, what was sent, what time it is."""
    rooms = {chat: [*story.gateway.chat(chat).messages.values()] for chat in CHATS}
    return story.dump(()), rooms, story.gateway.sent, story.gateway.answers, story.resources.talk, story.now


def told(story: Story) -> tuple[Any, ...]:
    story.all_staff()
    story.wang.says(LIFT)
    story.li.says("我家也是")
    card = story.last(WORKERS)
    answer = story.xiaoyan.presses("接单", WORKERS)
    story.forward(hours=5)
    story.xiaoyan.says("办结 1 换了电机", WORKERS)
    story.until(21, 9)
    story.sweep()
    return (*seen(story), answer, card.text, card.edits)


def begun(stage: Stage) -> Story:
    return Story(stage.database, stage=stage, file=__file__)


def test_what_was_told_before_is_found_as_if_it_were_played(stage: Stage, sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as database:
        played = told(Story(database))
    for _ in range(3):
        assert told(begun(stage)) == played


def at_another_time(story: Story) -> None:
    story.now = story.now.replace(hour=3)


def put_out_of_the_group(story: Story) -> None:
    story.gateway.chat(WORKERS).standing = "kicked"


def somebody_speaks(story: Story) -> None:
    story.gateway.say(RESIDENTS, story.zhao.who, "3号楼2单元电梯怎么了")


def with_other_policies(story: Story) -> None:
    policies = story.resources.policies
    safety = replace(policies.safety, duty_telephone="0755-26001234")
    story.resources.policies = replace(policies, safety=safety)


def with_a_row_changed(story: Story) -> None:
    with story.database.transaction() as session:
        session.exec(select(Ticket)).one().number = 77


@pytest.mark.parametrize(
    "changed", [at_another_time, put_out_of_the_group, somebody_speaks, with_other_policies, with_a_row_changed]
)
def test_what_is_changed_between_is_not_passed_over(
    stage: Stage, sqlite_url: str, changed: Callable[[Story], None]
) -> None:
    def interrupted(story: Story, by: Callable[[Story], None]) -> tuple[Any, ...]:
        story.all_staff()
        story.wang.says(LIFT)
        by(story)
        story.xiaoyan.says("接单 1", WORKERS)
        story.forward(hours=1)
        return seen(story)

    usual = interrupted(begun(stage), lambda story: None)
    with closing(Database(sqlite_url)) as database:
        played = interrupted(Story(database), changed)
    assert played != usual
    for _ in range(2):
        assert interrupted(begun(stage), changed) == played


def test_what_somebody_holds_of_a_chat_goes_along(stage: Stage) -> None:
    for _ in range(2):
        story = begun(stage)
        story.all_staff()
        story.wang.says(LIFT)
        card = story.last(WORKERS)
        story.xiaoyan.says("接单 1", WORKERS)
        assert card is story.gateway.chat(WORKERS).messages[card.id]
        assert "高晓燕" in card.text


def not_read(story: Story) -> list[str]:
    story.wang.starts()
    story.wang.writes("我们楼的那个大姐说话不好听啊")
    return story.last(11).labels


def test_a_story_of_patched_code_is_played_and_found_by_nobody(
    stage: Stage,
    open_story: Callable[..., Story],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was answered by what a story of the code as it is had told, or left its own to the next."""

    def usual() -> Story:
        return Story(stage.database, stage=stage, file=request.path)

    assert not_read(usual()) == ["给网格员看"]
    with monkeypatch.context() as patch:
        patch.setattr(query, "hardly_speaks", bool)
        assert not_read(open_story()) == []
    assert not_read(usual()) == ["给网格员看"]
