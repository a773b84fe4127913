"""Stories of danger to life that residents tell beside the word of a button: the word is done, and people are rung."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

LEAK, FIRE = "3号楼2单元501厨房漏水", "3号楼2单元501着火了"


def told(story: Story, words: str, done: bool) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes(words)
    if done:
        story.xiaoyan.says("办结 1 弄好了", WORKERS)


@pytest.mark.parametrize(
    ("words", "done", "state", "danger"),
    [
        ("解决了 就是楼道有煤气味", True, "closed", "gas"),
        ("解决了，插座冒烟", True, "closed", "fire"),
        ("满意 就是有煤气味", True, "closed", "gas"),
        ("没解决 插座还冒烟", True, "claimed", "fire"),
        ("撤回 着火了", False, "withdrawn", "fire"),
        ("撤回 有人晕倒了", False, "withdrawn", "unconscious"),
    ],
)
def test_a_danger_beside_a_word_rings(story: Story, words: str, done: bool, state: str, danger: str) -> None:
    """解决了 就是楼道有煤气味 closed the leak, and nobody was rung."""
    told(story, LEAK, done)
    story.wang.writes(words)
    assert [(each.state, each.danger) for each in story.tickets()] == [(state, ""), ("open", danger)]
    assert any("能去请马上点“接单”" in heard for heard in story.xiaoyan.hears())


def test_a_danger_beside_a_word_in_the_group_rings(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.says("办结 1 弄好了", WORKERS)
    story.wang.says("解决了 就是楼道有煤气味")
    assert [each.danger for each in story.tickets()] == ["", "gas"]
    assert "别动火" in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["误会了 是楼上烧纸冒烟", "撤回 没有着火", "解决了 火灭了", "满意 救火及时"])
def test_what_takes_a_danger_back_or_praises_its_end_rings_for_no_other(story: Story, words: str) -> None:
    told(story, FIRE, done=False)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.writes(words)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize(
    "words", ["解决了 谢谢", "满意 吓死我了 以为要着火", "解决了 煤气味散了", "满意 老人送医院了 谢谢"]
)
def test_thanks_ring_nobody(story: Story, words: str) -> None:
    told(story, LEAK, done=True)
    story.wang.writes(words)
    assert story.states() == ["closed"]
