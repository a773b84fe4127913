"""What bots are told of what people do: every kind of message and of membership."""

from typing import Any

import pytest

from playground.entities import find
from playground.files import Files
from playground.things import PlayError
from tests.playground.conftest import FORUM, GROUP, SUPER, Json, Town


async def heard(town: Town, **said: Any) -> Json:
    town.world.says(town.wang, said.pop("chat", GROUP), **said)
    message: Json = (await town.updates())[-1]["message"]
    return message


async def test_a_plain_message(town: Town) -> None:
    message = await heard(town, text="漏水了")
    assert message["from"] == {
        "id": 201, "is_bot": False, "first_name": "3-1-501 王阿姨", "username": "wang_ayi", "language_code": "zh-hans",
    }  # fmt: skip
    assert message["chat"] == {
        "id": GROUP, "type": "group", "title": f"群{GROUP}", "all_members_are_administrators": False,
    }  # fmt: skip
    assert "entities" not in message


def test_entities_count_in_utf16() -> None:
    text = "🚰 /report@desk_bot 看 https://a.cn/x @wang_ayi #漏水 a@b.c"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in find(text)] == [
        ("bot_command", 3, 16),
        ("url", 22, 14),
        ("mention", 37, 9),
    ]


async def test_photo_with_words(town: Town) -> None:
    message = await heard(town, text="现场 @desk_bot", photo=b"\xff\xd8\xff")
    assert message["caption"] == "现场 @desk_bot"
    assert message["caption_entities"][0]["type"] == "mention"
    assert [size["width"] for size in message["photo"]] == [90, 320, 800]
    small = await town.ok("getFile", file_id=message["photo"][0]["file_id"])
    assert small["file_path"].startswith("photos/")


async def test_an_album_comes_as_separate_updates(town: Town) -> None:
    town.world.says(town.wang, GROUP, "三张", album=[b"1", b"2", b"3"])
    messages = [update["message"] for update in await town.updates()]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["三张", None, None]


@pytest.mark.parametrize(
    ("said", "key", "part"),
    [
        ({"voice": 7}, "voice", {"duration": 7}),
        ({"video": 9}, "video", {"duration": 9}),
        ({"document": ("表.xlsx", b"x")}, "document", {"file_name": "表.xlsx"}),
        ({"sticker": "👍"}, "sticker", {"emoji": "👍"}),
        ({"location": (23.3, 116.7)}, "location", {"latitude": 23.3, "longitude": 116.7}),
        ({"contact": ("12345", "物业")}, "contact", {"phone_number": "12345", "first_name": "物业"}),
        ({"poll": ("几点？", ["早", "晚"])}, "poll", {"question": "几点？"}),
    ],
)
async def test_attachments(town: Town, said: dict[str, Any], key: str, part: Json) -> None:
    message = await heard(town, **said)
    assert part.items() <= message[key].items()
    assert "text" not in message


async def test_replies_forwards_and_edits(town: Town) -> None:
    first = town.world.says(town.li, GROUP, "几点来水")
    message = await heard(town, text="八点", reply_to=first)
    assert message["reply_to_message"]["text"] == "几点来水"
    message = await heard(town, text="停水通知", forwarded="水务公司")
    assert message["forward_origin"]["sender_user_name"] == "水务公司"
    town.world.edits(town.li, GROUP, first, "几点来电")
    update = (await town.updates())[0]
    assert update["edited_message"]["text"] == "几点来电"
    assert "edit_date" in update["edited_message"]


async def test_an_anonymous_admin_and_channels(town: Town) -> None:
    message = await heard(town, text="通知", anonymous=True)
    assert message["from"]["id"] == 1087968824
    assert message["sender_chat"]["id"] == GROUP
    message = await heard(town, text="通知", channel=(-1_000_000_000_900, "街道发布"))
    assert (message["from"]["id"], message["sender_chat"]["type"]) == (136817688, "channel")
    message = await heard(town, text="通知", channel=(-1_000_000_000_900, "街道发布"), linked=True)
    assert (message["from"]["id"], message["is_automatic_forward"]) == (777000, True)


async def test_in_a_topic_a_message_replies_to_its_beginning(town: Town) -> None:
    topic = town.world.add_topic(FORUM, "报修", by=town.wang)
    message = await heard(town, chat=FORUM, text="灯坏了", topic=topic)
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "报修"
    assert message["chat"]["is_forum"] is True


async def test_a_bot_is_told_of_its_own_standing(town: Town) -> None:
    town.world.add_group(-1009, "新群")
    town.world.add_bot_to_group(town.bot, -1009, by=town.li)
    town.world.promote(town.bot, -1009, by=town.li)
    town.world.restrict(town.bot, -1009, by=town.li)
    town.world.remove_bot(town.bot, -1009, by=town.li)
    told = [update["my_chat_member"] for update in await town.updates() if "my_chat_member" in update]
    assert [(own["old_chat_member"]["status"], own["new_chat_member"]["status"]) for own in told] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "restricted"),
        ("restricted", "kicked"),
    ]
    assert {own["from"]["id"] for own in told} == {202}


async def test_blocking_is_told_too(town: Town) -> None:
    town.world.blocks(town.wang, town.bot)
    town.world.unblocks(town.wang, town.bot)
    told = [update["my_chat_member"] for update in await town.updates()]
    assert [own["new_chat_member"]["status"] for own in told] == ["kicked", "member"]
    assert told[0]["chat"] == {"id": 201, "type": "private", "first_name": "3-1-501 王阿姨", "username": "wang_ayi"}


async def test_people_come_and_go(town: Town) -> None:
    zhou = town.world.add_person(203, "周叔")
    town.world.join(GROUP, zhou)
    town.world.leave(GROUP, zhou)
    messages = [update["message"] for update in await town.updates()]
    assert messages[0]["new_chat_members"][0]["id"] == 203
    assert messages[1]["left_chat_member"]["id"] == 203
    with pytest.raises(PlayError):
        town.world.says(zhou, GROUP, "我还在吗")


async def test_a_migration_is_told_in_both_chats(town: Town) -> None:
    new = town.world.migrate(GROUP)
    old_word, new_word = [update["message"] for update in await town.updates()]
    assert (old_word["chat"]["id"], old_word["migrate_to_chat_id"]) == (GROUP, new)
    assert (new_word["chat"]["id"], new_word["migrate_from_chat_id"]) == (new, GROUP)
    town.world.says(town.wang, new, "新群")
    with pytest.raises(PlayError):
        town.world.says(town.wang, GROUP, "旧群")


async def test_private_talk_needs_start(town: Town) -> None:
    with pytest.raises(PlayError):
        town.world.says(town.li, town.bot, "在吗")
    town.world.starts(town.li, town.bot, "bind-7")
    town.world.says(town.li, town.bot, "在吗")
    messages = [update["message"] for update in await town.updates()]
    assert [message["text"] for message in messages] == ["/start bind-7", "在吗"]
    assert messages[0]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]


async def test_any_update_can_be_injected(town: Town) -> None:
    town.world.inject(town.bot, {"update_id": 5, "purple": {"chat": {"id": 7}, "新": True}})
    update = (await town.updates())[0]
    assert update["purple"] == {"chat": {"id": 7}, "新": True}
    assert update["update_id"] != 5


def test_a_long_run_does_not_grow(town_world_of_ten: Any) -> None:
    world, chat, person = town_world_of_ten
    for number in range(50):
        world.says(person, chat, str(number), reply_to=chat.last or None)
    assert [post.text for post in world.messages(chat)] == [str(number) for number in range(40, 50)]
    oldest = world.messages(chat)[0]
    assert oldest.reply_to.reply_to is None


@pytest.fixture
def town_world_of_ten() -> Any:
    from playground.world import World

    world = World(keep=10)
    chat = world.add_group(SUPER, "群")
    person = world.add_person(201, "王阿姨")
    world.join(chat, person, quiet=True)
    chat.last = 0
    return world, chat, person


def test_the_oldest_files_are_forgotten_where_there_is_no_room() -> None:
    files = Files(room=10)
    first, second = files.add("photo", b"12345"), files.add("photo", b"12345")
    third = files.add("photo", b"1")
    assert [files.find(each.id) for each in (first, second, third)] == [None, second, third]
    assert first.path not in files.by_path
    alone = files.add("document", bytes(20))
    assert list(files.by_id) == [alone.id]
