"""Stories of floods: one person who reports too much, and many who report at once."""

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
