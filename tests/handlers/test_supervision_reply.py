"""Stories of answering 督办: the reply and its four elements, and orders that nobody answers."""

from collections.abc import Callable

import pytest

from tests.handlers.story import OFFICIALS, WORKERS, Story, on_both
from tests.handlers.test_whistle import TOWN

LIFT = "电梯又坏了，停在3号楼2单元"
WHOLE = "今早8:10收到；和报修的王女士通了电话；已请维保换了门机；预计今天18:00前恢复。"


def ordered(story: Story) -> None:
    """Xiaoyan has a lift, and the street has given an order on it."""
    assert story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("已联系 1", WORKERS)
    story.wu.says("督办 1 三天了还没修", OFFICIALS)


@pytest.fixture
def given(story: Story) -> Story:
    ordered(story)
    return story


def line(story: Story) -> str:
    return story.card(WORKERS, "“电梯又坏了").text.splitlines()[-1]


@on_both
def test_a_whole_answer_to_the_order_itself(story: Story) -> None:
    ordered(story)
    assert line(story) == "普通督办，11月23日08:12前要答复"
    order = story.xiaoyan.sees("普通督办：三天了还没修")
    story.xiaoyan.writes(WHOLE, reply_to=order.id)
    assert story.xiaoyan.hears()[-1] == "齐了，1号单的答复已送上去。"
    assert story.card(OFFICIALS, "高晓燕答复：今早8:10收到")
    assert line(story).startswith("普通督办，高晓燕答复了：今早8:10收到")
    assert story.xiaoyan.sees("普通督办：三天了还没修")
    assert story.events()[-1] == "order_reply"


def test_what_is_missing_is_asked_for_in_one_sentence_and_nothing_is_typed_twice(given: Story) -> None:
    story = given
    story.xiaoyan.writes("答复 1 今早8:10收到，已报修")
    asked = story.xiaoyan.hears()[-1]
    assert asked == "记下了，1号单还差：和谁谈过、几时办好。回这条补上就行。"
    assert "要答复" in line(story)
    story.xiaoyan.writes("和报修的王女士通了电话", reply_to=story.xiaoyan.sees("还差").id)
    assert story.xiaoyan.hears()[-1] == "记下了，1号单还差：几时办好。回这条补上就行。"
    story.xiaoyan.writes("预计今天18:00前恢复")
    assert story.xiaoyan.hears()[-1] == "齐了，1号单的答复已送上去。"
    (told,) = [text for text in story.texts(OFFICIALS) if "答复：" in text]
    for words in ("今早8:10收到", "王女士", "18:00前恢复"):
        assert words in told


def test_what_nobody_answers_is_one_message_to_the_street(given: Story) -> None:
    story = given
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("已联系 2", WORKERS)
    story.wu.says("督办 2 清走", OFFICIALS)
    story.until(23, 8, 20)
    (told,) = [text for text in story.texts(OFFICIALS) if "该答复" in text]
    assert told.splitlines() == [
        "2件督办过了时限还没答复：",
        "1号单　电梯故障　3号楼2单元　普通督办，08:12前该答复，在高晓燕手上",
        "2号单　垃圾满溢　1号楼门口　普通督办，08:12前该答复，在高晓燕手上",
    ]
    assert [story.events(number).count("order_overdue") for number in (1, 2)] == [1, 1]


def test_nobody_answers_and_the_street_is_shown_it_once(given: Story) -> None:
    story = given
    story.until(23, 8, 11)
    assert not any("该答复" in text for text in story.texts(OFFICIALS))
    story.until(23, 8, 20)
    (told,) = [text for text in story.texts(OFFICIALS) if "该答复" in text]
    assert told == "1号单（电梯故障，3号楼2单元）普通督办，08:12前该答复，还没有，在高晓燕手上。"
    assert line(story) == "普通督办，11月23日08:12前没答复"
    story.until(23, 9, 0)
    digest = [text for text in story.texts(OFFICIALS) if "请您定" in text][-1]
    assert "1号单　普通督办　08:12前没答复" in digest
    story.until(24, 9, 0)
    assert story.events().count("order_overdue") == 1
    story.xiaoyan.writes(f"答复 1 {WHOLE}")
    assert "高晓燕答复了" in line(story)


def test_who_answers(given: Story) -> None:
    story = given
    story.yali.says(f"答复 1 {WHOLE}", WORKERS)
    assert story.last(WORKERS).text == "1号单在高晓燕手上，由高晓燕答复。"
    story.xiaoyan.commands(f"/answer 1 {WHOLE}", WORKERS)
    assert "高晓燕答复了" in line(story)
    story.xiaoyan.writes(f"答复 1 {WHOLE}")
    assert story.xiaoyan.hears()[-1] == "1号单没有等答复的督办。"


def test_a_bare_answer_is_asked_for_its_four_parts(given: Story) -> None:
    story = given
    story.xiaoyan.writes("答复 1")
    assert story.xiaoyan.hears()[-1] == "1号单的督办回这条说：几时收到的、和谁谈过、办了什么、几时办好。"
    story.xiaoyan.writes(WHOLE, reply_to=story.xiaoyan.sees("督办回这条说").id)
    assert "高晓燕答复了" in line(story)


def test_orders_never_step_down(given: Story) -> None:
    story = given
    story.until(25, 20)
    (signer,) = [user for user in (601, 701) if any("黄牌督办拟好了" in text for text in story.texts(user))]
    (story.chen if signer == 601 else story.wu).presses("签发", signer, card="黄牌")
    assert "黄牌督办" in line(story)
    story.wu.says("督办 1 再不修我去现场", OFFICIALS)
    assert "黄牌督办" in line(story)
    story.xiaoyan.writes(f"答复 1 {WHOLE}")
    assert "黄牌督办，高晓燕答复了" in line(story)


def test_late_whistles_are_on_the_streets_digest(open_story: Callable[..., Story]) -> None:
    story = open_story(TOWN)
    assert story.xiaoyan and story.chen and story.wu
    story.wang.says("3号楼2单元门口路灯不亮")
    story.wu.says("吹哨 1 城管 紧急", OFFICIALS)
    story.until(23, 9)
    digest = [text for text in story.texts(OFFICIALS) if "请您定" in text][-1]
    assert "1号单　城管　11月20日08:42前没报到" in digest


def test_in_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    assert story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.commands("/claim 1", WORKERS)
    story.wu.commands("/supervise 1 three days", OFFICIALS)
    story.xiaoyan.commands("/answer 1 will do")
    assert "still lacks: received when, talked to whom" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize(
    "words",
    [
        "1. 上午9点收到 2. 和王师傅谈了 3. 换了灯管 4. 周五前全部换完",
        "\n1、上午9点收到\n2、和王师傅谈了\n3、换了灯管\n4、周五前全部换完",
        "上午收到,找物业谈了,灯换了,周五前完成",
    ],
)
@pytest.mark.parametrize("how", ["typed", "numbered", "replied", "alone"])
def test_the_four_elements_in_ordinary_writing(given: Story, words: str, how: str) -> None:
    story = given
    before = {"typed": "答复 ", "numbered": "答复 1 "}.get(how, "")
    order = story.xiaoyan.sees("普通督办：三天了还没修").id
    story.xiaoyan.writes(before + words, reply_to=order if how == "replied" else None)
    assert story.xiaoyan.hears()[-1] == "齐了，1号单的答复已送上去。"
    assert "收到" in story.card(OFFICIALS, "高晓燕答复：").text


MONDAY = "11月23日08:12"


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("今天下班前回复", "18:00"),
        ("两小时内到场", "10:12"),
        ("三天内办完", "11月23日08:12"),
        ("尽快", "11月23日08:12"),
    ],
)
def test_an_order_is_answered_by_the_moment_it_names(story: Story, words: str, limit: str) -> None:
    """今天下班前回复 on a Friday was awaited until Monday."""
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.wu.starts()
    story.wu.writes(f"督办 1 {words}")
    assert f"普通督办，{limit}前要答复" in story.card(WORKERS, "1号单　").text
