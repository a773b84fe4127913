"""Stories of professions: given and taken back by an admin, called out, and no right to anything."""

from collections.abc import Callable

import pytest

from tests.handlers.story import ADMIN, Story
from tests.handlers.test_callout import DOCTOR, TOWN, begun, called, states, who


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    """Two communities with six grid workers and two doctors, all reachable."""
    return begun(open_story(TOWN))


def test_an_admin_gives_a_profession_and_takes_it_back(story: Story) -> None:
    story.admin.writes("专业 丁四 电工")
    assert story.last(ADMIN).text == "丁四记为电工了，集合时可以叫。"
    story.admin.writes("专业")
    assert story.last(ADMIN).text == "丁四：电工\n张医生：医生"
    called(story, "1名电工")
    assert states(story) == {504: "asked"}
    story.admin.writes("专业 删 丁四 电工")
    story.chen.writes("集合 明早7点 朝阳社区：1名电工")
    assert "没有“电工”这个职务或专业" in story.last(601).text
    story.admin.writes("专业：丁四，木工")
    assert story.last(ADMIN).text == "丁四记为木工了，集合时可以叫。"
    for words, said in (("专业 谁也不是 电工", "没有找到"), ("专业 丁四 网格员", "写“专业"), ("专业 丁四", "写“专业")):
        story.admin.writes(words)
        assert said in story.last(ADMIN).text
    story.chen.writes("专业 丁四 电工")
    assert "电工" not in story.last(601).text


def test_a_profession_gives_no_right(story: Story) -> None:
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    before = story.dump()
    who(story, DOCTOR).writes("接单 1")
    assert story.ticket().state == "open"
    assert story.dump()["ticket"] == before["ticket"]
