"""Stories of residents who write as people do: a cry, a thank-you that says yes, an insult, a worry."""

import pytest

from bot.gateways.memory import MemoryGateway
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story

LIGHT = "3号楼2单元楼道灯不亮"


def at_work(story: Story, words: str = LIGHT) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says(words)
    story.xiaoyan.presses("接单", WORKERS)


def privately(story: Story, words: str) -> None:
    """A ticket told in private, on whose result its reporter's word is waited for."""
    story.all_staff()
    story.wang.starts()
    story.wang.writes(words)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)


def test_a_cry_is_answered_with_numbers_and_rings_people(story: Story) -> None:
    story.all_staff()
    story.wang.says("救命啊")
    assert "马上打110、119或120" in story.last(RESIDENTS).text
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert "救命啊" in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    "words", ["那个小高还骂我", "来的那个女的凶得很 骂我老不死的", "莫让她晓得是我说的", "她根本没来过"]
)
def test_what_is_said_in_private_of_a_worker_reaches_the_street_alone(story: Story, words: str) -> None:
    privately(story, LIGHT)
    story.wang.writes(words)
    assert not any(words[:5] in text for text in (*story.texts(WORKERS), *story.xiaoyan.hears()))
    assert story.tickets()[-1].sealed
    assert any(words[:5] in text for text in story.texts(OFFICIALS))


@pytest.mark.parametrize("words", ["好了 谢谢", "亮了", "可以了", "修好了 谢谢小高", "行了", "满意"])
def test_yes_in_private_closes_it(story: Story, words: str) -> None:
    privately(story, LIGHT)
    story.wang.writes(words)
    assert story.states() == ["closed"]


@pytest.mark.parametrize("words", ["好的", "谢谢", "收到"])
def test_a_thank_you_is_no_yes(story: Story, words: str) -> None:
    privately(story, LIGHT)
    story.wang.writes(words)
    assert story.states() == ["resolved"]


def test_satisfied_says_that_it_is_solved_too(story: Story) -> None:
    privately(story, LIGHT)
    story.wang.writes("满意")
    assert story.ticket().rating == "satisfied"


@pytest.mark.parametrize("words", ["帮助", "喂", "在不在", "再见", "我要找人工", "你是谁"])
def test_a_greeting_in_private_opens_nothing(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes(words)
    assert story.tickets() == []


def test_a_question_who_this_is_is_no_news(story: Story) -> None:
    privately(story, LIGHT)
    story.wang.writes("我要找人工")
    assert "我要找人工" not in story.card(WORKERS, "1号单　").text


def test_a_resident_is_not_named_in_the_group(story: Story) -> None:
    at_work(story)
    story.xiaoyan.says("办结 1 帮张桂芳老人换了灯泡", WORKERS)
    assert "张桂芳" not in "".join(story.texts(RESIDENTS))


def test_an_edit_that_says_less_keeps_the_report(story: Story) -> None:
    message = story.wang.says(LIGHT)
    story.wang.edits(message, ".")
    assert LIGHT in story.card(WORKERS, "1号单　").text


def test_an_edit_can_take_it_back(story: Story) -> None:
    message = story.wang.says(LIGHT)
    story.wang.edits(message, "没事 发错了")
    assert story.states() == ["withdrawn"]


def test_words_under_ones_photo_bring_it_along(story: Story) -> None:
    story.all_staff()
    photo = story.wang.sends_photo("p1")
    story.forward(minutes=5)
    picture = {
        "message_id": photo,
        "date": 1,
        "chat": {"id": RESIDENTS, "type": "supergroup"},
        **MemoryGateway.photo("p1"),
    }
    story.wang.says("3号楼2单元门口井盖没了", reply_to_message=picture)
    assert any("p1" in str(sent) for sent in story.gateway.sent)


def test_a_pin_on_the_map_is_for_whoever_goes_there(story: Story) -> None:
    story.wang.says("井盖没了 就在这")
    story.wang.says("", location={"latitude": 31.2304, "longitude": 121.4737})
    assert "position=121.47370,31.23040" in story.card(WORKERS, "1号单　").text


def test_a_lift_that_is_back_endangers_nobody_yet(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元有人困在电梯里了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 人救出来了，门锁换了", WORKERS)
    story.forward(minutes=10)
    story.li.says("又停了 服了")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0", "P1"]


def test_a_tenant_who_writes_english_is_followed_through(story: Story) -> None:
    story.all_staff()
    story.wang.says("Hi, the light in the hallway of building 3 unit 2 is broken since yesterday")
    story.forward(minutes=2)
    story.wang.says("it's on the 8th floor")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=20)
    story.wang.says("any update?")
    assert story.xiaoyan.sees("有居民催")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.says("still not fixed, it's dark")
    assert story.states() == ["claimed"]
    story.xiaoyan.says("办结 1 换了开关", WORKERS)
    story.wang.says("thanks, all good now")
    assert story.states() == ["closed"]


def test_who_goes_on_about_a_complaint_is_read_by_the_street_alone(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    for words in ("我要投诉那个网格员", "说了三次都不来", "别告诉她是我说的"):
        story.wang.writes(words)
    assert len(story.tickets()) == 1
    assert story.texts(WORKERS) == []
    assert "说了三次都不来" in story.last(OFFICIALS).text
    story.wang.writes("我家马桶堵了")
    assert len(story.tickets()) == 2


def test_who_goes_on_about_a_danger_in_private_adds_to_it(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    for words in ("我摔了 起不来", "我一个人在家", "快点"):
        story.wang.writes(words)
    assert len(story.tickets()) == 1
    story.wang.writes("厨房着火了")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0", "P0"]


@pytest.mark.parametrize("words", ["垃圾物业", "你们这些废物 天天收钱不干活", "你们是死人吗", "滚蛋"])
def test_insults_open_nothing(story: Story, words: str) -> None:
    story.wang.says(words)
    assert story.tickets() == []


def test_trouble_beside_an_insult_is_heard(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯坏了 你们是死人吗")
    assert len(story.tickets()) == 1


def test_while_somebody_is_to_see_to_it_they_hear_that_it_is_not_so(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 来电了", WORKERS)
    assert story.ticket().submitted_by == story.xiaoyan.who.id
    said = story.wang.says("哪有电啊 还是黑的")
    assert story.chen.sees("居民说还没解决")
    assert story.xiaoyan.sees("居民说还没解决")
    assert story.reaction(said) == "👌"


def told_hours_ago(story: Story) -> None:
    """A result told in private, hours after what was reported there."""
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家马桶堵了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("已联系 1", WORKERS)
    story.forward(hours=3)
    story.xiaoyan.says("办结 1 疏通了", WORKERS)
    story.forward(hours=1)


@pytest.mark.parametrize(("words", "state"), [("还是堵", "claimed"), ("好了 谢谢", "closed"), ("好的谢谢", "resolved")])
def test_hours_later_too_a_result_is_answered_in_private(story: Story, words: str, state: str) -> None:
    told_hours_ago(story)
    story.wang.writes(words)
    assert story.states() == [state]


def test_something_else_after_a_result_is_something_else(story: Story) -> None:
    told_hours_ago(story)
    story.wang.writes("我家没电了")
    assert story.states() == ["resolved", "open"]


def test_the_answer_to_a_question_is_no_trouble_of_its_own(story: Story) -> None:
    story.all_staff()
    story.wang.says("楼道有味")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("问居民 1 什么味", WORKERS)
    story.wang.says("像臭鸡蛋")
    assert len(story.tickets()) == 1
    assert story.ticket().waiting_since is None


def test_an_address_in_english_is_added_to_what_was_just_told(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("my toilet is blocked")
    story.wang.writes("building 3 unit 2 room 803")
    assert len(story.tickets()) == 1


def test_at_night_nobody_is_said_to_be_told_of_what_waits_till_morning(story: Story) -> None:
    story.all_staff()
    story.until(20, 23, 10)
    story.wang.says("楼上漏水滴到我床上了 3号楼2单元501")
    assert story.ticket().service_class == "P2"
    assert "这会儿没有人值班" in story.last(RESIDENTS).text
    assert "没有人值夜班" not in " ".join(story.chen.hears())


def test_who_is_to_verify_hears_that_it_is_over(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了保险", WORKERS)
    story.wang.says("来电了")
    assert story.chen.sees("报事人说好了")
    assert story.states() == ["open"]


def test_still_no_good_is_of_where_it_was_told_not_of_home(story: Story) -> None:
    story.all_staff()
    story.zhao.says("3号楼2单元的电梯坏了我80多岁了爬不动")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    story.forward(hours=1)
    story.zhao.says("还是不行啊一直停在5楼")
    assert [(ticket.building, ticket.state) for ticket in story.tickets()] == [("3", "claimed")]


@pytest.mark.parametrize(
    ("words", "hours"), [("3号楼2单元电梯停了", 5), ("2号楼1单元下水道堵了", 30), ("3号楼2单元楼道灯不亮", 2)]
)
def test_what_is_told_anew_when_it_was_done_long_ago_is_heard(story: Story, words: str, hours: int) -> None:
    story.zhao.says(words)
    story.xiaoyan.writes("接单 1")
    story.xiaoyan.writes("办结 1 换了新的，好了")
    story.forward(minutes=10)
    story.person(811, "3-2-302 刘师傅").says("弄好了吗")
    assert len(story.tickets()) == 1
    story.forward(hours=hours)
    story.person(811, "3-2-302 刘师傅").says(words)
    assert [ticket.state for ticket in story.tickets()] == ["resolved", "open"]
