"""Changing what stands there: edits, deletions, answers to presses, pins, reactions, and questions about chats."""

from typing import Any

import pytest

from playground.things import PlayError
from tests.playground.conftest import GROUP, SUPER, Town, keyboard

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_an_edit_changes_words_and_buttons(town: Town) -> None:
    sent = await town.send(reply_markup=keyboard("接单"))
    edited = await town.ok(
        "editMessageText", chat_id=GROUP, message_id=sent, text="已接单", reply_markup=keyboard("办结")
    )
    assert edited["text"] == "已接单"
    assert edited["reply_markup"]["inline_keyboard"][0][0]["text"] == "办结"
    assert edited["edit_date"] >= edited["date"]


async def test_an_edit_without_buttons_takes_them_away(town: Town) -> None:
    sent = await town.send(reply_markup=keyboard("接单"))
    assert "reply_markup" not in await town.ok("editMessageText", chat_id=GROUP, message_id=sent, text="办结")


async def test_an_edit_must_change_something(town: Town) -> None:
    sent = await town.send(text="收到", reply_markup=keyboard("接单"))
    same: dict[str, Any] = {"chat_id": GROUP, "message_id": sent, "reply_markup": keyboard("接单")}
    assert await town.refused("editMessageText", text="收到", **same) == NOT_MODIFIED
    assert await town.refused("editMessageReplyMarkup", **same) == NOT_MODIFIED
    assert await town.ok("editMessageReplyMarkup", chat_id=GROUP, message_id=sent)


async def test_what_cannot_be_edited(town: Town) -> None:
    said = town.world.says(town.wang, GROUP, "x")
    photo = town.world.files.add("photo", b"x").id
    picture = (await town.ok("sendPhoto", chat_id=GROUP, photo=photo))["message_id"]
    text = await town.send()
    edit: dict[str, Any] = {"chat_id": GROUP, "text": "y"}
    assert await town.refused("editMessageText", message_id=99, **edit) == "Bad Request: message to edit not found"
    assert await town.refused("editMessageText", message_id=said, **edit) == "Bad Request: message can't be edited"
    assert await town.refused("editMessageText", **edit) == "Bad Request: message identifier is not specified"
    assert await town.refused("editMessageText", message_id=picture, **edit) == (
        "Bad Request: there is no text in the message to edit"
    )
    assert await town.refused("editMessageCaption", chat_id=GROUP, message_id=text, caption="y") == (
        "Bad Request: there is no caption in the message to edit"
    )
    changed = await town.ok("editMessageCaption", chat_id=GROUP, message_id=picture, caption="y")
    assert changed["caption"] == "y"


async def test_deleting(town: Town) -> None:
    said, sent = town.world.says(town.wang, GROUP, "x"), await town.send()
    assert await town.ok("deleteMessage", chat_id=GROUP, message_id=sent) is True
    assert await town.refused("deleteMessage", chat_id=GROUP, message_id=sent) == (
        "Bad Request: message to delete not found"
    )
    assert await town.refused("deleteMessage", chat_id=GROUP, message_id=said) == (
        "Bad Request: message can't be deleted"
    )
    town.world.promote(town.bot, GROUP)
    assert await town.ok("deleteMessage", chat_id=GROUP, message_id=said) is True


async def test_own_messages_can_be_deleted_for_two_days(town: Town) -> None:
    sent = await town.send()
    town.pass_time(48 * 3600 + 5)
    assert await town.refused("deleteMessage", chat_id=GROUP, message_id=sent) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_a_press_is_answered_once_and_in_time(town: Town) -> None:
    sent = await town.send(reply_markup=keyboard("🙋 接单"))
    first, second = (town.world.presses(person, GROUP, sent, "接单") for person in (town.wang, town.li))
    updates = await town.updates()
    query = updates[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (first, "d:🙋 接单", 201)
    assert query["message"]["message_id"] == sent
    assert await town.ok("answerCallbackQuery", callback_query_id=first, text="已接单", show_alert=True) is True
    assert (town.world.answer(first).text, town.world.answer(first).alert) == ("已接单", True)
    assert await town.refused("answerCallbackQuery", callback_query_id=first) == TOO_OLD
    assert await town.refused("answerCallbackQuery", callback_query_id="nothing") == TOO_OLD
    assert await town.refused("answerCallbackQuery", callback_query_id=second, text="长" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    town.pass_time(town.world.callback_seconds + 1)
    assert await town.refused("answerCallbackQuery", callback_query_id=second) == TOO_OLD


async def test_a_press_needs_a_button_but_a_forged_one_does_not(town: Town) -> None:
    sent = await town.send(reply_markup=keyboard("接单"))
    with pytest.raises(PlayError):
        town.world.presses(town.wang, GROUP, sent, "办结")
    town.world.forges(town.li, GROUP, sent, "1|close|128|")
    assert (await town.updates())[0]["callback_query"]["data"] == "1|close|128|"


async def test_a_link_to_the_bot_opens_its_private_chat(town: Town) -> None:
    link = {"inline_keyboard": [[{"text": "私聊", "url": "https://t.me/desk_bot?start=t-128"}]]}
    sent = await town.send(reply_markup=link)
    assert town.world.presses(town.li, GROUP, sent, "私聊") == ""
    message = (await town.updates())[0]["message"]
    assert (message["chat"]["id"], message["text"]) == (202, "/start t-128")
    await town.send(town.li.id)


async def test_pinning_needs_an_administrator(town: Town) -> None:
    sent = await town.send()
    refused = await town.refused("pinChatMessage", chat_id=GROUP, message_id=sent)
    assert refused == "Bad Request: not enough rights to manage pinned messages in the chat"
    town.world.promote(town.bot, GROUP)
    assert await town.ok("pinChatMessage", chat_id=GROUP, message_id=sent) is True
    assert town.world.messages(GROUP)[-1].extra["pinned_message"]["message_id"] == sent
    assert (await town.ok("getChat", chat_id=GROUP))["pinned_message"]["message_id"] == sent
    assert await town.ok("unpinChatMessage", chat_id=GROUP) is True
    assert await town.refused("unpinChatMessage", chat_id=GROUP) == "Bad Request: message to unpin not found"


async def test_reactions(town: Town) -> None:
    said = town.world.says(town.wang, GROUP, "谢谢")
    react = [{"type": "emoji", "emoji": "❤️"}]
    assert await town.ok("setMessageReaction", chat_id=GROUP, message_id=said, reaction=react) is True
    assert town.world.post(GROUP, said).reactions == {"❤️": {100}}
    assert await town.ok("setMessageReaction", chat_id=GROUP, message_id=said, reaction=[]) is True
    assert town.world.post(GROUP, said).reactions == {"❤️": set()}
    wrong = [{"type": "emoji", "emoji": "🥬"}]
    assert await town.refused("setMessageReaction", chat_id=GROUP, message_id=said, reaction=wrong) == (
        "Bad Request: REACTION_INVALID"
    )


async def test_who_stands_how_in_a_chat(town: Town) -> None:
    town.world.promote(town.li, GROUP)
    assert (await town.ok("getChatMember", chat_id=GROUP, user_id=100))["status"] == "member"
    assert (await town.ok("getChatMember", chat_id=GROUP, user_id=202))["status"] == "administrator"
    town.world.leave(GROUP, town.wang)
    assert (await town.ok("getChatMember", chat_id=GROUP, user_id=201))["status"] == "left"
    admins = await town.ok("getChatAdministrators", chat_id=GROUP)
    assert [admin["user"]["id"] for admin in admins] == [202]
    assert await town.ok("getChatMemberCount", chat_id=GROUP) == 2
    assert (await town.ok("getChat", chat_id=201))["first_name"] == "3-1-501 王阿姨"


async def test_a_supergroup_is_closed_to_who_is_not_in_it(town: Town) -> None:
    town.world.remove_bot(town.bot, SUPER, kicked=False)
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await town.refused("getChat", chat_id=SUPER) == words


async def test_commands_by_language(town: Town) -> None:
    commands = [{"command": "report", "description": "上报"}]
    assert await town.ok("setMyCommands", commands=commands) is True
    english = [{"command": "report", "description": "Report"}]
    assert await town.ok("setMyCommands", commands=english, language_code="en") is True
    assert await town.ok("getMyCommands") == commands
    assert await town.ok("getMyCommands", language_code="en") == english
    wrong = [{"command": "报修", "description": "上报"}]
    assert await town.refused("setMyCommands", commands=wrong) == "Bad Request: BOT_COMMAND_INVALID"
