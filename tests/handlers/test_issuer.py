"""Stories of whose notice it is: the level it is for, whichever groups there are, and who would not hear it."""

from collections.abc import Callable, Iterator

import pytest

from tests.handlers.story import RESIDENTS, Story

TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-dh-2, level: grid,      name: 第二网格, parent: gm-dh, buildings: ["5", "6"]}
  - {code: gm-cy,   level: community, name: 朝阳社区, parent: gm}
  - {code: gm-cy-1, level: grid,      name: 第一网格, parent: gm-cy, buildings: ["11"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-2}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""
ALERT = "广播 天气预警 红色 光明街道 今天14:00-20:00 暴雨，减少外出"


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Iterator[Story]:
    """A street of which one grid alone has a group."""
    yield open_story(TOWN)


def test_the_streets_notice_is_the_streets(story: Story) -> None:
    story.all_staff()
    story.wu.writes(ALERT)
    shown = story.wu.sees("1号通知，这样发").text
    assert "光明街道　有事打12345" in shown and "达濠社区　" not in shown
    assert "第二网格" not in shown.split("发给")[0]
    assert "达濠社区第二网格、朝阳社区还没有群，收不到。" in shown
    story.wu.writes("发送")
    story.forward(seconds=6)
    assert "光明街道" in story.standing(RESIDENTS)[0] and "达濠社区" not in story.standing(RESIDENTS)[0]


def test_the_street_agrees_to_what_speaks_for_it(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 光明街道：明天全街道消防演练")
    assert "要光明街道的" in story.xiaoyan.sees("1号通知，这样发").text
    story.xiaoyan.writes("发送")
    assert "还没有群，收不到" in story.wu.sees("高晓燕要发，请您定").text


def test_a_communitys_notice_is_the_communitys(story: Story) -> None:
    story.all_staff()
    story.wu.writes("广播 达濠社区：明天开会")
    shown = story.wu.sees("1号通知，这样发").text
    assert "明天开会\n达濠社区" in shown and "达濠社区第二网格还没有群，收不到。" in shown
    story.chen.writes("广播 3号楼：明天开会")
    assert "收不到" not in story.chen.sees("2号通知，这样发").text
    story.chen.writes("广播 工作群：明天开会")
    assert "收不到" not in story.chen.sees("3号通知，这样发").text
    story.chen.writes("广播 明天开会")
    assert "第二网格还没有群，收不到。" in story.chen.sees("4号通知，这样发").text
