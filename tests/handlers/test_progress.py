"""Stories of working on a ticket: contacted, on site, notes and photos, done, or a mistake."""

import pytest

from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"


def claimed(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)


def test_contacted_and_on_site_stand_on_both_cards(story: Story) -> None:
    claimed(story)
    assert story.xiaoyan.presses("已联系", WORKERS) == "记下了：已联系。"
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了，已联系。")
    assert story.xiaoyan.presses("到场", WORKERS) == "记下了：已到场。"
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕到现场了。")
    assert "高晓燕到场了" in story.last(WORKERS).text
    assert story.states() == ["on_site"]
    assert len(story.standing(RESIDENTS)) == 1


def test_words_after_contacted_are_the_news_residents_read(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("已联系 1 维保师傅10:30前到", WORKERS)
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了，已联系：维保师傅10:30前到")
    story.xiaoyan.says("到场 1 在换门电机", WORKERS)
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕到现场了：在换门电机")


def test_a_reply_to_the_card_is_a_note_and_a_sign_of_work(story: Story) -> None:
    claimed(story)
    card = story.last(WORKERS)
    said = story.xiaoyan.says("维保说要调件", WORKERS, reply_to=card.id)
    assert "维保说要调件" in story.last(WORKERS).text
    assert "维保说要调件" not in story.last(RESIDENTS).text
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了。")
    assert story.ticket().contacted_at is not None
    assert story.reaction(said, WORKERS)
    story.yali.says("我也去看看", WORKERS, reply_to=card.id)
    assert "维保说要调件" in story.last(WORKERS).text
    assert "我也去看看" in story.last(WORKERS).text


@pytest.mark.parametrize(
    "words", ["打过电话了，下午去", "跟业主说好了", "约了下午三点", "问过她了", "上门看了，灯座坏了"]
)
def test_a_note_that_the_reporter_was_spoken_to_says_so_to_residents(story: Story, words: str) -> None:
    claimed(story)
    story.xiaoyan.says(words, WORKERS, reply_to=story.last(WORKERS).id)
    assert story.last(RESIDENTS).text.endswith("已联系。")
    assert "高晓燕接了，已联系" in story.last(WORKERS).text


@pytest.mark.parametrize(
    "words", ["转物业", "明天再弄", "没有煤气味", "延期 1 2天 等配件", "打过电话了，没人接", "已报物业", "约了师傅"]
)
def test_any_other_note_does_not(story: Story, words: str) -> None:
    claimed(story)
    story.xiaoyan.says(words, WORKERS, reply_to=story.last(WORKERS).id)
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了。")


def test_whoever_has_it_next_has_not_been_in_touch_yet(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("已联系", WORKERS)
    story.xiaoyan.says("转派 1 亚丽", WORKERS)
    assert "已联系" not in story.last(RESIDENTS).text


def test_a_photo_under_the_card_belongs_to_the_ticket_and_is_a_sign_of_work(story: Story) -> None:
    claimed(story)
    story.xiaoyan.sends_photo("spot", chat=WORKERS, reply_to=story.last(WORKERS).id)
    assert story.ticket().contacted_at is not None
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了。")
    assert len(story.dump()["attachment"]) == 1
    assert story.xiaoyan.sees("的照片").photos == ("spot",)


def test_a_voice_note_under_the_card_is_a_sign_of_work(story: Story) -> None:
    claimed(story)
    voice = {"file_id": "v", "file_unique_id": "uv", "duration": 8}
    story.xiaoyan.says("", WORKERS, reply_to=story.last(WORKERS).id, voice=voice)
    assert story.ticket().contacted_at is not None


# done ---------------------------------------------------------------------------------------------------------


@on_both
def test_done_with_words_is_told_under_the_reporters_own_message(story: Story) -> None:
    said = story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了电梯门电机，10:52恢复运行", WORKERS)
    card, result = story.seen(RESIDENTS)[-2:]
    assert result.reply_to == said
    assert result.text == "办好了：换了电梯门电机，10:52恢复运行\n还有问题也可打12345。"
    assert result.labels == ["解决了", "没解决"]
    assert "办好了：换了电梯门电机" in card.text
    assert card.labels == []
    assert "高晓燕办结：换了电梯门电机" in story.last(WORKERS).text
    assert story.last(WORKERS).labels == []


def test_done_by_button_asks_what_was_done_and_takes_the_question_away(story: Story) -> None:
    claimed(story)
    assert story.xiaoyan.presses("办结", WORKERS) == "回一句办了什么，或发张照片。"
    question = story.card(WORKERS, "办了什么")
    assert question.text == "1号单办了什么？回这条说一句，或发张照片。"
    assert story.states() == ["claimed"]
    story.xiaoyan.says("换了门电机", WORKERS, reply_to=question.id)
    assert story.states() == ["resolved"]
    assert not any("办了什么" in text for text in story.texts(WORKERS))
    assert story.card(RESIDENTS, "办好了：换了门电机\n还有问题")


def test_done_with_a_photo_alone_shows_it(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("办结", WORKERS)
    story.xiaoyan.sends_photo("after", chat=WORKERS, reply_to=story.card(WORKERS, "办了什么").id)
    result = story.last(RESIDENTS)
    assert "办好了：见照片" in result.text
    assert result.photos == ("after",)
    assert result.labels == ["解决了", "没解决"]
    story.wang.presses("解决了")
    assert "办得怎么样" in story.last(RESIDENTS).text


def test_done_with_words_under_a_photo(story: Story) -> None:
    claimed(story)
    story.xiaoyan.sends_photo("after", "办结 1 换了门电机", chat=WORKERS)
    assert story.last(RESIDENTS).photos == ("after",)
    assert "办好了：换了门电机" in story.last(RESIDENTS).text


def test_done_without_a_word_asks_when_it_was_typed_too(story: Story) -> None:
    claimed(story)
    said = story.xiaoyan.says("办结 1", WORKERS)
    assert story.card(WORKERS, "办了什么").reply_to == said
    story.xiaoyan.says("换好了", WORKERS, reply_to=story.card(WORKERS, "办了什么").id)
    assert story.states() == ["resolved"]


def test_a_sticker_does_not_say_what_was_done(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("办结", WORKERS)
    sticker = {"file_id": "s", "file_unique_id": "us", "type": "regular", "width": 1, "height": 1,
               "is_animated": False, "is_video": False}  # fmt: skip
    story.xiaoyan.says("", WORKERS, reply_to=story.card(WORKERS, "办了什么").id, sticker=sticker)
    assert story.states() == ["claimed"]
    assert story.card(WORKERS, "办了什么")


def test_somebody_without_the_role_cannot_answer_the_question(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("办结", WORKERS)
    story.zhao.says("办好了", WORKERS, reply_to=story.card(WORKERS, "办了什么").id)
    assert story.states() == ["claimed"]
    assert story.card(WORKERS, "办了什么")


def test_done_in_private_asks_in_private(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("办结", 501)
    question = story.xiaoyan.sees("办了什么")
    assert question.ask_reply
    story.xiaoyan.writes("换好了", reply_to=question.id)
    assert story.states() == ["resolved"]
    assert story.xiaoyan.hears()[-1] == "1号单办结，已告诉报的人，等他们回话。"


def test_nobodys_name_and_no_room_of_the_workers_words_reaches_the_group(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("已联系 1 和501王阿姨约了，电话13812345678", WORKERS)
    assert story.last(RESIDENTS).text.endswith("已联系：和住户约了，电话***")
    words = "3-2-501王阿姨家修好了，王阿姨身份证110101199003071234，老王在场"
    story.xiaoyan.says(f"办结 1 {words}", WORKERS)
    assert "王阿姨" not in story.last(RESIDENTS).text
    assert "修好了" in story.last(RESIDENTS).text


def test_each_group_and_each_private_chat_hears_the_result_once(story: Story) -> None:
    first = story.wang.says(LIFT)
    story.li.says("3号楼2单元电梯坏了")
    guest = story.person(41, "5-1-301 小周")
    other = guest.says("3号楼2单元电梯坏了", OTHERS)
    story.zhao.starts()
    asked = story.zhao.writes("3号楼2单元电梯坏了")
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    for chat, said in ((RESIDENTS, first), (OTHERS, other), (13, asked)):
        results = [m for m in story.seen(chat) if m.text.startswith("办好了：修好了\n还有")]
        assert [m.reply_to for m in results] == [said]


def test_somebody_in_a_group_without_a_card_hears_nothing_there(story: Story) -> None:
    story.wang.starts()
    story.wang.writes(LIFT)
    story.sweep()
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert story.standing(RESIDENTS) == []
    assert story.wang.sees("办好了：修好了\n还有问题")


def test_working_on_an_unclaimed_ticket_claims_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("到场 1", WORKERS)
    assert (story.ticket().state, story.ticket().claimed_by) == ("on_site", 501)
    assert "王阿姨" in story.xiaoyan.sees("1号单　电梯故障").text


def test_a_colleague_does_not_take_over_by_saying_contacted(story: Story) -> None:
    claimed(story)
    story.yali.says("已联系 1 我问过了", WORKERS)
    assert story.ticket().claimed_by == 501
    assert story.ticket().progress == ""
    assert "高晓燕" in story.last(WORKERS).text


def test_who_finishes_it_for_a_colleague_stands_on_the_card(story: Story) -> None:
    claimed(story)
    story.yali.says("办结 1 路过顺手弄好了", WORKERS)
    assert story.states() == ["resolved"]
    assert "高亚丽办结：路过顺手弄好了" in story.card(WORKERS, "1号单　").text


# a mistake ----------------------------------------------------------------------------------------------------


@on_both
def test_a_mistake_leaves_no_trace_in_the_group(story: Story) -> None:
    story.sweep()
    story.wang.says(LIFT)
    assert story.xiaoyan.presses("误会", WORKERS) == "误会了，已撤掉。"
    assert story.standing(RESIDENTS) == []
    assert story.states() == ["mistaken"]
    assert story.last(WORKERS).labels == []
    assert story.last(WORKERS).text.endswith("误会，已撤掉")


def test_a_mistake_after_a_result_was_denied_takes_everything_away(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.presses("没解决")
    assert len(story.standing(RESIDENTS)) == 2
    story.xiaoyan.says("误会 1", WORKERS)
    assert story.standing(RESIDENTS) == []


def test_a_mistaken_quiet_matter_takes_its_line_away(story: Story) -> None:
    story.wang.says("我老公打我，快来人")
    assert len(story.standing(RESIDENTS)) == 1
    story.xiaoyan.presses("误会", WORKERS)
    assert story.standing(RESIDENTS) == []


def test_a_mistake_in_every_group_it_was_told(story: Story) -> None:
    story.wang.says(LIFT)
    story.person(41, "5-1-301 小周").says("3号楼2单元电梯坏了", OTHERS)
    story.xiaoyan.presses("误会", WORKERS)
    assert story.standing(RESIDENTS) == story.standing(OTHERS) == []


def test_a_colleague_does_not_wipe_away_what_somebody_else_holds(story: Story) -> None:
    claimed(story)
    story.yali.presses("更多", WORKERS)
    assert story.yali.presses("误会", WORKERS) == "高晓燕刚接了，谢谢你。"
    assert story.states() == ["claimed"]
    assert story.standing(RESIDENTS)


def test_a_leader_may_and_the_holder_hears_it(story: Story) -> None:
    claimed(story)
    story.chen.says("误会 1", WORKERS)
    assert story.states() == ["mistaken"]
    assert "1号单陈书记说是误会，撤掉了，不用去了。" in story.xiaoyan.hears()


def test_a_private_report_that_was_a_mistake_is_told_so(story: Story) -> None:
    story.wang.starts()
    story.wang.writes(LIFT)
    story.xiaoyan.says("误会 1 是隔壁小区的", WORKERS)
    assert "编号1" in story.wang.hears()[-1]
    assert "误会" in story.wang.hears()[-1]


@pytest.mark.parametrize("word", ["已联系", "到场", "办结 1 修好了", "转派", "上报", "误会", "接单", "去不了"])
def test_on_a_finished_ticket_nothing_changes(story: Story, word: str) -> None:
    claimed(story)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.presses("解决了")
    before = story.dump()
    verb, _, rest = word.partition(" ")
    story.xiaoyan.says(f"{verb} 1 {rest.removeprefix('1')}", WORKERS)
    assert story.dump() == before
    assert story.last(WORKERS).text == "1号单现在是：已解决。"


def test_a_misunderstanding_pressed_by_mistake_comes_back_as_it_was(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("到场", WORKERS)
    before = story.texts(RESIDENTS), story.texts(WORKERS), story.last(WORKERS).labels
    story.xiaoyan.presses("更多", WORKERS)
    story.xiaoyan.presses("误会", WORKERS)
    assert story.standing(RESIDENTS) == []
    story.xiaoyan.says("误会点错了", WORKERS)
    assert story.states() == ["on_site"]
    assert (story.texts(RESIDENTS), story.texts(WORKERS)[:1], story.seen(WORKERS)[0].labels) == before
    assert story.last(WORKERS).text == "1号单恢复了，还是现场处理。"
    story.xiaoyan.presses("办结", WORKERS)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    assert story.states() == ["resolved"]


def test_what_nobody_had_taken_waits_anew(story: Story) -> None:
    story.wang.writes("电梯又坏了，停在3号楼2单元")
    story.xiaoyan.presses("误会", WORKERS)
    assert "说是误会" in story.wang.hears()[-1]
    story.xiaoyan.writes("点错了")
    assert story.states() == ["open"]
    assert story.wang.hears()[-1] == "编号1刚才误撤了，还接着办。"
    story.yali.presses("接单", WORKERS)
    assert story.ticket().claimed_by == 502


def test_a_danger_called_a_misunderstanding_by_mistake_rings_on(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道好大煤气味")
    story.xiaoyan.says("误会 1", WORKERS)
    story.forward(minutes=1)
    rung = len(story.texts(502))
    story.xiaoyan.says("不是误会，点错了", WORKERS)
    story.forward(minutes=6)
    assert story.states() == ["open"]
    assert len(story.texts(502)) > rung or any("煤气" in text or "燃气" in text for text in story.texts(502))
    assert any("燃气" in text for text in story.standing(RESIDENTS))


def test_a_danger_that_several_told_is_called_off_by_who_has_taken_it(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了 好大的烟")
    story.li.says("我也看到了 3楼冒烟")
    assert story.yali.presses("误会", WORKERS) == "1号单不止一个人报。先接单去看一眼，看了没事再点误会。"
    assert story.states() == ["open"]
    assert any("马上打119" in text for text in story.standing(RESIDENTS))
    story.yali.presses("接单", WORKERS)
    story.yali.presses("误会", WORKERS)
    assert story.states() == ["mistaken"]
    assert [text.splitlines()[-1] for text in story.standing(RESIDENTS)] == ["核实过了，没有危险。"]


def test_a_danger_that_several_told_becomes_a_lamp_once_somebody_has_taken_it(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了 好大的烟")
    story.li.says("我也看到了 3楼冒烟")
    story.yali.says("改类别 1 渗漏水", WORKERS)
    assert story.last(WORKERS).text == "1号单不止一个人报。先接单去看一眼，看了没事再点改类别。"
    assert story.ticket().service_class == "P0"
    story.yali.says("改类别 1 燃气泄漏", WORKERS)
    assert story.ticket().service_class == "P0"
    story.yali.says("接单 1", WORKERS)
    story.yali.says("改类别 1 渗漏水", WORKERS)
    assert story.ticket().service_class != "P0"


def test_who_leads_calls_off_what_several_told(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了 好大的烟")
    story.li.says("我也看到了 3楼冒烟")
    story.chen.says("误会 1", WORKERS)
    assert story.states() == ["mistaken"]


def test_the_wrong_one_of_two_comes_back_and_the_other_goes(story: Story) -> None:
    claimed(story)
    story.zhao.says("1号楼楼道灯不亮了")
    story.xiaoyan.says("误会 1", WORKERS)
    story.xiaoyan.says("点错了，是2号单", WORKERS)
    assert story.states() == ["claimed", "mistaken"]


def test_nobody_else_and_nobody_later_brings_it_back(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("误会 1", WORKERS)
    story.yali.says("点错了", WORKERS)
    story.chen.writes("误会点错了")
    story.xiaoyan.says("是点错了吗", WORKERS)
    assert story.states() == ["mistaken"]
    story.forward(hours=1)
    story.xiaoyan.says("点错了", WORKERS)
    assert story.states() == ["mistaken"]


def test_whoever_had_it_and_was_sent_home_goes_on(story: Story) -> None:
    story.all_staff()
    claimed(story)
    story.chen.says("误会 1", WORKERS)
    story.chen.says("刚才点错了", WORKERS)
    assert story.ticket().claimed_by == 501
    assert "1号单陈书记刚才误点了误会，还接着办。" in story.xiaoyan.hears()
