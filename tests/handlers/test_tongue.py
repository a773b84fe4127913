"""Stories of residents who write English: they read English, in a group below what their neighbours read in Chinese."""

import pytest

from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Person, Story

TAP = "Building 3 Unit 2, the tap in the kitchen is leaking badly"


@pytest.fixture
def bob(story: Story) -> Person:
    story.all_staff()
    bob = story.person(44, "3-2-801 Bob")
    bob.says("The lift in Building 3 Unit 2 has stopped again")
    bob.starts()
    return bob


def test_a_report_in_english_is_noted_in_english(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    assert bob.hears()[-1].startswith("Noted, ticket 2: Leak, Building 3")
    assert "渗漏水" in story.last(WORKERS).text
    assert story.standing(RESIDENTS)[0].startswith("编号1　电梯故障")


def test_what_is_told_in_the_letters_of_pinyin_is_answered_in_chinese(story: Story) -> None:
    """dian ti huai le had English below its card."""
    story.wang.says("dian ti huai le 3 hao lou")
    assert story.standing(RESIDENTS)[-1].startswith("编号1　电梯故障") and "Ticket" not in story.standing(RESIDENTS)[-1]


def test_what_is_fixed_is_answered_in_english_in_the_group(story: Story, bob: Person) -> None:
    """fixed, thank you was a note on what waited for that word."""
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    bob.says("fixed?")
    assert story.states() == ["resolved"]
    bob.says("fixed, thank you")
    assert story.states() == ["closed"]


def test_the_buttons_of_who_writes_english_are_english(story: Story, bob: Person) -> None:
    """They read Noted, ticket 2, above 补充 and 撤回."""
    bob.writes(TAP)
    assert bob.sees("Noted, ticket 2").labels == ["Add", "Withdraw"]
    bob.presses("Withdraw", bob.who.id)
    assert story.states() == ["open", "withdrawn"]


def test_which_is_meant_is_asked_in_english(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    bob.commands("/withdraw")
    asked = bob.sees("Which one?")
    assert asked.labels == ["2 Leak, Building 3 Unit 2", "1 Lift out of order, Building 3 Unit 2"]
    bob.writes("withdraw")
    assert story.states() == ["open", "withdrawn"]


def test_a_neighbour_who_writes_chinese_has_chinese_buttons(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯不亮")
    assert story.wang.sees("记下了").labels == ["补充", "撤回"]


def test_how_far_it_is_is_told_in_english(story: Story, bob: Person) -> None:
    story.xiaoyan.says("接单 1", WORKERS)
    bob.writes("any update on this?")
    assert bob.hears()[-1].startswith("Ticket 1 · ")
    assert "高晓燕 has had it since 08:12" in bob.hears()[-1]


def test_the_result_comes_in_english_with_its_buttons(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    story.xiaoyan.says("接单 2", WORKERS)
    story.xiaoyan.says("办结 2 换了水阀", WORKERS)
    result = bob.sees("Done: 换了水阀")
    assert "解决了" not in result.labels
    bob.presses(result.labels[0], bob.who.id)
    assert story.states()[1] == "closed"
    assert bob.hears()[-1].startswith("Good to know it is solved")


def test_danger_told_in_english_is_answered_in_english(story: Story, bob: Person) -> None:
    bob.writes("There is a fire in Building 3 Unit 2, lots of smoke!")
    assert any("Ring 119" in text for text in bob.hears())
    assert "火情" in story.last(WORKERS).text


def test_who_writes_chinese_again_reads_chinese(story: Story, bob: Person) -> None:
    bob.writes("怎么样了")
    assert bob.hears()[-1].startswith("编号1　电梯故障")


def test_help_is_in_english(story: Story, bob: Person) -> None:
    bob.writes("help")
    assert "Building 3 Unit 2, the lift has stopped" in bob.hears()[-1]


def test_staff_who_write_english_read_the_desks_language(story: Story, bob: Person) -> None:
    story.xiaoyan.writes("any update on this?")
    assert not story.xiaoyan.hears()[-1].startswith("Ticket")


RUDE = "The grid worker was rude to me, I want to complain"
GAS = "I smell gas in building 1 unit 1"


@pytest.mark.parametrize("first", ["", TAP, GAS])
def test_a_complaint_in_english_passes_by_those_complained_of(story: Story, bob: Person, first: str) -> None:
    """It stood as a note on the card in the workers' group, and in what they were rung with again."""
    if first:
        bob.writes(first)
    bob.writes(RUDE)
    story.forward(minutes=10)
    assert "Only the street can see it" in bob.sees("Only the street").text
    assert any(RUDE in text for text in story.texts(OFFICIALS))
    assert not any("rude" in text for chat in (WORKERS, 501, 502, 601) for text in story.texts(chat))


def test_who_has_reported_nothing_may_complain_in_english(story: Story) -> None:
    story.all_staff()
    ann = story.person(45, "3-2-901 Ann")
    ann.says("hello")
    ann.starts()
    ann.writes(RUDE)
    assert story.ticket().sealed


def test_a_neighbour_who_was_rude_is_not_complained_of_to_the_street(story: Story, bob: Person) -> None:
    bob.writes("my neighbour was rude to me")
    assert not any(ticket.sealed for ticket in story.tickets())


def test_another_thing_told_after_a_danger_is_its_own(story: Story, bob: Person) -> None:
    """It became a note on the gas ticket, and to cancel it told the secretary that the gas was over."""
    bob.writes(GAS)
    bob.writes("the water in my flat is off, building 2 unit 1 room 803")
    assert (story.tickets()[-1].matter, story.tickets()[-1].building) == ("utility.water_outage", "2")
    bob.writes("cancel the water one, it is back")
    assert story.states() == ["open", "open", "withdrawn"]
    assert not any("没事了" in text for text in story.texts(601))


def test_of_several_things_the_one_that_is_named_is_cancelled(story: Story, bob: Person) -> None:
    bob.writes("the water in my flat is off, building 2 unit 1 room 803")
    bob.writes(GAS)
    bob.writes("cancel the water one, it is back")
    assert story.states() == ["open", "withdrawn", "open"]


@pytest.mark.parametrize("words", ["It was a false alarm, just my neighbour cooking", "false alarm, sorry"])
def test_a_false_alarm_is_checked_first(story: Story, bob: Person, words: str) -> None:
    """It was a note, and nobody was asked."""
    bob.writes(GAS)
    bob.writes(RUDE)
    bob.writes(words)
    assert bob.hears()[-1].startswith("Noted. The staff make sure first")
    assert "报的人说没事了" in story.card(601, "没事了").text
    assert story.states() == ["open", "open", "open"]


@pytest.mark.parametrize(
    "words", ["No, it is still dark", "Still dark, nobody changed anything", "It doesn't work", "not solved"]
)
@pytest.mark.parametrize("complains", [False, True])
def test_not_solved_is_heard_in_english(story: Story, bob: Person, words: str, complains: bool) -> None:
    """It was added to the ticket, or opened one of a gate."""
    bob.writes(TAP)
    story.xiaoyan.says("接单 2", WORKERS)
    if complains:
        bob.writes(RUDE)
    story.xiaoyan.says("办结 2 换了水阀", WORKERS)
    bob.writes(words)
    assert bob.hears()[-1].startswith("We carry on with ticket")
    assert story.ticket(2).state == "claimed"


def test_what_is_still_dark_in_our_building_is_not_solved(story: Story, bob: Person) -> None:
    bob.writes("The corridor light in Building 3 Unit 2 is broken")
    story.xiaoyan.says("接单 2", WORKERS)
    story.xiaoyan.says("办结 2 换了灯泡", WORKERS)
    bob.writes("The corridor light in our building is still dark")
    assert bob.hears()[-1].startswith("We carry on with ticket")
    assert story.states() == ["open", "claimed"]


@pytest.mark.parametrize("words", ["What is happening with the lift?", "has anyone come?", "Is it fixed yet?"])
def test_who_has_reported_asks_in_english(story: Story, bob: Person, words: str) -> None:
    bob.writes(words)
    assert bob.hears()[-1].startswith("Ticket 1 · Lift out of order")
    assert not story.ticket().news


def test_what_buttons_say_is_typed_in_english(story: Story, bob: Person) -> None:
    """Same here, withdraw: they did nothing, or were notes."""
    ann = story.person(45, "3-2-901 Ann")
    ann.says("same here")
    assert story.ticket().households == 2
    ann.says("never mind")
    assert story.ticket().households == 1
    bob.says("Withdraw")
    assert story.states() == ["withdrawn"]
    assert not story.ticket().news


@pytest.mark.parametrize(
    "words",
    [
        "me too", "Me too.", "us too", "same", "ditto", "Same here!", "same in our flat", "same problem here",
        "ours too", "me too, thanks", "We have the same problem",
    ],
)  # fmt: skip
def test_the_same_said_in_english_counts(story: Story, bob: Person, words: str) -> None:
    ann = story.person(45, "3-2-901 Ann")
    said = ann.says(words)
    assert story.ticket().households == 2
    assert story.reaction(said)
    assert not story.ticket().news


@pytest.mark.parametrize(
    ("before", "words", "homes"),
    [
        ("Happy birthday Mary!", "me too", 1),
        ("I hope they fix it soon", "me too", 1),
        ("I hope they fix it soon", "same here", 2),
        ("", "me too?", 1),
        ("", "me too tired for this", 1),
        ("", "not me", 1),
    ],
)
def test_what_is_no_same_trouble_counts_nobody(story: Story, bob: Person, before: str, words: str, homes: int) -> None:
    if before:
        story.person(46, "3-2-902 Joe").says(before)
    story.person(45, "3-2-901 Ann").says(words)
    assert story.ticket().households == homes


def test_it_counts_after_staff_have_answered_and_as_a_reply(story: Story, bob: Person) -> None:
    first = story.last(RESIDENTS).id
    story.xiaoyan.says("马上到", RESIDENTS)
    story.person(45, "3-2-901 Ann").says("me too")
    story.person(46, "3-2-902 Joe").says("nice weather today")
    story.person(47, "3-2-903 Zoe").says("me too", reply_to=first)
    assert story.ticket().households == 3


@pytest.mark.parametrize("words", ["me too", "same here", "same in our flat"])
def test_from_another_staircase_it_is_that_ones_lift(story: Story, bob: Person, words: str) -> None:
    story.person(45, "3-1-901 Ann").says(words)
    assert [(ticket.unit, ticket.households) for ticket in story.tickets()] == [("2", 1), ("1", 1)]


def test_not_solved_is_heard_in_english_in_the_group(story: Story, bob: Person) -> None:
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了主板", WORKERS)
    bob.says("No, it is still broken")
    assert story.states() == ["claimed"]


def test_a_broken_gate_is_no_lift(story: Story, bob: Person) -> None:
    bob.says("can someone fix the broken gate at building 1?")
    assert [ticket.matter for ticket in story.tickets()][1:] == ["property_repair.access_gate"]


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("my tap is leaking, building 2 unit 1 room 803", 2),
        ("he is at building 2 unit 1 room 803, kicking the door", 1),
    ],
)
def test_what_is_told_of_another_house_goes_on_about_somebody_or_not(
    story: Story, bob: Person, words: str, own: int
) -> None:
    bob.writes("my husband is beating me, building 1 unit 1")
    bob.writes(words)
    assert len([ticket for ticket in story.tickets() if ticket.chat_id == bob.who.id]) == own


def test_a_card_in_the_group_is_read_by_who_told_it_in_english(story: Story, bob: Person) -> None:
    card = story.card(RESIDENTS, "编号1")
    assert card.text.split("\n") == [
        "编号1　电梯故障　3号楼2单元",
        "记下了，正在通知网格员，进展在这条里更新。",
        "",
        "Ticket 1 · Lift out of order · Building 3 Unit 2",
        "Noted. I am telling the grid worker; updates appear in this message.",
        "我家也是 = Same here · 补充 = Add · 撤回 = Withdraw · 误会了 = Not a problem",
    ]
    story.xiaoyan.presses("接单", WORKERS)
    assert "高晓燕 has it." in story.card(RESIDENTS, "编号1").text
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    result = story.card(RESIDENTS, "Done: 换了门机")
    assert result.text.startswith("办好了：换了门机\n")
    assert result.text.endswith("\n解决了 = Solved · 没解决 = Not solved")
    bob.says("it has stopped again")
    assert "Not fixed, sorry." in story.card(RESIDENTS, "没办好，抱歉。编号1").text


def test_what_to_do_in_danger_is_told_in_english_too(story: Story) -> None:
    story.person(44, "3-2-801 Bob").says("There is a fire in building 3, lots of smoke in the corridor")
    card = story.standing(RESIDENTS)[0]
    assert "119" in card.partition("Ticket 1")[0].rpartition("\n\n")[0]
    assert "Ticket 1 · " in card and "lift" in card.lower()


def test_a_neighbour_who_writes_chinese_reads_no_english(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯不亮 wifi也断了")
    assert not any("Ticket" in text for text in story.standing(RESIDENTS))


def test_what_is_said_of_a_quiet_matter_is_said_in_english_too(story: Story) -> None:
    story.person(44, "3-2-801 Bob").says("My neighbour upstairs is beating his wife again, building 3")
    (line,) = story.standing(RESIDENTS)
    assert line.startswith("记下了，编号1。")
    assert "ticket 1" in line.lower()
