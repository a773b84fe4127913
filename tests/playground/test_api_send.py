"""Sending: what Telegram answers, accepts and refuses, word for word."""

from typing import Any

import aiohttp
import pytest

from tests.playground.conftest import FORUM, GROUP, SUPER, TOKEN, Town, keyboard


async def test_the_answer_is_the_whole_message(town: Town) -> None:
    said = town.world.says(town.wang, GROUP, "3号楼电梯坏了")
    sent = await town.ok(
        "sendMessage", chat_id=GROUP, text="收到", reply_parameters={"message_id": said}, reply_markup=keyboard("接单")
    )
    assert sent["message_id"] == said + 1
    assert sent["from"] == {"id": 100, "is_bot": True, "first_name": "小格", "username": "desk_bot"}
    assert sent["chat"]["type"] == "group"
    assert sent["reply_to_message"]["text"] == "3号楼电梯坏了"
    assert sent["reply_markup"]["inline_keyboard"][0][0] == {"text": "接单", "callback_data": "d:接单"}


async def test_what_looks_like_markup_stays_as_typed(town: Town) -> None:
    sent = await town.ok("sendMessage", chat_id=GROUP, text="<b>*_水管_* & 漏 [了](x)")
    assert sent["text"] == "<b>*_水管_* & 漏 [了](x)"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"chat_id": -9, "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": 9, "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "Bad Request: chat not found"),
        ({"text": "x"}, "Bad Request: chat_id is empty"),
        ({"chat_id": GROUP, "text": " \n "}, "Bad Request: message text is empty"),
        ({"chat_id": GROUP}, "Bad Request: message text is empty"),
        ({"chat_id": GROUP, "text": "长" * 4097}, "Bad Request: message is too long"),
        ({"chat_id": GROUP, "text": "x", "parse_mode": "latex"}, "Bad Request: unsupported parse_mode"),
        ({"chat_id": GROUP, "text": "x", "reply_to_message_id": 99}, "Bad Request: message to be replied not found"),
        (
            {"chat_id": GROUP, "text": "x", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        ({"chat_id": GROUP, "text": "x", "message_thread_id": 5}, "Bad Request: message thread not found"),
        ({"chat_id": 202, "text": "x"}, "Forbidden: bot can't initiate conversation with a user"),
        ({"chat_id": 100, "text": "x"}, "Forbidden: bot can't send messages to bots"),
    ],
)
async def test_refusals_in_telegrams_words(town: Town, params: dict[str, Any], words: str) -> None:
    assert await town.refused("sendMessage", **params) == words


async def test_the_longest_text_passes(town: Town) -> None:
    assert len((await town.ok("sendMessage", chat_id=GROUP, text="长" * 4096))["text"]) == 4096


@pytest.mark.parametrize("asked", [{"allow_sending_without_reply": True}, {"allow_sending_without_reply": "true"}])
async def test_a_reply_to_a_lost_message_may_be_left_out(town: Town, asked: dict[str, Any]) -> None:
    legacy = await town.ok("sendMessage", chat_id=GROUP, text="x", reply_to_message_id=99, **asked)
    modern = await town.ok("sendMessage", chat_id=GROUP, text="x", reply_parameters={"message_id": 99, **asked})
    assert "reply_to_message" not in legacy
    assert "reply_to_message" not in modern


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[{"text": "接单", "callback_data": "x" * 65}]], "Bad Request: BUTTON_DATA_INVALID"),
        ([[{"text": "接单", "callback_data": "单" * 22}]], "Bad Request: BUTTON_DATA_INVALID"),
        ([[{"text": "接单", "callback_data": ""}]], "Bad Request: BUTTON_DATA_INVALID"),
        ([[{"text": str(n), "callback_data": "x"} for n in range(9)]], "Bad Request: reply markup is too long"),
        ([[{"text": "x", "callback_data": "x"}]] * 101, "Bad Request: reply markup is too long"),
        (
            [[{"text": "x"}]],
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_keyboards_that_telegram_refuses(town: Town, rows: list[Any], words: str) -> None:
    markup = {"inline_keyboard": rows}
    assert await town.refused("sendMessage", chat_id=GROUP, text="x", reply_markup=markup) == words


async def test_the_largest_keyboard_passes(town: Town) -> None:
    rows = [[{"text": "x", "callback_data": "单" * 21}] * 8] * 12 + [[{"text": "x", "callback_data": "y"}] * 4]
    sent = await town.ok("sendMessage", chat_id=GROUP, text="x", reply_markup={"inline_keyboard": rows})
    assert sum(map(len, sent["reply_markup"]["inline_keyboard"])) == 100


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>水管", 'Can\'t find end tag corresponding to start tag "b"'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("水<img>", 'Unsupported start tag "img" at byte offset 3'),
        ("水</b>", "Unexpected end tag at byte offset 3"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ],
)
async def test_html_that_cannot_be_parsed(town: Town, source: str, words: str) -> None:
    refused = await town.refused("sendMessage", chat_id=GROUP, text=source, parse_mode="HTML")
    assert refused == f"Bad Request: can't parse entities: {words}"


async def test_html_becomes_entities(town: Town) -> None:
    source = '🚰<b>停水</b> &lt;今晚&gt; <a href="https://a.cn">看</a>'
    sent = await town.ok("sendMessage", chat_id=GROUP, text=source, parse_mode="HTML")
    assert sent["text"] == "🚰停水 <今晚> 看"
    assert sent["entities"] == [
        {"offset": 2, "length": 2, "type": "bold"},
        {"offset": 10, "length": 1, "type": "text_link", "url": "https://a.cn"},
    ]


async def test_a_bot_thrown_out_cannot_write(town: Town) -> None:
    town.world.remove_bot(town.bot, SUPER, by=town.wang)
    assert await town.refused("sendMessage", chat_id=SUPER, text="x") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    town.world.remove_bot(town.bot, GROUP, by=town.wang, kicked=False)
    assert await town.refused("sendMessage", chat_id=GROUP, text="x") == (
        "Forbidden: bot is not a member of the group chat"
    )


async def test_a_bot_that_left_is_no_member(town: Town) -> None:
    assert await town.ok("leaveChat", chat_id=SUPER) is True
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await town.refused("sendMessage", chat_id=SUPER, text="x") == words


async def test_a_restricted_bot_may_not_write(town: Town) -> None:
    town.world.restrict(town.bot, SUPER)
    assert await town.refused("sendMessage", chat_id=SUPER, text="x") == (
        "Bad Request: not enough rights to send text messages to the chat"
    )


async def test_private_chats_open_close_and_end(town: Town) -> None:
    await town.send(town.wang.id)
    town.world.blocks(town.wang, town.bot)
    assert await town.refused("sendMessage", chat_id=201, text="x") == "Forbidden: bot was blocked by the user"
    town.world.starts(town.wang, town.bot)
    await town.send(town.wang.id)
    town.wang.deactivated = True
    assert await town.refused("sendMessage", chat_id=201, text="x") == "Forbidden: user is deactivated"


async def test_an_upgraded_group_says_its_new_id(town: Town) -> None:
    new = town.world.migrate(GROUP)
    answer = await town.ask("sendMessage", chat_id=GROUP, text="x")
    assert (answer["error_code"], answer["parameters"]) == (400, {"migrate_to_chat_id": new})
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert (await town.ok("sendMessage", chat_id=new, text="x"))["chat"]["type"] == "supergroup"


async def test_topics(town: Town) -> None:
    topic = town.world.add_topic(FORUM, "报修", by=town.wang)
    sent = await town.ok("sendMessage", chat_id=FORUM, text="x", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    town.world.close_topic(FORUM, topic)
    refused = await town.refused("sendMessage", chat_id=FORUM, text="x", message_thread_id=topic)
    assert refused == "Bad Request: TOPIC_CLOSED"
    assert "message_thread_id" not in await town.ok("sendMessage", chat_id=FORUM, text="x")


async def test_a_photo_is_uploaded_found_and_sent_again(town: Town) -> None:
    form = aiohttp.FormData({"chat_id": str(GROUP), "caption": "现场"})
    form.add_field("photo", b"\x89PNG\r\n--picture\r\n\x00", filename="a.png", content_type="image/png")
    async with town.http.post(f"{town.playground.url}/bot{TOKEN}/sendPhoto", data=form) as answer:
        sent = (await answer.json())["result"]
    largest = sent["photo"][-1]
    assert sent["caption"] == "现场"
    file = await town.ok("getFile", file_id=largest["file_id"])
    async with town.http.get(f"{town.playground.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert await answer.read() == b"\x89PNG\r\n--picture\r\n\x00"
    again = await town.ok("sendPhoto", chat_id=SUPER, photo=largest["file_id"])
    assert again["photo"][-1]["file_unique_id"] == largest["file_unique_id"]


async def test_a_chunked_upload_with_an_attached_name(town: Town) -> None:
    boundary = "b0undary"

    async def chunks() -> Any:
        for part in (
            f'--{boundary}\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n{GROUP}\r\n',
            f'--{boundary}\r\nContent-Disposition: form-data; name="document"\r\n\r\nattach://f1\r\n',
            f'--{boundary}\r\nContent-Disposition: form-data; name="f1"; filename="报表.csv"\r\n',
            f"Content-Type: text/csv\r\n\r\nnumber,state\r\n\r\n--{boundary}--\r\n",
        ):
            yield part.encode()

    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    url = f"{town.playground.url}/bot{TOKEN}/sendDocument"
    async with town.http.post(url, data=chunks(), headers=headers) as answer:
        sent = (await answer.json())["result"]
    assert sent["document"]["file_name"] == "报表.csv"
    stored = town.world.files.find(sent["document"]["file_id"])
    assert stored is not None
    assert stored.content == b"number,state\r\n"


async def test_a_voice_note_is_sent_again_with_its_length(town: Town) -> None:
    heard = town.world.files.add("voice", b"OggS", seconds=12)
    sent = await town.ok("sendVoice", chat_id=GROUP, voice=heard.id, caption="听一下")
    assert (sent["voice"]["duration"], sent["caption"]) == (12, "听一下")
    photo = town.world.files.add("photo", b"x").id
    assert await town.refused("sendVoice", chat_id=GROUP, voice=photo) == (
        "Bad Request: can't use file of type Photo as VoiceNote"
    )


async def test_captions_and_files_are_checked(town: Town) -> None:
    photo = town.world.files.add("photo", b"x").id
    assert await town.refused("sendPhoto", chat_id=GROUP, photo=photo, caption="长" * 1025) == (
        "Bad Request: message caption is too long"
    )
    assert await town.refused("sendPhoto", chat_id=GROUP) == "Bad Request: there is no photo in the request"
    assert await town.refused("sendPhoto", chat_id=GROUP, photo="nothing") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await town.refused("getFile", file_id="nothing") == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    big = town.world.files.add("document", bytes(20 * 1024 * 1024 + 1))
    assert await town.refused("getFile", file_id=big.id) == "Bad Request: file is too big"


async def test_an_album_is_several_messages(town: Town) -> None:
    ids = [town.world.files.add("photo", b"x").id for _ in range(3)]
    media = [
        {"type": "photo", "media": file_id, "caption": "前后对比" if at == 0 else ""} for at, file_id in enumerate(ids)
    ]
    sent = await town.ok("sendMediaGroup", chat_id=GROUP, media=media)
    assert len({message["message_id"] for message in sent}) == 3
    assert len({message["media_group_id"] for message in sent}) == 1
    assert sent[0]["caption"] == "前后对比"


async def test_a_poll(town: Town) -> None:
    sent = await town.ok("sendPoll", chat_id=GROUP, question="几点停水合适？", options=["早", {"text": "晚"}])
    assert [option["text"] for option in sent["poll"]["options"]] == ["早", "晚"]
    words = "Bad Request: poll must have at least 2 options"
    assert await town.refused("sendPoll", chat_id=GROUP, question="？", options=["早"]) == words


async def test_an_unknown_token_a_malformed_one_and_an_unknown_method(town: Town) -> None:
    assert (await town.ask("getMe", token="999:zzz")) == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
        "status": 401,
    }
    assert (await town.ask("getMe", token="nonsense"))["status"] == 404
    assert await town.refused("sendLove", chat_id=GROUP) == "Not Found: method not found"
    town.world.revoke(town.bot)
    assert (await town.ask("getMe"))["status"] == 401


async def test_open_tokens_make_bots(town: Town) -> None:
    town.playground.api.open_tokens = True
    assert (await town.ask("getMe", token="777:new"))["result"]["id"] == 777
    assert (await town.ask("getMe", token="777:stolen"))["status"] == 401


@pytest.mark.parametrize("method", ["sendmessage", "SENDMESSAGE", "sendMessage"])
async def test_method_names_in_any_case_and_any_kind_of_body(town: Town, method: str) -> None:
    url = f"{town.playground.url}/bot{TOKEN}/{method}"
    fields = {"chat_id": str(GROUP), "text": "漏水 + 50% & 更多", "reply_markup": '{"inline_keyboard":[]}'}
    multipart = aiohttp.FormData(fields)
    multipart.add_field("unused", b"", filename="x")
    for answer in (
        town.http.get(url, params=fields),
        town.http.post(url, data=fields),
        town.http.post(url, data=multipart),
        town.http.post(url, json={**fields, "chat_id": GROUP}),
    ):
        async with answer as response:
            assert (await response.json())["result"]["text"] == "漏水 + 50% & 更多"


async def test_bodies_that_cannot_be_read(town: Town) -> None:
    url = f"{town.playground.url}/bot{TOKEN}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with town.http.post(url, data=b"{", headers=headers) as answer:
        assert answer.status == 400
    assert await town.refused("sendMessage", chat_id=GROUP, text="x", reply_markup="{") == (
        "Bad Request: can't parse reply_markup JSON object"
    )
