"""What every gateway promises: the whole round, and every row of the failure table."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.gateway import Conflict, GatewayError, Gone, Moved, Outcome, Refused, Sent, TryLater, Unclear
from bot.gateways import NAMES
from rules.messages import Act, Button, ChatKind, Incoming, Kind, MediaKind, Outgoing, SenderKind, Upload
from tests.bot.gateways_stages import BOT, FORUM, GROUP, PIXEL, STRANGER, WANG, Screen, Stage, Trouble, open_stage, say

TAKE = ((Button("🙋 接单", "1|claim|128|"), Button("误会", "1|mistake|128|")),)


@pytest.fixture(params=NAMES)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    stage = await open_stage(request.param)
    await stage.gateway.open()
    yield stage
    await stage.close()


async def heard(stage: Stage) -> list[Incoming]:
    raws = await stage.gateway.fetch(BOT, 0, 0)
    return [stage.gateway.read(BOT, raw.body) for raw in raws]


async def sent(stage: Stage, out: Outgoing) -> int:
    outcome = await stage.gateway.send(BOT, out)
    assert isinstance(outcome, Sent), outcome
    assert outcome.message is not None
    return outcome.message


async def test_open_names_the_account(stage: Stage) -> None:
    (account,) = await stage.gateway.open()
    assert (account.id, account.username, account.name, account.reads_all) == (BOT, "desk_bot", "小格", True)


async def test_an_account_can_be_asked_for_again(stage: Stage) -> None:
    await stage.gateway.open()
    assert (await stage.gateway.introduce(BOT)).username == "desk_bot"


async def test_what_is_said_is_fetched_and_read(stage: Stage) -> None:
    message = stage.says("3号楼电梯坏了 @desk_bot")
    (incoming,) = await heard(stage)
    assert (incoming.kind, incoming.bot, incoming.chat) == (Kind.MESSAGE, BOT, GROUP)
    assert (incoming.message, incoming.chat_kind, incoming.chat_title) == (message, ChatKind.GROUP, "第一网格居民群")
    assert (incoming.text, incoming.mentions_bot) == ("3号楼电梯坏了 @desk_bot", True)
    assert incoming.sender is not None
    assert (incoming.sender.id, incoming.sender.name, incoming.sender.kind) == (WANG, "王秀兰", SenderKind.PERSON)
    assert incoming.sent_at is not None
    assert incoming.sent_at.tzinfo is not None


async def test_commands_and_replies_are_read(stage: Stage) -> None:
    card = await sent(stage, say("编号128"))
    stage.says("/report@Desk_Bot 路灯不亮")
    stage.says("/report@weather_bot 路灯不亮")
    ours, other = await heard(stage)
    assert (ours.command, ours.arguments, ours.mentions_bot) == ("report", "路灯不亮", True)
    assert (other.command, other.arguments, other.text) == ("", "", "/report@weather_bot 路灯不亮")
    assert card


async def test_what_is_said_is_read_as_it_looks(stage: Stage) -> None:
    stage.says("\u202e3\ufe0f\u20e3号楼着\u200b火\u0336了\x00" + "！" * 99)
    (incoming,) = await heard(stage)
    assert incoming.text == "3号楼着火了" + "！" * 24


async def test_fetch_confirms_what_lies_below(stage: Stage) -> None:
    for words in ("一", "二", "三"):
        stage.says(words)
    first = await stage.gateway.fetch(BOT, 0, 0)
    assert [raw.lane for raw in first] == [GROUP] * 3
    again = await stage.gateway.fetch(BOT, 0, 0)
    assert [raw.update_id for raw in again] == [raw.update_id for raw in first]
    rest = await stage.gateway.fetch(BOT, first[1].update_id + 1, 0)
    assert [raw.update_id for raw in rest] == [first[2].update_id]
    assert [raw.update_id for raw in await stage.gateway.fetch(BOT, 0, 0)] == [first[2].update_id]


async def test_fetch_gives_a_hundred_at_most(stage: Stage) -> None:
    for number in range(120):
        stage.says(str(number))
    assert len(await stage.gateway.fetch(BOT, 0, 0)) == 100


async def test_fetch_waits_for_the_first(stage: Stage) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(stage.gateway.fetch(BOT, 0, 5))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        stage.says("来了")
    assert stage.gateway.read(BOT, waiting.result()[0].body).text == "来了"


async def test_a_card_lives(stage: Stage) -> None:
    words = stage.says("电梯坏了")
    card = await sent(stage, say("编号128 已收到", reply_to=words, buttons=TAKE))
    assert stage.see(card) == Screen("编号128 已收到", ("🙋 接单", "误会"), reply_to=words)

    edited = await stage.gateway.send(BOT, Outgoing(Act.EDIT, GROUP, message=card, text="编号128 已办结"))
    assert edited == Sent()
    assert stage.see(card) == Screen("编号128 已办结", (), reply_to=words)

    assert await stage.gateway.send(BOT, Outgoing(Act.REACT, GROUP, message=words, text="👌")) == Sent()
    assert stage.see(words).reaction == "👌"

    assert await stage.gateway.send(BOT, Outgoing(Act.PIN, GROUP, message=card)) == Sent()
    assert stage.see(card).pinned

    assert await stage.gateway.send(BOT, Outgoing(Act.DELETE, GROUP, message=card)) == Sent()
    assert stage.see(card).text is None


async def test_a_press_is_read_and_answered_once(stage: Stage) -> None:
    card = await sent(stage, say("128号单", buttons=TAKE))
    callback = stage.presses(card, "接单")
    (press,) = await heard(stage)
    assert (press.kind, press.chat, press.message) == (Kind.BUTTON, GROUP, card)
    assert (press.callback_id, press.data) == (callback, "1|claim|128|")
    answer = Outgoing(Act.ANSWER, GROUP, callback_id=callback, text="你接到了", alert=True)
    assert await stage.gateway.send(BOT, answer) == Sent()
    assert stage.answer_to(callback) == "你接到了"
    assert refusal(await stage.gateway.send(BOT, answer)) == "stale_query"


async def test_photos_and_documents(stage: Stage, tmp_path: Path) -> None:
    stage.sends_photo(PIXEL, "楼道")
    (incoming,) = await heard(stage)
    (photo,) = incoming.media
    assert (photo.kind, incoming.text) == (MediaKind.PHOTO, "楼道")
    assert await stage.gateway.download(BOT, photo.file_id) == PIXEL

    one = await sent(stage, say("一张", photos=(photo.file_id,), buttons=TAKE))
    assert stage.see(one) == Screen("一张", ("🙋 接单", "误会"), photos=1)
    caption = Outgoing(Act.EDIT, GROUP, message=one, text="看过了", caption=True)
    assert await stage.gateway.send(BOT, caption) == Sent()
    assert stage.see(one) == Screen("看过了", (), photos=1)

    album = await sent(stage, say("三张", photos=(photo.file_id,) * 3))
    assert [stage.see(album + at) for at in range(3)] == [Screen("三张", photos=1)] + [Screen("", photos=1)] * 2

    report = tmp_path / "周报.csv"
    report.write_bytes(b"number,state\n")
    assert stage.see(await sent(stage, say("周报", document=str(report)))) == Screen("周报", document=True)


@pytest.mark.parametrize("name", ["图.png", "第3周 周报.xlsx"])
async def test_bytes_are_uploaded(stage: Stage, name: str) -> None:
    picture = name.endswith(".png")
    words = stage.says("看看")
    upload = Upload(name, PIXEL, picture)
    message = await sent(stage, say("上周", upload=upload, buttons=TAKE, reply_to=words))
    seen = stage.see(message)
    assert seen == Screen("上周", ("🙋 接单", "误会"), photos=int(picture), document=not picture, reply_to=words)
    assert stage.uploaded(message) == ("" if picture else name, PIXEL)
    caption = Outgoing(Act.EDIT, GROUP, message=message, text="看过了", caption=True)
    assert await stage.gateway.send(BOT, caption) == Sent()
    assert stage.see(message).text == "看过了"
    assert stage.see(await sent(stage, say("", upload=upload))).text == ""


async def test_a_voice_note_is_sent_on(stage: Stage) -> None:
    stage.sends_voice(12)
    (incoming,) = await heard(stage)
    (voice,) = incoming.media
    assert (voice.kind, voice.seconds) == (MediaKind.VOICE, 12)
    assert await stage.gateway.download(BOT, voice.file_id) == b"OggS"

    card = await sent(stage, say("有一段语音", voice=voice.file_id, buttons=TAKE))
    assert stage.see(card) == Screen("有一段语音", ("🙋 接单", "误会"), voice=True)
    caption = Outgoing(Act.EDIT, GROUP, message=card, text="听过了", caption=True)
    assert await stage.gateway.send(BOT, caption) == Sent()
    assert stage.see(card) == Screen("听过了", voice=True)
    assert stage.see(await sent(stage, say("", voice=voice.file_id))).voice


async def test_a_voice_note_travels_alone(stage: Stage) -> None:
    outcome = await stage.gateway.send(BOT, say("", voice="v", photos=("p",)))
    assert refusal(outcome) == "bad_request"


async def test_a_reply_to_what_is_gone_is_still_sent(stage: Stage) -> None:
    assert stage.see(await sent(stage, say("还是要说", reply_to=99_999))) == Screen("还是要说")


async def test_a_closed_topic_falls_back_to_general(stage: Stage) -> None:
    topic = stage.closes_topic()
    message = await sent(stage, say("到这里说", chat=FORUM, topic=topic))
    assert stage.see(message, FORUM) == Screen("到这里说")


async def test_standing(stage: Stage) -> None:
    assert await stage.gateway.standing(BOT, GROUP) in ("admin", "member")
    assert await stage.gateway.standing(BOT, GROUP, STRANGER) == "left"
    stage.kicks_bot()
    assert await stage.gateway.standing(BOT, GROUP) in ("kicked", "left")


async def test_commands_are_set(stage: Stage) -> None:
    await stage.gateway.set_commands(BOT, [("report", "报修"), ("my", "我的事项")])
    await stage.gateway.set_commands(BOT, [("report", "Report")], "en")


async def test_webhook_stops_fetching_until_unlistened(stage: Stage) -> None:
    await stage.gateway.listen(BOT, "http://127.0.0.1:9/hook", "s3cret")
    with pytest.raises(Conflict):
        await stage.gateway.fetch(BOT, 0, 0)
    await stage.gateway.unlisten(BOT)
    stage.says("又能取了")
    assert [incoming.text for incoming in await heard(stage)] == ["又能取了"]


async def test_leaves(stage: Stage) -> None:
    assert await stage.gateway.send(BOT, Outgoing(Act.LEAVE, GROUP)) == Sent()
    assert isinstance(await stage.gateway.send(BOT, say("走了以后")), Gone)


# What the platform really refuses, the same everywhere.


def refusal(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused | Gone), outcome
    return outcome.reason


async def test_private_chat_is_closed_until_start(stage: Stage) -> None:
    assert refusal(await stage.gateway.send(BOT, say("您好", chat=WANG))) == "unreachable"
    stage.opens_private()
    message = await sent(stage, say("您好", chat=WANG, ask_reply=True))
    assert stage.see(message, WANG).text == "您好"


async def test_kicked(stage: Stage) -> None:
    stage.kicks_bot()
    assert refusal(await stage.gateway.send(BOT, say("还在吗"))) == "kicked"


async def test_migration_moves_and_is_heard_from_both_sides(stage: Stage) -> None:
    new = stage.migrates()
    assert await stage.gateway.send(BOT, say("搬家", chat=-4001)) == Moved(new)
    moves = [incoming for incoming in await heard(stage) if incoming.kind is Kind.MIGRATED]
    assert [(move.chat, move.migrated_to) for move in moves] == [(-4001, new)] * 2


async def test_the_same_again_is_as_we_wanted(stage: Stage) -> None:
    card = await sent(stage, say("编号128", buttons=TAKE))
    edit = Outgoing(Act.EDIT, GROUP, message=card, text="编号128", buttons=TAKE)
    assert await stage.gateway.send(BOT, edit) == Sent()
    delete = Outgoing(Act.DELETE, GROUP, message=card)
    assert [await stage.gateway.send(BOT, delete) for _ in range(2)] == [Sent(), Sent()]
    assert refusal(await stage.gateway.send(BOT, replace(edit, text="编号128 改"))) == "lost_message"


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        (say("长" * 4097), "too_long"),
        (say("长" * 1025, photos=("photo-1",)), "too_long"),
        (Outgoing(Act.EDIT, GROUP, message=1, text="长" * 1025, caption=True), "too_long"),
        (Outgoing(Act.ANSWER, GROUP, callback_id="1", text="长" * 201), "too_long"),
        (say(""), "empty"),
        (Outgoing(Act.EDIT, GROUP, message=1), "empty"),
        (Outgoing(Act.DELETE, GROUP), "bad_request"),
        (say("多", photos=("p",) * 11), "bad_request"),
        (say("钮", photos=("p",) * 2, buttons=TAKE), "markup"),
        (say("钮", buttons=((Button("接单", "号" * 22),),)), "markup"),
        (say("钮", buttons=((Button("接单"),),)), "markup"),
        (say("钮", buttons=((Button("接单", "d", "https://t.me/desk_bot"),),)), "markup"),
        (say("钮", buttons=((Button("接单", "d"),),) * 101), "markup"),
        (say("没有", document="/nowhere/周报.csv"), "bad_request"),
        (say("空的", upload=Upload("图.png", b"", picture=True)), "bad_request"),
        (say("两样", upload=Upload("图.png", PIXEL, picture=True), photos=("p",)), "bad_request"),
        (say("长" * 1025, upload=Upload("图.png", PIXEL, picture=True)), "too_long"),
    ],
)
async def test_our_own_faults_are_refused(stage: Stage, out: Outgoing, reason: str) -> None:
    assert refusal(await stage.gateway.send(BOT, out)) == reason


# The failure table, row by row: the playground answers in Telegram's words, memory plays its script.


def bad(description: str) -> dict[str, Any]:
    return {"kind": "400", "description": f"Bad Request: {description}"}


def forbidden(description: str) -> dict[str, Any]:
    return {"kind": "403", "description": f"Forbidden: {description}"}


ROWS = {
    "429": Trouble({"kind": "429", "retry_after": 7}, TryLater(7)),
    "migrated": Trouble({"kind": "migration", "to": -100777}, Moved(-100777)),
    "kicked": Trouble(forbidden("bot was kicked from the group chat"), Gone("kicked")),
    "not a member": Trouble(forbidden("bot is not a member of the supergroup chat"), Gone("kicked")),
    "blocked": Trouble(forbidden("bot was blocked by the user"), Gone("blocked")),
    "deactivated": Trouble(forbidden("user is deactivated"), Gone("blocked")),
    "unreachable": Trouble(forbidden("bot can't initiate conversation with a user"), Gone("unreachable")),
    "no rights": Trouble(bad("not enough rights to send text messages to the chat"), Gone("rights")),
    "chat not found": Trouble(bad("chat not found"), Gone("not_found")),
    "can't parse": Trouble(bad("can't parse entities: Unsupported start tag"), Refused("markup")),
    "too long": Trouble(bad("message is too long"), Refused("too_long")),
    "empty": Trouble(bad("message text is empty"), Refused("empty")),
    "other 400": Trouble(bad("wrong remote file identifier specified"), Refused("bad_request")),
    "401": Trouble({"kind": "401"}, Gone("account")),
    "500": Trouble({"kind": "500"}, TryLater(5)),
    "502 with HTML": Trouble({"kind": "502"}, Unclear()),
    "closed before the effect": Trouble({"kind": "close_before"}, Unclear()),
    "closed after the effect": Trouble({"kind": "close_after"}, Unclear(), delivered=True),
    "silent before the effect": Trouble({"kind": "hang_before", "seconds": 30}, Unclear()),
    "silent after the effect": Trouble({"kind": "hang_after", "seconds": 30}, Unclear(), delivered=True),
}


def without_words(outcome: Outcome) -> Outcome:
    return replace(outcome, words="") if isinstance(outcome, Gone | Refused | Unclear) else outcome


@pytest.mark.parametrize("row", ROWS)
async def test_failure_of_a_send(stage: Stage, row: str) -> None:
    stage.fails(ROWS[row])
    async with asyncio.timeout(3):
        assert without_words(await stage.gateway.send(BOT, say("编号128"))) == ROWS[row].outcome
    # The next send goes through, and of the first only what was delivered is seen.
    message = await sent(stage, say("编号129"))
    assert (stage.see(message - 1).text == "编号128") == ROWS[row].delivered


OTHER_ROWS: dict[str, tuple[Act, dict[str, Any], Outcome]] = {
    "edited message is gone": (Act.EDIT, bad("message to edit not found"), Refused("lost_message")),
    "edit of another's message": (Act.EDIT, bad("message can't be edited"), Refused("lost_message")),
    "not modified": (Act.EDIT, bad("message is not modified: specified new message content"), Sent()),
    "deleted already": (Act.DELETE, bad("message to delete not found"), Sent()),
    "no right to delete": (Act.DELETE, bad("message can't be deleted"), Refused("bad_request")),
    "no right to pin": (Act.PIN, bad("not enough rights to manage pinned messages in the chat"), Gone("rights")),
    "reacted-to message is gone": (Act.REACT, bad("message to react not found"), Refused("lost_message")),
    "query is too old": (Act.ANSWER, bad("query is too old and response timeout expired"), Refused("stale_query")),
    "429 of the account": (Act.ANSWER, {"kind": "429", "retry_after": 3}, TryLater(3, whole_bot=True)),
    "left already": (Act.LEAVE, forbidden("bot is not a member of the supergroup chat"), Gone("kicked")),
}


@pytest.mark.parametrize("row", OTHER_ROWS)
async def test_failure_of_other_acts(stage: Stage, row: str) -> None:
    act, fault, outcome = OTHER_ROWS[row]
    stage.fails(Trouble(fault, outcome), act)
    out = Outgoing(act, GROUP, message=5, text="👌", callback_id="5")
    assert without_words(await stage.gateway.send(BOT, out)) == outcome


async def test_words_of_a_refusal_are_kept(stage: Stage) -> None:
    words = "Bad Request: wrong remote file identifier specified"
    stage.fails(Trouble({"kind": "400", "description": words}, Refused("bad_request", words)))
    assert await stage.gateway.send(BOT, say("编号128")) == Refused("bad_request", words)


@pytest.mark.parametrize(("kind", "after"), [("429", 9.0), ("500", None), ("502", None), ("close_before", None)])
async def test_trouble_with_fetching(stage: Stage, kind: str, after: float | None) -> None:
    stage.says("别丢了我")
    stage.fails_fetch(kind)
    with pytest.raises(GatewayError) as trouble:
        await stage.gateway.fetch(BOT, 0, 0)
    assert not isinstance(trouble.value, Conflict)
    assert after is None or trouble.value.after == after
    assert [incoming.text for incoming in await heard(stage)] == ["别丢了我"]


async def test_a_second_poller_is_a_conflict(stage: Stage) -> None:
    stage.fails_fetch("409")
    with pytest.raises(Conflict):
        await stage.gateway.fetch(BOT, 0, 0)


async def test_a_bot_without_token_is_gone(stage: Stage) -> None:
    assert refusal(await stage.gateway.send(9, say("谁？"))) == "account"
