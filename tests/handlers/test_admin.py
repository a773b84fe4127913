"""Stories of an admin at work in chat: the import file's words, the desk's health, the morning line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import col, desc, select

from bot.gateway import Gone
from handlers import admin, dispatch
from handlers.doctor import sentences
from models.inbox import ASIDE, Inbox
from rules.messages import Act
from tests.handlers.story import ADMIN, OTHERS, RESIDENTS, SHANGHAI, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
MORE = """places:
  - {code: gm-dh-3, level: grid, name: 第三网格, parent: gm-dh, buildings: ["9"]}
people:
  - {user_id: 504, name: 何小满, roles: [{role: grid_worker, place: gm-dh-3}]}
"""


@on_both
def test_the_words_of_an_import_file_pasted_in_private(story: Story) -> None:
    story.admin.writes(MORE)
    assert story.admin.hears()[-1] == "登记好了：地方1处，人1位有变化。"
    story.person(47, "9-1-101 老孙").says("9号楼1单元电梯坏了", OTHERS)
    assert "第三网格" in story.last(WORKERS).text
    man = story.staff(504, "何小满")
    assert man.presses("接单", WORKERS) == "1号单归你了，辛苦。"
    story.admin.writes(MORE)
    assert story.admin.hears()[-1] == "和原来一样，没有变化。"


def test_whom_an_admin_names_reads_what_waits_there(story: Story) -> None:
    story.xiaoyan.hears()
    man = story.staff(504, "何小满")
    story.person(14, "5-1-101 小钱").says("5号楼楼道灯不亮了", OTHERS)
    story.admin.writes("people:\n  - {user_id: 504, name: 何小满, roles: [{role: grid_worker, place: gm-dh-2}]}")
    assert man.hears()[-1].startswith("之前报的，还有这些没办完。\n等人接1件\n1号单　楼道灯")
    assert not any("之前报的" in text for text in story.xiaoyan.hears())


def test_every_fault_is_told_with_its_line_and_nothing_is_written(story: Story) -> None:
    story.admin.hears()
    before = story.dump()
    story.admin.writes(MORE.replace("level: grid", "level: gird"))
    answer = story.admin.hears()[-1]
    assert answer.startswith("没登记，下面这些先改一下：\n")
    assert answer.splitlines()[1:] == [
        "第2行，地点gm-dh-3：level写的是“gird”，是不是“网格（grid）”，可以写：区（district）、街道（street）、社区（community）、"
        "网格（grid）、微网格（micro_grid）",
    ]
    after = story.dump()
    assert {n: r for n, r in after.items() if n != "outbox"} == {n: r for n, r in before.items() if n != "outbox"}


def test_names_may_be_written_as_the_desk_says_them(story: Story) -> None:
    chinese = MORE.replace("level: grid", "level: 网格").replace("grid_worker", "网格员")
    story.admin.writes("# 第三网格\n" + chinese)
    assert story.admin.hears()[-1] == "登记好了：地方1处，人1位有变化。"
    story.admin.writes(chinese.replace("role: 网格员", "role: 网络员"))
    assert "role写的是“网络员”，是不是“网格员”，可以写：居民（resident）、" in story.admin.hears()[-1]


def test_a_bot_that_is_not_there_is_refused(story: Story) -> None:
    story.admin.writes("groups:\n  - {chat_id: -1009, place: gm-dh-1, purpose: residents, name: 新群, bot: 77}")
    refused = story.admin.hears()[-1]
    assert refused == f"没登记，下面这些先改一下：\n第2行，群-1009：没有号码是77的小格，可以写：{story.bot}"


def test_more_faults_than_fit_are_counted(story: Story) -> None:
    rows = "".join(
        f"  - {{user_id: x, name: 何{n}, roles: [{{role: grid_worker, place: gm-dh-1}}]}}\n" for n in range(40)
    )
    story.admin.writes(f"people:\n{rows}")
    assert story.admin.hears()[-1].splitlines()[-1] == "还有10处，改完这些再贴一次。"


@pytest.mark.parametrize("words", ["places: [", "places:\n  - 3", "people: ]["])
def test_broken_words_are_answered(story: Story, words: str) -> None:
    story.admin.writes(words)
    assert story.admin.hears()[-1].startswith("没登记")


def test_nobody_else_imports(story: Story) -> None:
    for person in (story.xiaoyan, story.wang):
        person.writes(MORE)
    assert len(story.dump()["place"]) == 4


def test_an_admin_does_not_import_in_a_group(story: Story) -> None:
    story.admin.says(MORE, WORKERS)
    assert len(story.dump()["place"]) == 4


def test_what_is_named_is_made_exactly_so(story: Story) -> None:
    story.admin.writes("people:\n  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-2}]}\n")
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.ticket().claimed_by == 501
    assert {row[2:4] for row in story.dump()["role"] if row[1] == "501"} == {("grid_worker", "4")}


def test_a_place_that_is_only_renamed_keeps_its_buildings(story: Story) -> None:
    story.admin.writes("places: [{code: gm-dh-1, level: grid, name: 东风网格, parent: gm-dh}]")
    assert story.admin.hears()[-1] == "登记好了：地方1处有变化。"
    story.person(45, "3-2-101 老郑").says("3号楼2单元电梯坏了", OTHERS)
    assert "东风网格" in story.last(WORKERS).text
    story.admin.writes("places: [{code: gm-dh-1, level: grid, name: 东风网格, parent: gm-dh, buildings: []}]")
    assert not [row for row in story.dump()["building"] if row[1] == "3"]


def test_who_is_named_without_a_telephone_keeps_theirs(story: Story) -> None:
    person = "people: [{user_id: 501, name: 高晓燕, %sroles: [{role: grid_worker, place: gm-dh-1}]}]"
    for phone, kept in (("phone: 13800138000, ", "13800138000"), ("", "13800138000"), ('phone: "", ', "")):
        story.admin.writes(person % phone)
        assert next(row[2] for row in story.dump()["person"] if row[0] == "501") == kept


# health -------------------------------------------------------------------------------------------------------


def well(story: Story) -> None:
    """Nothing is wrong: all staff reachable, all groups served, all numbers filled in."""
    story.all_staff()
    safety = replace(story.resources.policies.safety, gas_company="95158", duty_telephone="88881234")
    story.resources.policies = replace(story.resources.policies, safety=safety)
    for chat in (RESIDENTS, OTHERS, WORKERS, -1003):
        story.wang.says("大家好", chat)


@on_both
def test_the_morning_line_says_that_all_is_well(story: Story) -> None:
    story.admin.hears()
    well(story)
    story.until(21, 7, 59)
    before = story.admin.hears()
    story.until(21, 8, 1)
    assert story.admin.hears() == [*before, "一切正常。"]
    story.forward(hours=20)
    assert story.admin.hears() == [*before, "一切正常。"]
    story.forward(hours=5)
    assert story.admin.hears() == [*before, "一切正常。", "一切正常。"]


@pytest.mark.parametrize(("hour", "lines"), [(13, 1), (15, 0)])
def test_after_a_long_sleep_the_morning_line_comes_or_is_left_out(story: Story, hour: int, lines: int) -> None:
    story.admin.hears()
    well(story)
    story.sweep()
    before = len(story.admin.hears())
    story.now = datetime(2026, 11, 21, hour, 0, tzinfo=SHANGHAI)
    story.sweep()
    assert len(story.admin.hears()) - before == lines


def test_the_morning_line_says_what_is_wrong_and_what_to_do(story: Story) -> None:
    story.admin.hears()
    story.until(21, 8, 1)
    line = story.admin.hears()[-1]
    assert "还没填燃气抢险电话" in line
    assert "还没填值班电话" in line
    assert "“第一网格居民群”里还没有机器人。把机器人拉进群；" in line
    assert line.count("·") == 5
    grids = "".join(
        f'  - {{code: gm-dh-{n}, level: grid, name: 第{n}网格, parent: gm-dh, buildings: ["{n}"]}}\n'
        for n in range(10, 14)
    )
    story.admin.writes(f"places:\n{grids}")
    story.until(22, 8, 1)
    assert story.admin.hears()[-1].endswith("还有1条，在这里发 doctor 看全部。")
    asked = doctor(story)
    assert asked.count("·") == 6 and "还有" not in asked
    assert "· 第10网格、第11网格、第12网格、第13网格没有网格员。用 /invite 请一位。" in asked


def test_of_many_places_that_lack_the_same_ten_are_named_in_one_line(story: Story) -> None:
    well(story)
    grids = "".join(
        f'  - {{code: g{n}, level: grid, name: 第{n}网格, parent: gm-dh, buildings: ["{n}"]}}\n' for n in range(20, 32)
    )
    story.admin.writes(f"places:\n{grids}")
    named = "、".join(f"第{n}网格" for n in range(20, 30))
    assert doctor(story) == f"· {named}和另外2处没有网格员。用 /invite 请一位。"


def test_a_desk_that_knows_no_place_yet_says_what_comes_first(open_story: Callable[..., Story]) -> None:
    story = open_story(town="places:\n  - {code: gm, level: street, name: 光明街道}\n")
    assert (
        doctor(story).splitlines()[-1] == "· 还没登记地方，报的事不知道归谁。把地方名单（places: 开头）贴到我的私聊里。"
    )
    story.admin.writes(
        "places:\n  - {code: gm-dh, level: community, name: 达濠社区, parent: gm}\n"
        '  - {code: gm-dh-1, level: grid, name: 第一网格, parent: gm-dh, buildings: ["1"]}\n'
    )
    assert "· 还没有居民群，我听不到居民的话。把我拉进群，按按钮说是居民群。" in doctor(story).splitlines()


def doctor(story: Story) -> str:
    story.admin.commands("/doctor")
    return story.admin.hears()[-1]


def test_doctor_by_command_and_only_for_admins(story: Story) -> None:
    well(story)
    assert doctor(story) == "一切正常。"
    story.xiaoyan.commands("/doctor")
    assert story.xiaoyan.hears()[-1] == "这个要管理员来做。"


def test_doctor_names_a_poison_update(story: Story) -> None:
    well(story)
    with story.database.transaction() as session:
        row = session.get(Inbox, 1)
        assert row is not None
        row.state, row.error = ASIDE, "ValueError"
        session.add(row)
    assert doctor(story).startswith(
        "· 一天里有1条消息处理不了，先放在一边了。运行 .venv/bin/python main.py doctor --verbose"
    )
    story.resources.shell = "desk"
    assert "运行 desk doctor --verbose" in doctor(story)
    story.forward(days=1)
    assert "处理不了" not in doctor(story)


def test_a_right_that_is_missing_is_named_until_it_is_given(story: Story) -> None:
    story.gateway.script(Gone("rights", "not enough rights to manage pinned messages"), chat=RESIDENTS, act=Act.PIN)
    well(story)
    story.forward(seconds=5)
    (told,) = doctor(story).splitlines()
    assert told.startswith("· 在“第一网格居民群”里不能置顶，居民进群看不到谁在管、记什么。请群主把机器人设成管理员")
    story.gateway.change_bot(RESIDENTS, "admin")
    story.settle()
    assert sum(message.pinned for message in story.gateway.chat(RESIDENTS).messages.values()) == 1
    assert doctor(story) == "一切正常。"
    story.gateway.script(Gone("rights", "not enough rights to send text messages"), chat=RESIDENTS, act=Act.SEND)
    story.wang.says("3号楼2单元电梯又停了")
    assert doctor(story) == "· 在“第一网格居民群”里没有发言权限。请群主允许机器人发消息，最好设成管理员。"
    story.wang.says("1号楼楼道灯不亮")
    assert doctor(story) == "一切正常。"


@pytest.mark.parametrize(
    ("happens", "reader", "words"),
    [
        (lambda story: story.wang.says("早"), WORKERS, "“第一网格居民群”里{}有一条消息我没处理好，什么都没记。"),
        (lambda story: story.xiaoyan.says("早", WORKERS), WORKERS, "{}那一条我没处理好，什么都没记。请再来一次。"),
        (lambda story: story.xiaoyan.writes("早"), 501, "{}那一条我没处理好，什么都没记。请再来一次。"),
        (lambda story: story.wang.says("早", -1999), None, ""),
        (lambda story: story.gateway.change_bot(RESIDENTS, "admin"), None, ""),
    ],
)
def test_people_look_themselves_at_what_could_not_be_handled(
    story: Story, happens: Callable[[Story], None], reader: int | None, words: str
) -> None:
    well(story)
    assert story.xiaoyan.hears()
    happens(story)
    story.settle()
    before = len(story.gateway.sent)
    with story.database.transaction() as session:
        row = session.exec(select(Inbox).order_by(desc(col(Inbox.id)))).first()
    for _ in "ab":
        story.call(admin.tell_lost, row)
    told = [(sent.out.chat, sent.out.text) for sent in story.gateway.sent[before:]]
    assert [chat for chat, _ in told] == ([reader] if reader else [])
    assert all(text.startswith(words.format(f"{story.now.astimezone(SHANGHAI):%H:%M}")) for _, text in told)


def test_each_danger_that_could_not_be_handled_is_told_of(story: Story) -> None:
    """Once an hour is enough of talk: the second of two fires would have been nobody's."""
    well(story)
    for words in ("早", "3号楼着火了", "1号楼也着火了"):
        story.wang.says(words)
    before = len(story.texts(WORKERS))
    with story.database.transaction() as session:
        rows = session.exec(select(Inbox).order_by(desc(col(Inbox.id))).limit(3)).all()
    for row in reversed(rows):
        story.call(admin.tell_lost, row)
        story.call(admin.tell_lost, row)
    told = story.texts(WORKERS)[before:]
    assert [text.startswith("“第一网格居民群”里") for text in told] == [True] * 3


def test_doctor_names_a_grid_without_a_worker(story: Story) -> None:
    well(story)
    story.admin.writes('places:\n  - {code: gm-dh-7, level: grid, name: 第七网格, parent: gm-dh, buildings: ["7"]}\n')
    assert doctor(story) == "· 第七网格没有网格员。用 /invite 请一位。"


def test_doctor_names_places_where_nobody_decides(story: Story) -> None:
    well(story)
    story.admin.writes(
        "people:\n  - {user_id: 601, name: 陈书记, roles: []}\n  - {user_id: 701, name: 吴主任, roles: []}\n"
    )
    assert doctor(story).splitlines() == [
        "· 达濠社区没有社区书记，要定的事没人定。用 /invite 请一位。",
        "· 光明街道没有街道中心，要定的事没人定。用 /invite 请一位。",
    ]


@pytest.mark.parametrize(
    ("admins", "words"),
    [
        ((), "还没有管理员，群和人都没法登记。把自己的数字编号写进 DESK_ADMINS，再启动一次。"),
        ((ADMIN, 901), "管理员（901）没开过私聊，出了问题没法告诉。请点开机器人按“开始”。"),
    ],
)
def test_doctor_says_that_no_admin_can_be_told(story: Story, admins: tuple[int, ...], words: str) -> None:
    well(story)
    assert story.admin
    story.resources.admins = frozenset(admins)
    with story.database.transaction() as session:
        desk = story.desk(session)
        desk.reload()
        assert sentences(desk) == [words]


def test_the_last_admins_role_is_not_taken_away_in_chat(story: Story) -> None:
    well(story)
    story.admin.writes("people:\n  - {user_id: 601, name: 陈书记, roles: [{role: admin, place: gm}]}")
    story.resources.admins = frozenset()
    with story.database.transaction() as session:
        story.desk(session).reload()
    leaving = "people:\n  - {user_id: 601, name: 陈书记, roles: []}"
    story.chen.writes(leaving)
    assert story.chen.hears()[-1] == "这样就一位管理员都没有了，先没改。请先用 /invite 请一位管理员，再贴一次。"
    story.chen.writes(f"{leaving}\n  - {{user_id: 701, name: 吴主任, roles: [{{role: admin, place: gm}}]}}")
    assert story.chen.hears()[-1] == "登记好了：人2位有变化。"


def test_doctor_names_people_who_have_not_pressed_start(story: Story) -> None:
    well(story)
    story.admin.writes(MORE)
    assert doctor(story) == ("· 1位工作人员没开过私聊，催单只能在群里说：何小满。请他们点开机器人按“开始”。")


def test_doctor_names_a_lost_group(story: Story) -> None:
    well(story)
    story.gateway.change_bot(RESIDENTS, "kicked", story.wang.who)
    story.settle()
    paste = "groups: [{chat_id: -1001, purpose: none}]"
    told = "要用请重新拉进群；不用了，把名单里 -1001 的 purpose 写成 none 再登记。"
    assert doctor(story) == f"· 我被移出了“第一网格居民群”。{told}"
    story.admin.writes(paste)
    assert story.admin.hears()[-1] == "登记好了：群1个有变化。"
    assert doctor(story) == "一切正常。"
    story.admin.writes(paste)
    assert story.admin.hears()[-1] == "和原来一样，没有变化。"


def test_a_group_for_nothing_any_more_is_left(story: Story) -> None:
    well(story)
    story.admin.writes("groups:\n  - {chat_id: -1002, purpose: none}")
    story.forward(seconds=1)
    assert story.gateway.chat(WORKERS).standing == "left"
    assert doctor(story) == "一切正常。"
    story.admin.writes("groups:\n  - {chat_id: -1999, purpose: none}")
    assert story.admin.hears()[-1] == "和原来一样，没有变化。"


def test_a_grid_that_was_merged_into_another_is_asked_for_no_worker(story: Story) -> None:
    well(story)
    story.admin.writes("places:\n  - {code: gm-dh-7, level: grid, name: 第七网格, parent: gm-dh}\n")
    assert doctor(story) == "一切正常。"


def test_a_bot_that_cannot_read_the_group_is_told_to_the_admins_once_a_day(story: Story) -> None:
    story.admin.hears()
    for _ in range(3):
        story.call(dispatch.opened, ["desk_bot"])
    told = [text for text in story.admin.hears() if "看不到群里的话" in text]
    assert len(told) == 1
    assert "@desk_bot" in told[0]
    assert "/setprivacy" in told[0]
    story.forward(days=1)
    story.call(dispatch.opened, ["desk_bot"])
    assert len([text for text in story.admin.hears() if "看不到群里的话" in text]) == 2


def test_an_admin_who_never_pressed_start_is_not_written_to(open_story: Callable[..., Story]) -> None:
    story = open_story()
    story.until(21, 8, 1)
    assert story.texts(ADMIN) == []


def test_an_admin_who_begins_is_told_what_an_admin_does(story: Story) -> None:
    assert story.admin.hears()[-1].startswith("我是小格，您是管理员。把地方名单（places: 开头）贴在这里")
    story.admin.writes("帮助")
    assert "/invite" in story.admin.hears()[-1] and "/doctor" in story.admin.hears()[-1]


def test_a_wide_colon_in_what_is_pasted_is_told(story: Story) -> None:
    story.admin.writes("people：\n  - {user_id: 504, name: 何小满, roles: []}")
    assert story.admin.hears()[-1].startswith("没登记，下面这些先改一下：\n")
    assert "英文" in story.admin.hears()[-1]


def test_an_import_file_sent_as_a_file_is_asked_for_as_words(story: Story) -> None:
    file = {"document": {"file_id": "d1", "file_unique_id": "d1", "file_name": "town.yaml"}}
    story.gateway.say(ADMIN, story.admin.who, "", fields=file)
    story.settle()
    assert story.admin.hears()[-1].startswith("名单文件小格读不了，打开它，把里面的文字贴过来就行")
    story.forward(minutes=5)
    assert not any("照片收到了" in text for text in story.admin.hears())


def test_an_admin_may_leave_the_slash_away(story: Story) -> None:
    well(story)
    story.admin.writes("doctor")
    assert story.admin.hears()[-1] == "一切正常。"
    story.admin.writes("Invite")
    assert story.admin.hears()[-1] == "要请谁来？先选角色。"
    story.wang.writes("doctor")
    assert story.wang.hears()[-1] != "这个要管理员来做。"


GIVES = "people:\n  - {user_id: 504, name: 何小满, roles: [{role: grid_worker, place: gm-dh-2}]}"


@on_both
def test_whom_an_import_gives_a_role_is_told_where_their_private_chat_is_open(story: Story) -> None:
    """They learnt of it from the first nudge."""
    man = story.staff(504, "何小满")
    story.admin.writes(GIVES)
    assert man.hears()[-1] == "登记好了：第二网格的网格员。以后有事都在这里说，怎么用发 /help。"
    heard = len(man.hears())
    story.admin.writes(GIVES)
    assert len(man.hears()) == heard


def test_whom_an_import_gives_a_role_is_told_when_they_first_write(story: Story) -> None:
    man = story.staff(504, "何小满", starts=False)
    story.admin.writes(GIVES)
    assert man.hears() == []
    man.writes("在吗")
    assert "登记好了：第二网格的网格员。" in man.hears()[0]
    man.writes("在吗")
    assert sum("第二网格的网格员" in text for text in man.hears()) == 1
