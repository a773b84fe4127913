"""Stories of residents' own words about a ticket: me too, more, take it back, solved or not, how satisfied."""

import pytest

from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
LAMP = "3号楼2单元楼道灯不亮"


def resolved(story: Story, done: str = "换了门电机") -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(f"办结 1 {done}", WORKERS)


# me too -------------------------------------------------------------------------------------------------------


@on_both
def test_me_too_by_button_counts_homes(story: Story) -> None:
    story.wang.says(LIFT)
    assert story.li.presses("我家也是") == "记上了。编号1，现在2户反映。"
    assert story.person(22, "3-2-1203 小李爱人").presses("我家也是") == "记上了。编号1，现在2户反映。"
    neighbour = story.person(23, "3-2-302 老赵")
    assert neighbour.presses("我家也是") == "记上了。编号1，现在3户反映。"
    assert "3户反映" in story.last(RESIDENTS).text
    assert "3户" in story.last(WORKERS).text
    assert neighbour.presses("我家也是") == "编号1已经记上您了，有进展会更新。"
    assert story.wang.presses("我家也是") == "编号1已经记上您了，有进展会更新。"
    assert story.ticket().households == 3


def test_me_too_counts_people_where_homes_are_not_told(story: Story) -> None:
    story.person(31, "阳光").says("小区门口的路灯不亮了")
    assert story.person(32, "海阔天空").presses("我也看到了") == "记上了。编号1，现在2人反映。"
    assert "2人反映" in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["我家也是", "我家也是，电梯不动了", "我家也是！", "我家也是 1", "/metoo 1"])
def test_me_too_by_words(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    said = story.li.commands(words, RESIDENTS) if words[0] == "/" else story.li.says(words)
    assert story.ticket().households == 2
    assert len(story.tickets()) == 1
    assert story.reaction(said)
    assert len(story.standing(RESIDENTS)) == 1


def test_me_too_as_a_reply_to_the_card_or_to_the_neighbours_own_message(story: Story) -> None:
    said = story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.li.says("我家也是", reply_to=story.card(RESIDENTS, "编号1").id)
    assert story.ticket(1).households == 2
    story.person(23, "3-2-803 老陈").says("我家也是", reply_to=said)
    assert story.ticket(1).households == 3
    assert story.ticket(2).households == 1


def test_me_too_hours_after_joins_what_is_still_open(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(hours=1)
    story.li.says("我家也是")
    assert story.ticket().households == 2
    assert len(story.standing(RESIDENTS)) == 1


def test_me_too_on_a_finished_ticket_says_how_it_stands(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    before = story.dump()
    assert story.li.presses_data("1|join|1|", card.id) == "编号1现在是：办好了，等居民回话。"
    assert story.dump() == before


# more ---------------------------------------------------------------------------------------------------------


def test_the_button_says_how_to_add(story: Story) -> None:
    story.wang.says(LIFT)
    assert story.wang.presses("补充") == "回这条消息说就行，文字、照片、语音都可以。"


def test_a_reply_to_the_card_adds_to_the_ticket(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    said = story.wang.says("里面灯也不亮", reply_to=card.id)
    assert "里面灯也不亮" in story.last(WORKERS).text
    assert story.reaction(said)
    story.li.says("门口还有个大坑", reply_to=card.id)
    assert "里面灯也不亮" in story.last(WORKERS).text
    assert "门口还有个大坑" in story.last(WORKERS).text
    assert len(story.tickets()) == 1
    assert len(story.standing(RESIDENTS)) == 1


def test_a_photo_under_the_card_reaches_the_workers(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.sends_photo("pit", reply_to=story.last(RESIDENTS).id)
    assert story.last(WORKERS).photos == ("pit",)


@pytest.mark.parametrize("words", ["补充 1 里面灯也不亮", "补充：里面灯也不亮", "/add 1 里面灯也不亮"])
def test_adding_by_words(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    story.wang.commands(words, RESIDENTS) if words[0] == "/" else story.wang.says(words)
    assert "里面灯也不亮" in story.last(WORKERS).text
    assert len(story.standing(RESIDENTS)) == 1


def test_adding_in_private(story: Story) -> None:
    story.wang.starts()
    story.wang.writes(LIFT)
    story.wang.writes("里面灯也不亮", reply_to=story.wang.sees("编号1").id)
    assert "里面灯也不亮" in story.last(WORKERS).text
    assert story.wang.hears()[-1] == "加到编号1里了。"


def test_the_place_told_in_private_after_the_question_completes_the_ticket(story: Story) -> None:
    guest = story.person(31, "阳光")
    guest.starts()
    guest.writes("电梯坏了")
    assert guest.hears()[-1].endswith("在哪里发生的，回一句告诉我就行。")
    guest.writes("3号楼2单元", reply_to=guest.sees("编号1").id)
    assert "3号楼2单元" in story.last(WORKERS).text


def test_thanks_under_a_card_count_no_home_and_make_no_words(story: Story) -> None:
    resolved(story)
    story.wang.presses("解决了")
    before = story.ticket()
    story.li.says("谢谢小格", reply_to=story.last(RESIDENTS).id)
    after = story.ticket()
    assert (after.households, after.news, len(story.standing(RESIDENTS))) == (before.households, "", 2)


def test_trouble_that_comes_back_under_a_closed_result_is_a_new_report(story: Story) -> None:
    resolved(story)
    story.wang.presses("解决了")
    story.forward(hours=3)
    story.li.says("3号楼2单元电梯又坏了", reply_to=story.last(RESIDENTS).id)
    assert story.states() == ["closed", "open"]


# taking back --------------------------------------------------------------------------------------------------


@on_both
def test_the_only_reporter_takes_it_back(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.wang.presses("撤回").endswith("撤回了。")
    assert story.states() == ["withdrawn"]
    assert story.last(RESIDENTS).text == "编号1　电梯故障　3号楼2单元\n报的人已撤回。"
    assert story.last(RESIDENTS).labels == []
    assert story.xiaoyan.hears()[-1] == "1号单报的人撤回了，不用去了。"
    story.forward(hours=3)
    assert story.states() == ["withdrawn"]


def test_one_of_several_takes_theirs_back(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.presses("我家也是")
    assert story.wang.presses("撤回") == "您这份撤回了，别家报的接着办。"
    assert story.states() == ["open"]
    assert story.ticket().households == 1
    assert "户反映" not in story.last(RESIDENTS).text
    assert story.li.presses("撤回").endswith("撤回了。")
    assert story.states() == ["withdrawn"]


def test_the_result_goes_to_who_is_left(story: Story) -> None:
    story.wang.says(LIFT)
    said = story.li.says("3号楼2单元电梯坏了")
    story.wang.presses("撤回")
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert story.last(RESIDENTS).reply_to == said


def test_a_neighbour_cannot_take_back_what_others_said(story: Story) -> None:
    story.wang.says(LIFT)
    before = story.dump()
    assert story.li.presses("撤回") == "这个要报的人自己点。您家也有的话，点“我家也是”。"
    assert story.dump() == before


@pytest.mark.parametrize("words", ["撤回 1", "撤回", "/withdraw 1", "/withdraw"])
def test_taking_back_by_words(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    said = story.wang.commands(words, RESIDENTS) if words[0] == "/" else story.wang.says(words)
    assert story.states() == ["withdrawn"]
    assert story.reaction(said)
    assert len(story.standing(RESIDENTS)) == 1


def test_misread_is_deleted_without_a_word(story: Story) -> None:
    story.sweep()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.wang.presses("误会了") == "误会了，已撤掉。"
    assert story.standing(RESIDENTS) == []
    assert story.states() == ["mistaken"]
    assert "不用去了" in story.xiaoyan.hears()[-1]


def test_misread_with_others_in_it_takes_only_ones_own_back(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.presses("我家也是")
    assert story.wang.presses("误会了") == "您这份撤回了，别家报的接着办。"
    assert story.states() == ["open"]


@pytest.mark.parametrize("words", ["误会了", "误会", "误会了，不好意思"])
def test_misread_by_words(story: Story, words: str) -> None:
    story.sweep()
    story.wang.says(LIFT)
    story.wang.says(words, reply_to=story.last(RESIDENTS).id)
    assert story.states() == ["mistaken"]
    assert story.standing(RESIDENTS) == []


def test_withdrawing_after_the_result_says_nothing_wrong(story: Story) -> None:
    resolved(story)
    story.wang.says("撤回 1")
    assert story.states() == ["withdrawn"]
    assert not any("没办好" in text for text in story.standing(RESIDENTS))


# solved or not ------------------------------------------------------------------------------------------------


@on_both
def test_solved_then_rated(story: Story) -> None:
    resolved(story)
    assert story.wang.presses("解决了") == "好的，谢谢您。"
    assert story.states() == ["closed"]
    assert story.last(RESIDENTS).text == "好的，解决了就好。办得怎么样，愿意的话点一下。"
    assert story.last(RESIDENTS).labels == ["满意", "基本满意", "不满意"]
    assert story.card(RESIDENTS, "编号1").text.endswith("已解决：换了门电机")
    assert story.wang.presses("基本满意") == "记下了，谢谢您。"
    assert story.ticket().rating == "mostly"
    assert story.last(RESIDENTS).text == "谢谢您告诉我们。"
    assert story.last(RESIDENTS).labels == []
    assert story.wang.presses_data("1|rate|1|unsatisfied", story.last(RESIDENTS).id) == "编号1现在是：已解决。"
    assert story.ticket().rating == "mostly"


def test_only_who_reported_says_whether_it_is_solved(story: Story) -> None:
    resolved(story)
    before = story.dump()
    assert story.li.presses("解决了").startswith("这个要报的人自己点")
    assert story.li.presses("没解决").startswith("这个要报的人自己点")
    assert story.dump() == before


def test_who_joined_may_say_so_too(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.presses("我家也是")
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.li.presses("没解决")
    assert story.states() == ["claimed"]


@on_both
def test_not_solved_goes_on_with_the_same_worker(story: Story) -> None:
    resolved(story)
    assert story.wang.presses("没解决") == "好的，编号1接着办，有进展告诉您。"
    assert (story.ticket().state, story.ticket().claimed_by, story.ticket().reopened) == ("claimed", 501, 1)
    result = story.last(RESIDENTS)
    assert result.text == "没办好，抱歉。编号1接着办，还是高晓燕跟。还差什么回这条，语音也行。"
    assert result.labels == []
    assert story.card(RESIDENTS, "编号1　电梯").text.endswith("没办好，抱歉，接着办。网格员高晓燕接了。")
    assert story.xiaoyan.hears()[-1] == "1号单居民说还没解决。请再看一下。"
    story.wang.says("还是咣当响", reply_to=result.id)
    assert "还是咣当响" in story.card(WORKERS, "1号单　").text
    story.xiaoyan.says("办结 1 又紧了一遍螺丝", WORKERS)
    results = [m for m in story.seen(RESIDENTS) if m.text.startswith("办好了")]
    assert [m.labels for m in results] == [["解决了", "没解决"]]
    assert len(story.standing(RESIDENTS)) == 2
    assert story.events() == ["open", "claim", "resolve", "deny", "add", "resolve"]


def test_not_solved_keeps_what_was_said_before(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.says("里面灯也不亮", reply_to=story.last(RESIDENTS).id)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.presses("没解决")
    assert "里面灯也不亮" in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    ("words", "state"),
    [("解决了", "closed"), ("解决了，谢谢", "closed"), ("没解决 还在响", "claimed"), ("没解决，还在响", "claimed"),
     ("解决了 1", "closed"), ("没解决 1 还在响", "claimed"), ("/solved 1", "closed"), ("/unsolved 1", "claimed")],
)  # fmt: skip
def test_the_last_word_by_words(story: Story, words: str, state: str) -> None:
    resolved(story)
    if words[0] == "/":
        story.wang.commands(words, RESIDENTS)
    else:
        story.wang.says(words, reply_to=None if "1" in words else story.last(RESIDENTS).id)
    assert story.states() == [state]
    assert len(story.standing(RESIDENTS)) == 2
    if "还在响" in words:
        assert "还在响" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize(
    ("words", "rating"), [("满意", "satisfied"), ("不满意", "unsatisfied"), ("基本满意 1", "mostly")]
)
def test_rating_by_words(story: Story, words: str, rating: str) -> None:
    resolved(story)
    story.wang.presses("解决了")
    story.wang.says(words, reply_to=None if "1" in words else story.last(RESIDENTS).id)
    assert story.ticket().rating == rating


@pytest.mark.parametrize(
    "words",
    [
        "解决了吗",
        "满意度调查开始了",
        "没解决吗",
        "到场了吗",
        "接单了没",
        "办结了吗？",
        "撤回一下消息",
    ],
)
def test_talk_that_only_begins_like_a_word_does_nothing(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    story.xiaoyan.says(words, WORKERS)
    story.wang.says(words, reply_to=story.last(RESIDENTS).id)
    story.xiaoyan.says(words, WORKERS, reply_to=story.last(WORKERS).id)
    assert story.states() == ["claimed"]
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.says(words)
    story.wang.says(words, reply_to=story.last(RESIDENTS).id)
    assert story.states() == ["resolved"]
    assert len(story.standing(RESIDENTS)) == 2


def test_two_days_of_silence_close_it_unconfirmed_and_a_late_no_still_counts(story: Story) -> None:
    resolved(story)
    story.forward(hours=47, minutes=59)
    assert story.states() == ["resolved"]
    story.forward(minutes=2)
    assert story.states() == ["closed_unconfirmed"]
    assert story.last(RESIDENTS).labels == ["解决了", "没解决"]
    story.wang.presses("没解决")
    assert story.states() == ["claimed"]
    assert story.ticket().closed_at is None


def test_the_last_word_in_private(story: Story) -> None:
    story.wang.starts()
    story.wang.writes(LIFT)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert story.wang.presses("没解决", 11) == "好的，编号1接着办，有进展告诉您。"
    story.xiaoyan.says("办结 1 又修了", WORKERS)
    story.wang.presses("解决了", 11)
    story.wang.presses("满意", 11)
    assert story.ticket().rating == "satisfied"


def test_after_a_no_and_a_report_up_nobody_is_named_who_left(story: Story) -> None:
    resolved(story)
    story.wang.presses("没解决")
    story.xiaoyan.says("上报 1 要换主板", WORKERS)
    assert story.last(RESIDENTS).text == "没办好，抱歉。编号1接着办。还差什么回这条，语音也行。"


@pytest.mark.parametrize("word", ["join", "add", "withdraw", "misread", "confirm", "deny", "rate"])
def test_on_a_finished_ticket_nothing_changes(story: Story, word: str) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    story.xiaoyan.presses("误会", WORKERS)
    before = story.dump()
    assert story.wang.presses_data(f"1|{word}|1|", card.id) == "编号1现在是：误会，已撤掉。"
    assert story.dump() == before


def test_words_of_refusal_to_typed_words_do_not_fill_the_group(story: Story) -> None:
    story.wang.says(LIFT)
    before = story.standing(RESIDENTS)
    story.li.says("撤回 1")
    story.li.says("办结 1 好了")
    story.li.says("接单", reply_to=story.last(RESIDENTS).id)
    story.person(43, "5-1-101 老郑").says("解决了 1", OTHERS)
    assert story.standing(RESIDENTS) == before
    assert story.states() == ["open"]


def test_not_solved_is_told_at_once_to_who_was_written_to_within_the_hour(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.forward(minutes=20)
    assert story.xiaoyan.sees("还没人接")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.presses("没解决", RESIDENTS)
    assert story.last(501).text == "1号单居民说还没解决。请再看一下。"


def test_not_solved_at_night_waits_for_the_morning_and_is_told_beside_what_is_newer(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.until(20, 23, 30)
    story.wang.presses("没解决", RESIDENTS)
    assert not any("请再看一下" in text for text in story.xiaoyan.hears())
    story.forward(hours=20)
    assert any("请再看一下" in text or "居民说还没解决" in text for text in story.xiaoyan.hears()[-3:])


def test_taken_back_twice_it_is_said_that_it_was(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯不亮")
    story.wang.writes("撤回")
    assert story.wang.hears()[-1] == "编号1（楼道灯）撤回了。"
    story.wang.writes("撤回")
    assert story.wang.hears()[-1] == "编号1（楼道灯）您已经撤回了。要再报，直接写给我。"


def test_of_two_reports_it_is_asked_which_is_taken_back(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯不亮")
    story.wang.writes("3号楼2单元501水管漏水")
    story.wang.writes("撤回")
    assert story.states() == ["open", "open"]
    labels = story.wang.sees("哪").labels
    assert len(labels) == 2
    story.wang.presses(next(each for each in labels if "灯" in each), story.wang.who.id)
    assert story.wang.hears()[-1] == "编号1（楼道灯）撤回了。" or story.wang.callback
    assert story.states() == ["withdrawn", "open"]


@pytest.mark.parametrize("word", ["撤回", "误会了"])
def test_of_two_reports_in_the_group_it_is_asked_there_too(story: Story, word: str) -> None:
    """撤回 took back what was told last, whichever was meant."""
    story.all_staff()
    story.wang.says(LIFT)
    story.wang.says(LAMP)
    story.wang.says(word)
    assert story.states() == ["open", "open"]
    assert story.last(RESIDENTS).text == "是哪一件？点一下。"
    assert story.li.presses("电梯故障", card="哪一件") == "这个要报的人自己点。您家也有的话，点“我家也是”。"
    story.wang.presses("电梯故障", card="哪一件")
    assert [ticket.state in ("withdrawn", "mistaken") for ticket in story.tickets()] == [True, False]
    assert "是哪一件？点一下。" not in story.texts(RESIDENTS)
    story.wang.says(word)
    assert "open" not in story.states()


def test_which_is_taken_back_is_asked_in_private_where_that_is_open(story: Story) -> None:
    story.wang.starts()
    story.wang.says(LIFT)
    first = story.wang.says(LAMP)
    story.wang.says("撤回")
    assert story.states() == ["open", "open"]
    assert len(story.standing(RESIDENTS)) == 2
    story.wang.presses("电梯故障", story.wang.who.id, card="哪一件")
    assert story.states() == ["withdrawn", "open"]
    story.wang.says("撤回", reply_to=first)
    assert story.states() == ["withdrawn", "withdrawn"]


def test_what_was_told_in_private_is_not_taken_back_in_the_group(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.starts()
    story.wang.writes(LAMP)
    story.wang.says("撤回")
    assert story.states() == ["withdrawn", "open"]


@pytest.mark.parametrize("pressed", [True, False])
def test_that_it_is_not_done_is_regretted_once(story: Story, pressed: bool) -> None:
    """In private 没办好，抱歉 came twice, in the result and in the answer."""
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯坏了")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    answer = story.wang.presses("没解决", 11) if pressed else ""
    if not pressed:
        story.wang.writes("还是不亮")
    said = [*story.wang.hears(), answer]
    assert "".join(said).count("没办好，抱歉") == 1
    assert said[-1 if pressed else -2] == "好的，编号1接着办，有进展告诉您。"
