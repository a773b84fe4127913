"""Stories of what comes without words: photos, albums and recordings, and which report they belong to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both
from tests.handlers.test_report import LIFT

# photos -------------------------------------------------------------------------------------------------------


@on_both
def test_a_photo_with_words_is_one_report_and_stands_under_the_workers_card(story: Story) -> None:
    story.wang.sends_photo("lift", LIFT)
    card, photo = story.seen(WORKERS)
    assert photo.photos == ("lift",)
    assert photo.reply_to == card.id
    assert len(story.tickets()) == 1


def test_a_photo_just_before_its_words_belongs_to_them(story: Story) -> None:
    story.wang.sends_photo("before")
    story.forward(seconds=40)
    story.li.sends_photo("other")
    story.wang.says(LIFT)
    assert [m.photos for m in story.seen(WORKERS)] == [(), ("before",)]


def test_a_photo_just_after_its_words_belongs_to_them(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(seconds=40)
    story.wang.sends_photo("after")
    card, photo = story.seen(WORKERS)
    assert photo.photos == ("after",)
    assert photo.reply_to == card.id
    assert len(story.tickets()) == 1


@on_both
@pytest.mark.parametrize("minutes", [1, 9])
def test_a_photo_just_after_later_words_of_the_same_belongs_to_them(story: Story, minutes: int) -> None:
    """还是不亮 and its picture, long after the lamp was told of: the picture belonged to nothing."""
    story.wang.says("3号楼2单元楼道灯坏了")
    story.forward(minutes=20)
    story.wang.says("3号楼2单元电梯也停了")
    story.forward(minutes=2)
    story.wang.says("楼道灯还是不亮")
    story.forward(minutes=minutes)
    story.wang.sends_photo("dark")
    assert story.last(WORKERS).photos == ("dark",)
    assert story.last(WORKERS).text == "1号单的照片"


def test_a_photo_just_after_still_dark_beside_a_result_belongs_to_it(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯坏了")
    story.forward(minutes=20)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.says("还是不亮")
    assert story.events()[-1] == "deny"
    story.wang.sends_photo("dark")
    assert story.last(WORKERS).photos == ("dark",)


def test_a_photo_long_after_the_last_words_belongs_to_nothing(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯坏了")
    story.forward(minutes=20)
    story.wang.says("还是不亮")
    story.forward(minutes=11)
    story.wang.sends_photo("cat")
    assert all(not message.photos for message in story.seen(WORKERS))


def test_a_photo_long_before_belongs_to_nothing(story: Story) -> None:
    story.wang.sends_photo("cat")
    story.forward(minutes=5)
    story.wang.says(LIFT)
    assert len(story.seen(WORKERS)) == 1


def test_a_photo_is_given_to_one_ticket_only(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.sends_photo("lift")
    story.wang.says("3号楼2单元楼道灯也不亮")
    assert len(story.tickets()) == 2
    assert [m.photos for m in story.seen(WORKERS) if m.photos] == [("lift",)]


@pytest.mark.parametrize("worded", [0, 1, 2])
def test_an_album_is_one_report_whichever_photo_has_the_words(story: Story, worded: int) -> None:
    for n in range(3):
        fields = story.gateway.photo(f"p{n}", "album")
        story.gateway.say(RESIDENTS, story.wang.who, LIFT if n == worded else "", fields=fields)
    story.settle()
    assert len(story.tickets()) == 1
    assert len(story.standing(RESIDENTS)) == 1
    assert sorted(p for m in story.seen(WORKERS) for p in m.photos) == ["p0", "p1", "p2"]


def test_an_album_that_comes_in_piece_by_piece_is_one_report(story: Story) -> None:
    for n in range(4):
        story.wang.sends_photo(f"p{n}", LIFT if n == 1 else "", album="album")
    assert len(story.tickets()) == 1
    assert sorted(p for m in story.seen(WORKERS) for p in m.photos) == ["p0", "p1", "p2", "p3"]


def test_a_sticker_is_no_evidence(story: Story) -> None:
    story.wang.says(LIFT)
    sticker = {"file_id": "s", "file_unique_id": "us", "type": "regular", "width": 1, "height": 1,
               "is_animated": False, "is_video": False}  # fmt: skip
    story.wang.says("", sticker=sticker)
    assert len(story.seen(WORKERS)) == 1
    assert story.dump()["attachment"] == []


def test_a_photo_in_private_waits_for_its_words_without_a_lecture(story: Story) -> None:
    story.wang.starts()
    for n in range(3):
        story.wang.sends_photo(f"leak{n}", chat=story.wang.who.id, album="a")
    assert story.wang.hears()[1:] == []
    story.forward(seconds=30)
    story.wang.writes("家里漏水了 3号楼2单元501")
    assert [m.photos for m in story.seen(WORKERS)] == [(), ("leak0",), ("leak1",), ("leak2",)]


@on_both
def test_after_its_minute_a_photo_in_private_asks_for_words_once_and_still_waits_for_them(story: Story) -> None:
    story.wang.starts()
    for n in range(2):
        story.wang.sends_photo(f"leak{n}", chat=story.wang.who.id, album="a")
    story.forward(minutes=3)
    assert story.wang.hears()[1:] == ["照片收到了。请再写一句：哪里、什么事。"]
    story.wang.writes("家里漏水了 3号楼2单元501")
    assert [m.photos for m in story.seen(WORKERS)] == [(), ("leak0",), ("leak1",)]


def test_a_photo_that_no_words_ever_come_for_is_forgotten(story: Story) -> None:
    story.wang.starts()
    story.wang.sends_photo("cat", chat=story.wang.who.id)
    story.forward(minutes=1)
    story.forward(minutes=11)
    assert story.dump([])["attachment"] == []
    assert len(story.wang.hears()) == 2


@on_both
def test_in_a_group_a_photo_waits_its_minute_in_silence(story: Story) -> None:
    story.sweep()
    story.wang.sends_photo("cat")
    story.forward(seconds=59)
    assert len(story.dump([])["attachment"]) == 1
    story.forward(seconds=1)
    assert story.dump([])["attachment"] == []
    assert story.standing(RESIDENTS) == []


def test_the_minute_is_configured(story: Story) -> None:
    desk = replace(story.resources.policies.desk, photo_waits=timedelta(minutes=4))
    story.resources.policies = replace(story.resources.policies, desk=desk)
    story.wang.sends_photo("lift")
    story.forward(minutes=3)
    story.wang.says(LIFT)
    assert story.last(WORKERS).photos == ("lift",)


def test_a_recording_that_is_no_voice_note_asks_for_words(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("", audio={"file_id": "a", "file_unique_id": "ua", "duration": 8})
    assert "打字" in story.wang.hears()[-1]


@pytest.mark.parametrize(
    ("caption", "joins"),
    [
        ("", True),
        ("就是这里", True),
        ("看 就这个样子", True),
        ("一楼那个电梯", True),
        ("今天包的饺子 大家看看", False),
        ("给大家拜个早年", False),
        ("出一辆婴儿车 八成新 200", False),
    ],
)
def test_a_photo_with_a_caption_is_read_by_its_caption(story: Story, caption: str, joins: bool) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=2)
    story.wang.sends_photo("seen", caption)
    assert [m.photos for m in story.seen(WORKERS) if m.photos] == ([("seen",)] if joins else [])
    assert len(story.tickets()) == 1


def test_an_album_is_read_by_its_caption(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=2)
    for n in range(3):
        story.wang.sends_photo(f"food{n}", "" if n else "今天包的饺子 大家看看", album="food")
    story.forward(minutes=1)
    for n in range(2):
        story.wang.sends_photo(f"lift{n}", "" if n else "就是这样", album="lift")
    assert [m.photos for m in story.seen(WORKERS) if m.photos] == [("lift0",), ("lift1",)]


@pytest.mark.parametrize("words", ["就是这里", "还是不亮"])
def test_a_photo_with_words_in_private_is_seen_with_them(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    if words == "还是不亮":
        story.forward(minutes=20)
        story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
        story.forward(minutes=20)
    story.wang.sends_photo("seen", words, chat=story.wang.who.id)
    assert [m.photos for m in story.seen(WORKERS) if m.photos] == [("seen",)]
    assert words in story.ticket().news
