"""Stories of 吹哨报到: the street calls departments, each comes, plans, finishes, is graded; one voice outside."""

from collections.abc import Callable

import pytest

from models.ticket import by_desk
from models.whistle import calls_of, work_done
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, on_both

LAMP = "3号楼2单元门口路灯不亮"
CITY, GAS = -1004, -1006
TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
departments:
  - {code: urban_management, name: 城管, street: gm, chat_id: -1004}
  - {code: gas, name: 燃气, street: gm, chat_id: -1006}
  - {code: water, name: 水务, street: gm}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
  - {user_id: 801, name: 城管小罗, roles: [{role: department, department: urban_management}]}
"""


@pytest.fixture
def called(open_story: Callable[..., Story]) -> Story:
    """A lamp that has climbed to the street."""
    story = open_story(TOWN)
    assert story.xiaoyan and story.chen and story.wu
    story.wang.says(LAMP)
    story.xiaoyan.says("上报 1 路灯归城管", WORKERS)
    story.chen.says("上报 1 路灯归城管", WORKERS)
    assert story.ticket().level == "street"
    return story


def whistled(story: Story, *offices: str, urgency: str = "普通") -> None:
    story.wu.presses("吹哨", OFFICIALS)
    for office in offices:
        story.wu.presses(f"☐ {office}", OFFICIALS)
    story.wu.presses(urgency, OFFICIALS)


def lead(story: Story) -> str:
    return story.card(OFFICIALS, "1号单　").text


def test_residents_do_not_read_that_somebody_was_spoken_to_when_the_street_whistles(called: Story) -> None:
    called.wu.says("吹哨 1 城管", OFFICIALS)
    told = called.card(RESIDENTS, "编号1").text
    assert "吴主任接了。" in told and "已联系" not in told


@on_both
def test_a_whistle_from_the_card_to_the_grade(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管", "燃气")
    assert story.ticket().claimed_by == 701
    assert story.card(CITY, "1号单").labels == ["报到"]
    assert "前报到" in story.card(GAS, "1号单").text
    assert "城管：待报到，11月23日08:12前" in lead(story)
    assert luo.presses("报到", CITY) == "报到了。1号单请11月23日08:12前说计划。"
    assert story.card(CITY, "1号单").labels == ["计划", "办完"]
    luo.says("计划 1 明天下午换灯头", CITY)
    assert "城管：明天下午换灯头，11月21日18:00前" in lead(story)
    luo.says("办完 1 换了灯头", CITY)
    asked = story.card(OFFICIALS, "城管说1号单办完了：换了灯头")
    assert asked.labels == ["满意", "基本满意", "不满意", "退回"]
    assert story.wu.presses("基本满意", OFFICIALS) == "记下了。"
    assert "城管：办完，基本满意" in lead(story)
    assert story.card(CITY, "1号单").text.endswith("街道评价：基本满意。\n牵头：吴主任")
    assert not any("城管说1号单办完了" in text for text in story.texts(OFFICIALS))
    assert story.ticket().department_done
    for_log = [kind for kind in story.events() if kind.startswith("whistle")]
    assert for_log == ["whistle", "whistle_report_in", "whistle_plan", "whistle_finish", "whistle_grade"]


@pytest.mark.parametrize("words", ["收到", "好的，收到", "收到，马上安排"])
@pytest.mark.parametrize("under_card", [True, False])
def test_having_read_it_is_not_having_come(called: Story, words: str, under_card: bool) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    card = story.card(CITY, "1号单").id
    luo.says(words, CITY, reply_to=card if under_card else None)
    assert story.last(CITY).text == "点一下卡片上的“报到”，或回“报到 1”，1号单就算报到了。"
    assert "城管：待报到" in lead(story)
    luo.presses("报到", CITY)
    said = len(story.texts(CITY))
    luo.says(words, CITY, reply_to=card)
    assert len(story.texts(CITY)) == said


def test_residents_hear_one_voice(called: Story) -> None:
    story = called
    before = len(story.standing(RESIDENTS))
    whistled(story, "城管", "燃气")
    card = story.card(RESIDENTS, "编号1").text
    assert "街道在协调" in card
    assert not any(name in card for name in ("城管", "燃气"))
    assert len(story.standing(RESIDENTS)) == before
    story.wu.says("撤哨 1 城管", OFFICIALS)
    assert "街道在协调" in story.card(RESIDENTS, "编号1").text
    story.wu.says("撤哨 1 燃气", OFFICIALS)
    assert "街道在协调" not in story.card(RESIDENTS, "编号1").text


def test_the_first_receiver_keeps_the_lead(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.xiaoyan.says("接单 1", WORKERS)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    luo.says("报到 1", CITY)
    luo.says("办完 1 换了灯头", CITY)
    assert story.ticket().claimed_by == 501
    story.wu.says("评价 1 城管 满意", OFFICIALS)
    assert story.xiaoyan.sees("各部门都办完了").text == "1号单各部门都办完了，可以办结。"


def test_who_did_not_report_in_is_told_to_the_street(called: Story) -> None:
    story = called
    whistled(story, "城管", urgency="紧急")
    assert "街道紧急吹哨" in story.card(CITY, "1号单　").text
    story.forward(minutes=29)
    assert "没按时报到" not in lead(story)
    story.forward(minutes=2)
    assert "城管：没按时报到，08:42前该到" in lead(story)
    assert story.last(CITY).text == "1号单已过08:42，请城管回一声。"
    story.forward(hours=5)
    assert story.events().count("whistle_late") == 1


def test_a_broken_plan_is_seen_and_a_new_one_counts(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    luo.says("计划 1 今天12:00前换灯头", CITY)
    story.forward(hours=4)
    assert "过时没办完" in lead(story)
    luo.says("计划 1 今天17:00前换灯头", CITY)
    assert "过时没办完" not in lead(story)
    story.forward(hours=6)
    assert "过时没办完" in lead(story)


def test_a_plan_without_a_time_is_asked_for_it(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    luo.presses("报到", CITY)
    luo.presses("计划", CITY)
    luo.says("换灯头", CITY, reply_to=story.last(CITY).id)
    assert "带上日子或钟点" in story.last(CITY).text
    luo.says("明天换灯头", CITY, reply_to=story.last(CITY).id)
    assert "城管：明天换灯头，11月21日18:00前" in lead(story)


def test_sent_back_it_goes_on(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    luo.says("办完 换了灯头", CITY)
    assert story.ticket().department_done
    story.wu.presses("退回", OFFICIALS)
    story.wu.says("还是不亮", OFFICIALS, reply_to=story.last(OFFICIALS).id)
    assert not story.ticket().department_done
    assert "街道退回：还是不亮" in story.card(CITY, "街道吹哨").text
    assert story.last(CITY).text == "1号单街道退回：还是不亮。请城管接着办。"
    luo.says("办完 换了整灯", CITY)
    story.wu.says("评价 1 不满意", OFFICIALS)
    assert "城管：办完，不满意" in lead(story)


def test_a_bare_word_means_the_one_call_that_waits(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    luo.says("报到", CITY)
    assert "城管：报到了" in lead(story)
    story.wang.says("3号楼门口井盖没了")
    story.wu.says("吹哨 2 城管", OFFICIALS)
    luo.says("办完 都弄好了", CITY)
    assert [label.split()[0] for label in story.last(CITY).labels] == ["2", "1"]


def test_who_may_whistle_and_answer(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.chen.says("吹哨 1 城管", WORKERS)
    assert story.last(WORKERS).text == "1号单这一步由街道中心来定。"
    story.wu.says("吹哨 1 燃气", OFFICIALS)
    luo.says("报到 1", CITY)
    assert not any("报到了" in text for text in story.texts(OFFICIALS))
    gas = story.staff(811, "燃气值班", starts=False)
    gas.presses("报到", GAS)
    assert "燃气：报到了" in lead(story)


def test_a_department_nobody_can_reach_is_said_so(called: Story) -> None:
    story = called
    story.wu.says("吹哨 1 水务", OFFICIALS)
    assert "水务：待报到" in lead(story)
    assert "没能通知到，请打电话" in lead(story)


def test_nothing_is_called_without_a_choice_and_nothing_twice(called: Story) -> None:
    story = called
    story.wu.presses("吹哨", OFFICIALS)
    assert story.wu.presses("普通", OFFICIALS) == "请先点选部门。"
    story.wu.presses("☐ 城管", OFFICIALS)
    story.wu.presses("☑ 城管", OFFICIALS)
    assert story.wu.presses("紧急", OFFICIALS) == "请先点选部门。"
    story.wu.says("吹哨 1 城管", OFFICIALS)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    assert lead(story).count("城管：") == 1


def test_a_street_without_departments_is_told_so(story: Story) -> None:
    assert story.all_staff()
    story.wang.says(LAMP)
    story.wu.writes("吹哨 1 城管")
    assert story.wu.hears()[-1] == "本街道还没登记部门，请管理员在导入文件里加上。"


def test_workers_who_type_finish_mean_done(called: Story) -> None:
    story = called
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办完 1 换好了", WORKERS)
    assert "submit" in story.events()
    assert "whistle_finish" not in story.events()


def test_a_ticket_that_is_withdrawn_lets_them_go(called: Story) -> None:
    story = called
    whistled(story, "城管")
    story.wang.presses("撤回")
    story.forward(days=4)
    assert "不用来了" in story.card(CITY, "1号单　").text


def test_in_english(open_story: Callable[..., Story]) -> None:
    story = open_story(TOWN, locale="en")
    luo = story.staff(801, "城管小罗", starts=False)
    assert story.xiaoyan and story.chen and story.wu
    story.wang.says(LAMP)
    story.wu.commands("/whistle 1 urban_management urgent", OFFICIALS)
    luo.presses("Report in", CITY)
    luo.commands("/plan 1 new lamp by tomorrow 10:00", CITY)
    luo.commands("/finish 1 new lamp", CITY)
    story.wu.commands("/grade 1 Mostly", OFFICIALS)
    assert "the street's grade: Mostly" in story.card(CITY, "Ticket 1").text


def test_the_work_done_is_what_closing_asks_for(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    ticket = story.ticket().id
    assert not story.call(lambda desk: work_done(desk.session, ticket))
    luo.says("办完 1 换了灯头", CITY)
    assert story.call(lambda desk: work_done(desk.session, ticket))
    assert story.call(lambda desk: by_desk(desk.session, ticket).department_done)


def test_a_department_reads_what_the_ticket_has_become(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    card = story.card(CITY, "1号单")
    before, labels = card.text, card.labels
    story.wu.says("地点 1 6号楼东侧", OFFICIALS)
    assert story.card(CITY, "1号单").id == card.id
    assert "6号楼" in card.text
    assert ("6号楼" in before, card.labels) == (False, labels)
    assert luo.presses("报到", CITY)


def test_a_call_becomes_urgent(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    assert "城管：待报到，11月23日08:12前" in lead(story)
    story.wu.says("吹哨 1 城管 紧急", OFFICIALS)
    assert "街道紧急吹哨" in story.card(CITY, "1号单　").text
    assert "请城管08:42前报到" in story.card(CITY, "1号单　").text
    assert "城管：待报到，08:42前" in lead(story)
    assert story.last(CITY).text == "1号单改成紧急了，请城管08:42前报到。"
    assert [kind for kind in story.events() if kind.startswith("whistle")] == ["whistle", "whistle_urgent"]
    story.forward(minutes=31)
    assert "没按时报到" in lead(story)
    assert luo.presses("报到", CITY) == "报到了。1号单请09:13前说计划。"


def test_who_has_reported_in_plans_sooner(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    luo.says("报到 1", CITY)
    story.wu.says("吹哨 1 城管 紧急", OFFICIALS)
    assert "城管：报到了，08:42前给计划" in lead(story)


def test_a_plan_that_is_sooner_is_kept(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    luo.says("计划 1 今天8:30前换灯头", CITY)
    story.wu.says("吹哨 1 城管 紧急", OFFICIALS)
    assert "今天8:30前换灯头，08:30前" in lead(story)


@pytest.mark.parametrize("words", ["吹哨 1 城管", "吹哨 1 城管 紧急"])
def test_the_same_whistle_again_says_so(called: Story, words: str) -> None:
    story = called
    story.wu.says(words, OFFICIALS)
    events = story.events()
    story.wu.says(words, OFFICIALS)
    assert story.last(OFFICIALS).text == "1号单已经请了城管，进展看卡片。"
    story.wu.says("吹哨 1 城管", OFFICIALS)
    assert story.events() == events


def test_of_several_only_the_new_one_is_called(called: Story) -> None:
    story = called
    story.wu.says("吹哨 1 城管", OFFICIALS)
    story.wu.says("吹哨 1 城管 燃气", OFFICIALS)
    assert "燃气：待报到" in lead(story)
    assert story.events().count("whistle") == 2
    assert "whistle_urgent" not in story.events()


def test_a_departments_work_keeps_the_claim(called: Story) -> None:
    """Who has whistled waits for the department, and is not silent."""
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    luo.presses("报到", CITY)
    assert story.ticket().contacted_at is not None
    story.forward(hours=30)
    assert story.ticket().claimed_by == 701
    assert "contact_asked" not in story.events()


def test_a_call_alone_is_no_sign_of_work(called: Story) -> None:
    story = called
    story.xiaoyan.says("接单 1", WORKERS)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    assert story.ticket().contacted_at is None


def test_a_department_that_is_at_work_is_not_graded_yet(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管")
    story.wu.says("评价 1 城管 满意", OFFICIALS)
    assert story.last(OFFICIALS).text == "1号单城管还没说办完，办完了会请您评价。"
    luo.says("办完 1 换了灯头", CITY)
    story.wu.says("评价 1 好", OFFICIALS)
    assert story.last(OFFICIALS).text == "写：评价 1 城管 满意，或基本满意、不满意。"
    story.wu.says("评价 1 城管 满意", OFFICIALS)
    assert "城管：办完，满意" in lead(story)
    story.wu.says("评价 1 城管 满意", OFFICIALS)
    assert story.last(OFFICIALS).text == "1号单这一步已经过了，请看卡片。"


def test_what_is_not_finished_is_not_sent_back(called: Story) -> None:
    story = called
    whistled(story, "城管", "燃气")
    story.wu.says("退回 1 燃气 没修好", OFFICIALS)
    assert story.last(OFFICIALS).text == "1号单燃气还没说办完，办完了会请您评价。"


def test_the_grade_is_for_the_department_that_is_named(called: Story) -> None:
    story, luo = called, called.staff(801, "城管小罗", starts=False)
    whistled(story, "城管", "燃气")
    luo.says("办完 1 换了灯头", CITY)
    story.wu.says("评价 1 燃气 满意", OFFICIALS)
    assert story.last(OFFICIALS).text == "1号单燃气还没说办完，办完了会请您评价。"
    assert "城管：办完，待评价" in lead(story)


def come(story: Story) -> Story:
    whistled(story, "城管")
    story.staff(801, "城管小罗").says("报到 1", CITY)
    story.forward(hours=1)
    return story


@pytest.mark.parametrize(("words", "reached"), [("修好了 换了灯头", "finished"), ("计划今天下午修", "planned")])
@pytest.mark.parametrize("chat", [CITY, 801])
def test_an_office_says_in_its_own_words_how_far_it_is(called: Story, words: str, reached: str, chat: int) -> None:
    come(called)
    called.staff(801, "城管小罗").says(words, chat)
    assert [call.stage for call in called.call(lambda desk: calls_of(desk.session, 1))] == [reached]


@pytest.mark.parametrize(
    "words",
    ["好了", "会议室打扫完了", "今天换班了", "昨天巡查了3家", "群名改了，换了头像", "计划下周团建", "计划生育材料交了"],
)
@pytest.mark.parametrize("chat", [CITY, OFFICIALS])
def test_what_an_office_talks_of_among_itself_ends_nothing(called: Story, words: str, chat: int) -> None:
    """今天换班了 in the office's group told the street that the lamp was mended."""
    come(called)
    before = called.texts(chat)
    called.staff(801, "城管小罗").says(words, chat)
    assert [call.stage for call in called.call(lambda desk: calls_of(desk.session, 1))] == ["reported_in"]
    assert called.texts(chat) == before


@pytest.mark.parametrize(
    ("words", "grade"), [("城管满意", "满意"), ("给城管评不满意", "不满意"), ("城管局基本满意。", "基本满意")]
)
@pytest.mark.parametrize("private", [False, True])
def test_a_grade_without_a_number_is_of_the_one_call_that_waits_for_it(
    called: Story, words: str, grade: str, private: bool
) -> None:
    called.wu.says("吹哨 1 城管 燃气", OFFICIALS)
    luo = called.person(801, "城管小罗")
    luo.says("办完 1 换了灯头", CITY)
    if private:
        called.wu.writes(words)
    else:
        called.wu.says(words, OFFICIALS)
    assert f"城管：办完，{grade}" in lead(called)


@pytest.mark.parametrize("words", ["城管满意吗", "燃气满意", "居民对城管满意", "水务满意"])
def test_what_grades_nobody(called: Story, words: str) -> None:
    called.wu.says("吹哨 1 城管 燃气", OFFICIALS)
    called.person(801, "城管小罗").says("办完 1 换了灯头", CITY)
    called.wu.says(words, OFFICIALS)
    assert "，满意" not in lead(called)


@pytest.mark.parametrize("private", [False, True])
def test_of_two_calls_that_wait_for_a_grade_it_is_asked_which(called: Story, private: bool) -> None:
    """In private the help was told, among officials nothing."""
    called.zhao.says("1号楼楼道灯不亮")
    for number in (1, 2):
        called.wu.says(f"吹哨 {number} 城管", OFFICIALS)
        called.person(801, "城管小罗").says(f"办完 {number} 换了灯头", CITY)
    chat = called.wu.who.id if private else OFFICIALS
    called.wu.says("城管不满意", chat)
    assert called.last(chat).text == "是哪一件？点一下。"
    called.wu.presses("2 楼道灯", chat, "是哪一件")
    grades = [[call.grade for call in called.call(lambda desk, n=n: calls_of(desk.session, n))] for n in (1, 2)]
    assert grades == [[""], ["poor"]]
