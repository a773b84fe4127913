"""Stories of call-outs: shown beforehand, filled role by role, with a reserve; whose day has brought enough."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from handlers import noticing
from models.callout import CalloutPerson
from tests.handlers.story import OFFICIALS, WORKERS, Person, Story

GRID_WORKERS = range(501, 507)
DOCTOR, NURSE, POLICE = 550, 551, 552
TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-cy,   level: community, name: 朝阳社区, parent: gm}
  - {code: gm-cy-1, level: grid,      name: 第一网格, parent: gm-cy, buildings: ["1", "2"]}
  - {code: gm-cy-2, level: grid,      name: 第二网格, parent: gm-cy, buildings: ["3", "4"]}
  - {code: gm-xy,   level: community, name: 西苑社区, parent: gm}
  - {code: gm-xy-1, level: grid,      name: 西苑网格, parent: gm-xy, buildings: ["7"]}
groups:
  - {chat_id: -1001, place: gm-cy-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-cy,   purpose: workers,   name: 朝阳社区工作群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 甲一, roles: [{role: grid_worker, place: gm-cy-1}]}
  - {user_id: 502, name: 乙二, roles: [{role: grid_worker, place: gm-cy-1}]}
  - {user_id: 503, name: 丙三, roles: [{role: grid_worker, place: gm-cy-2}]}
  - {user_id: 504, name: 丁四, roles: [{role: grid_worker, place: gm-cy-2}]}
  - {user_id: 505, name: 戊五, roles: [{role: grid_worker, place: gm-xy-1}]}
  - {user_id: 506, name: 己六, roles: [{role: grid_worker, place: gm-xy-1}]}
  - {user_id: 550, name: 张医生, roles: [{role: profession, name: 医生, place: gm-cy}]}
  - {user_id: 551, name: 李医生, roles: [{role: health_worker, place: gm-cy}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-cy}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""
CALL = "集合 明早7点 朝阳社区采样点：{} 带手电"
NIGHT = """rota:
  - {place: gm-cy-1, person: 501, days: daily, from: "08:00", to: "21:00"}
  - {place: gm-cy, person: 502, days: daily, from: "21:00", to: "08:00"}
"""


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Iterator[Story]:
    """Two communities with six grid workers and two doctors, all reachable."""
    yield begun(open_story(TOWN))


def begun(story: Story) -> Story:
    """Everybody has opened their private chat."""
    entity = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
    for user in (*GRID_WORKERS, DOCTOR, NURSE, POLICE):
        story.gateway.say(user, who(story, user).who, "/start", fields=entity)
    story.settle()
    story.chen.hears()
    story.wu.hears()
    return story


def who(story: Story, user: int) -> Person:
    return story.staff(user, str(user), starts=False)


def called(story: Story, roles: str = "2名网格员 1名医生", by: Person | None = None, text: str = "") -> None:
    author = by or story.chen
    author.writes(text or CALL.format(roles))
    author.presses("发出", author.who.id)
    story.sweep()


def asked(story: Story) -> list[int]:
    """Who has been asked, by their numbers."""
    everybody = (*GRID_WORKERS, DOCTOR, NURSE)
    return [
        user for user in everybody if any(words in t for t in story.texts(user) for words in ("采样点（", "河堤（"))
    ]


def card(story: Story, chat: int = 601) -> str:
    return story.card(chat, "集合1　").text


def states(story: Story) -> dict[int, str]:
    with story.database.transaction() as session:
        return {row.user_id: row.state for row in session.exec(select(CalloutPerson)) if row.state != "listed"}


def says(story: Story, word: str, *users: int) -> list[str]:
    return [who(story, user).presses(word, user) for user in users]


# shown, sent, filled ------------------------------------------------------------------------------------------------


def test_it_is_shown_sent_and_filled_role_by_role(story: Story) -> None:
    story.chen.writes(CALL.format("2名网格员 1名医生"))
    shown = story.chen.sees("这样叫")
    assert shown.text == (
        "集合1，这样叫：\n\n11月21日07:00　朝阳社区采样点\n网格员2名，可叫4人\n医生1名，可叫2人\n带手电\n"
        "最多私聊6人，先叫在岗的、本地的、近来叫得少的，够了就不再打扰别人。"
    )
    assert shown.labels == ["发出", "不发"]
    assert asked(story) == []
    assert story.chen.presses("发出", 601) == "已叫6人，进展在这条里更新。"
    assert asked(story) == [501, 502, 503, 504, DOCTOR, NURSE]
    ask = story.card(503, "能来吗")
    assert ask.labels == ["来", "来不了"]
    assert ask.text == "陈书记叫人集合，你能来吗？\n11月21日07:00　朝阳社区采样点（网格员）\n带手电"
    assert says(story, "来", 503) == ["记下了，11月21日07:00在朝阳社区采样点见，到时提醒你。"]
    says(story, "来", DOCTOR, 501)
    assert "集合1人齐了" in story.last(601).text
    assert says(story, "来", NURSE, 502) == ["谢谢你，人刚好够了，先记你候补，轮到你会告诉你。"] * 2
    story.forward(seconds=12)
    assert card(story) == (
        "集合1　11月21日07:00　朝阳社区采样点　人齐了\n网格员2/2：丙三、甲一，候补1\n医生1/1：张医生，候补1\n带手电"
    )
    assert story.card(501, "采样点（").text.endswith("你来，记下了。")


def test_the_order_in_which_it_was_asked_for_also_works_in_the_officials_group(story: Story) -> None:
    story.wu.says("明早7点朝阳社区采样点, 要3名网格员 1名医生", OFFICIALS)
    assert "网格员3名，可叫6人" in story.card(OFFICIALS, "这样叫").text
    story.wu.says("发出", OFFICIALS, reply_to=story.card(OFFICIALS, "这样叫").id)
    story.sweep()
    assert asked(story) == [*GRID_WORKERS, DOCTOR, NURSE]
    story.forward(seconds=6)
    assert "网格员0/3，6人没回" in card(story, OFFICIALS)


def test_first_those_of_the_place_and_no_more_than_are_needed(story: Story) -> None:
    called(story, "1名网格员", by=story.wu)
    first = asked(story)
    assert len(first) == 2
    assert set(first) <= {501, 502, 503, 504}
    says(story, "来不了", first[0])
    assert len(asked(story)) == 3
    story.forward(minutes=21)
    assert len(asked(story)) == 5
    says(story, "来", asked(story)[1])
    story.forward(hours=2)
    assert len(asked(story)) == 5


def test_whoever_was_called_lately_is_called_later(story: Story) -> None:
    called(story, "1名网格员")
    first = asked(story)
    says(story, "来", first[0])
    called(story, text="集合 11月25日9点 朝阳社区河堤：1名网格员")
    with story.database.transaction() as session:
        second = {row.user_id for row in session.exec(select(CalloutPerson).where(CalloutPerson.callout_id == 2))
                  if row.state == "asked"}  # fmt: skip
    assert first[0] not in second


def test_nobody_is_asked_for_two_at_once(story: Story) -> None:
    called(story, "1名医生")
    says(story, "来", DOCTOR)
    story.chen.writes("集合 明早8点 朝阳社区河堤：2名医生")
    assert "医生2名，可叫1人，人不够" in story.chen.sees("集合2").text


def test_of_two_who_could_be_the_second_worker_one_is_called_as_the_doctor(open_story: Callable[..., Story]) -> None:
    people = TOWN[: TOWN.index("  - {user_id: 503")] + TOWN[TOWN.index("  - {user_id: 601") :]
    role = "[{role: grid_worker, place: gm-cy-1}, {role: profession, name: 医生, place: gm-cy}]"
    story = open_story(people.replace("乙二, roles: [{role: grid_worker, place: gm-cy-1}]", f"乙二, roles: {role}"))
    for user in (501, 502):
        story.staff(user, str(user))
    story.chen.writes(CALL.format("2名网格员 1名医生"))
    assert "网格员2名，可叫1人，人不够\n医生1名，可叫1人\n" in story.chen.sees("这样叫").text


def test_a_team_is_complete_when_every_role_has_accepted(open_story: Callable[..., Story]) -> None:
    police = "  - {user_id: 552, name: 赵民警, roles: [{role: community_police, place: gm-cy}]}\n"
    story = begun(open_story(TOWN + police))
    called(story, "三人小组")
    says(story, "来", 501, 551)
    assert not any("人齐了" in text for text in story.chen.hears())
    says(story, "来", POLICE)
    assert "人齐了" in story.last(601).text


# declines and reserves ----------------------------------------------------------------------------------------------


def test_the_first_reserve_takes_a_seat_that_is_given_up(story: Story) -> None:
    called(story, "1名网格员 1名医生")
    first, second = (user for user in asked(story) if user in GRID_WORKERS)
    says(story, "来", first, second, DOCTOR, NURSE)
    assert says(story, "来不了", first) == ["知道了，请别人去，没关系。"]
    assert "轮到你了" in story.last(second).text
    assert states(story) == {first: "withdrew", second: "seated", DOCTOR: "seated", NURSE: "reserve"}
    assert not any("有人来不了" in text for text in story.chen.hears())
    says(story, "来不了", NURSE, DOCTOR)
    assert story.last(601).text.startswith("集合1有人来不了，还差医生1名（没有可问的人了）")


def test_words_do_what_buttons_do(story: Story) -> None:
    called(story, "1名医生")
    who(story, DOCTOR).writes("来")
    who(story, NURSE).writes("来")
    assert states(story) == {DOCTOR: "seated", NURSE: "reserve"}
    who(story, DOCTOR).writes("来不了")
    assert states(story) == {DOCTOR: "withdrew", NURSE: "seated"}
    story.until(21, 6, 55)
    who(story, NURSE).writes("到了")
    assert states(story)[NURSE] == "arrived"


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("有事来不了", True),
        ("不好意思，孩子发烧了，来不了", True),
        ("明早加班，参加不了了。", True),
        ("维修师傅来不了", False),
        ("1号单今天来不了", False),
        ("有事来不了怎么办？", False),
    ],
)
def test_who_says_why_first_is_heard_too(story: Story, words: str, gone: bool) -> None:
    called(story, "1名医生")
    who(story, DOCTOR).writes("来")
    who(story, DOCTOR).writes(words)
    assert (states(story)[DOCTOR] == "withdrew") is gone


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("我去", "seated"),
        ("好的 我一定到", "seated"),
        ("我带一个人去", "seated"),
        ("算我一个", "seated"),
        ("我去不了 家里有事", "declined"),
        ("不好意思，明早去不了", "declined"),
        ("我去吗", "asked"),
        ("去医院了", "asked"),
        ("去不了怎么办？", "asked"),
    ],
)
def test_who_is_asked_answers_in_their_own_words(story: Story, words: str, state: str) -> None:
    called(story, "1名医生")
    who(story, DOCTOR).writes(words)
    assert states(story)[DOCTOR] == state


def test_who_has_said_yes_may_still_stay_away(story: Story) -> None:
    called(story, "1名医生")
    who(story, DOCTOR).writes("我去")
    who(story, DOCTOR).writes("还是去不了了")
    assert states(story)[DOCTOR] == "withdrew"


@pytest.mark.parametrize("words", ["接单 9", "今日", "我请假到周三"])
def test_who_then_speaks_of_something_else_keeps_their_seat(story: Story, words: str) -> None:
    """What was said of a ticket or of a leave gave up the seat."""
    called(story, "3名网格员", by=story.wu)
    worker = who(story, GRID_WORKERS[0])
    for said in ("我去", words, "那过不去了"):
        worker.writes(said)
    assert states(story)[GRID_WORKERS[0]] == "seated"


def test_where_it_is_stands_apart_from_the_hour(story: Story) -> None:
    story.chen.writes("集合 明早7点 3号楼门口：1名医生")
    story.chen.presses("发出", 601)
    who(story, DOCTOR).writes("来")
    assert "记下了，11月21日07:00在3号楼门口见，到时提醒你。" in story.texts(DOCTOR)


def test_called_off_after_the_start_it_is_told_who_is_there(story: Story) -> None:
    called(story, "1名网格员 1名医生")
    first = next(user for user in asked(story) if user in GRID_WORKERS)
    says(story, "来", first, DOCTOR)
    story.until(21, 6, 55)
    says(story, "到了", DOCTOR)
    story.until(21, 7, 20)
    story.chen.writes("取消集合")
    assert story.last(601).text == "集合1取消了，答应来的2人都告诉了。"
    assert story.last(DOCTOR).text == "07:00　朝阳社区采样点的集合取消了，可以回去了，谢谢你。"
    assert story.last(first).text == "07:00　朝阳社区采样点的集合取消了，不用来，谢谢你。"


def test_called_off_before_anybody_would_come_nobody_is_said_to_be_told(story: Story) -> None:
    called(story, "1名医生")
    story.chen.writes("取消集合")
    assert story.last(601).text == "集合1取消了，还没人答应来，没有要告诉的人。"


def test_who_could_not_come_may_think_better_of_it(story: Story) -> None:
    called(story, "1名医生")
    who(story, DOCTOR).writes("来不了")
    who(story, DOCTOR).writes("来")
    assert states(story)[DOCTOR] == "seated"
    assert says(story, "来", NURSE) == ["谢谢你，人刚好够了，先记你候补，轮到你会告诉你。"]


# whose day has brought enough ---------------------------------------------------------------------------------------


def spent(story: Story, *users: int) -> None:
    """A day brings one message; for these it has come."""
    ladder = story.resources.policies.ladder
    budget = replace(ladder.budget, worker_daily=1)
    story.resources.policies = replace(story.resources.policies, ladder=replace(ladder, budget=budget))
    for user in users:
        story.call(lambda desk, user=user: desk.say(user, "", text="巡查表收到了"))


def test_who_had_enough_today_reads_it_in_the_summary_if_that_is_in_time(story: Story) -> None:
    spent(story, 501, 502)
    story.chen.writes("集合 明早10点 朝阳社区河堤：2名网格员")
    assert story.chen.presses("发出", 601) == "已叫2人，2人今天消息够多了，下次汇总里问，进展在这条里更新。"
    assert asked(story) == [503, 504]
    story.forward(seconds=6)
    assert "网格员0/2，2人没回，2人下次汇总里问" in card(story)
    says(story, "来", 503, 504)
    says(story, "来不了", 504)
    story.until(21, 8, 1)
    assert asked(story) == [501, 502, 503, 504]
    assert says(story, "来", 502) == ["记下了，10:00在朝阳社区河堤见，到时提醒你。"]


def test_in_a_long_summary_a_call_that_waits_for_an_answer_comes_first(story: Story) -> None:
    spent(story, 501, 502)
    for _ in range(40):
        story.call(lambda desk: desk.gather(501, "told", "broadcast_fault", {"kind": "question", "words": ""}))
    called(story, text="集合 明早10点 朝阳社区河堤：2名网格员")
    story.until(21, 8, 1)
    summary = story.last(501)
    first = next(line for line in summary.text.splitlines()[1:] if line.strip())
    assert "朝阳社区河堤" in first
    assert len(summary.text) <= noticing.LONGEST
    assert summary.labels[0] == "来"


def test_a_summary_of_many_calls_fits_and_has_a_button_for_each(story: Story) -> None:
    spent(story, 501, 502)
    for number in range(14):
        called(story, text=f"集合 明早10点 朝阳社区河堤第{number + 1}段，带上手电筒、雨衣和铁锹，听老李安排：2名网格员")
    story.until(21, 8, 1)
    summary = story.last(501)
    assert len(summary.text) <= noticing.LONGEST
    assert [f"第{number + 1}段" in summary.text for number in range(14)] == [True] * 14
    assert summary.labels.count("来") == 14


def test_who_had_enough_today_hears_nothing_of_what_is_complete(story: Story) -> None:
    spent(story, 501, 502)
    called(story, text="集合 明早10点 朝阳社区河堤：2名网格员")
    says(story, "来", 503, 504)
    story.until(21, 9)
    assert asked(story) == [503, 504]


def test_who_had_enough_today_is_asked_at_once_where_a_summary_is_too_late_and_nobody_else_comes(story: Story) -> None:
    spent(story, 501, 502, 503)
    called(story, text="集合 今天15点 朝阳社区河堤：1名网格员")
    assert asked(story) == [504]
    says(story, "来不了", 504)
    assert len(asked(story)) == 2
    replacement = asked(story)[0]
    says(story, "来", replacement)
    story.until(20, 14, 1)
    assert story.last(replacement).text.startswith("还有60分钟")


def test_it_is_called_off(story: Story) -> None:
    called(story, "1名网格员 1名医生")
    first, second = (user for user in asked(story) if user in GRID_WORKERS)
    says(story, "来", first)
    story.chen.writes("取消集合")
    assert story.last(first).text == "11月21日07:00　朝阳社区采样点的集合取消了，不用来，谢谢你。"
    assert story.last(second).text.endswith("取消了，不用来。")
    assert card(story).startswith("集合1　11月21日07:00　朝阳社区采样点　取消了")
    before = {user: len(story.texts(user)) for user in (first, second)}
    story.until(21, 9)
    assert before == {user: len(story.texts(user)) for user in (first, second)}
    story.chen.writes("取消集合")
    assert story.last(601).text == "没有在叫的集合。"


# what cannot be -----------------------------------------------------------------------------------------------------


REFUSED = (
    ("集合 今天7点 朝阳社区：1名医生", "这个时间已经过了，没有叫人。"),
    ("集合 明早7点 夕阳社区：1名医生", "不知道“夕阳社区”在哪里，没有叫人。"),
    ("集合 明早7点 朝阳社区：1名飞行员", "没有“飞行员”这个职务或专业，没有叫人。"),
    ("集合 明早7点 朝阳社区：1名物业", "现在找不到能来的物业，没有叫人。"),
    ("集合 明早7点 西苑社区：1名网格员", "那里不归你们叫人。"),
    ("集合 朝阳社区：1名医生", "没看出几点，写“明早7点”这样的时间。"),
    ("集合 明早7点：1名医生", "在哪里集合？写上地点。"),
    ("集合", "写清什么时候"),
)


def test_what_cannot_be_is_said_and_nobody_is_asked(story: Story) -> None:
    for text, said in REFUSED:
        story.chen.writes(text)
        assert story.last(601).text.startswith(said), text
    story.sweep()
    assert asked(story) == []
    assert story.dump()["callout_person"] == []


def test_workers_call_nobody_and_strangers_press_nothing(story: Story) -> None:
    who(story, 501).says(CALL.format("1名医生"), WORKERS)
    assert "集合由网格长、书记或街道来叫" in story.last(WORKERS).text
    who(story, 501).says("明早7点朝阳社区采样点, 要1名医生", WORKERS)
    assert "集合由" in story.last(WORKERS).text
    called(story, "1名医生")
    row = story.card(601, "集合1　").id
    assert who(story, 502).presses_data("1|co_cancel|0|1", row, 601) == "集合1是陈书记叫的，请跟陈书记说。"
    assert who(story, 503).presses_data("1|co_yes|0|1", row, 601)
    assert states(story) == {DOCTOR: "asked", NURSE: "asked"}


def test_an_old_preview_and_a_past_start_call_nobody(story: Story) -> None:
    story.chen.writes(CALL.format("1名医生"))
    story.now += timedelta(hours=2)
    story.chen.presses("发出", 601)
    assert asked(story) == []
    story.chen.writes("集合 今天11:00 朝阳社区河堤：1名医生")
    story.now += timedelta(minutes=50)
    assert story.chen.presses("发出", 601) == "这个时间已经过了，没有叫人。"
