"""The gateway in memory as a tool of tests: people, scripts, crashes, and what stands on the screen."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.gateway import Account, GatewayError, Gone, Moved, Refused, Sent, TryLater, Unclear
from bot.gateways.memory import Crash, MemoryGateway
from rules.messages import Act, Button, ChatKind, Incoming, Kind, MediaKind, Outgoing, Sender, SenderKind

GROUP, BOT = -100500, 700
WANG, XIAOYAN = Sender(501, "王秀兰", "wxl"), Sender(601, "高晓燕")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TAKE = ((Button("🙋 接单", "1|claim|128|"),),)


@pytest.fixture
def gateway() -> MemoryGateway:
    gateway = MemoryGateway(now=lambda: NOON)
    gateway.group(GROUP, "第一网格居民群")
    return gateway


def heard(gateway: MemoryGateway, bot: int = BOT) -> list[Incoming]:
    return [gateway.read(bot, raw.body) for raw in gateway.unconfirmed(bot)]


def say(text: str, chat: int = GROUP) -> Outgoing:
    return Outgoing(Act.SEND, chat, text=text)


def test_people_are_read_as_telegram_would_show_them(gateway: MemoryGateway) -> None:
    gateway.say(GROUP, WANG, "3号楼电梯坏了")
    gateway.say(GROUP, Sender(0, "网格长", kind=SenderKind.ANONYMOUS_ADMIN), "注意防火")
    gateway.say(GROUP, Sender(-100900, "社区通知", kind=SenderKind.CHANNEL), "明日停水")
    gateway.say(GROUP, Sender(800, "天气", kind=SenderKind.BOT), "多云")
    kinds = [incoming.sender.kind for incoming in heard(gateway) if incoming.sender]
    assert kinds == [SenderKind.PERSON, SenderKind.ANONYMOUS_ADMIN, SenderKind.CHANNEL, SenderKind.BOT]
    first = heard(gateway)[0]
    assert (first.sender, first.sent_at, first.chat_title) == (WANG, NOON, "第一网格居民群")


def test_commands_mentions_topics_and_albums(gateway: MemoryGateway) -> None:
    gateway.say(GROUP, WANG, "/report@desk_bot 🔥着火了")
    gateway.say(GROUP, WANG, "🔥 @Desk_Bot 看看")
    gateway.say(GROUP, WANG, "漏水", fields=gateway.topic(5))
    gateway.say(GROUP, WANG, "楼道", fields=gateway.photo("photo-1", album="a1"))
    command, mention, topic, album = heard(gateway)
    assert (command.command, command.arguments, command.mentions_bot) == ("report", "🔥着火了", True)
    assert (mention.command, mention.mentions_bot) == ("", True)
    assert (topic.topic, topic.reply_to) == (5, None)
    assert (album.text, album.album, album.media[0].kind, album.media[0].file_id) == (
        "楼道",
        "a1",
        MediaKind.PHOTO,
        "photo-1",
    )


async def test_a_reply_to_the_bots_card_says_so(gateway: MemoryGateway) -> None:
    card = await gateway.send(BOT, say("编号128"))
    assert isinstance(card, Sent)
    gateway.say(GROUP, WANG, "还没修好", reply_to=card.message)
    (reply,) = heard(gateway)
    assert (reply.reply_to, reply.reply_to_bot, reply.reply_text) == (card.message, True, "编号128")


def test_an_edit_keeps_the_message_and_its_writer(gateway: MemoryGateway) -> None:
    message = gateway.say(GROUP, WANG, "3号楼")
    gateway.edit(GROUP, message, "5号楼")
    said, edited = heard(gateway)
    assert (said.kind, edited.kind) == (Kind.MESSAGE, Kind.EDITED)
    assert (edited.message, edited.sender, edited.text) == (message, WANG, "5号楼")


async def test_presses(gateway: MemoryGateway) -> None:
    card = await gateway.send(BOT, Outgoing(Act.SEND, GROUP, text="128号单", buttons=TAKE))
    assert isinstance(card, Sent)
    assert card.message is not None
    first = gateway.press(GROUP, XIAOYAN, card.message, "接单")
    with pytest.raises(LookupError, match="接单"):
        gateway.press(GROUP, XIAOYAN, card.message, "办结")
    await gateway.send(BOT, Outgoing(Act.DELETE, GROUP, message=card.message))
    forged = gateway.press_data(GROUP, XIAOYAN, card.message, "9|x")
    with pytest.raises(LookupError, match="deleted"):
        gateway.press(GROUP, XIAOYAN, card.message, "接单")
    assert [(press.callback_id, press.data) for press in heard(gateway)] == [(first, "1|claim|128|"), (forged, "9|x")]
    assert gateway.answers == {first: None, forged: None}
    await gateway.send(BOT, Outgoing(Act.ANSWER, callback_id=first))
    assert gateway.answers[first] == ""


def test_memberships(gateway: MemoryGateway) -> None:
    gateway.change_bot(GROUP, "admin", by=XIAOYAN)
    (promoted,) = heard(gateway)
    assert (promoted.kind, promoted.sender, promoted.status) == (Kind.BOT_MEMBERSHIP, XIAOYAN, "admin")


async def test_migration(gateway: MemoryGateway) -> None:
    gateway.migrate(GROUP, -100600)
    assert [(move.chat, move.migrated_to) for move in heard(gateway)] == [(GROUP, -100600)] * 2
    assert await gateway.send(BOT, say("好")) == Moved(-100600)
    assert gateway.chat(-100600).title == "第一网格居民群"


def test_every_bot_of_a_group_hears(gateway: MemoryGateway) -> None:
    gateway.accounts.append(Account(701, "other_bot", "小格二号", reads_all=True))
    gateway.group(GROUP, "两个机器人", bots=[BOT, 701])
    gateway.say(GROUP, WANG, "@other_bot 在吗")
    assert [incoming.mentions_bot for bot in (BOT, 701) for incoming in heard(gateway, bot)] == [False, True]


async def test_private_chats(gateway: MemoryGateway) -> None:
    assert isinstance(await gateway.send(BOT, say("您好", WANG.id)), Gone)
    gateway.say(WANG.id, WANG, "/start t5")
    (start,) = heard(gateway)
    assert (start.chat_kind, start.command, start.arguments) == (ChatKind.PRIVATE, "start", "t5")
    assert await gateway.send(BOT, say("您好", WANG.id)) == Sent(2)


def test_raw_updates_can_be_fed(gateway: MemoryGateway) -> None:
    gateway.feed(BOT, {"update_id": 5, "message": {"message_id": 1, "chat": {"id": GROUP}, "date": 1, "text": "原样"}})
    gateway.feed(BOT, {"hologram": {}})
    said, strange = heard(gateway)
    assert (said.update_id, said.text, strange.kind) == (5, "原样", Kind.IGNORED)


@pytest.mark.parametrize(
    "outcome", [TryLater(3), Moved(-5), Gone("kicked"), Refused("markup"), Unclear(), TryLater(2, whole_bot=True)]
)
async def test_a_script_fits_its_chat_and_act_and_ends(gateway: MemoryGateway, outcome: TryLater | Moved) -> None:
    gateway.script(outcome, chat=GROUP, act=Act.SEND, times=2)
    assert [await gateway.send(BOT, say("一")) for _ in range(2)] == [outcome] * 2
    assert gateway.chat(GROUP).visible == []
    assert await gateway.send(BOT, say("二")) == Sent(1)
    gateway.script(outcome, chat=-1)
    assert await gateway.send(BOT, say("三")) == Sent(2)
    assert [delivery.outcome for delivery in gateway.sent] == [outcome, outcome, Sent(1), Sent(2)]


async def test_an_answer_can_be_lost_though_it_was_delivered(gateway: MemoryGateway) -> None:
    gateway.script(Unclear(), delivered=True)
    assert await gateway.send(BOT, say("看得见")) == Unclear()
    assert [message.text for message in gateway.chat(GROUP).visible] == ["看得见"]


@pytest.mark.parametrize("delivered", [False, True])
async def test_a_crash_passes_every_except_exception(gateway: MemoryGateway, delivered: bool) -> None:
    gateway.script(Crash, delivered=delivered)
    with pytest.raises(Crash):
        try:
            await gateway.send(BOT, say("死在这里"))
        except Exception:  # noqa: BLE001, the very thing a crash must pass
            pytest.fail("a crash was caught")
    assert len(gateway.chat(GROUP).visible) == delivered
    assert [delivery.outcome for delivery in gateway.sent] == [None]


async def test_a_slow_send(gateway: MemoryGateway) -> None:
    gateway.script(Sent(), seconds=0.05)
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(gateway.send(BOT, say("慢")))
        await asyncio.sleep(0)
        assert not sending.done()
    assert sending.result() == Sent(1)


async def test_fetch_can_fail(gateway: MemoryGateway) -> None:
    gateway.fail_fetch(GatewayError("down", 4), times=2)
    for _ in range(2):
        with pytest.raises(GatewayError, match="down"):
            await gateway.fetch(BOT, 0, 0)
    assert await gateway.fetch(BOT, 0, 0) == []


async def test_what_was_not_confirmed_stays_for_the_next_life(gateway: MemoryGateway) -> None:
    gateway.say(GROUP, WANG, "一")
    gateway.say(GROUP, WANG, "二")
    raws = await gateway.fetch(BOT, 0, 0)
    await gateway.fetch(BOT, raws[0].update_id + 1, 0)
    assert [incoming.text for incoming in heard(gateway)] == ["二"]


async def test_an_unmodified_edit_counts_as_no_edit(gateway: MemoryGateway) -> None:
    await gateway.send(BOT, say("编号128"))
    for text in ("编号128", "编号128 已办结", "编号128 已办结"):
        assert await gateway.send(BOT, Outgoing(Act.EDIT, GROUP, message=1, text=text)) == Sent()
    assert gateway.chat(GROUP).messages[1].edits == 1
