"""Stories of what a group says beside a ticket: what a worker would want to read is kept, ordinary talk is not."""

import pytest

from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both

TROUBLES = ["3号楼2单元电梯又坏了", "楼上302天天半夜放音乐", "门口垃圾桶满了没人收", "3号楼2单元没水了"]
TALK = [
    "晚上一起跳舞吗", "哈哈哈", "👍👍", "谢谢老赵", "孩子放学了没", "今天菜真便宜", "我七点去接娃", "好的", "是的呢",
    "哈哈 又要爬楼锻炼身体了", "就当减肥了", "晚饭吃啥", "有人要拼单吗", "明天降温 多穿点", "周末谁去钓鱼",
    "我给你留了一碗", "打麻将三缺一", "辛苦大家了", "[捂脸]", "anyone up for dinner tonight?", "lol",
]  # fmt: skip
NEWS = [
    "还是不行", "更严重了", "师傅来过又走了", "四点以后在家", "在门口右边", "两个老人在等", "刚才响了一声",
    "现在一闪一闪的", "物业说没配件", "从昨天开始的", "差点摔倒", "it's worse now", "still broken",
]  # fmt: skip


def written(story: Story) -> str:
    """Everything the database holds but the updates as they came, which are erased within a day."""
    return str(story.dump())


@on_both
@pytest.mark.parametrize("trouble", TROUBLES)
def test_half_an_hour_of_ordinary_talk_is_neither_kept_nor_told(story: Story, trouble: str) -> None:
    """By who reported it, by who has it too, by a neighbour, and by staff."""
    assert story.xiaoyan
    story.wang.says(trouble)
    story.li.says("我家也是")
    story.xiaoyan.presses("接单", WORKERS)
    card, told, shown = story.last(WORKERS).text, story.xiaoyan.hears(), story.standing(RESIDENTS)
    people = (story.wang, story.li, story.wang, story.zhao)
    for count, words in enumerate(TALK):
        story.forward(seconds=80)
        people[count % len(people)].says(words)
    for words in ("中午吃啥", "哈哈哈", "我先去开会"):
        story.xiaoyan.says(words)
    kept = written(story)
    assert [words for words in TALK if words in kept] == []
    assert [ticket.news for ticket in story.tickets()] == [""]
    assert story.last(WORKERS).text == card
    assert (story.xiaoyan.hears(), story.standing(RESIDENTS)) == (told, shown)
    assert story.ticket().households == 2
    assert story.ticket().urged == 0


@pytest.mark.parametrize("between", [True, False])
@pytest.mark.parametrize("words", NEWS)
def test_what_a_worker_would_want_to_read_is_noted(story: Story, words: str, between: bool) -> None:
    assert story.xiaoyan
    story.wang.says(TROUBLES[0])
    story.xiaoyan.presses("接单", WORKERS)
    if between:
        story.forward(minutes=3)
        story.wang.says("晚饭吃啥")
    story.forward(minutes=3)
    story.wang.says(words)
    assert words in story.ticket().news
    assert words in story.last(WORKERS).text
    assert "晚饭" not in written(story)


def test_the_short_answer_to_what_was_asked_of_it_is_noted(story: Story) -> None:
    story.wang.says(TROUBLES[0])
    story.wang.says("才下班")
    assert story.ticket().news == ""
    story.li.says("王阿姨 电梯是几点停的？")
    story.wang.says("才下班")
    assert story.ticket().news.startswith("才下班")


def test_the_talk_is_followed_all_the_same(story: Story) -> None:
    """In memory: what is said next is placed as if it had been kept."""
    story.wang.says(TROUBLES[0])
    story.forward(minutes=1)
    story.wang.says("就当减肥了")
    assert [past.text for past in story.resources.talk[RESIDENTS].values()] == [TROUBLES[0], "就当减肥了"]
    story.wang.says("现在又停在7楼了")
    assert "停在7楼" in story.ticket().news


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("他一直在哭", True),
        ("在", True),
        ("里面好热", True),
        ("太闷了", True),
        ("我爸心脏不好", True),
        ("哈哈哈", False),
        ("今天菜真便宜", False),
    ],
)
def test_where_a_life_is_in_danger_less_has_to_be_said(story: Story, words: str, noted: bool) -> None:
    assert story.xiaoyan
    story.wang.says("3号楼2单元电梯里困了人")
    story.forward(minutes=1)
    story.wang.says(words)
    told = f"{story.ticket().news}{story.ticket().words}"
    assert (words in told) is noted


def test_any_word_answers_what_a_worker_has_asked(story: Story) -> None:
    story.wang.says(TROUBLES[3])
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("问居民 1 几点方便?", WORKERS)
    story.wang.says("我七点去接娃")
    assert story.ticket().waiting_since is None
    assert "七点去接娃" in story.ticket().news


def test_talk_after_a_result_asks_nobody_whether_it_is_solved(story: Story) -> None:
    story.wang.starts()
    story.wang.says(TROUBLES[0])
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    told = story.wang.hears()
    story.forward(minutes=5)
    for words in ("哈哈哈", "晚饭吃啥", "今天菜真便宜"):
        story.wang.says(words)
    assert story.wang.hears() == told
    assert story.ticket().news == ""
    assert story.seen(OTHERS) == []


def test_whose_cupboard_it_is_has_no_household_more(story: Story) -> None:
    """我家柜子就放一晚上 was counted as a second home with the trouble, and would have heard the result."""
    story.wang.says("3号楼2单元5楼楼道堆了两个旧柜子，把楼梯口堵得只剩一条缝")
    story.li.says("我家柜子就放一晚上，明天收废品的来拉")
    ticket = story.ticket()
    assert (ticket.households, ticket.news) == (1, "我家柜子就放一晚上，明天收废品的来拉")
    story.zhao.says("我们1号楼也堆了，都没法走")
    assert story.tickets()[-1].news != "我们1号楼也堆了，都没法走"


def test_a_car_in_ones_place_is_one_trouble_and_the_place_is_not_named(story: Story) -> None:
    """It had two cards, both with the number of the place that its owner goes by."""
    story.person(31, "夜班阿军").says("我B2-117车位上停着别人的车,打了三次电话不接,我夜班回来没地方停@物业")
    assert story.standing(RESIDENTS)[0].split("\n")[0] == "编号1　停车争执　B2车位"
    assert len(story.tickets()) == 1
