"""Stories of care visits: told in the morning, done with a tap and a word, climbing when they lapse."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from models.care import CarePerson, CareView, CareVisit
from templates import Texts
from tests.handlers.story import OFFICIALS, RESIDENTS, SHANGHAI, WORKERS, Story, on_both

WANG = "加探访 王奶奶 3-2-501 独居 每周 本人同意 到2027-11-20"
LI = "加探访 李爷爷 2-1-101 失能 每14天 儿子同意"


def views(story: Story) -> list[tuple[int, str]]:
    with story.database.transaction() as session:
        return [(row.by, row.act) for row in session.exec(select(CareView).order_by(col(CareView.id)))]


def visits(story: Story) -> list[CareVisit]:
    with story.database.transaction() as session:
        found = list(session.exec(select(CareVisit).order_by(col(CareVisit.id))))
        session.expunge_all()
    return found


def kept(story: Story) -> list[str]:
    with story.database.transaction() as session:
        return [row.name for row in session.exec(select(CarePerson).order_by(col(CarePerson.id)))]


def lists(story: Story, user: int) -> list[str]:
    return [text for text in story.texts(user) if text.startswith(("今天该探访", "该探访还没去"))]


@on_both
def test_who_is_to_be_visited_is_told_in_the_morning_and_done_with_a_tap(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    assert "王奶奶加上了，第一网格，每周一次" in story.xiaoyan.hears()[-1]
    story.until(21, 8, 9)
    assert lists(story, 501) == []
    story.until(21, 8, 11)
    assert lists(story, 501) == [
        "今天该探访1户，去过点一下名字：\n1 王奶奶　3-2-501　独居\n想记一句，发“探访 王奶奶 都好”。"
    ]
    assert lists(story, 502) == []
    assert story.xiaoyan.presses("1 王奶奶", 501) == "王奶奶记上了。"
    assert story.xiaoyan.hears()[-1] == "今天要探访的都去过了，谢谢你。"
    story.xiaoyan.writes("探访 王奶奶 血压有点高，明天陪去医院")
    assert [(v.note, v.done_by) for v in visits(story)] == [("血压有点高，明天陪去医院", 501)]
    story.until(28, 8, 9)
    assert lists(story, 501) == []
    story.until(28, 8, 11)
    assert "1 王奶奶　3-2-501　独居　上次11月21日" in lists(story, 501)[-1]
    for chat in (RESIDENTS, WORKERS, OFFICIALS):
        assert not [text for text in story.texts(chat) if "王奶奶" in text]


def test_typed_it_is_done_with_a_word(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.until(21, 9)
    story.xiaoyan.writes("探访 王奶奶 都好")
    assert story.xiaoyan.hears()[-1] == "王奶奶记上了：都好。"
    assert [(v.done_by, v.note) for v in visits(story)] == [(501, "都好")]
    story.xiaoyan.writes("探访")
    assert story.xiaoyan.hears()[-1] == "今天没有要探访的。"


def test_a_visit_that_nothing_asked_for_counts(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes("探访 王奶奶 都好")
    story.now = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
    story.xiaoyan.writes("探访 王奶奶 顺路看看")
    assert [v.note for v in visits(story)] == ["都好", "顺路看看"]


@on_both
def test_what_lapses_climbs_to_the_leader_and_the_secretary(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.until(21, 23)
    assert lists(story, 601) == []
    story.until(22, 9)
    # No leader in this town: the secretary hears of it a day after it was due.
    assert lists(story, 601)[-1].startswith("该探访还没去的1户：\n1 王奶奶　3-2-501　独居　迟了1天")
    story.until(24, 9)
    assert "迟了3天" in lists(story, 601)[-1]
    assert [v.step for v in visits(story)] == [2]
    assert "迟了3天" in lists(story, 501)[-1]
    story.chen.presses("1 王奶奶", 601)
    told = len(lists(story, 601))
    story.until(26, 9)
    assert len(lists(story, 601)) == told


def test_after_the_last_visit_so_many_days(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(LI)
    story.xiaoyan.writes("探访 李爷爷 都好")
    story.now = datetime(2026, 12, 3, 9, tzinfo=SHANGHAI)
    story.sweep()
    assert lists(story, 501) == []
    story.now = datetime(2026, 12, 4, 9, tzinfo=SHANGHAI)
    story.sweep()
    assert "李爷爷" in lists(story, 501)[-1]


def test_a_certification_is_told_of_until_it_is_done(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("加探访 王奶奶 3-2-501 认证2027-02-18 本人同意")
    for day, told in (
        ((2026, 11, 20), 1),
        ((2026, 11, 25), 1),
        ((2027, 1, 19), 2),
        ((2027, 1, 25), 2),
        ((2027, 2, 11), 3),
    ):
        story.now = datetime(*day, 9, tzinfo=SHANGHAI)
        story.sweep()
        assert len(lists(story, 501)) == told, day
    assert "还有7天到期" in lists(story, 501)[-1]
    story.xiaoyan.writes("探访 王奶奶 认证好了")
    story.now = datetime(2027, 2, 19, 9, tzinfo=SHANGHAI)
    story.sweep()
    assert len(lists(story, 501)) == 3


@on_both
def test_heat_brings_one_visit_more_to_everybody_on_a_list(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(LI)
    story.wu.writes("加一次探访 高温 独居")
    assert story.wu.hears()[-1] == "高温：加了1户。"
    assert "1 王奶奶　3-2-501　高温" in lists(story, 501)[-1]
    assert "李爷爷" not in lists(story, 501)[-1]
    story.wu.writes("加一次探访 高温 独居")
    assert len(visits(story)) == 1
    story.wu.writes("加一次探访")
    assert "写上为什么" in story.wu.hears()[-1]


def test_in_quiet_hours_it_waits_for_the_morning(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.until(20, 22)
    told = len(lists(story, 501))
    story.chen.writes("加一次探访 降温")
    assert len(lists(story, 501)) == told
    story.until(21, 8, 11)
    assert "降温" in lists(story, 501)[-1]
    assert "迟" not in lists(story, 501)[-1]


# who may know -----------------------------------------------------------------------------------------------------


def test_names_are_for_private_chats_and_for_who_looks_after_the_place(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    for words in ("探访", "探访名单", WANG):
        story.xiaoyan.says(words, WORKERS)
        assert "私聊" in story.last(WORKERS).text
    story.yali.writes("探访名单")
    assert story.yali.hears()[-1] == "这里没有登记要探访的人。"
    story.yali.writes("探访 王奶奶 都好")
    assert "名单上没有" in story.yali.hears()[-1]
    story.until(21, 9)
    visit = visits(story)[0].id
    assert "王奶奶" not in story.yali.presses_data(f"1|care_done|0|{visit}", 1, 502)
    assert visits(story)[0].done_at is None
    story.wang.says("探访 王奶奶", RESIDENTS)
    assert not [text for text in story.texts(RESIDENTS) if "名单" in text]


def test_the_street_reads_how_many_and_no_name(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.until(22, 9)
    story.wu.writes("探访名单")
    assert story.wu.hears()[-1] == "达濠社区　登记1位，今天该去0户，迟了1户"
    story.wu.writes(WANG)
    assert "探访名单由网格员" in story.wu.hears()[-1]


@on_both
def test_every_look_is_written_down(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.chen.writes("探访名单")
    assert "王奶奶　3-2-501　独居　第一网格，每周一次" in story.chen.hears()[-1]
    story.until(22, 9)
    story.xiaoyan.writes("探访 王奶奶 都好")
    story.xiaoyan.writes("停探访 王奶奶")
    log = views(story)
    assert log[:2] == [(501, "added"), (601, "listed")]
    assert {(501, "told"), (601, "told")} <= set(log)
    assert log[-2:] == [(501, "done"), (501, "stopped")]
    assert kept(story) == []
    assert visits(story) == []


@on_both
def test_what_has_expired_is_erased(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG.replace("2027-11-20", "2026-11-25"))
    story.until(25, 23)
    assert kept(story) == ["王奶奶"]
    story.until(26, 9)
    assert kept(story) == []
    assert views(story)[-1] == (0, "expired")


def test_two_of_a_name_are_told_apart_by_their_home(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(WANG.replace("3-2-501", "1-1-101"))
    story.xiaoyan.writes("探访 王奶奶 都好")
    assert "王奶奶不止一位" in story.xiaoyan.hears()[-1]
    story.xiaoyan.writes("探访 王奶奶 1-1-101 都好")
    assert [(v.note, v.done_by) for v in visits(story) if v.done_at] == [("都好", 501)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("加探访", "这样写：加探访 王奶奶"),
        ("加探访 王奶奶", "还差：多久去一次、谁同意的。"),
        ("加探访 王奶奶 每周", "还差：谁同意的。"),
        ("加探访 王奶奶 认证 本人同意", "还差：哪一天。"),
        ("探访 赵奶奶 都好", "名单上没有“赵奶奶”"),
        ("停探访 赵奶奶", "名单上没有“赵奶奶”"),
    ],
)
def test_what_is_missing_is_said_and_changes_nothing(story: Story, words: str, said: str) -> None:
    story.all_staff()
    before = story.dump(("inbox", "outbox"))
    story.xiaoyan.writes(words)
    assert said in story.xiaoyan.hears()[-1]
    assert story.dump(("inbox", "outbox")) == before


def test_where_nobody_can_be_told_the_group_reads_how_many_and_no_name(story: Story) -> None:
    story.admin.writes(CARE.strip())
    story.now = datetime(2026, 11, 20, 8, 13, tzinfo=SHANGHAI)
    story.sweep()
    assert story.last(WORKERS).text.startswith("今天有2户该探访，还没人能收到名单。")
    assert "王奶奶" not in story.last(WORKERS).text


def test_the_secretary_is_told_where_no_worker_can_be(story: Story) -> None:
    story.chen.writes(WANG)
    story.until(21, 9)
    assert "1 王奶奶" in lists(story, 601)[-1]


def test_the_digest_counts_them(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.until(22, 17, 31)
    (text,) = [text for text in story.texts(WORKERS) if text.startswith("达濠社区　周日")]
    assert "探访：今天该去的还有0户，迟了的1户。" in text
    assert "王奶奶" not in text


# the import file --------------------------------------------------------------------------------------------------

CARE = """
care:
  - {place: gm-dh-1, name: 王奶奶, home: 3-2-501, reason: 独居, rhythm: weekly, since: 2026-11-20,
     consent: 本人同意, until: 2027-11-20}
  - {place: gm-dh-2, name: 赵爷爷, rhythm: pension, date: 2027-02-18, since: 2026-11-20,
     consent: 本人, until: 2027-11-20}
"""


@on_both
def test_people_come_with_the_import_file_and_the_second_time_nothing_changes(story: Story) -> None:
    story.admin.writes(CARE.strip())
    assert "探访2位有变化" in story.admin.hears()[-1]
    story.admin.writes(CARE.strip())
    assert "没有变化" in story.admin.hears()[-1]
    assert kept(story) == ["王奶奶", "赵爷爷"]
    story.all_staff()
    story.until(20, 23)
    story.until(21, 9)
    assert "王奶奶" in lists(story, 501)[-1]
    assert "赵爷爷" in lists(story, 502)[-1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("rhythm: weekly", "rhythm: sometimes"), "rhythm写的是“sometimes”"),
        (("date: 2027-02-18, ", ""), "rhythm写的是“pension”"),
        (("place: gm-dh-1", "place: gm"), "可以写：社区和社区以下"),
        (("place: gm-dh-1", "place: xx"), "xx"),
        (("until: 2027-11-20}", "until: soon}"), "until写的是“soon”"),
        (("\n     consent: 本人同意,", ""), "consent"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_line(story: Story, change: tuple[str, str], said: str) -> None:
    story.admin.writes(CARE.strip().replace(*change))
    assert said in story.admin.hears()[-1]
    assert kept(story) == []


def test_consent_that_is_over_already_is_none(story: Story) -> None:
    story.xiaoyan.writes(WANG.replace("到2027-11-20", "到2020-01-01"))
    assert "还差：同意到哪天（写以后的日子）。" in story.xiaoyan.hears()[-1]
    assert kept(story) == []


# festivals and weather ---------------------------------------------------------------------------------------


def told_again(story: Story, words: str) -> list[str]:
    return [text for text in story.texts(501) if "王奶奶" in text and words in text]


def test_before_a_festival_one_more_visit_is_proposed_and_made_with_a_tap(story: Story) -> None:
    story.all_staff()
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
    story.all_staff()
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
    story.all_staff()
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
    story.all_staff()
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


# how somebody was found --------------------------------------------------------------------------------------


def _found(story: Story, user: int) -> list[str]:
    return [text for text in story.texts(user) if text.startswith("探访")]


@on_both
def test_where_nobody_opens_it_is_no_visit_and_who_stands_above_hears(story: Story) -> None:
    story.all_staff()
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
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.says("探访 王奶奶 没人在家", WORKERS)
    assert story.last(WORKERS).text.startswith("没见到人，这次不算探访")
    assert _found(story, 601)[-1].startswith("探访没见到人：王奶奶")
    story.xiaoyan.writes("探访")
    assert "1 王奶奶" in story.xiaoyan.hears()[-1]


def test_of_somebody_unwell_who_stands_above_hears(story: Story) -> None:
    story.all_staff()
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
    story.all_staff()
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
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(f"探访 王奶奶 {note}")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"] * called


def test_what_burns_where_somebody_is_visited_is_a_fire(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes("探访 王奶奶 家里着火了")
    assert (story.ticket().danger, story.ticket().room) == ("fire", "501")


def test_who_visits_need_not_say_so(story: Story) -> None:
    story.all_staff()
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
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes(words)
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.corridor_light"]
    assert visits(story) == []


def test_who_does_not_visit_somebody_reports_as_before(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.yali.writes("王奶奶 没人应门")
    assert [ticket.service_class for ticket in story.tickets()] != []


def test_a_visit_on_the_eve_of_its_day_does_for_it(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes("探访 王奶奶 都好")
    story.until(22, 9)
    assert lists(story, 501) == lists(story, 601) == []
    story.until(28, 9)
    assert len(lists(story, 501)) == 1
