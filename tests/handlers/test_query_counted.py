"""Stories of staff who ask how many: answered by what the desk knows, and never a ticket or a note."""

from collections.abc import Callable

import pytest

from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Person, Story
from tests.handlers.test_query_asked import TWO_COMMUNITIES

LIFT, LIGHT, BINS = "3号楼2单元电梯又停了", "1号楼楼道灯不亮", "2号楼垃圾桶满了"
# What a street official, a secretary and a worker asked in private, and what a ticket was opened for.
ASKED = (
    "上周电梯坏了几次", "这个月电梯坏了多少次", "上周停水几次", "昨天停了几次电", "这周有几家漏水",
    "最近电梯老坏的是哪栋", "哪栋楼电梯坏得最多", "哪个小区电梯故障最多", "今天电梯坏了几台", "有几部电梯停了",
    "有没有电梯困人", "最近有没有火情", "今天有没有人打架", "昨晚有没有人打架", "有没有人投诉",
    "有人投诉网格员吗", "投诉物业的有几件", "哪个网格投诉最多", "有没有独居老人没人管的", "有多少户漏水还没修",
    "噪音扰民的有几件", "路灯不亮的有多少", "垃圾没人收的是哪个小区", "下水道堵了几家", "井盖丢了几个",
    "还有几个电梯没修好", "电梯坏了多久了", "电梯维保单位联系了没有", "停水通知发了没有", "楼道堆物清理了吗",
    "违建拆了没有", "消防通道堵了的有几处", "上个月有几起火警", "统计一下本月漏水", "给我统计一下电梯故障",
    "列一下所有停水的单子", "把电梯的单子都给我", "我要看噪音投诉", "物业那边有回音吗", "信访的有几件",
    "12345转来的有几件", "满意度多少", "我是问有没有", "这事怎么还没人管", "3号楼停水了吗",
    "3号楼着火了吗", "有人晕倒了吗怎么办", "谁最忙",
)  # fmt: skip


def told(story: Story) -> None:
    """A lift on Friday, which is taken, and a lift and a light on the Monday after."""
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.until(23, 9, 0)
    story.person(15, "1-2-302 周姐").says("1号楼2单元电梯停了")
    story.zhao.says(LIGHT)


@pytest.mark.parametrize("words", ASKED)
def test_a_question_of_staff_is_no_ticket(story: Story, words: str) -> None:
    for person in story.all_staff():
        before = len(person.hears())
        person.writes(words)
        assert len(person.hears()) == before + 1
    assert story.tickets() == []


def test_after_a_ticket_of_ones_own_no_question_is_a_note(story: Story) -> None:
    story.all_staff()
    story.chen.writes("3号楼2单元电梯停了")
    for words in (
        "上周电梯坏了几次",
        "挂账的有哪些",
        "谁最忙",
        "导出",
        "满意度多少",
        "你好",
        "小格在吗",
        "我是问有没有",
    ):
        story.chen.writes(words)
    assert len(story.tickets()) == 1
    assert story.ticket().news == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("上周电梯坏了几次", "上周报电梯坏了的有1件：1号单。"),
        ("上周电梯", "上周报电梯的有1件：1号单。"),
        ("这周电梯坏了几次？", "这周报电梯坏了的有1件：2号单。还没办完1件。"),
        ("这个月电梯坏了多少次", "这个月报电梯坏了的有2件：1号单、2号单。还没办完1件。"),
        ("3号楼这个月电梯坏了多少次", "3号楼这个月报电梯坏了的有1件：1号单。"),
        ("第二网格这个月电梯坏了多少次", "第二网格这个月没有报电梯坏了的。"),
        ("昨天停了几次电", "昨天没有报停电的。"),
        ("还有几个电梯没修好", "没办完的单里，报电梯的有1件：2号单。"),
        ("哪栋楼这个月电梯坏得最多", "这个月报电梯坏的2件：3号楼2单元1件、1号楼2单元1件。"),
        ("统计一下本月路灯", "本月没有报路灯的。"),
        ("投诉物业的有几件", "投诉工作人员的单，只有街道看得到。"),
    ],
)
def test_how_many_is_told_with_their_numbers(story: Story, words: str, said: str) -> None:
    told(story)
    story.chen.writes(words)
    assert story.chen.hears()[-1] == said


def test_a_look_at_each_stands_under_it(story: Story) -> None:
    told(story)
    story.wu.writes("这个月电梯坏了几次")
    assert story.last(701).labels == ["看1", "看2"]


def test_complaints_are_counted_for_the_street_alone(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元")
    story.wang.writes("我要投诉网格员小高，态度太差还骂人")
    story.wu.writes("今天有没有人投诉")
    assert story.wu.hears()[-1] == "今天报投诉的有1件：1号单。还没办完1件。"
    for person in (story.chen, story.xiaoyan):
        person.writes("今天有没有人投诉")
        assert person.hears()[-1] == "投诉工作人员的单，只有街道看得到。"


def test_where_is_told_by_community_to_the_street(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.wu.hears()
    story.zhao.says("1号楼停水了")
    story.person(14, "1-1-301 小孟").says("1号楼停水了", OTHERS)
    story.person(16, "2-1-301 小洪").says("2号楼停水了", OTHERS)
    for words, said in (
        ("哪个社区停水最多", "没办完的单里，报停水的3件：滨海社区2件、达濠社区1件。"),
        ("哪个小区停水最多", "没办完的单里，报停水的3件：临江苑2件、第一网格1件。"),
        ("滨海社区今天停水几次", "滨海社区今天报停水的有2件：2号单、3号单。还没办完2件。"),
        ("临江苑今天停水几次", "临江苑今天报停水的有2件：2号单、3号单。还没办完2件。"),
    ):
        story.wu.writes(words)
        assert story.wu.hears()[-1] == said
    story.forward(hours=2)
    story.wu.writes("哪个社区最慢")
    assert story.wu.hears()[-1].startswith("现在超期的：滨海社区2件、达濠社区1件。")


def test_who_is_busiest_is_told_to_who_leads_them(story: Story) -> None:
    told(story)
    story.xiaoyan.says("接单 2", WORKERS)
    for person in (story.chen, story.wu):
        person.writes("谁最忙")
        assert person.hears()[-1] == "手上没办完的单：高晓燕1件。"
    story.xiaoyan.writes("谁最忙")
    assert story.xiaoyan.hears()[-1].startswith("这个我答不上来。")
    before = story.texts(WORKERS)
    story.chen.says("谁最忙", WORKERS)
    assert story.texts(WORKERS) == before


def test_the_table_is_sent_for_the_asking(story: Story) -> None:
    told(story)
    for words in ("导出", "导出上周的", "给我导出一份工单"):
        story.wu.writes(words)
        assert story.wu.hears()[-1].startswith("附表：")
    story.xiaoyan.writes("导出")
    assert story.xiaoyan.hears()[-1].startswith("这个我答不上来。")


@pytest.mark.parametrize("words", ["今天谁值班", "晚上谁值班", "值班的是谁"])
def test_who_is_on_is_asked_in_plain_words(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("值班")
    shown = story.chen.hears()[-1]
    story.chen.writes(words)
    assert story.chen.hears()[-1] == shown


@pytest.mark.parametrize("words", ["有人晕倒了吗怎么办", "有没有电梯困人", "今天有没有人打架", "3号楼着火了吗"])
def test_a_danger_that_hides_in_a_question_is_one_press_away(story: Story, words: str) -> None:
    for person in (story.xiaoyan, story.chen):
        person.writes(words)
        assert story.tickets() == []
        assert "新报一件" in story.last(person.who.id).labels
    story.chen.presses("新报一件", 601)
    assert story.ticket().service_class == "P0"


@pytest.mark.parametrize(
    "words", ["3号楼有人打架动刀了有人管没", "3号楼冒烟了是着火了吗", "电梯里困了几个人", "去不了，老人心脏病犯了"]
)
def test_a_danger_told_beside_a_question_rings_people(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    assert story.ticket().service_class == "P0"


def test_what_is_over_is_not_offered_as_danger(story: Story) -> None:
    story.all_staff()
    for words in ("上个月有几起火警", "昨晚有没有人打架"):
        story.chen.writes(words)
        assert story.last(601).labels == []


@pytest.mark.parametrize(
    "words",
    [
        "3号楼着火了",
        "有人被困电梯了！",
        "3号楼有人被困电梯了",
        "有没有人管啊3号楼着火了",
        "有没有人来救火啊，3号楼着火了",
        "3号楼着火了有人管吗",
        "3号楼着火了怎么办",
        "着火了谁在管",
        "几个人打起来了，3号楼下面",
        "有人打架快来",
        "有人晕倒了怎么办",
    ],
)
def test_danger_that_staff_tell_is_never_lost(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


@pytest.mark.parametrize(
    "words",
    [
        "3号楼有几户没水",
        "3号楼门口井盖丢了几个",
        "3号楼楼道灯有几个不亮",
        "3号楼电梯停了有人管吗",
        "3号楼下水道堵了怎么办",
        "不知道谁家的车堵了消防通道",
        "3号楼停水了什么时候来",
        "怎么又停电了",
        "好几家漏水了",
        "3号楼2单元路灯不亮，有没有人修",
        "3号楼返水了 咕嘟咕嘟往上冒 谁管",
        "3号楼的垃圾没人收 哪个管啊",
    ],
)
def test_trouble_that_staff_tell_is_still_a_ticket(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    assert len(story.tickets()) == 1


def test_a_question_that_is_edited_is_no_report_either(story: Story) -> None:
    story.all_staff()
    story.chen.writes("上周的")
    asked = [each for each in story.gateway.chat(601).visible if each.sender is not None][-1]
    story.chen.edits(asked.id, "井盖丢了几个", 601)
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["灯坏了几个？", "您家现在怎么样了", "什么时候有人在家"])
def test_what_a_worker_asks_a_resident_goes_to_them(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes("问居民 1")
    story.xiaoyan.writes(words)
    assert story.ticket().question == words


@pytest.mark.parametrize("words", ["把灯修好了", "换了几个灯泡", "灯好了，换了几个灯泡"])
def test_what_a_worker_tells_of_their_work_is_no_question(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes(words)
    assert story.ticket().state == "resolved" or words in story.ticket().news + story.ticket().progress


def test_a_resident_who_asks_so_is_heard_as_before(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元")
    story.wang.writes("下水道堵了几家")
    assert len(story.tickets()) == 1


def test_in_groups_such_questions_are_talk(story: Story) -> None:
    told(story)
    for chat in (RESIDENTS, WORKERS, OFFICIALS):
        before = story.texts(chat)
        story.wu.says("上周电梯坏了几次", chat)
        assert story.texts(chat) == before


@pytest.fixture
def english(open_story: Callable[..., Story]) -> tuple[Story, Person]:
    story = open_story("", "en")
    story.wang.says("The lift in building 3 unit 2 has stopped again")
    return story, story.wu


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("what is overdue", "Nothing is overdue."),
        ("What do I have to decide?", "Nothing waits for your word."),
        ("how many are still open", "Not done yet: 1, taken by nobody: 1"),
        ("show me the suspended ones", "Nothing is put off."),
        ("who is busiest", "Nobody has anything in hand."),
        ("which community is slowest", "Nothing is overdue in any community."),
        ("how many lift faults last week", "Nothing of “lift faults” was told last week."),
        ("how many lift faults today", "“lift faults”, told today: 1 (1), not done yet: 1."),
        ("what about the lift in building 3", "1 · Lift out of order · Building 3 Unit 2"),
        ("who has ticket 1", "Ticket 1 · Lift out of order"),
        ("export", "The table:"),
        ("daily report", "The table:"),
        ("weekly report", "The table:"),
        ("How are things today?", "The table:"),
    ],
)
def test_the_same_in_english(english: tuple[Story, Person], words: str, said: str) -> None:
    story, wu = english
    wu.writes(words)
    assert wu.hears()[-1].startswith(said)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize(
    ("head", "to"),
    [
        ("all residents' groups", "第一网格居民群, 第二网格居民群"),
        ("the whole street", "第一网格居民群, 第二网格居民群"),
        ("everybody", "第一网格居民群, 第二网格居民群"),
        ("grid workers", "2 people in private"),
        ("workers' groups", "达濠社区工作群"),
    ],
)
def test_a_notice_is_aimed_in_english(open_story: Callable[..., Story], head: str, to: str) -> None:
    story = open_story("", "en")
    story.all_staff()
    story.wu.commands(f"/broadcast {head}: safety check tomorrow at 9 am", 701)
    assert f"To: {to}" in story.wu.hears()[-1]


def test_what_is_counted_is_no_ticket(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼1单元门口垃圾桶满了")
    story.xiaoyan.writes("满意度怎么样")
    assert "垃圾满溢" not in story.xiaoyan.hears()[-1]


def test_of_nobodys_work_nothing_is_claimed(story: Story) -> None:
    """高晓燕今天办了几件 was answered 今天没有报高晓燕办了的."""
    told(story)
    story.wu.writes("李刚今天办了几件？")
    assert story.wu.hears()[-1].startswith("这个我答不上来。")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("高晓燕今天办了几件", "高晓燕今天办好1件：1号单，等居民回话1件。"),
        ("小高今天办了多少", "高晓燕今天办好1件：1号单，等居民回话1件。\n高亚丽今天办好0件。"),
        ("昨晚有啥事没有", "昨晚没有人报事。"),
        ("第一网格谁负责", "第一网格：高晓燕"),
        ("一网格归谁管", "第一网格：高晓燕"),
    ],
)
def test_what_officials_ask_of_people_and_of_last_night(story: Story, words: str, told: str) -> None:
    """They got the help text, and 一网格归谁管 opened a ticket."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wu.writes(words)
    assert story.wu.hears()[-1].startswith(told)
    assert len(story.tickets()) == 1


def test_what_was_told_last_night_is_told_in_the_morning(story: Story) -> None:
    story.all_staff()
    story.until(20, 23)
    story.wang.says("3号楼2单元楼道灯不亮")
    story.until(21, 9)
    story.chen.writes("昨晚有啥事没有")
    assert story.chen.hears()[-1].startswith("昨晚报了1件")


def test_a_worker_is_not_told_what_another_has_done(story: Story) -> None:
    story.all_staff()
    story.yali.writes("高晓燕今天办了几件")
    assert "办好" not in story.yali.hears()[-1]


@pytest.mark.parametrize("words", ["有没有重复投诉的", "哪些是重复反映的"])
def test_what_was_told_again_is_no_matter(story: Story, words: str) -> None:
    story.all_staff()
    story.wu.writes(words)
    assert "没有报" not in story.wu.hears()[-1] and "答不上来" in story.wu.hears()[-1]


@pytest.mark.parametrize("words", ["家暴有几件", "打架有几起", "着火了几次"])
def test_how_many_dangers_there_were_is_no_danger_among_staff(story: Story, words: str) -> None:
    """家暴有几件 by the secretary in the workers' group rang everybody."""
    story.all_staff()
    story.chen.says(words, WORKERS)
    assert story.tickets() == []
    assert any(said in story.last(WORKERS).text for said in ("没有报", "私下问我"))


@pytest.mark.parametrize("words", ["家暴有几件", "最近家暴多吗", "今年火情多不多"])
def test_how_many_dangers_there_were_is_no_danger_whoever_asks(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.xiaoyan.says(words, WORKERS)
    story.xiaoyan.writes(words)
    story.wang.writes(words)
    story.wang.says(words)
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["3号楼有没有人打架", "电梯里困了几个人", "着火了", "家暴几次了 快来人"])
def test_whether_there_is_a_danger_is_still_heard_among_staff(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.says(words, WORKERS)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


def test_what_only_some_may_know_is_not_counted_in_a_group(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元501 我老公打我")
    story.chen.says("家暴有几件", WORKERS)
    assert story.last(WORKERS).text == "这类事群里不说，私下问我。"
    story.chen.writes("家暴有几件")
    assert "1件：1号单" in story.chen.hears()[-1]
