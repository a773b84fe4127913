"""Reading ahead changes nothing but the cost."""

from collections.abc import Sequence
from datetime import datetime

from handlers.desk import Desk
from handlers.foresight import KEPT, Foresight, Message
from rules.messages import ChatKind, Incoming, Kind, Sender, SenderKind
from rules.parsing import Context, Reading
from tests.handlers.story import MORNING, RESIDENTS, WORKERS, Story

WANG = Sender(11, "3-2-501 王阿姨")


class Reader:
    """Takes a message's words and its sender for its kind, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, messages: Sequence[Message]) -> list[Reading]:
        self.asked.append([text for text, _ in messages])
        return [Reading(f"{text} by {context.sender}") for text, context in messages]


def test_what_was_read_ahead_is_not_read_again() -> None:
    reader = Reader()
    foresight = Foresight(reader)
    foresight.foresee([("早", Context("王")), ("电梯坏了", Context("李")), ("早", Context("王"))])
    assert [foresight("早", Context("王")).kind, foresight("电梯坏了", Context("李")).kind] == [
        "早 by 王",
        "电梯坏了 by 李",
    ]
    foresight.foresee([("早", Context("王"))])
    assert reader.asked == [["早", "电梯坏了"]]


def test_the_same_words_in_another_mouth_are_read_for_themselves() -> None:
    reader = Reader()
    foresight = Foresight(reader)
    foresight.foresee([("早", Context("王"))])
    assert foresight("早", Context("李")).kind == "早 by 李"
    assert reader.asked == [["早"], ["早"]]


def test_it_does_not_keep_everything() -> None:
    reader = Reader()
    foresight = Foresight(reader)
    for number in range(0, 3 * KEPT, 100):
        foresight.foresee([(str(n), Context()) for n in range(number, number + 100)])
    assert foresight(str(3 * KEPT - 1), Context()).kind
    assert len(reader.asked) == 30
    foresight("0", Context())
    assert reader.asked[-1] == ["0"]


def coming(story: Story, incoming: Sequence[Incoming]) -> list[Message]:
    """What a desk of this story would have read ahead."""
    ahead: list[Message] = []
    story.resources.foresee = ahead.extend
    with story.database.transaction() as session:
        Desk(session, story.resources, story.now, story.now).foresee([(each, MORNING) for each in incoming])
    return ahead


def said(chat: int, sender: Sender | None = WANG, text: str = "电梯坏了", kind: Kind = Kind.MESSAGE) -> Incoming:
    return Incoming(kind, 700, 1, chat=chat, message=5, sender=sender, sent_at=MORNING, text=text, reply_text="早")


def test_residents_talk_is_read_as_the_handlers_will_ask_for_it(story: Story) -> None:
    moment: datetime = MORNING
    expected = ("电梯坏了，身份证***", Context(sender="3-2-501 王阿姨", now=moment, reply_to="早"))
    assert coming(story, [said(RESIDENTS, text="电梯坏了，身份证440902199910222299")]) == [expected]


def test_nothing_else_is_read_ahead(story: Story) -> None:
    story.staff(501, "高晓燕")
    unread = [
        said(WORKERS),
        said(-9999),
        said(RESIDENTS, sender=None),
        said(RESIDENTS, text=""),
        said(RESIDENTS, kind=Kind.EDITED),
        said(RESIDENTS, sender=Sender(501, "高晓燕")),
        Incoming(Kind.MESSAGE, 700, 1, chat=11, chat_kind=ChatKind.PRIVATE, sender=WANG, text="电梯坏了"),
        Incoming(Kind.BUTTON, 700, 1, chat=RESIDENTS, sender=Sender(9, "机器人", kind=SenderKind.BOT), data="1|a|1|"),
    ]
    assert coming(story, unread) == []
