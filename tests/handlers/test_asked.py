"""Stories of what comes instead of an answer to a question of the desk, and of answers that are none in words."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

LIGHT, BIN = "3号楼2单元楼道灯不亮", "1号楼门口垃圾桶满了"


def taken(story: Story) -> int:
    """A light that 晓燕 has taken; her private chat."""
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIGHT)
    story.xiaoyan.presses("接单", WORKERS)
    return story.xiaoyan.who.id


def two_taken(story: Story) -> int:
    chat = taken(story)
    story.zhao.says(BIN)
    story.xiaoyan.says("接单 2", WORKERS)
    return chat


@pytest.mark.parametrize("words", ["等下", "点错了", "算了", "不用了"])
def test_a_slip_ends_nothing(story: Story, words: str) -> None:
    chat = taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]
    assert story.last(chat).text == "好，1号单先不办结。"
    assert not any("办了什么" in text for text in story.texts(chat))


@pytest.mark.parametrize("words", ["还没弄", "没弄好，要明天", "我先去2号楼"])
def test_what_is_not_done_is_noted(story: Story, words: str) -> None:
    chat = taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]
    assert story.last(chat).text == "好，1号单先不办结，这句记在单上了。"
    assert words in story.card(WORKERS, "1号单　").text
    assert not any(words in text for text in story.standing(RESIDENTS))


def test_what_is_done_after_all_is_done(story: Story) -> None:
    taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.writes("昨天没修好，今天换了整流器，亮了")
    assert story.states() == ["resolved"]


def test_who_asks_back_is_told_which(story: Story) -> None:
    chat = taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.writes("哪个？")
    assert story.last(chat).text == "问的是1号单（楼道灯，3号楼2单元楼道）。点错了回“算了”就行。"
    story.xiaoyan.writes("换了灯泡")
    assert (story.states(), story.ticket().done) == (["resolved"], "换了灯泡")


@pytest.mark.parametrize(("words", "state"), [("到了", "on_site"), ("接了", "claimed"), ("好的", "claimed")])
def test_who_only_begins_has_not_ended(story: Story, words: str, state: str) -> None:
    taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.writes(words)
    assert story.states() == [state]


def test_a_slip_takes_no_earlier_result_back(story: Story) -> None:
    two_taken(story)
    story.xiaoyan.writes("办结 1 换了灯泡")
    story.xiaoyan.writes("办结 2")
    story.xiaoyan.writes("点错了")
    assert story.states() == ["resolved", "claimed"]


def test_a_slip_under_the_question_in_the_group(story: Story) -> None:
    taken(story)
    story.xiaoyan.presses("办结", WORKERS)
    asked = story.last(WORKERS)
    slip = story.xiaoyan.says("点错了", WORKERS, reply_to=asked.id)
    assert story.states() == ["claimed"]
    assert asked not in story.seen(WORKERS)
    assert story.reaction(slip, WORKERS) == "👌"


@pytest.mark.parametrize("word", ["上报", "延期", "问居民", "退单", "挂账"])
def test_other_questions_are_dropped_alike(story: Story, word: str) -> None:
    chat = taken(story)
    story.xiaoyan.writes(f"{word} 1")
    story.xiaoyan.writes("点错了")
    assert story.last(chat).text == f"好，1号单先不{word}。"
    assert story.events() == ["open", "claim"]
    assert not any("点错了" in text for text in story.wang.hears())


def test_a_command_is_no_answer(story: Story) -> None:
    taken(story)
    story.xiaoyan.writes("延期 1")
    story.xiaoyan.writes("挂账 资金 到12月20日 等维修资金")
    story.chen.writes("同意")
    story.wu.writes("同意")
    assert (story.ticket().extended, story.states()) == (0, ["suspended"])


def test_a_denied_danger_is_the_answer_to_what_was_done(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道有煤气味，很重")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.writes("没有煤气味，是隔壁炒菜")
    assert len(story.tickets()) == 1


# a photo, a voice note ----------------------------------------------------------------------------------------


def test_a_photo_answers_what_was_asked_last(story: Story) -> None:
    chat = two_taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.sends_photo("bulb", chat=chat)
    assert story.states() == ["resolved", "claimed"]
    story.xiaoyan.writes("办结 2")
    assert story.states() == ["resolved", "claimed"]


def test_a_voice_note_is_kept_and_a_word_asked_for(story: Story) -> None:
    chat = taken(story)
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.sends_voice(chat=chat)
    assert story.states() == ["claimed"]
    assert story.last(chat).text == "语音放在1号单上了。请再打一句字，或发张照片。"
    assert story.card(WORKERS, "1号单的语音")
    story.xiaoyan.writes("换了灯泡")
    assert story.states() == ["resolved"]


def test_a_voice_note_that_is_written_down_is_the_answer(story: Story) -> None:
    chat = taken(story)
    story.resources.transcribed = True
    story.xiaoyan.writes("办结 1")
    story.xiaoyan.sends_voice(chat=chat)
    story.is_written_down("换了灯泡")
    assert (story.states(), story.ticket().done) == (["resolved"], "换了灯泡")


# an order -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "state"), [("换好了，灯亮了", "resolved"), ("到了", "on_site")])
def test_work_told_under_an_order_is_done(story: Story, words: str, state: str) -> None:
    taken(story)
    story.chen.says("催一下1号单", WORKERS)
    story.xiaoyan.writes(words)
    assert story.states() == [state]
    assert "order_reply" not in story.events()


def test_another_ticket_is_taken_under_an_order(story: Story) -> None:
    taken(story)
    story.zhao.says(BIN)
    story.chen.says("催一下1号单", WORKERS)
    story.xiaoyan.writes("接了")
    assert story.states() == ["claimed", "claimed"]


@pytest.mark.parametrize("words", ["好的", "知道了", "收到"])
def test_a_nod_is_no_answer_to_an_order(story: Story, words: str) -> None:
    taken(story)
    story.chen.says("催一下1号单", WORKERS)
    story.xiaoyan.writes(words)
    assert "order_reply" not in story.events()
    story.xiaoyan.writes("上午8点收到，跟王阿姨说了，已换灯泡，今天17点前好")
    assert "order_reply" in story.events()
    assert f"{words}\n" not in story.card(WORKERS, "答复").text
