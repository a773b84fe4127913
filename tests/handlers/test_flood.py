"""Stories of floods: one person who reports too much, and many who report at once."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story


def test_a_hundred_requests_of_one_person_in_a_minute_are_a_few_tickets(story: Story) -> None:
    story.wang.starts()
    kinds = ("电梯坏了", "楼道灯不亮", "垃圾桶满了", "门禁坏了", "下水道堵了")
    for n in range(100):
        story.gateway.say(RESIDENTS, story.wang.who, f"{n // 5 + 20}号楼1单元{kinds[n % 5]}")
    story.settle()
    assert len(story.tickets()) == 8
    assert len(story.standing(RESIDENTS)) == 8
    told = [text for text in story.wang.hears() if "都收到了" in text]
    assert told == ["您报的都收到了，后面这些记在编号8里，网格员会一起看。"]
    events = [row for row in story.dump()["ticket_event"] if "flood" in str(row)]
    assert len(events) == 92


def test_life_safety_passes_in_a_flood(story: Story) -> None:
    for n in range(20):
        story.gateway.say(RESIDENTS, story.wang.who, f"{n + 20}号楼1单元电梯坏了")
    story.settle()
    story.wang.says("3号楼着火了")
    assert story.tickets()[-1].service_class == "P0"
    assert "119" in story.last(RESIDENTS).text


def test_a_flood_ends(story: Story) -> None:
    for n in range(20):
        story.gateway.say(RESIDENTS, story.wang.who, f"{n + 20}号楼1单元电梯坏了")
    story.settle()
    story.forward(minutes=11)
    story.wang.says("3号楼垃圾桶满了")
    assert len(story.tickets()) == 9


def test_a_hundred_people_at_once_are_all_heard(story: Story) -> None:
    people = [story.person(1000 + n, f"邻居甲乙{n}").who for n in range(100)]
    said = [story.gateway.say(RESIDENTS, who, f"{n}号楼停水了") for n, who in enumerate(people, 1)]
    story.settle()
    story.forward(seconds=6)
    assert len(story.tickets()) == 100
    (card,) = [message for message in story.seen(RESIDENTS) if not message.pinned]
    assert "等100栋楼　100户反映" in card.text
    assert all(story.reaction(message) for message in said if message != card.reply_to)
    assert "共100户" in story.card(WORKERS, "多处反映").text


LISTED = "王桂兰 3-2-501 13800138000\n李建国 3-2-502 13900139000\n张丽 3-2-503 13700137000"


@pytest.mark.parametrize(
    "words", ["/help", "/report", "网格员电话多少", "身份证440506199001011234", LISTED, "编号1到哪一步了", "/bind"]
)
def test_nobody_makes_the_desk_talk_without_end(story: Story, words: str) -> None:
    """Twenty /help were twenty messages in the group, all that Telegram takes from a bot there in a minute."""
    story.xiaoyan.starts()
    for number in range(20):
        person = story.zhao if number % 2 else story.li
        said = person.commands(words, RESIDENTS) if words.startswith("/") else person.says(words)
        story.forward(seconds=2)
    assert len(story.standing(RESIDENTS)) <= 2
    if story.standing(RESIDENTS) and not words.startswith(("身份证", "王")):
        assert story.reaction(said)


def test_the_same_is_told_anew_a_while_later(story: Story) -> None:
    story.zhao.commands("/help", RESIDENTS)
    story.forward(minutes=6)
    story.li.commands("/help", RESIDENTS)
    assert len(story.standing(RESIDENTS)) == 2
