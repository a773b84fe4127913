"""Stories of care visits: told in the morning, done with a tap and a word, climbing when they lapse."""

from datetime import datetime

import pytest
from sqlmodel import col, select

from models.care import CarePerson, CareView, CareVisit
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
    assert "探访：迟了的1户。" in text
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


@pytest.mark.parametrize(
    ("words", "done", "hears"),
    [
        ("去看了王奶奶，挺好的", True, False),
        ("刚去看过王奶奶", True, False),
        ("王奶奶家没人", False, True),
        ("王奶奶住院了", True, True),
    ],
)
def test_a_visit_is_told_as_people_tell_it_and_is_of_no_ticket(
    story: Story, words: str, done: bool, hears: bool
) -> None:
    """Each was added to whatever the worker had last reported for somebody."""
    story.all_staff()
    story.xiaoyan.writes(WANG)
    story.xiaoyan.writes("代报 2号楼路灯不亮")
    story.xiaoyan.writes(words)
    assert story.ticket().news == ""
    assert [visit.done_at is not None for visit in visits(story)] == [done]
    assert any("王奶奶" in text for text in story.chen.hears()) is hears
