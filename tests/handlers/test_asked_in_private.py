"""Stories of what residents ask and say in private that is no report: for a person, who comes, small talk, a sign."""

import pytest

from tests.handlers.story import WORKERS, Story


def told(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("厨房下水道堵了 3号楼2单元501")


@pytest.mark.parametrize("words", ["转人工", "我想找个真人说话", "有人吗 别让机器人回我", "你是真人还是机器"])
def test_who_wants_a_person_hears_who_that_is_and_can_be_brought_to_them(story: Story, words: str) -> None:
    """我想找个真人说话 was noted as counselling, 你是真人还是机器 on a blocked drain."""
    told(story)
    before = story.ticket().news
    story.wang.writes(words)
    answer = story.last(story.wang.who.id)
    assert answer.text.startswith("小格是自动回话的，事情由网格员高晓燕来办。要请他们联系您，点下面。")
    assert (story.ticket().news, len(story.tickets())) == (before, 1)
    story.wang.presses("给网格员看", story.wang.who.id)
    assert words in story.last(WORKERS).text


@pytest.mark.parametrize("words", ["我不会打字 能语音吗", "可以发照片吗", "怎么发语音"])
def test_who_asks_if_they_may_speak_or_send_a_picture_is_told_so(story: Story, words: str) -> None:
    """我不会打字 能语音吗 became an errand."""
    story.wang.starts()
    story.wang.writes(words)
    assert story.wang.hears()[-1] == "能。语音、照片都行，说清哪里、什么事，网格员听得到、看得到。"
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words",
    ["谁来啊", "派的谁", "是谁接的", "有人接了吗", "你们有没有去看啊", "什么时候上门", "还得多久", "在吗", "？"],
)
def test_who_asks_who_comes_hears_how_far_it_is(story: Story, words: str) -> None:
    told(story)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.writes(words)
    assert story.wang.hears()[-1].startswith("编号1　下水堵塞　3号楼2单元：高晓燕08:12接的")
    assert story.ticket().news == ""


@pytest.mark.parametrize("words", ["谁来修啊", "谁家有梯子借我用用"])
def test_who_has_told_of_nothing_is_told_of_nothing(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes(words)
    assert not any(heard.startswith("编号") for heard in story.wang.hears())


def test_who_comes_is_asked_in_the_group_of_a_game_of_cards_as_well(story: Story) -> None:
    story.wang.starts()
    story.wang.says("3号楼2单元电梯停了")
    story.wang.says("晚上打牌三缺一 谁来")
    story.wang.says("谁来啊")
    assert not any(heard.startswith("编号") for heard in story.wang.hears())
    story.wang.says("电梯谁来修啊")
    assert story.wang.hears()[-1].startswith("编号1　电梯故障　3号楼2单元：")


@pytest.mark.parametrize("words", ["你吃饭了没", "今天天气真好", "哈哈哈", "。", "。。。"])
def test_small_talk_is_no_note(story: Story, words: str) -> None:
    told(story)
    heard = story.wang.hears()
    assert story.reaction(story.wang.writes(words), story.wang.who.id)
    assert story.wang.hears() == heard
    assert story.ticket().news == ""


def test_what_is_added_is_still_a_note(story: Story) -> None:
    told(story)
    story.wang.writes("我腿脚不好 不能下楼")
    assert story.ticket().news == "我腿脚不好 不能下楼"


def test_who_greets_in_english_and_writes_chinese_is_answered_in_chinese(story: Story) -> None:
    told(story)
    story.wang.writes("hi")
    assert story.wang.hears()[-1].startswith("编号1　下水堵塞")
    story.li.starts()
    story.li.writes("hello")
    assert "building" in story.li.hears()[-1].lower()
