"""Stories of notices: composed in private, agreed to by who owns their readers."""

from collections.abc import Callable

import pytest

from tests.handlers.story import (
    OFFICIALS,
    OTHERS,
    RESIDENTS,
    TWO_COMPOUNDS,
    TWO_HOUSES,
    WORKERS,
    Person,
    Story,
    on_both,
)

WORDS = "今天下午四点半来社区领表"
TOMORROW = "广播 停水 3号楼 明天9:00到17:00 换管道"


def sent_by_chen(story: Story, text: str = f"广播 达濠社区：{WORDS}") -> None:
    """The secretary needs nobody's consent in their own community."""
    story.chen.writes(text)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()


# composing ----------------------------------------------------------------------------------------------------


@on_both
def test_a_notice_is_shown_agreed_to_and_sent(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(f"广播 3号楼：{WORDS}")
    shown = story.xiaoyan.sees("号通知，这样发")
    assert WORDS in shown.text
    assert "第一网格居民群" in shown.text
    assert "要达濠社区的社区书记同意才发。" in shown.text
    assert shown.labels == ["发送", "要签收", "改", "不发"]
    assert story.xiaoyan.presses("发送", story.xiaoyan.who.id) == "1号通知交上去了，等陈书记同意。"
    assert story.standing(RESIDENTS) == []
    asked = story.chen.sees("高晓燕要发，请您定")
    assert asked.labels == ["同意", "驳回"]
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    assert story.standing(RESIDENTS) == [f"3号楼：{WORDS}\n达濠社区"]
    assert story.standing(OTHERS) == []
    assert story.chen.sees("1号通知开始发了").labels == []
    story.forward(seconds=6)
    assert "1号通知发完了：1条" in story.xiaoyan.sees("号通知发完了").text


def test_the_secretarys_own_words_leave_at_once_for_all_groups_of_the_community(story: Story) -> None:
    sent_by_chen(story)
    assert story.standing(RESIDENTS) == story.standing(OTHERS) == [f"{WORDS}\n达濠社区"]


def test_receivers_are_kept_under_a_name_and_read_anew(story: Story) -> None:
    story.all_staff()
    story.chen.writes("存名单 骨干：高晓燕 高亚丽")
    assert story.chen.hears()[-1] == "名单“骨干”存好了：高晓燕 高亚丽。发通知就写“广播 骨干：内容”。"
    sent_by_chen(story, f"广播 骨干：{WORDS}")
    assert WORDS in story.xiaoyan.hears()[-1] and WORDS in story.yali.hears()[-1]
    story.chen.writes("存名单 骨干 高亚丽")
    sent_by_chen(story, "广播 骨干 明天上午开会")
    assert "明天上午开会" in story.yali.hears()[-1] and "明天上午开会" not in story.xiaoyan.hears()[-1]
    assert story.standing(RESIDENTS) == []
    for text, said in (
        ("存名单", "骨干：高亚丽"), ("存名单 第一网格：高亚丽", "“第一网格”已经有别的意思"),
        ("存名单 骨干：月亮小区", "不知道“月亮小区”是哪里"), ("存名单 骨干", "这样存"),
        ("存名单 删 骨干", "名单“骨干”删掉了。"), (f"广播 骨干：{WORDS}", "不知道“骨干”是哪里"),
    ):  # fmt: skip
        story.chen.writes(text)
        assert said in story.chen.hears()[-1], text


def test_a_lists_name_within_another_name_is_only_a_part_of_it(story: Story) -> None:
    story.all_staff()
    story.chen.writes("存名单 达濠：高亚丽")
    assert "名单“达濠”存好了" in story.chen.hears()[-1]
    sent_by_chen(story, f"广播 达濠社区：{WORDS}")
    assert story.standing(RESIDENTS) == story.standing(OTHERS) == [f"{WORDS}\n达濠社区"]
    assert WORDS not in story.yali.hears()[-1]


def test_what_is_missing_is_asked_for_one_by_one(story: Story) -> None:
    story.chen.writes("广播 会议 工作群：楼长会")
    assert story.chen.hears()[-1] == "什么时候？比如“明天下午3点”。"
    story.chen.writes("不知道")
    assert story.chen.hears()[-1].startswith("没看懂，或者已经过了。")
    story.chen.writes("今天7点")
    assert story.chen.hears()[-1].startswith("没看懂，或者已经过了。")
    story.chen.writes("明天下午3点")
    assert story.chen.hears()[-1] == "在哪里？"
    story.chen.writes("社区一楼")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.texts(WORKERS)[-1] == ("会议通知\n时间：11月21日15:00\n地点：社区一楼\n楼长会\n达濠社区　有事打12345")


def test_a_notice_is_made_of_the_message_replied_to(story: Story) -> None:
    story.sweep()
    story.chen.starts()
    said = story.wu.says("明天有雨，请收好晾晒的东西", WORKERS)
    story.chen.says("广播 第二网格", WORKERS, reply_to=said)
    assert "明天有雨" in story.chen.sees("号通知，这样发").text
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.standing(OTHERS) == ["明天有雨，请收好晾晒的东西\n达濠社区"]
    assert story.reaction(said + 1, WORKERS)


def test_who_has_not_opened_the_private_chat_is_shown_the_way(story: Story) -> None:
    story.sweep()
    story.staff(502, "高亚丽", starts=False).says(f"广播 5号楼：{WORDS}", WORKERS)
    assert "私聊" in story.last(WORKERS).text
    assert story.dump()["broadcast"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"广播 99号楼：{WORDS}", "不知道“99号楼”"),
        (f"广播 火星小区：{WORDS}", "不知道“火星小区”"),
        (f"广播 专项群：{WORDS}", "那里还没有能收到的群"),
        (f"广播 3号楼 昨天8点发：{WORDS}", "这个时间已经过了，没有发。换个时间重写一遍。"),
        (f"广播 3号楼 2月30日9点发：{WORDS}", "没看懂时间“2月30日9点发”"),
        ("广播 撤回 9", "9号通知找不到，或者已经不能这样办了"),
        ("广播 改", "没有可以这样办的通知"),
        ("广播 停水 3号楼 7:00-8:00 换管道", "事情已经过了"),
        (f"广播 达濠社区 每1分钟一栋：{WORDS}", "分批要隔5-60分钟"),
        ("广播 3号楼：" + "".join(f"第{n}条。" for n in range(640)), "太长了"),
        ("广播", "写上发给谁、什么事"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_sent(story: Story, text: str, words: str) -> None:
    story.chen.writes(text)
    assert any(words in heard for heard in story.chen.hears()[-2:])
    story.sweep()
    assert story.standing(RESIDENTS) == []
    assert story.dump()["broadcast_part"] == []


def test_a_moment_that_is_past_is_said_first_and_what_follows_is_no_answer_to_it(story: Story) -> None:
    story.chen.writes("广播 会议 3号楼 昨天8点发：明天9:00 二楼")
    story.chen.writes("二楼会议室")
    story.chen.writes(f"广播 3号楼 昨天8点发：{WORDS}")
    assert "重写一遍" in story.chen.hears()[-1]
    story.chen.writes(f"广播 达濠社区 分批：{WORDS}")
    assert "每10分钟一栋" in story.chen.hears()[-1]


def test_without_a_colon_and_a_place_it_is_all_words_for_ones_own_place(story: Story) -> None:
    story.chen.writes("广播 明天大扫除 请把杂物搬走")
    assert "明天大扫除 请把杂物搬走" in story.chen.sees("号通知，这样发").text
    story.chen.writes("广播 工作群 请报本周情况")
    assert "达濠社区工作群" in story.chen.sees("请报本周情况").text


def test_residents_and_residents_groups_compose_nothing(story: Story) -> None:
    story.sweep()
    story.wang.starts()
    story.wang.writes(f"广播 3号楼：{WORDS}")
    story.xiaoyan.says(f"广播 3号楼：{WORDS}")
    assert story.dump()["broadcast"] == []


def test_doors_and_identity_numbers_are_taken_out_and_the_telephone_stays(story: Story) -> None:
    sent_by_chen(story, "广播 3号楼：3-2-501漏水，先关总阀，身份证110101199003074477，打0574-87654321")
    assert story.standing(RESIDENTS) == ["3号楼2单元漏水，先关总阀，身份证***，打0574-87654321\n达濠社区"]


def test_a_role_is_told_in_private(story: Story) -> None:
    story.staff(502, "高亚丽", starts=False)
    assert story.xiaoyan
    sent_by_chen(story, "广播 达濠社区网格员：今晚都带上手电")
    assert story.xiaoyan.hears()[-1].startswith("今晚都带上手电")
    assert "1人没开私聊，收不到" in story.chen.sees("号通知").text or story.chen.hears()


def test_drafts_that_are_old_take_no_words(story: Story) -> None:
    story.chen.writes("广播 停水 3号楼")
    story.forward(hours=2)
    story.chen.writes("明天9:00到17:00")
    assert story.dump()["broadcast_part"] == []
    assert "什么原因" not in story.chen.hears()[-1]


# approval -----------------------------------------------------------------------------------------------------


def asked(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(f"广播 3号楼：{WORDS}")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)


def test_a_refusal_with_its_reason(story: Story) -> None:
    asked(story)
    story.chen.writes("广播 驳回 1 时间改到五点")
    assert story.xiaoyan.hears()[-1] == "1号通知没有同意，不发（陈书记）：时间改到五点。"
    story.sweep()
    assert story.standing(RESIDENTS) == []
    assert story.chen.presses_data("1|bc_yes|0|1", story.chen.sees("不发").id, story.chen.who.id)
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_nobody_else_may_agree(story: Story) -> None:
    asked(story)
    card = story.chen.sees("请您定")
    assert "要达濠社区的社区书记定" not in story.yali.hears()
    answer = story.yali.presses_data("1|bc_yes|0|1", card.id, story.yali.who.id)
    assert answer == "这条要达濠社区的社区书记定。"
    story.xiaoyan.writes("广播 同意 1")
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_the_street_decides_where_several_communities_read(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.all_staff()
    story.chen.writes(f"广播 光明街道：{WORDS}")
    story.chen.presses("发送", story.chen.who.id)
    story.wu.presses("同意", story.wu.who.id)
    story.sweep()
    assert story.standing(-1007) == story.standing(RESIDENTS) == [f"{WORDS}\n光明街道"]


def test_approval_that_comes_by_a_typed_reply(story: Story) -> None:
    asked(story)
    story.chen.writes("同意", reply_to=story.chen.sees("请您定").id)
    story.sweep()
    assert len(story.standing(RESIDENTS)) == 1


def test_without_anybody_reachable_the_group_of_that_level_decides(story: Story) -> None:
    story.sweep()
    assert story.xiaoyan
    chen = story.staff(601, "陈书记", starts=False)
    story.staff(701, "吴主任", starts=False)
    story.xiaoyan.writes(f"广播 3号楼：{WORDS}")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    assert story.last(WORKERS).labels == ["同意", "驳回"]
    chen.presses("同意", WORKERS)
    story.sweep()
    assert len(story.standing(RESIDENTS)) == 1


def test_what_nobody_agreed_to_is_not_sent_and_its_author_told(story: Story) -> None:
    asked(story)
    story.forward(hours=25)
    assert "1号通知没有发：一直没人同意。" in story.xiaoyan.hears()
    story.chen.writes("广播 同意 1")
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_agreed_to_too_late_it_is_not_sent(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 停水 3号楼 9:00-12:00 换管道")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.until(20, 12, 30)
    assert "事情已经过了" in story.chen.presses("同意", story.chen.who.id)
    assert "1号通知没有发：事情已经过了。" in story.xiaoyan.hears()
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_staff_groups_need_nobodys_consent_and_the_list_shows_what_was_sent(story: Story) -> None:
    story.xiaoyan.writes("广播 工作群：今天值班表在桌上")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.sweep()
    assert story.texts(WORKERS)[-1].startswith("今天值班表在桌上")
    story.forward(seconds=10)
    story.xiaoyan.writes("广播 列表")
    assert story.xiaoyan.hears()[-1].startswith("1号　发完了　08:12　今天值班表在桌上")
    assert story.texts(OFFICIALS) == []


def test_dropped_it_is_not_sent(story: Story) -> None:
    story.chen.writes(f"广播 3号楼：{WORDS}")
    story.chen.presses("不发", story.chen.who.id)
    assert story.chen.sees("1号通知不发了").labels == []
    story.chen.writes("广播 发送 1")
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    chen: Person = story.chen
    chen.commands("/broadcast water 3号楼: tomorrow 9:00-17:00 new pipes")
    chen.presses("Send", chen.who.id)
    story.sweep()
    assert "Water cut (building 3)\nWhen: 21 Nov 09:00 to 17:00" in story.standing(RESIDENTS)[0]


TWO_COMMUNITIES = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-ao,   level: community, name: 澳头社区, parent: gm}
  - {code: gm-ao-1, level: grid,      name: 澳头网格, parent: gm-ao, buildings: ["7"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1007, place: gm-ao-1, purpose: residents, name: 澳头居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-ao-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""


def test_a_name_that_two_grids_have_is_told_apart_by_its_communitys(story: Story) -> None:
    story.admin.writes(
        "places:\n  - {code: gm-cy, level: community, name: 朝阳社区, parent: gm}\n"
        '  - {code: gm-cy-1, level: grid, name: 第一网格, parent: gm-cy, buildings: ["11"]}\n'
    )
    story.wu.writes(f"广播 第一网格：{WORDS}")
    assert story.wu.hears()[-1] == "“第一网格”不止一处，前面写上小区、社区或街道的名字。"
    for head in ("达濠社区第一网格", "达濠社区 第一网格", "达濠社区的第一网格", "达濠第一网格"):
        story.wu.writes(f"广播 {head}：{WORDS}")
        assert "发给：第一网格居民群\n" in story.wu.sees("号通知，这样发").text, head


def test_a_house_that_two_compounds_have_is_told_apart_by_what_is_named(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_HOUSES)
    for head in ("3号楼 5号楼", "达濠社区3号楼"):
        story.chen.writes(f"广播 {head}：{WORDS}")
        assert story.chen.hears()[-1] == "这个楼号不止一处，写明是哪一处：第一网格3号楼、幸福里3号楼。"
    for head, group in (("第一网格3号楼", "第一"), ("幸福里3号楼", "第二")):
        story.chen.writes(f"广播 {head}：{WORDS}")
        assert f"发给：{group}网格居民群\n" in story.chen.hears()[-1]


# houses of two grids -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "广播 3号楼、5号楼今天停水，请备水", "广播 3号楼和5号楼今天9点到17点停水，请备水",
        "广播 今天停水，3号楼、5号楼请备水", "广播 5号楼今天停水", "广播 3、5号楼：今天停水",
        "广播 停水 3号楼、5号楼 9:00-17:00 换管道", "广播 停水 9:00-17:00 3号楼、5号楼 换管道",
        "广播 3号楼和5号楼的居民：今天停水", "广播 3号楼2单元、5号楼1单元：今天停水",
    ],
)  # fmt: skip
def test_houses_of_two_grids_are_told_in_both_groups(story: Story, text: str) -> None:
    story.all_staff()
    story.xiaoyan.writes(text)
    assert "第二网格居民群" in story.xiaoyan.hears()[-1]
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    assert len(story.standing(OTHERS)) == 1


@pytest.mark.parametrize(
    ("head", "heard"),
    [
        ("阳光花园3号楼、幸福里5号楼", (True, True)),
        ("幸福里3号楼、5号楼", (True, True)),
        ("阳光花园3号楼", (True, False)),
        ("幸福里5号楼、6号楼", (False, True)),
        ("阳光花园", (True, False)),
        ("幸福里小区", (True, True)),
        ("第一网格幸福里3号楼", (True, False)),
    ],
)
def test_houses_of_two_compounds_are_told_where_they_stand(
    open_story: Callable[..., Story], head: str, heard: tuple[bool, bool]
) -> None:
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.xiaoyan.writes(f"广播 停水 {head} 明天9:00-17:00 换管道")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    assert (bool(story.standing(RESIDENTS)), bool(story.standing(OTHERS))) == heard
    shown = (
        "幸福里3号楼、幸福里5号楼"
        if head == "幸福里3号楼、5号楼"
        else head.removeprefix("第一网格").removesuffix("小区")
    )
    assert shown.partition("、")[0] in (story.standing(RESIDENTS) + story.standing(OTHERS))[0]


def test_a_house_that_is_not_understood_is_not_told_to_everybody(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 停水 3号楼、月亮湾5号楼 9:00-17:00 换管道")
    assert story.xiaoyan.hears()[-1].startswith("不知道“月亮湾”是哪里。")


def test_a_community_that_is_called_like_a_compound_is_the_community(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMPOUNDS.replace("达濠社区,", "幸福里社区,"))
    story.all_staff()
    sent_by_chen(story, f"广播 幸福里社区：{WORDS}")
    assert story.standing(RESIDENTS) and story.standing(OTHERS)
