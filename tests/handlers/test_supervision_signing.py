"""Stories of orders that wait for a signature: who signs, what ends with it, and the question that asked."""

from collections.abc import Callable

import pytest

from rules.parsing import Request
from tests.handlers.story import OFFICIALS, WORKERS, Story, on_both

BIN = Request("sanitation.garbage_overflow", "P2", "3")


def both_drafted(story: Story, taker: str = "xiaoyan") -> None:
    """A yellow and a red order wait, of a ticket that somebody has and is at work on."""
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    getattr(story, taker).says("已联系 1", WORKERS)
    story.until(26, 8, 13)


def asked(story: Story, user: int) -> list[tuple[str, list[str]]]:
    """The questions about orders that stand in somebody's private chat, with their buttons."""
    return [(m.text, m.labels) for m in story.seen(user) if "牌督办" in m.text and m.text.startswith("1号单")]


@on_both
def test_once_red_is_signed_nothing_weaker_waits(story: Story) -> None:
    both_drafted(story)
    assert [labels for _, labels in asked(story, 601)] == [["签发", "驳回"]] * 2
    story.chen.writes("签发 1")
    assert story.ticket().colour == "red"
    assert story.events().count("drop_order") == 1
    story.chen.writes("签发 1")
    assert story.chen.hears()[-1] == "1号单没有等签发的督办。"
    assert story.events().count("supervise") == 2
    assert "红牌督办" in story.card(WORKERS, "麻烦看一下").text


@pytest.mark.parametrize("words", ["1号单红牌", "给1号单发一张红牌", "1号单发红牌督办"])
def test_an_order_is_given_by_its_colour(story: Story, words: str) -> None:
    """It was noted on the card, and nobody had an order."""
    story.all_staff()
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.xiaoyan.says("接单 1", WORKERS)
    story.wu.writes(words)
    assert story.wu.hears()[-1] == "1号单已发红牌督办。"
    assert "红牌督办" in story.xiaoyan.hears()[-1]


def test_yellow_may_be_signed_before_red(story: Story) -> None:
    both_drafted(story)
    story.chen.presses("签发", 601, card="黄牌")
    assert story.ticket().colour == "yellow"
    story.chen.presses("签发", 601, card="红牌")
    assert story.ticket().colour == "red"
    assert "drop_order" not in story.events()


@pytest.mark.parametrize(("word", "said"), [("签发 1", "签发了"), ("驳回 1", "驳回了")])
def test_typed_or_pressed_the_question_becomes_its_answer(story: Story, word: str, said: str) -> None:
    both_drafted(story)
    story.chen.writes(word)
    red = [each for each in asked(story, 601) if "红牌督办" in each[0] and "黄牌" not in each[0]]
    assert {text for text, _ in red} == {f"1号单红牌督办，{said}。"}
    assert not any(labels for _, labels in red)


def test_yes_is_enough_for_a_draft(story: Story) -> None:
    both_drafted(story)
    story.chen.writes("同意 1")
    assert story.chen.hears()[-1] == "1号单红牌督办，签发了。"
    story.chen.writes("同意 1")
    assert story.chen.hears()[-1] == "1号单没有等您定的事。"


def test_sign_is_enough_for_a_proposal(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.chen.writes("签发 1")
    assert "1号单延到11月25日08:12。" in story.chen.hears()


def test_the_late_press_of_a_yes_signs_nothing(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    question = story.chen.sees("延期")
    data = f"1|agree|{story.ticket().id}|p1"
    story.chen.writes("驳回 1")
    story.until(27, 8, 13)
    assert any("牌督办" in text for text, labels in asked(story, 601) if labels)
    story.chen.presses_data(data, question.id, 601)
    assert "sign_order" not in story.events() and not any("签发了" in text for text in story.chen.hears())


def test_a_bare_no_asks_once_for_each_ticket_and_means_its_newest_draft(story: Story) -> None:
    both_drafted(story)
    story.chen.writes("驳回")
    assert story.chen.hears()[-1] == "1号单红牌督办，驳回了。"
    story.chen.writes("签发")
    assert story.chen.hears()[-1] == "1号单黄牌督办，签发了。"


def test_the_colour_stands_on_the_card_once(story: Story) -> None:
    both_drafted(story)
    story.chen.writes("签发 1")
    assert story.card(WORKERS, "麻烦看一下").text.count("红牌督办") == 1


def test_the_weaker_question_goes_with_it(story: Story) -> None:
    both_drafted(story)
    story.chen.presses("签发", 601, card="红牌")
    assert ("1号单黄牌督办不用签了，已有红牌督办。", []) in asked(story, 601)
    assert not any(labels for _, labels in asked(story, 601))


def test_a_draft_is_signed_by_somebody_else_than_who_has_the_ticket(story: Story) -> None:
    both_drafted(story, "chen")
    assert not any(labels for _, labels in asked(story, 601))
    assert [labels for _, labels in asked(story, 701)] == [["签发", "驳回"]] * 2
    story.chen.writes("签发 1")
    assert story.chen.hears()[-1] == "这个要街道的负责人来定。"
    story.wu.writes("签发 1")
    assert story.ticket().colour == "red"


def test_who_takes_it_later_does_not_sign_against_themselves(story: Story) -> None:
    both_drafted(story)
    story.xiaoyan.says("上报 1 要书记定", WORKERS)
    story.chen.says("接单 1", WORKERS)
    assert story.ticket().claimed_by == 601
    assert story.chen.presses("签发", 601, card="红牌") == "1号单在您手上，督办请吴主任来定。"
    assert story.ticket().colour == "ordinary"


def test_where_nobody_else_is_who_has_it_signs(open_story: Callable[..., Story]) -> None:
    story = open_story(ONE_OFFICIAL)
    assert story.xiaoyan and story.wu
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.wu.says("已联系 1", OFFICIALS)
    story.until(26, 8, 13)
    story.wu.writes("签发 1")
    assert story.ticket().colour == "red"


ONE_OFFICIAL = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""
TWO_SECRETARIES = """
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 602, name: 钱书记, roles: [{role: community_secretary, place: gm-dh}]}
"""


def test_a_typed_word_on_a_proposal_answers_its_question(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.chen.says("同意 1", WORKERS)
    assert [(m.text, m.labels) for m in story.seen(601) if "延期" in m.text] == [("1号单延期，同意了。", [])]


def test_all_who_were_asked_see_that_it_is_decided(open_story: Callable[..., Story]) -> None:
    story = open_story(ONE_OFFICIAL + TWO_SECRETARIES)
    assert story.xiaoyan and story.chen
    qian = story.staff(602, "钱书记")
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.writes("已联系 1")
    story.xiaoyan.writes("延期 1 2天 等配件")
    story.chen.presses("驳回", 601)
    assert [(m.text, m.labels) for m in story.seen(602) if "延期" in m.text] == [("1号单延期，驳回了。", [])]
    qian.writes("驳回 1")
    assert qian.hears()[-1] == "1号单没有等您定的事。"


# a colour that is told --------------------------------------------------------------------------------------------


def given(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)


def test_an_order_has_the_colour_that_is_told(story: Story) -> None:
    given(story)
    story.wu.writes("督办 1 红色")
    assert story.wu.hears()[-1] == "1号单已发红牌督办。"
    assert story.ticket().colour == "red"
    heard = story.xiaoyan.hears()[-1]
    assert "红牌督办。" in heard
    assert "红色" not in heard


def test_the_other_words_are_sent(story: Story) -> None:
    given(story)
    story.wu.writes("督办 1 黄牌 今天18点前办好")
    assert "黄牌督办：今天18点前办好。" in story.xiaoyan.hears()[-1]


def test_an_order_typed_twice_is_given_once(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.wu.writes("督办 1 今天必须办好")
    story.wu.writes("督办 1 今天必须办好")
    assert story.wu.hears()[-1] == "1号单已有督办在等回复，还要说什么就跟在后面写。"
    assert story.events().count("supervise") == 1
    story.wu.writes("督办 1 明早给我个说法")
    assert story.events().count("supervise") == 2


@pytest.mark.parametrize("words", ["催一下1号单", "1号单督办一下", "督办1号单", "麻烦催1号单"])
def test_an_order_is_given_as_people_say_it(story: Story, words: str) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.wu.writes(words)
    assert story.wu.hears()[-1] == "1号单已发普通督办。"


@pytest.mark.parametrize(
    "words",
    ["1号单怎么样了？", "1号单办好了吗", "1号单现在什么情况", "1号单谁在办", "1号单怎么还没办", "who has ticket 1"],
)
def test_a_ticket_is_asked_for_by_its_number(story: Story, words: str) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.wu.writes(words)
    assert "督办" in story.seen(701)[-1].labels
    assert "高晓燕接了，已联系" in story.wu.hears()[-1]


@pytest.mark.parametrize(
    "words", ["1号楼怎么样了", "催一下1号楼", "1号单的灯怎么样了", "1号单办好了", "1号单还没办好", "别催1号单"]
)
def test_other_words_with_a_number_order_nothing(story: Story, words: str) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.wu.says(words, OFFICIALS)
    assert "supervise" not in story.events()
    assert story.texts(OFFICIALS) == []


@pytest.mark.parametrize("word", ["同意", "驳回", "签发"])
def test_a_bare_word_where_nothing_waits(story: Story, word: str) -> None:
    story.all_staff()
    story.chen.writes(word)
    assert story.chen.hears()[-1] == "没有等您定的事。手上的和等人接的：今日。"


def test_a_weaker_colour_never_steps_down(story: Story) -> None:
    given(story)
    story.wu.writes("督办 1 红牌")
    story.wu.writes("督办 1 黄牌 还没办好")
    story.forward(hours=1)
    assert "红牌督办：还没办好。" in story.xiaoyan.hears()[-1]
    assert story.ticket().colour == "red"


def test_a_red_order_ends_the_drafts(story: Story) -> None:
    both_drafted(story)
    story.chen.writes("督办 1 红牌")
    assert story.ticket().colour == "red"
    story.chen.writes("签发 1")
    assert story.chen.hears()[-1] == "1号单没有等签发的督办。"


def test_the_draft_whose_colour_is_told_is_signed(story: Story) -> None:
    both_drafted(story)
    story.chen.writes("签发 1 黄牌")
    assert story.ticket().colour == "yellow"


def test_an_official_is_asked_politely_about_a_handover(story: Story) -> None:
    given(story)
    story.xiaoyan.says("上报 1 要书记定", WORKERS)
    story.chen.says("上报 1 要街道定", WORKERS)
    asked = [text for text in story.chen.hears() if "问题交接单" in text]
    assert asked
    assert not any("你" in text for text in asked)


@pytest.mark.parametrize("word", ["同意 1", "签发 1", ""])
def test_a_draft_older_than_the_answer_is_shown_with_it_and_asked_again(story: Story, word: str) -> None:
    both_drafted(story)
    story.xiaoyan.writes("答复 1 昨天8:10收到；联系了环卫；清走了；已恢复")
    if word:
        story.chen.writes(word)
    else:
        story.chen.presses("签发", 601, card="红牌督办拟好了")
    assert story.ticket().colour == "ordinary"
    shown = story.chen.sees("已经答复")
    assert "联系了环卫；清走了" in shown.text and "红牌督办是08:12拟的，在这之前。还要签发吗？" in shown.text
    assert [labels for text, labels in asked(story, 601) if labels and "红牌" in text] == [["签发", "驳回"]]
    orders = [text for text in story.xiaoyan.hears() if "红牌督办" in text and "回一句" in text]
    assert orders == []
    if word:
        story.chen.writes(word)
    else:
        story.chen.presses("签发", 601, card="已经答复")
    assert story.ticket().colour == "red"
    assert not any(labels for _, labels in asked(story, 601))


def test_what_was_answered_before_the_draft_is_signed_at_once(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)
    story.until(23, 9)
    story.xiaoyan.writes("答复 1 昨天8:10收到；联系了环卫；在清；今天18:00前清完")
    story.until(26, 8, 13)
    story.chen.writes("签发 1")
    assert story.ticket().colour == "red"
