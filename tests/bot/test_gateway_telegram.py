"""The two Telegram gateways where the playground does not look: what goes over the wire, and what must never show."""

import asyncio
import json
import logging
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime
from pathlib import Path
from ssl import SSLContext
from typing import Any, Self

import pytest
from aiohttp import TCPConnector, web

from bot.gateway import AccountGone, Calls, GatewayError, Gone, Refused, Sent, TryLater, Unclear
from bot.gateways import make_gateway
from bot.gateways.telegram_acts import Call, perform
from bot.gateways.telegram_http import ALLOWED_UPDATES, TelegramGateway
from playground.server import Playground
from rules.messages import Act, Button, Kind, Outgoing
from tests.bot.gateways_scribe import MESSAGE, Scribe
from tests.bot.gateways_stages import BOT, GROUP, TOKEN, WANG, PlaygroundStage, say

LIBRARIES = ("telegram_aiogram", "telegram_ptb")
SECRET = TOKEN.partition(":")[2]
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def scribe() -> AsyncIterator[Scribe]:
    scribe = Scribe()
    runner = await scribe.start()
    yield scribe
    await runner.cleanup()


@pytest.fixture
async def gateway(library: str, scribe: Scribe) -> AsyncIterator[TelegramGateway]:
    gateway = connect(library, scribe.url)
    yield gateway
    await gateway.close()


def connect(library: str, api: str, *tokens: str) -> TelegramGateway:
    gateway = make_gateway(library, tokens or [TOKEN], api)
    assert isinstance(gateway, TelegramGateway)
    gateway.send_seconds = 1.0
    return gateway


# What goes over the wire.


async def test_a_text_goes_plain_without_preview_and_survives_a_lost_reply(
    gateway: TelegramGateway, scribe: Scribe
) -> None:
    buttons = ((Button("接单", "1|claim|1|"),), (Button("私下说", url="https://t.me/desk_bot?start=p"),))
    out = say("<b>不是粗体</b>", topic=5, reply_to=9, buttons=buttons, silent=True)
    assert await gateway.send(BOT, out) == Sent(77)
    params = scribe.params("sendMessage")
    keyboard = params.pop("reply_markup")["inline_keyboard"]
    assert keyboard == [
        [{"text": "接单", "callback_data": "1|claim|1|"}],
        [{"text": "私下说", "url": "https://t.me/desk_bot?start=p"}],
    ]
    assert params == {
        "chat_id": GROUP,
        "text": "<b>不是粗体</b>",
        "message_thread_id": 5,
        "disable_notification": True,
        "link_preview_options": {"is_disabled": True},
        "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True},
    }


KEYS = (
    (Button("接单", "1|claim|1|"), Button("误会", "1|mistake|1|")),
    (Button("私下说", url="https://t.me/b?start=p"),),
)


@pytest.mark.parametrize(
    "out",
    [
        say("早"),
        say("<b>早</b>", topic=5, reply_to=9, silent=True, buttons=KEYS),
        Outgoing(Act.EDIT, GROUP, message=5, text="改了"),
        Outgoing(Act.EDIT, GROUP, message=5, text="改了", topic=3, buttons=KEYS),
    ],
)
async def test_a_text_is_written_as_the_library_would(scribe: Scribe, out: Outgoing) -> None:
    gateway = connect("telegram_aiogram", scribe.url)
    ours = await gateway._perform(BOT, out)
    theirs = await perform(Call(gateway.library, gateway.bots[BOT], out))
    await gateway.close()
    assert ours == theirs
    assert scribe.asked[0] == scribe.asked[1]


async def test_ask_reply_forces_one_from_the_person_asked(gateway: TelegramGateway, scribe: Scribe) -> None:
    await gateway.send(BOT, say("几号楼？", reply_to=9, ask_reply=True))
    assert scribe.params("sendMessage")["reply_markup"] == {"force_reply": True, "selective": True}


async def test_a_document_is_uploaded_under_its_name(gateway: TelegramGateway, scribe: Scribe, tmp_path: Path) -> None:
    report = tmp_path / "周报 1.csv"
    report.write_bytes(b"number\r\n128\r\n")
    assert await gateway.send(BOT, say("周报", document=str(report))) == Sent(77)
    params = scribe.params("sendDocument")
    uploads = [value for value in params.values() if isinstance(value, tuple)]
    assert uploads == [("周报 1.csv", b"number\r\n128\r\n")]
    assert (params["chat_id"], params["caption"]) == (GROUP, "周报")


async def test_an_album_carries_its_words_once(gateway: TelegramGateway, scribe: Scribe) -> None:
    scribe.says("sendMediaGroup", {"ok": True, "result": [MESSAGE, MESSAGE | {"message_id": 78}]})
    assert await gateway.send(BOT, say("两张", photos=("a", "b"), reply_to=3)) == Sent(77)
    params = scribe.params("sendMediaGroup")
    assert [(item["media"], item.get("caption")) for item in params["media"]] == [("a", "两张"), ("b", None)]
    assert params["reply_parameters"]["allow_sending_without_reply"] is True


async def test_an_edit_and_a_pin_are_quiet(gateway: TelegramGateway, scribe: Scribe) -> None:
    assert await gateway.send(BOT, Outgoing(Act.EDIT, GROUP, message=5, text="改了")) == Sent()
    assert scribe.params("editMessageText")["link_preview_options"] == {"is_disabled": True}
    assert "reply_markup" not in scribe.params("editMessageText")
    assert await gateway.send(BOT, Outgoing(Act.PIN, GROUP, message=5)) == Sent()
    assert scribe.params("pinChatMessage")["disable_notification"] is True


async def test_an_emptied_reaction_is_taken_away(gateway: TelegramGateway, scribe: Scribe) -> None:
    await gateway.send(BOT, Outgoing(Act.REACT, GROUP, message=5))
    assert scribe.params("setMessageReaction")["reaction"] == []


async def test_fetch_and_listen_ask_for_our_kinds_by_name(gateway: TelegramGateway, scribe: Scribe) -> None:
    scribe.says("getUpdates", {"ok": True, "result": []})
    assert await gateway.fetch(BOT, 12, 3.5) == []
    expected = {"offset": 12, "limit": 100, "timeout": 3, "allowed_updates": list(ALLOWED_UPDATES)}
    assert scribe.params("getUpdates") == expected
    await gateway.listen(BOT, "https://desk.example/hook", "s3cret")
    params = scribe.params("setWebhook")
    assert (params["url"], params["secret_token"]) == ("https://desk.example/hook", "s3cret")
    assert params["allowed_updates"] == list(ALLOWED_UPDATES)


async def test_how_the_calls_fare_is_asked_for(gateway: TelegramGateway, scribe: Scribe) -> None:
    info: dict[str, Any] = {"url": "https://x/telegram/1", "has_custom_certificate": False, "pending_update_count": 3}
    for more, calls in (
        ({}, Calls("https://x/telegram/1", 3, "")),
        ({"last_error_message": "SSL error"}, Calls("https://x/telegram/1", 3, "SSL error")),
        ({"url": "", "pending_update_count": 0}, Calls("", 0, "")),
    ):
        scribe.says("getWebhookInfo", {"ok": True, "result": info | more})
        assert await gateway.calls(BOT) == calls


async def test_every_answer_tells_how_wrong_our_clock_is(gateway: TelegramGateway, scribe: Scribe) -> None:
    day = timedelta(days=1)
    scribe.says("getUpdates", {"ok": True, "result": []})
    await gateway.fetch(BOT, 0, 0)
    assert abs(gateway.ahead) < timedelta(seconds=5)
    for date, ahead in ((format_datetime(datetime.now(UTC) - day, usegmt=True), day), ("no date", day)):
        scribe.headers["Date"] = date
        scribe.says("getUpdates", {"ok": True, "result": []})
        await gateway.fetch(BOT, 0, 0)
        assert abs(gateway.ahead - ahead) < timedelta(seconds=5)
    # What stands in between may have a clock of its own.
    scribe.headers["Date"] = format_datetime(datetime.now(UTC), usegmt=True)
    scribe.says("getUpdates", {"ok": False, "description": "Bad Gateway"}, 502)
    with pytest.raises(GatewayError):
        await gateway.fetch(BOT, 0, 0)
    assert gateway.ahead > timedelta(hours=23)


class Yesterday(datetime):
    """A machine's clock that has been put back by a day."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) - timedelta(days=1)


async def test_a_clock_that_is_put_to_another_time_is_known_before_the_platform_answers_again(
    gateway: TelegramGateway, scribe: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    scribe.says("getUpdates", {"ok": True, "result": []})
    await gateway.fetch(BOT, 0, 0)
    monkeypatch.setattr("bot.gateways.telegram_http.datetime", Yesterday)
    assert abs(gateway.ahead + timedelta(days=1)) < timedelta(seconds=5)


async def test_many_bots_share_the_connections(library: str) -> None:
    play = Playground(limits=False)
    tokens = [f"{number}:AAF-{'x' * 30}" for number in range(800, 840)]
    for token in tokens:
        play.world.add_bot_to_group(play.bot(token), play.world.chats.get(GROUP) or play.world.add_group(GROUP, "群"))
    await play.start()
    gateway = connect(library, play.url, *tokens)
    try:
        accounts = await gateway.open()
        assert [account.id for account in accounts] == list(range(800, 840))
        outcomes = [await gateway.send(account.id, say("好")) for account in accounts]
        assert all(isinstance(outcome, Sent) for outcome in outcomes)
        connector = gateway.session.connector
        assert connector is not None
        assert len({id(bot.session) for bot in gateway.bots.values() if hasattr(bot, "session")}) <= 1
        assert connector.limit == 0
    finally:
        await gateway.close()
        await play.stop()


# What a library or an answer may not spoil.


async def test_a_success_with_unknown_fields_is_a_success(gateway: TelegramGateway, scribe: Scribe) -> None:
    strange = MESSAGE | {"chat": {"id": -100, "type": "hologram"}, "forward_origin": {"type": "new"}, "date": "soon"}
    scribe.says("sendMessage", {"ok": True, "result": strange})
    assert await gateway.send(BOT, say("好")) == Sent(77)


async def test_a_success_we_cannot_read_is_unclear(gateway: TelegramGateway, scribe: Scribe) -> None:
    for body in ({"ok": True, "result": {"no": "id"}}, {"ok": True}, "OK", b"\xff", "[" * 5000):
        scribe.says("sendMessage", body)
        assert isinstance(await gateway.send(BOT, say("好")), Unclear)


async def test_a_page_in_between_says_nothing(gateway: TelegramGateway, scribe: Scribe) -> None:
    for status in (403, 404, 413, 429, 500, 503):
        scribe.says("sendMessage", "<html>nginx</html>", status)
        outcome = await gateway.send(BOT, say("好"))
        assert isinstance(outcome, TryLater if status == 429 else Unclear), status


async def test_a_gateway_error_is_unclear_in_json_too(gateway: TelegramGateway, scribe: Scribe) -> None:
    scribe.says("sendMessage", {"ok": False, "error_code": 502, "description": "Bad Gateway"}, 502)
    assert await gateway.send(BOT, say("好")) == Unclear("Bad Gateway")


async def test_a_text_that_is_answered_without_a_message_is_unclear(gateway: TelegramGateway, scribe: Scribe) -> None:
    scribe.says("sendMessage", {"ok": True, "result": True}, 200)
    assert isinstance(await gateway.send(BOT, say("好")), Unclear)


async def test_unknown_refusals_are_refused(gateway: TelegramGateway, scribe: Scribe) -> None:
    scribe.says("sendMessage", {"ok": False, "error_code": 404, "description": "Not Found"}, 404)
    assert await gateway.send(BOT, say("好")) == Refused("bad_request", "Not Found")
    scribe.says("sendMessage", {"ok": False, "error_code": 403, "description": "Forbidden: something new"}, 403)
    assert await gateway.send(BOT, say("好")) == Gone("rights", "Forbidden: something new")


async def test_a_topic_gone_with_its_general_topic_is_gone(gateway: TelegramGateway, scribe: Scribe) -> None:
    for words in ("message thread not found", "TOPIC_CLOSED"):
        scribe.says("sendMessage", {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}, 400)
    assert await gateway.send(BOT, say("好", topic=5)) == Gone("topic", "Bad Request: TOPIC_CLOSED")
    assert ["message_thread_id" in params for _, params in scribe.asked] == [True, False]


async def test_nothing_listens_so_nothing_was_sent(library: str, unused_tcp_port: int) -> None:
    gateway = connect(library, f"http://127.0.0.1:{unused_tcp_port}")
    try:
        assert await gateway.send(BOT, say("好")) == TryLater(1)
        for ask in (gateway.open(), gateway.fetch(BOT, 0, 0), gateway.listen(BOT, "https://x", "s")):
            with pytest.raises(GatewayError, match="ClientConnectorError"):
                await ask
    finally:
        await gateway.close()


async def test_a_strange_update_stalls_nobody(library: str) -> None:
    stage = await PlaygroundStage.open(library)
    try:
        await stage.gateway.open()
        stage.says("前")
        stage.play.world.inject(BOT, {"message": {"message_id": 1, "chat": {"id": GROUP}, "forward_origin": 5}})
        stage.play.world.inject(BOT, {"message": {"text": {"blocks": []}}})
        stage.play.world.bots[BOT].updates.put_raw(rb'"message":{"chat":{"id":-100},"text":"\ud83d"}')
        stage.says("后")
        raws = await stage.gateway.fetch(BOT, 0, 0)
        read = [stage.gateway.read(BOT, raw.body) for raw in raws]
        assert [incoming.kind for incoming in read] == [
            Kind.MESSAGE,
            Kind.SERVICE,
            Kind.IGNORED,
            Kind.IGNORED,
            Kind.MESSAGE,
        ]
        assert [incoming.update_id for incoming in read] == [raw.update_id for raw in raws]
        assert len({raw.update_id for raw in raws}) == 5
    finally:
        await stage.close()


async def test_an_unreadable_answer_to_fetch_is_an_error(gateway: TelegramGateway, scribe: Scribe) -> None:
    bodies: list[Any] = ["<html>", {"ok": True, "result": {}}, {"ok": True, "result": 5}, {"result": []}]
    for body in bodies:
        scribe.says("getUpdates", body)
        with pytest.raises(GatewayError):
            await gateway.fetch(BOT, 0, 0)


async def test_a_webhook_body_is_split(library: str) -> None:
    stage = await PlaygroundStage.open(library)
    bodies: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def hook(request: web.Request) -> web.Response:
        await bodies.put((request.headers["X-Telegram-Bot-Api-Secret-Token"], await request.read()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        await stage.gateway.listen(BOT, f"http://127.0.0.1:{runner.addresses[0][1]}/hook", "s3cret")
        stage.says("推过来")
        secret, body = await asyncio.wait_for(bodies.get(), 5)
        raw = stage.gateway.split(body)
        assert (secret, raw.lane, raw.body) == ("s3cret", GROUP, body)
        assert stage.gateway.read(BOT, raw.body).text == "推过来"
        await stage.gateway.unlisten(BOT)
    finally:
        await runner.cleanup()
        await stage.close()


# What must never show.


async def test_a_refused_token_is_named_by_its_number_only(gateway: TelegramGateway, scribe: Scribe) -> None:
    scribe.says("getMe", {"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
    with pytest.raises(AccountGone, match="700") as refused:
        await gateway.open()
    assert SECRET not in str(refused.value)
    scribe.says("getUpdates", {"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
    with pytest.raises(AccountGone, match="700"):
        await gateway.fetch(BOT, 0, 0)


async def test_every_refused_token_is_named_at_once(library: str) -> None:
    play = Playground()
    await play.start()
    gateway = connect(library, play.url, f"701:{SECRET}", f"702:{SECRET}")
    try:
        with pytest.raises(AccountGone, match="701, 702"):
            await gateway.open()
    finally:
        await gateway.close()
        await play.stop()


async def test_a_refused_token_among_several_comes_last_and_says_why(library: str) -> None:
    play = Playground()
    play.bot(TOKEN, username="desk_bot")
    await play.start()
    gateway = connect(library, play.url, f"701:{SECRET}", TOKEN)
    try:
        known, refused = await gateway.open()
        assert (known.username, known.refused) == ("desk_bot", "")
        assert (refused.id, refused.username) == (701, "701")
        assert "701" in refused.refused and SECRET not in refused.refused
    finally:
        await gateway.close()
        await play.stop()


@pytest.mark.parametrize("token", ["", "700", "700:", f"desk:{SECRET}", f"700:{SECRET} ", f"700:{SECRET}\n"])
def test_a_misshapen_token_is_refused_unseen(library: str, token: str) -> None:
    with pytest.raises(ValueError, match="digits:text") as refused:
        make_gateway(library, [token])
    assert SECRET not in str(refused.value)


async def test_no_log_and_no_error_shows_a_secret(
    library: str, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    caplog.set_level(logging.DEBUG)
    stage = await PlaygroundStage.open(library)
    elsewhere = connect(library, f"http://127.0.0.1:{unused_tcp_port}")
    seen: list[str] = []
    try:
        await stage.gateway.open()
        for kind in ("429", "401", "403", "500", "502", "close_before", "hang_before", "409"):
            for method in ("sendMessage", "getUpdates", "getFile", "getChatMember"):
                stage.play.faults.add(kind, method, seconds=2.0)
            seen.append(repr(await stage.gateway.send(BOT, say("好"))))
            seen += [await words_of(ask) for ask in asks(stage.gateway)] if kind != "hang_before" else []
            stage.play.faults.clear()
        seen.append(repr(await elsewhere.send(BOT, say("好"))))
        seen += [await words_of(ask) for ask in (elsewhere.open(), *asks(elsewhere))]
    finally:
        await elsewhere.close()
        await stage.close()
    assert len(seen) > 20
    assert SECRET not in "\n".join(seen) + caplog.text


def asks(gateway: Any) -> list[Any]:
    return [gateway.fetch(BOT, 0, 0), gateway.download(BOT, "x"), gateway.standing(BOT, GROUP, WANG)]


async def words_of(ask: Any) -> str:
    """What a full traceback would print."""
    try:
        return repr(await ask)
    except GatewayError as error:
        return "".join(traceback.format_exception(error))


async def test_telegram_itself_is_asked_over_tls_by_default(library: str) -> None:
    gateway = make_gateway(library, [TOKEN])
    assert isinstance(gateway, TelegramGateway)
    assert gateway.send_seconds == 20
    connector = gateway.session.connector
    assert isinstance(connector, TCPConnector)
    assert isinstance(connector._ssl, SSLContext)
    await gateway.close()


def test_only_the_chosen_library_is_imported() -> None:
    script = (
        "import sys, json; from bot.gateways import make_gateway; make_gateway(sys.argv[1], ['700:x']);"
        "print(json.dumps([name in sys.modules for name in ('aiogram', 'telegram')]))"
    )
    for name, loaded in (("memory", [False, False]), ("telegram_ptb", [False, True])):
        ran = subprocess.run([sys.executable, "-c", script, name], cwd=ROOT, capture_output=True, text=True, check=True)
        assert json.loads(ran.stdout) == loaded


def test_aiograms_types_are_built_when_they_are_first_used() -> None:
    """All of them at each start cost the desk five seconds."""
    script = (
        "import json; from bot.gateways.aiogram_late import types\n"
        "models = [each for name in types.__all__ if hasattr(each := getattr(types, name), 'model_rebuild')]\n"
        "user = types.User(id=7, is_bot=False, first_name='李')\n"
        "few = sum(each.__pydantic_complete__ for each in models) < len(models) / 10\n"
        "print(json.dumps([few, user.id, types.Update.model_rebuild(), types.Update.__pydantic_complete__]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == [True, 7, True, True]


def test_an_unknown_gateway_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="telegram_aiogram, telegram_ptb, memory"):
        make_gateway("feishu", [])
