"""Stories of taking a ticket: exactly one takes it, the others are told; and handing it to a colleague."""

from collections.abc import Callable

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
CLAIMED = ["已联系", "到场", "办结", "转派", "上报", "更多"]
TWINS = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 503, name: 老周,   roles: [{role: property_manager, place: gm-dh}]}
"""


@on_both
def test_of_two_presses_one_takes_and_the_other_is_told(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    card = story.last(WORKERS)
    first = story.gateway.press(WORKERS, story.yali.who, card.id, "接单")
    second = story.gateway.press(WORKERS, story.xiaoyan.who, card.id, "接单")
    story.settle()
    assert story.gateway.answers[first] == "1号单归你了，辛苦。"
    assert story.gateway.answers[second] == "高亚丽刚接了，谢谢你。"
    assert story.ticket().claimed_by == 502
    assert "高亚丽接了" in story.last(WORKERS).text
    assert story.last(RESIDENTS).text.endswith("网格员高亚丽接了。")
    assert [event for event in story.events() if event == "claim"] == ["claim"]


def test_pressing_twice_is_said_kindly(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    again = story.xiaoyan.presses_data("1|claim|1|", story.last(WORKERS).id, WORKERS)
    assert again == "1号单已经在你这儿了。"


def test_a_claimed_card_offers_the_next_things_to_do(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.last(WORKERS).labels == CLAIMED
    story.xiaoyan.presses("已联系", WORKERS)
    assert story.last(WORKERS).labels == CLAIMED[1:]
    story.xiaoyan.presses("到场", WORKERS)
    assert story.last(WORKERS).labels == ["办结", "延期", "上报", "更多"]


@on_both
def test_what_is_rare_takes_the_place_of_the_buttons_and_says_nothing_new(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    before = story.last(WORKERS)
    story.xiaoyan.presses("更多", WORKERS)
    card = story.last(WORKERS)
    assert (card.id, card.text) == (before.id, before.text)
    assert [[b.text for b in row] for row in card.buttons] == [
        ["问居民", "延期", "挂账"], ["改类别", "误会", "退单"], ["↩️"]
    ]  # fmt: skip
    assert story.card(501, "1号单").labels == CLAIMED
    story.yali.presses("↩️", WORKERS)
    assert story.last(WORKERS).labels == CLAIMED
    story.yali.presses_data("1|more|1|", card.id, WORKERS)
    assert story.xiaoyan.presses("问居民", WORKERS) == "回一句要问什么。"


def test_what_moves_meanwhile_shows_the_next_step_again(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("更多", WORKERS)
    story.xiaoyan.writes("到场 1")
    assert story.last(WORKERS).labels == ["办结", "延期", "上报", "更多"]
    story.xiaoyan.presses("更多", WORKERS)
    assert story.last(WORKERS).labels == ["问居民", "转派", "挂账", "改类别", "误会", "退单", "↩️"]
    assert story.xiaoyan.presses("转派", WORKERS) == "转给谁？点名字。"


def test_what_is_rare_can_be_typed_and_is_for_staff_alone(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.writes("更多 1")
    assert story.xiaoyan.sees("1号单怎么办").labels == ["接单", "转派", "上报", "改类别", "误会", "↩️"]
    story.xiaoyan.presses("接单", 501)
    story.xiaoyan.says("更多", WORKERS, reply_to=story.card(WORKERS, "1号单").id)
    assert story.last(WORKERS).labels[:3] == ["问居民", "延期", "挂账"]
    story.wang.starts()
    answer = story.wang.presses_data("1|more|1|", story.last(RESIDENTS).id)
    assert answer.startswith("这个要网格员来点。")
    assert story.last(RESIDENTS).labels == ["我家也是", "补充", "撤回", "误会了"]
    story.xiaoyan.writes("办结 1 换了门机")
    assert "更多" not in story.last(WORKERS).labels
    story.xiaoyan.writes("更多 1")
    assert "1号单" in story.xiaoyan.hears()[-1]


def test_at_the_street_more_offers_nothing_that_its_card_has_not(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    for who in (story.xiaoyan, story.chen):
        who.writes("上报 1 要动维修资金")
    assert story.ticket().level == "street"
    story.wu.writes("更多 1")
    assert story.wu.sees("1号单怎么办").labels == ["接单", "转派", "改类别", "误会", "↩️"]


def test_who_has_it_reads_in_private_who_reported(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.li.says("3号楼2单元电梯坏了")
    assert not any("王阿姨" in text for text in story.texts(WORKERS))
    story.xiaoyan.presses("接单", WORKERS)
    card = story.xiaoyan.sees("1号单　电梯故障")
    assert "报事人：3-2-501 王阿姨" in card.text
    assert "报事人：3-2-1203 小李" in card.text
    assert card.labels == CLAIMED
    assert not any("王阿姨" in text for text in [*story.texts(WORKERS), *story.yali.hears()])


def test_who_hands_it_on_no_longer_reads_who_reported(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("转派", WORKERS)
    story.xiaoyan.presses("高亚丽", WORKERS)
    assert "王阿姨" not in story.xiaoyan.sees("1号单　电梯故障").text
    assert "王阿姨" in story.yali.sees("1号单　电梯故障").text


def test_a_property_manager_never_reads_who_reported(open_story: Callable[..., Story]) -> None:
    story = open_story(TWINS)
    zhou = story.staff(503, "老周")
    story.wang.says(LIFT)
    assert zhou.presses("接单", WORKERS) == "1号单归你了，辛苦。"
    assert "报事人" not in zhou.sees("1号单　电梯故障").text
    assert story.last(RESIDENTS).text.endswith("物业老周接了。")


def test_the_private_card_works_as_the_one_in_the_group(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.xiaoyan.presses("已联系", 501) == "记下了：已联系。"
    assert "已联系" in story.last(WORKERS).text
    assert "已联系" in story.last(RESIDENTS).text


def test_somebody_without_the_role_is_told_so(story: Story) -> None:
    story.wang.says(LIFT)
    before = story.dump()
    assert story.zhao.presses("接单", WORKERS) == "这个要网格员来点。您要是工作人员，请管理员登记一下。"
    assert story.dump() == before


# handing over -------------------------------------------------------------------------------------------------


@on_both
def test_handing_over_by_button(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.xiaoyan.presses("转派", WORKERS) == "转给谁？点名字。"
    assert story.last(WORKERS).labels == ["陈书记", "高亚丽", "↩️"]
    assert story.xiaoyan.presses("高亚丽", WORKERS) == "1号单转给高亚丽了。"
    assert story.ticket().claimed_by == 502
    assert "高亚丽接了" in story.last(WORKERS).text
    assert "高亚丽接了" in story.last(RESIDENTS).text
    assert story.ticket().hops == 1


def test_thinking_better_of_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    labels = story.last(WORKERS).labels
    story.xiaoyan.presses("转派", WORKERS)
    story.xiaoyan.presses("↩️", WORKERS)
    assert story.last(WORKERS).labels == labels
    assert story.ticket().claimed_by == 501


@pytest.mark.parametrize(
    "words", ["转派 1 高亚丽", "转派 1 亚丽", "1号单 转派 高亚丽", "转派编号1，高亚丽", "转派1给高亚丽"]
)
def test_handing_over_by_name(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by == 502
    assert story.yali.sees("1号单")


def test_a_name_nobody_has_is_asked_for(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("转派 1 老孙", WORKERS)
    assert story.last(WORKERS).text == "转给谁？点名字。"
    assert story.last(WORKERS).labels == ["高晓燕", "陈书记", "高亚丽", "↩️"]
    assert story.ticket().state == "open"
    story.xiaoyan.presses("高亚丽", WORKERS, "转给谁")
    assert story.ticket().claimed_by == 502
    assert story.last(WORKERS).labels != ["高晓燕", "陈书记", "高亚丽", "↩️"]


def test_a_colleague_who_cannot_be_reached_is_named_under_the_card(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(WORKERS)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("转派 1 高亚丽", WORKERS)
    told = story.card(WORKERS, "转给你了")
    assert told.text == "高亚丽，1号单转给你了，麻烦看一下。"
    assert told.reply_to == card.id


def test_alone_in_the_grid_one_is_told_to_report_up(open_story: Callable[..., Story]) -> None:
    town = TWINS.partition("  - {user_id: 502")[0]
    story = open_story(town)
    xiaoyan = story.staff(501, "高晓燕")
    story.wang.says(LIFT)
    xiaoyan.presses("接单", WORKERS)
    assert xiaoyan.presses("转派", WORKERS) == "这里还没有别的同事登记，可以点“上报”。"


def test_handing_over_an_unclaimed_ticket_claims_it_for_the_colleague(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.chen.presses("转派", WORKERS)
    story.chen.presses("高晓燕", WORKERS)
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", 501)
    story.forward(hours=1)
    assert not any("还没人接" in text for text in story.xiaoyan.hears())


def test_who_takes_what_nobody_had_a_card_of_gets_one(open_story: Callable[..., Story]) -> None:
    nobody_told = "\n".join(line for line in TWINS.splitlines() if "purpose: workers" not in line)
    story = open_story(nobody_told)
    story.wang.says(LIFT)
    story.staff(501, "高晓燕").writes("接单 1")
    assert sum("高晓燕接了" in text for text in story.texts(501)) == 1
    assert "报事人" in story.card(501, "高晓燕接了").text


@pytest.mark.parametrize("words", ["我来吧", "我去吧", "交给我", "我接手"])
def test_a_colleague_who_offers_takes_over_by_a_press_and_never_in_silence(story: Story, words: str) -> None:
    story.all_staff()
    story.zhao.says("1号楼楼道灯不亮了")
    story.xiaoyan.presses("接单", WORKERS)
    story.yali.says(words, WORKERS, reply_to=story.card(WORKERS, "高晓燕接了").id)
    assert story.ticket().claimed_by == 501
    assert story.last(WORKERS).text == "1号单在高晓燕手上。换你接手，就点你的名字。"
    assert story.last(WORKERS).labels == ["高亚丽", "↩️"]
    assert words not in story.card(WORKERS, "高晓燕接了").text
    story.yali.presses("高亚丽", WORKERS, "换你接手")
    assert story.ticket().claimed_by == 502
    assert "1号单转给高亚丽了，你不用跑了。" in story.xiaoyan.hears()


def test_to_a_danger_more_than_one_may_go(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼楼道好大煤气味")
    story.xiaoyan.presses("接单", WORKERS)
    story.yali.says("我也去", WORKERS, reply_to=story.card(WORKERS, "高晓燕接了").id)
    story.yali.says("我去", WORKERS, reply_to=story.card(WORKERS, "高晓燕接了").id)
    assert not any("接手" in text for text in story.texts(WORKERS))
    assert story.ticket().claimed_by == 501


def test_who_gives_their_own_away_is_told_nothing_more(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼楼道灯不亮了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("转派 1 高亚丽", WORKERS)
    assert not any("不用跑了" in text for text in story.xiaoyan.hears())


def test_no_word_on_an_english_card_is_cut(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    story.all_staff()
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.xiaoyan.presses("Take", WORKERS)
    card = next(shown for shown in story.seen(WORKERS) if "Done" in shown.labels)
    assert [[button.text for button in row] for row in card.buttons] == [
        ["Contacted", "On site", "Done"],
        ["Hand over", "Report up", "More"],
    ]
    story.xiaoyan.presses("More", WORKERS, "1")
    card = next(shown for shown in story.seen(WORKERS) if "Suspend" in shown.labels)
    assert [[button.text for button in row] for row in card.buttons] == [
        ["Ask resident", "Extend"], ["Suspend"], ["Change matter", "Mistake"], ["Return"], ["↩️"]
    ]  # fmt: skip
