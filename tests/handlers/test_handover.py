"""Stories of 问题交接单: what a ticket that is reported up takes along, how it is completed and who signs for it."""

import re
from collections.abc import Callable

from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, on_both

LEAK = "3号楼2单元501天花板渗水，夜里一直滴"
REASON = "要专业检测，楼上楼下谈不拢"


def reported_up(story: Story, reason: str = REASON) -> None:
    """A leak that Xiaoyan cannot solve has climbed to the community."""
    assert story.all_staff()
    story.wang.says(LEAK)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("已联系 1 和501王阿姨约好上午看", WORKERS)
    story.xiaoyan.says(f"上报 1 {reason}", WORKERS)


def completed(story: Story) -> None:
    reported_up(story)
    answers(story, "做过什么", "试水两次，请物业看过外墙")
    answers(story, "做什么", "请找检测单位，并请社区约两家当面谈")


def answers(story: Story, question: str, words: str) -> None:
    story.xiaoyan.writes(words, reply_to=story.xiaoyan.sees(question).id)


def page(story: Story, chat: int) -> str:
    """The newest page that was sent to a chat, as its reader sees its words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(story, chat).split("<body>")[1]))


def html(story: Story, chat: int) -> str:
    newest = [shown.upload for shown in story.seen(chat) if shown.upload][-1]
    assert newest.name.endswith(".html")
    return newest.content.decode()


@on_both
def test_from_the_climb_to_the_signature(story: Story) -> None:
    reported_up(story)
    card = story.card(WORKERS, "1号单")
    assert story.ticket().level == "community"
    assert card.text.endswith("交接单：等高晓燕补完")
    assert "接单" in card.labels
    assert not any("签收" in label for label in card.labels)
    answers(story, "做过什么", "试水两次，请物业看过外墙")
    answers(story, "要请社区做什么", "请找检测单位，并请社区约两家当面谈")
    assert story.xiaoyan.sees("齐了").text == "齐了，1号单的交接单已送达濠社区，签收了会回话。"
    assert story.card(WORKERS, "号单　").text.endswith("交接单写好了，待签收")
    told = page(story, WORKERS)
    for words in ("试水两次", "请找检测单位", REASON, "光明街道 1号单", "第一网格", "上报"):
        assert words in told
    assert story.chen.presses("签收", WORKERS) == "签收了，1号单的交接单归档。"
    assert story.card(WORKERS, "号单　").text.endswith("交接单：陈书记签收了")
    assert "陈书记" in page(story, 501)
    assert story.events()[-1] == "handover_signed"


def test_a_question_that_stays_open_is_asked_again_by_day_and_not_for_ever(story: Story) -> None:
    reported_up(story)
    policy = story.resources.policies.ladder.handover
    again = [words for words in story.xiaoyan.hears() if words.startswith("还等这一句：")]
    assert again == []
    story.forward(seconds=policy.remind.total_seconds() + 60)
    assert story.xiaoyan.hears()[-1].startswith("还等这一句：1号单已转社区。")
    answers(story, "做过什么", "试水两次")
    story.until(21, 13)
    assert any(words.startswith("还等这一句：1号单要请社区做什么") for words in story.xiaoyan.hears())
    story.until(28, 12)
    assert story.events().count("handover_reminded") == policy.most
    answers(story, "要请社区做什么", "请找检测单位")
    assert story.xiaoyan.sees("齐了")


def test_no_resident_and_no_door_stands_on_the_page(story: Story) -> None:
    completed(story)
    assert "王阿姨" not in page(story, WORKERS)
    assert "501" not in page(story, WORKERS)


def test_the_climb_does_not_wait_for_answers(story: Story) -> None:
    reported_up(story)
    assert story.chen.presses("接单", WORKERS)
    assert story.ticket().claimed_by == 601
    story.chen.says("办结 1 请了检测单位，换了管", WORKERS)
    assert story.states() == ["resolved"]


def test_a_reason_that_names_no_kind_is_asked_for_once(story: Story) -> None:
    reported_up(story, "弄不了")
    answers(story, "做过什么", "看过两次")
    question = story.xiaoyan.sees("为什么这里办不了")
    assert "刚才说的是“弄不了”" in question.text
    assert question.labels == ["权限", "资金", "技术", "多方"]
    assert story.xiaoyan.presses("技术", 501) == "记下了。"
    assert not any("为什么这里办不了" in text for text in story.xiaoyan.hears())
    answers(story, "要请社区做什么", "请派技术员")
    assert "弄不了" in page(story, WORKERS)
    assert '<li class="told">缺技术</li>' in html(story, WORKERS)


def test_words_to_why_are_taken_though_no_kind_is_in_them(story: Story) -> None:
    reported_up(story, "弄不了")
    answers(story, "做过什么", "看过两次")
    answers(story, "为什么这里办不了", "人手不够")
    assert "人手不够" not in story.xiaoyan.sees("要请社区做什么").text


def test_an_answer_need_not_be_a_reply_but_a_danger_is_never_one(story: Story) -> None:
    reported_up(story)
    assert story.xiaoyan.hears()[-1].startswith("1号单已转社区")
    story.xiaoyan.writes("3号楼2单元着火了")
    assert story.ticket(2).service_class == "P0"
    story.xiaoyan.writes("交接单 1")
    story.xiaoyan.writes("试水两次")
    story.xiaoyan.writes("请找检测单位")
    assert "试水两次" in page(story, WORKERS)
    assert "请找检测单位" in page(story, WORKERS)


def test_who_may_sign(story: Story) -> None:
    reported_up(story)
    refused = story.chen.says("签收 1", WORKERS)
    assert story.card(WORKERS, "交接单还没写完").reply_to == refused
    answers(story, "做过什么", "试水两次")
    answers(story, "做什么", "请找检测单位")
    assert story.yali.presses("签收", WORKERS) == "1号单的交接单由达濠社区签收。"
    assert story.wu.writes("签收 1")
    assert "由达濠社区签收" in story.wu.hears()[-1]
    story.chen.commands("/receive 1", WORKERS)
    story.chen.writes("签收 1")
    assert story.chen.hears()[-1] == "1号单的交接单陈书记签收过了。"
    story.xiaoyan.writes("交接单 1")
    assert "签收" in page(story, 501)
    assert story.events().count("handover_signed") == 1


def test_the_giver_does_not_sign(open_story: Callable[..., Story]) -> None:
    town = """
places:
  - {code: gm, level: street, name: 光明街道}
  - {code: gm-dh, level: community, name: 达濠社区, parent: gm}
groups:
  - {chat_id: -1001, place: gm-dh, purpose: residents, name: 居民群}
  - {chat_id: -1002, place: gm-dh, purpose: workers, name: 工作群}
  - {chat_id: -1003, place: gm, purpose: officials, name: 指挥群}
people:
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}, {role: grid_worker, place: gm-dh}]}
"""
    story = open_story(town)
    assert story.wu
    story.wang.says(LEAK)
    story.wu.says("上报 1 没有资金", WORKERS)
    story.wu.writes("看过", reply_to=story.wu.sees("做过什么").id)
    story.wu.writes("请出资", reply_to=story.wu.sees("要请街道做什么").id)
    assert story.wu.presses("签收", OFFICIALS) == "自己交出的单要由别人签收，1号单请同事点一下。"


def test_a_second_climb_has_a_form_of_its_own(story: Story) -> None:
    completed(story)
    story.chen.presses("签收", WORKERS)
    story.chen.says("上报 1 要动用维修资金", WORKERS)
    assert story.ticket().level == "street"
    assert story.card(OFFICIALS, "1号单").text.endswith("交接单：等陈书记补完")
    story.chen.writes("约过两家", reply_to=story.chen.sees("做过什么").id)
    story.chen.writes("请批维修资金", reply_to=story.chen.sees("要请街道做什么").id)
    assert "请批维修资金" in page(story, OFFICIALS)
    assert story.wu.presses("签收", OFFICIALS)
    assert story.card(OFFICIALS, "号单　").text.endswith("交接单：吴主任签收了")


def test_who_cannot_be_reached_in_private_is_asked_under_their_words(open_story: Callable[..., Story]) -> None:
    story = open_story()
    xiaoyan = story.staff(501, "高晓燕", starts=False)
    assert story.chen
    story.wang.says(LEAK)
    said = xiaoyan.says(f"上报 1 {REASON}", WORKERS)
    assert story.card(WORKERS, "做过什么").reply_to == said
    xiaoyan.says("试水两次", WORKERS, reply_to=story.card(WORKERS, "做过什么").id)
    xiaoyan.says("请找检测单位", WORKERS, reply_to=story.card(WORKERS, "做什么").id)
    assert "试水两次" in page(story, WORKERS)


def test_others_are_told_who_fills_it_in(open_story: Callable[..., Story]) -> None:
    story = open_story()
    xiaoyan = story.staff(501, "高晓燕", starts=False)
    assert story.yali
    story.wang.says(LEAK)
    xiaoyan.says(f"上报 1 {REASON}", WORKERS)
    story.yali.says("我也看过", WORKERS, reply_to=story.card(WORKERS, "做过什么").id)
    assert story.last(WORKERS).text == "这张交接单由高晓燕填。想补充的，回1号单的卡片就行。"


def test_a_ticket_that_never_climbed_has_no_form(story: Story) -> None:
    story.wang.says(LEAK)
    story.xiaoyan.says("交接单 1", WORKERS)
    assert story.last(WORKERS).text == "1号单没有交接单，上报了才有。"


def test_residents_see_nothing_of_it(story: Story) -> None:
    before = len(story.standing(RESIDENTS))
    completed(story)
    story.chen.presses("签收", WORKERS)
    assert len(story.standing(RESIDENTS)) == before + 1
    assert "交接" not in "".join(story.standing(RESIDENTS))


def test_in_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    assert story.all_staff()
    story.wang.says(LEAK)
    story.xiaoyan.says("/escalate 1 no money", WORKERS, entities=[{"type": "bot_command", "offset": 0, "length": 9}])
    story.xiaoyan.writes("tried twice", reply_to=story.xiaoyan.sees("what did you try").id)
    assert story.xiaoyan.presses("Money", 501) == "Noted."
    story.xiaoyan.writes("a fund", reply_to=story.xiaoyan.sees("What do you ask").id)
    assert "a fund" in page(story, WORKERS)
    assert story.chen.presses("Sign for it", WORKERS)


def test_what_is_reported_up_in_private_is_said_once_and_its_answer_needs_no_reply(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.writes("接单 1")
    before = len(story.xiaoyan.hears())
    story.xiaoyan.writes("上报 1 线路老化，换不了")
    said = [text for text in story.xiaoyan.hears()[before - 1 :] if "已转社区" in text]
    assert len(said) == 1
    assert said[0].startswith("1号单已转社区。问题交接单差几句")
    story.xiaoyan.writes("换过灯泡没用")
    assert len(story.tickets()) == 1
    assert "为什么这里办不了" in story.last(501).text
