"""Visits at festivals and in bad weather, and how somebody was found."""

from datetime import date, datetime, timedelta

import pytest

from templates import Texts
from tests.handlers.story import OFFICIALS, RESIDENTS, SHANGHAI, WORKERS, Story, on_both
from tests.handlers.test_care import LI, WANG, lists, views, visits

pytestmark = pytest.mark.all_staff


def told_again(story: Story, words: str) -> list[str]:
    return [text for text in story.texts(501) if "王奶奶" in text and words in text]


def test_before_a_festival_one_more_visit_is_proposed_and_made_with_a_tap(story: Story) -> None:
    story.now = datetime(2026, 6, 15, 9, 0, tzinfo=SHANGHAI)
    story.xiaoyan.writes(WANG.replace("每周", "每季"))
    story.now = datetime(2026, 6, 16, 8, 9, tzinfo=SHANGHAI)
    story.xiaoyan.writes("探访 王奶奶 都好")
    for _ in range(2):
        story.now += timedelta(minutes=1)
        story.sweep()
    asked = [words for words in story.chen.hears() if "快到了" in words]
    assert asked == ["达濠社区：端午节快到了，名单上有1户。要请大家再去看一次吗？"]
    assert story.chen.sees("快到了").labels == ["加探访", "不用"]
    assert told_again(story, "端午节") == []
    assert story.chen.presses("加探访", 601) == "端午节：加了1户。"
    assert len(told_again(story, "端午节")) == 1
    assert [(v.occasion, v.due) for v in visits(story)][-1] == ("端午节", date(2026, 6, 18))


def test_an_english_desk_says_the_festival_in_english(story: Story) -> None:
    story.now = datetime(2026, 6, 15, 9, 0, tzinfo=SHANGHAI)
    story.xiaoyan.writes(WANG)
    story.resources.texts = Texts("en", SHANGHAI)
    story.now = datetime(2026, 6, 16, 8, 10, tzinfo=SHANGHAI)
    story.sweep()
    assert "Dragon Boat Festival is coming" in story.chen.sees("is coming").text
    story.chen.presses("Add visits", 601)
    assert visits(story)[-1].occasion == "Dragon Boat Festival"


@pytest.mark.parametrize(("level", "proposed"), [("红色", True), ("蓝色", False)])
def test_a_weather_warning_brings_a_proposal_and_work_only_when_it_is_taken(
    story: Story, level: str, proposed: bool
) -> None:
    story.xiaoyan.writes(WANG)
    story.wu.writes(f"广播 天气预警 {level} 第一网格：今天10:00到明天6:00 别出门")
    story.wu.presses("发送", 701)
    story.sweep()
    assert any("发了天气预警，名单上有1户" in words for words in story.chen.hears()) is proposed
    assert visits(story) == []
    if proposed:
        story.chen.presses("不用", 601)
        assert story.chen.hears()[-1] == "天气预警：这次不加探访。"
        assert visits(story) == []


def test_who_was_missed_and_is_due_again_stands_there_once(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(LI)
    story.until(28, 8, 11)
    newest = lists(story, 501)[-1]
    assert newest.startswith("今天该探访2户") and newest.count("王奶奶　3-2-501") == 1
    assert "迟了7天" in newest
    story.xiaoyan.writes("探访")
    assert story.xiaoyan.hears()[-1].count("王奶奶　3-2-501") == 1
    story.xiaoyan.presses("2 王奶奶", 501)
    assert story.xiaoyan.hears()[-1].startswith("今天该探访1户") and "王奶奶　" not in story.xiaoyan.hears()[-1]


def _found(story: Story, user: int) -> list[str]:
    return [text for text in story.texts(user) if text.startswith("探访")]


@on_both
def test_where_nobody_opens_it_is_no_visit_and_who_stands_above_hears(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.until(21, 9)
    story.xiaoyan.writes("探访 王奶奶 敲门没人应")
    assert story.xiaoyan.hears()[-1] == (
        "王奶奶没见到人，这次不算探访，还在名单上。\n已告诉陈书记。\n先打家里人的电话，问问邻居。怕出事就打110。"
    )
    assert [v.done_at for v in visits(story)] == [None]
    assert _found(story, 601) == [
        "探访没见到人：王奶奶　3-2-501\n高晓燕记的：敲门没人应\n请问一声家里人。见到了点一下名字。"
    ]
    story.until(22, 9)
    assert "迟了1天" in lists(story, 501)[-1] and "上次" not in lists(story, 501)[-1]
    assert (501, "unmet") in views(story)
    story.chen.presses("1 王奶奶", 601, "探访没见到人")
    assert all(v.done_by == 601 for v in visits(story))


def test_a_door_that_stayed_shut_by_the_way_is_knocked_at_again(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.xiaoyan.says("探访 王奶奶 没人在家", WORKERS)
    assert story.last(WORKERS).text.startswith("没见到人，这次不算探访")
    assert _found(story, 601)[-1].startswith("探访没见到人：王奶奶")
    story.xiaoyan.writes("探访")
    assert "1 王奶奶" in story.xiaoyan.hears()[-1]


def test_of_somebody_unwell_who_stands_above_hears(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.until(21, 9)
    story.xiaoyan.writes("探访 王奶奶 今天不舒服，说胸口疼")
    assert story.xiaoyan.hears()[-1] == "王奶奶记上了，已告诉陈书记。\n要紧的先打120，陪着等车来。"
    assert [(v.done_by, v.note) for v in visits(story)] == [(501, "今天不舒服，说胸口疼")]
    assert _found(story, 601) == [
        "探访看到不好：王奶奶　3-2-501\n高晓燕记的：今天不舒服，说胸口疼\n请问一声要不要人去。要紧的先打120。"
    ]
    for chat in (RESIDENTS, WORKERS, OFFICIALS):
        assert not [text for text in story.texts(chat) if "王奶奶" in text]


@pytest.mark.parametrize(
    ("note", "met"),
    [("叫不醒", True), ("呼吸很弱", True), ("敲门没人应 屋里有动静", False), ("敲门没人应，听见里面喊疼", False)],
)
def test_whoever_is_found_in_danger_is_danger_at_once_and_no_card_says_the_name(
    story: Story, note: str, met: bool
) -> None:
    story.xiaoyan.writes(WANG)
    story.until(21, 9)
    story.xiaoyan.writes(f"探访 王奶奶 {note}")
    ticket = story.ticket()
    assert (ticket.service_class, ticket.danger, ticket.doubtful) == ("P0", "unconscious", False)
    assert (ticket.building, ticket.unit, ticket.room) == ("3", "2", "501")
    assert story.xiaoyan.sees("马上打120") and story.chen.sees("紧急：1号单") and note in story.ticket().words
    assert [v.done_at is not None for v in visits(story)] == [met]
    for chat in (RESIDENTS, WORKERS, OFFICIALS):
        assert not [text for text in story.texts(chat) if "王奶奶" in text]
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize(("note", "called"), [("昨晚开始昏迷, 叫不醒", 1), ("轮胎漏气", 0), ("手腕上割腕留了疤", 0)])
def test_what_began_last_night_is_now_and_a_scar_or_a_flat_tyre_is_no_danger(
    story: Story, note: str, called: int
) -> None:
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(f"探访 王奶奶 {note}")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"] * called


def test_what_burns_where_somebody_is_visited_is_a_fire(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes("探访 王奶奶 家里着火了")
    assert (story.ticket().danger, story.ticket().room) == ("fire", "501")


def test_who_visits_need_not_say_so(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.until(21, 9)
    story.xiaoyan.writes("王奶奶 没人应门")
    assert story.xiaoyan.hears()[-1].startswith("王奶奶没见到人，这次不算探访")
    assert _found(story, 601)[-1].startswith("探访没见到人：王奶奶")
    story.xiaoyan.writes("王奶奶 都好")
    assert story.xiaoyan.hears()[-1] == "王奶奶记上了：都好。"
    assert story.tickets() == []
    story.xiaoyan.writes("王奶奶叫不醒")
    assert story.ticket().service_class == "P0"


@pytest.mark.parametrize("words", ["王奶奶说3号楼2单元楼道灯不亮", "王奶奶摔了一跤 3号楼2单元楼道灯不亮"])
def test_what_somebody_visited_asks_for_is_no_visit(story: Story, words: str) -> None:
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(words)
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.corridor_light"]
    assert visits(story) == []


def test_who_does_not_visit_somebody_reports_as_before(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.yali.writes("王奶奶 没人应门")
    assert [ticket.service_class for ticket in story.tickets()] != []


def test_a_visit_on_the_eve_of_its_day_does_for_it(story: Story) -> None:
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes("探访 王奶奶 都好")
    story.until(22, 9)
    assert lists(story, 501) == lists(story, 601) == []
    story.until(28, 9)
    assert len(lists(story, 501)) == 1
