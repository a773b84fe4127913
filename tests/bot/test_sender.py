"""The sender: order, limits, and what each outcome makes of a row."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

import bot.outcomes
import bot.sender
from bot.gateway import Gone, Moved, Outcome, Refused, TryLater, Unclear
from bot.metrics import Metrics
from bot.sender import AccountRefused, Sender, outgoing
from models.delivery import DeliveryRow
from models.session import Database
from rules.messages import Act, Button, Upload
from rules.throttle import Limits
from tests.bot.parts import BOT, ScriptedGateway, nobody_told, outbox_row, put, rows_of, running, state, until

FREE = Limits(on=False)


def real_now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def gateway() -> ScriptedGateway:
    return ScriptedGateway()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses after unclear sends short enough for a test."""
    monkeypatch.setattr(bot.outcomes, "UNCLEAR_PAUSE", 0.15)


def sender_of(
    database: Database,
    gateway: ScriptedGateway,
    limits: Limits = FREE,
    undelivered: Callable[[Session, DeliveryRow, Outcome], None] = nobody_told,
) -> Sender:
    return Sender(BOT, database, gateway, limits, undelivered, real_now, Metrics())


async def sent(database: Database, sender: Sender, *rows: int, seconds: float = 20.0) -> None:
    """Runs the sender until these rows are sent."""
    async with running(sender.run()):
        await until(lambda: all(state(database, row) == "sent" for row in rows), seconds)


async def test_a_row_is_sent_and_keeps_the_platforms_message_id(database: Database, gateway: ScriptedGateway) -> None:
    row = put(database, "你好")
    await sent(database, sender_of(database, gateway), row)
    kept = outbox_row(database, row)
    assert gateway.texts == ["你好"]
    assert (kept.message_id, kept.error) == (1001, "")
    assert real_now() - kept.sent_at < timedelta(seconds=5)


@pytest.mark.parametrize("limits", [FREE, Limits()], ids=["free", "limited"])
async def test_a_chat_gets_its_messages_in_order(database: Database, gateway: ScriptedGateway, limits: Limits) -> None:
    gateway.delay = 0.01
    rows = [put(database, str(number)) for number in range(3)]
    await sent(database, sender_of(database, gateway, limits), *rows)
    assert gateway.texts == ["0", "1", "2"]
    assert gateway.most_at_once == 1


async def test_many_chats_are_served_at_once_but_not_without_bound(
    database: Database, gateway: ScriptedGateway
) -> None:
    gateway.delay = 0.05
    rows = [put(database, chat_id=-number) for number in range(1, 121)]
    await sent(database, sender_of(database, gateway), *rows)
    assert 10 < gateway.most_at_once <= bot.sender.IN_FLIGHT


async def test_a_second_row_wakes_a_sleeping_sender(database: Database, gateway: ScriptedGateway) -> None:
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await asyncio.sleep(0.05)
        row = put(database)
        sender.wake()
        await until(lambda: state(database, row) == "sent", 1.0)


async def test_the_limits_hold_back_a_flood_but_not_the_other_chats(
    database: Database, gateway: ScriptedGateway
) -> None:
    for _ in range(250):
        put(database, "flood", chat_id=-1)
    other = put(database, "other", chat_id=-2)
    limits = Limits(chat_per_second=0.1, chat_burst=3)
    await sent(database, sender_of(database, gateway, limits), other, seconds=2.0)
    assert gateway.texts.count("flood") <= 3


async def test_a_flood_that_fills_a_whole_look_goes_on_when_its_chat_opens(
    database: Database, gateway: ScriptedGateway
) -> None:
    for _ in range(bot.sender.LOOK_AT + 50):
        put(database, "flood", chat_id=-1)
    limits = Limits(chat_per_second=5, chat_burst=1)
    async with running(sender_of(database, gateway, limits).run()):
        await until(lambda: len(gateway.sent) >= 4, 3.0)
    assert gateway.at[3] - gateway.at[0] >= 0.55


async def test_urgent_rows_leave_first(database: Database, gateway: ScriptedGateway) -> None:
    calm = put(database, "calm", priority=2)
    urgent = put(database, "urgent", priority=0)
    await sent(database, sender_of(database, gateway, Limits()), calm, urgent)
    assert gateway.texts == ["urgent", "calm"]


async def test_what_left_before_a_restart_still_counts(database: Database, gateway: ScriptedGateway) -> None:
    for _ in range(3):
        put(database, state="sent", sent_at=real_now())
    put(database, "one too many")
    sender = sender_of(database, gateway, Limits(chat_per_second=0.1, chat_burst=3))
    async with running(sender.run()):
        await asyncio.sleep(0.3)
    assert gateway.sent == []


async def test_an_edit_waits_for_its_message_and_names_it(database: Database, gateway: ScriptedGateway) -> None:
    card = put(database, "card")
    edit = put(database, "newer", act="edit", edits=card, when_unclear="repeat", priority=0)
    await sent(database, sender_of(database, gateway), card, edit)
    assert [(out.act, out.message) for out in gateway.sent] == [(Act.SEND, None), (Act.EDIT, 1001)]
    assert outbox_row(database, edit).message_id is None


async def test_a_reply_waits_for_its_row_and_names_its_message(database: Database, gateway: ScriptedGateway) -> None:
    card = put(database, "card")
    photos = put(database, "photos", replies=card, priority=0)
    await sent(database, sender_of(database, gateway), card, photos)
    assert gateway.sent[1].reply_to == 1001


async def test_a_reply_to_what_never_arrived_is_sent_without(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, Refused("empty"))
    card = put(database, "card")
    photos = put(database, "photos", replies=card, payload={"reply_to": 7})
    await sent(database, sender_of(database, gateway), photos)
    assert (state(database, card), gateway.sent[1].reply_to) == ("refused", 7)


@pytest.mark.parametrize("end", ["gone", "refused", "dropped"])
async def test_an_edit_of_what_never_arrived_is_dropped(database: Database, gateway: ScriptedGateway, end: str) -> None:
    card = put(database, "card", state=end)
    edit = put(database, "newer", act="edit", edits=card)
    async with running(sender_of(database, gateway).run()):
        await until(lambda: state(database, edit) == "dropped")
    assert gateway.sent == []


async def test_what_has_expired_is_dropped(database: Database, gateway: ScriptedGateway) -> None:
    late = put(database, "late", expires_at=real_now() - timedelta(seconds=1))
    good = put(database, "good", expires_at=real_now() + timedelta(minutes=1))
    await sent(database, sender_of(database, gateway), good)
    assert (gateway.texts, state(database, late)) == (["good"], "dropped")


async def test_not_before_is_waited_for_without_a_poll(database: Database, gateway: ScriptedGateway) -> None:
    row = put(database, not_before=real_now() + timedelta(seconds=0.3))
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await asyncio.sleep(0.15)
        assert gateway.sent == []
        await until(lambda: state(database, row) == "sent", 1.0)


async def test_an_idle_sender_asks_the_database_nothing(database: Database, gateway: ScriptedGateway) -> None:
    asked = 0

    def counted(work: Any, *args: Any) -> Any:
        nonlocal asked
        asked += 1
        return run(work, *args)

    run, database.run = database.run, counted  # type: ignore[method-assign]
    async with running(sender_of(database, gateway).run()):
        await asyncio.sleep(0.3)
    assert asked == 2


# outcomes -------------------------------------------------------------------------------------------------------


async def test_try_later_parks_the_chat_keeps_the_order_and_drops_nothing(
    database: Database, gateway: ScriptedGateway
) -> None:
    gateway.will(-1, TryLater(0.3))
    first, second = put(database, "1"), put(database, "2")
    other = put(database, "other", chat_id=-2)
    sender = sender_of(database, gateway)
    await sent(database, sender, first, second, other)
    assert gateway.texts == ["1", "other", "1", "2"]
    assert gateway.at[2] - gateway.at[0] >= 0.3
    assert outbox_row(database, first).attempts == 0


async def test_try_later_for_the_account_parks_every_chat(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, TryLater(0.3, whole_bot=True))
    first = put(database, "1")
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await until(lambda: gateway.sent)
        await asyncio.sleep(0.05)
        other = put(database, "other", chat_id=-2)
        sender.wake()
        await until(lambda: state(database, other) == state(database, first) == "sent")
    assert gateway.at[1] - gateway.at[0] >= 0.3


async def test_an_answer_told_to_wait_does_not_come_back_at_once(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, TryLater(0.3))
    answer = put(database, act="answer", payload={"callback_id": "c"}, when_unclear="drop")
    await sent(database, sender_of(database, gateway), answer)
    assert len(gateway.sent) == 2
    assert gateway.at[1] - gateway.at[0] >= 0.3


async def test_answers_do_not_wait_for_their_chat(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, TryLater(60))
    put(database, "card")
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await until(lambda: gateway.sent)
        answer = put(database, act="answer", payload={"callback_id": "c"})
        sender.wake()
        await until(lambda: state(database, answer) == "sent", 1.0)


async def test_an_edit_told_to_wait_gives_way_to_a_newer_one(database: Database, gateway: ScriptedGateway) -> None:
    card = put(database, "card", state="sent", message_id=5)
    gateway.will(-1, TryLater(0.2))
    gateway.hanging.clear()
    older = put(database, "older", act="edit", edits=card, when_unclear="repeat")
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await until(lambda: gateway.sent)
        newer = put(database, "newer", act="edit", edits=card, when_unclear="repeat")
        gateway.hanging.set()
        await until(lambda: state(database, newer) == "sent")
    assert state(database, older) == "dropped"
    assert gateway.texts == ["older", "newer"]


async def test_a_moved_chat_is_rewritten_and_retried_there(database: Database, gateway: ScriptedGateway) -> None:
    told: list[Outcome] = []
    gateway.will(-1, Moved(-100))
    rows = [put(database, "1"), put(database, "2")]
    await sent(database, sender_of(database, gateway, undelivered=lambda s, r, o: told.append(o)), *rows)
    assert [(out.text, out.chat) for out in gateway.sent] == [("1", -1), ("1", -100), ("2", -100)]
    assert {outbox_row(database, row).chat_id for row in rows} == {-100}
    assert told == [Moved(-100)]


@pytest.mark.parametrize(
    ("outcome", "end", "told"),
    [
        (Gone("kicked", "bot was kicked"), "gone", True),
        (Refused("lost_message"), "refused", True),
        (Refused("stale_query"), "dropped", False),
    ],
)
async def test_what_will_never_arrive_ends_and_is_told(
    database: Database, gateway: ScriptedGateway, outcome: Outcome, end: str, told: bool
) -> None:
    heard: list[int] = []
    gateway.will(-1, outcome)
    row = put(database, ticket_id=3)
    sender = sender_of(database, gateway, undelivered=lambda session, r, o: heard.append(r.id))
    async with running(sender.run()):
        await until(lambda: state(database, row) == end)
        await asyncio.sleep(0.05)
    assert heard == ([row] if told else [])
    assert len(gateway.sent) == 1


async def test_a_failing_consequence_is_undone_and_stops_nobody(database: Database, gateway: ScriptedGateway) -> None:
    def fails(session: Session, row: DeliveryRow, outcome: Outcome) -> None:
        session.connection().exec_driver_sql("update outbox set purpose = 'half done'")
        raise ValueError("a bug")

    gateway.will(-1, Gone("kicked"))
    row, other = put(database), put(database, chat_id=-2)
    await sent(database, sender_of(database, gateway, undelivered=fails), other)
    assert (state(database, row), outbox_row(database, row).purpose) == ("gone", "")


async def test_a_refused_account_stops_its_sender_and_its_rows_wait(
    database: Database, gateway: ScriptedGateway
) -> None:
    gateway.will(-1, Gone("account"))
    rows = [put(database), put(database)]
    with pytest.raises(AccountRefused):
        await asyncio.wait_for(sender_of(database, gateway).run(), 5)
    assert [state(database, row) for row in rows] == ["pending", "pending"]


@pytest.mark.usefixtures("quick")
async def test_an_unclear_send_is_sent_again_after_a_pause(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, Unclear("502"), Unclear("timeout"))
    row = put(database)
    await sent(database, sender_of(database, gateway), row)
    first, second, third = gateway.at
    assert second - first >= 0.15
    assert third - second >= 0.3
    assert outbox_row(database, row).attempts == 2


@pytest.mark.usefixtures("quick")
async def test_nothing_overtakes_a_send_that_is_unclear_for_the_first_time(
    database: Database, gateway: ScriptedGateway
) -> None:
    run = database.run

    async def slowly(work: Any, *args: Any) -> Any:
        await asyncio.sleep(0.05)
        return await run(work, *args)

    database.run = slowly  # type: ignore[method-assign]
    gateway.will(-1, Unclear("502"))
    rows = [put(database, "1"), put(database, "2")]
    await sent(database, sender_of(database, gateway), *rows)
    assert gateway.texts == ["1", "1", "2"]


async def test_an_unclear_nudge_is_dropped(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, Unclear("timeout"))
    nudge = put(database, "nudge", when_unclear="drop")
    card = put(database, "card")
    await sent(database, sender_of(database, gateway), card)
    assert (state(database, nudge), gateway.texts) == ("dropped", ["nudge", "card"])


@pytest.mark.usefixtures("quick")
async def test_a_row_that_breaks_the_gateway_holds_up_nobody(database: Database, gateway: ScriptedGateway) -> None:
    gateway.will(-1, *[RuntimeError("a bug")] * 50)
    bad, good, other = put(database, "bad"), put(database, "good"), put(database, chat_id=-2)
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await until(lambda: state(database, other) == "sent")
        gateway.script[-1].clear()
        await until(lambda: state(database, good) == state(database, bad) == "sent")


async def test_a_turn_that_fails_cuts_off_no_send_and_forgets_no_result(
    database: Database, gateway: ScriptedGateway
) -> None:
    run, turns = database.run, 0

    async def failing(work: Any, *args: Any) -> Any:
        nonlocal turns
        turns += 1
        if turns == 3:
            raise ValueError("a bug")
        return await run(work, *args)

    database.run = failing  # type: ignore[method-assign]
    gateway.delay = 0.2
    rows = [put(database, str(number), chat_id=-number) for number in (1, 2)]
    sender = sender_of(database, gateway)
    with pytest.raises(ExceptionGroup):
        async with running(sender.run()):
            await until(lambda: len(gateway.sent) == 2)
            sender.wake()
            await asyncio.sleep(1)
    await sent(database, sender, *rows)
    assert sorted(gateway.texts) == ["1", "2"]


# stopping and starting --------------------------------------------------------------------------------------------


async def test_a_stopped_sender_finishes_what_is_in_flight_and_claims_nothing_more(
    database: Database, gateway: ScriptedGateway
) -> None:
    gateway.hanging.clear()
    flying = put(database, chat_id=-1)
    sender = sender_of(database, gateway)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(sender.run())
        await until(lambda: gateway.sent)
        waiting = put(database, chat_id=-2)
        sender.stop()
        await asyncio.sleep(0.05)
        assert not task.done()
        gateway.hanging.set()
    assert (state(database, flying), state(database, waiting)) == ("sent", "pending")


@pytest.mark.parametrize(("when_unclear", "end"), [("resend", "sent"), ("repeat", "sent"), ("drop", "dropped")])
async def test_what_a_dead_process_left_is_decided_at_the_start(
    database: Database, gateway: ScriptedGateway, when_unclear: str, end: str
) -> None:
    row = put(database, state="sending", claimed_at=real_now(), when_unclear=when_unclear)
    async with running(sender_of(database, gateway).run()):
        await until(lambda: state(database, row) == end)
    assert len(gateway.sent) == (end == "sent")


async def test_a_claim_that_nobody_flies_is_found_later_but_not_one_in_flight(
    database: Database, gateway: ScriptedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.sender, "LEASE", 0.3)
    gateway.hanging.clear()
    flying = put(database, "flying", chat_id=-1)
    sender = sender_of(database, gateway)
    async with running(sender.run(poll=0.1)):
        await until(lambda: gateway.sent)
        lost = put(database, "lost", chat_id=-2, state="sending", claimed_at=real_now())
        await until(lambda: len(gateway.sent) == 2)
        await asyncio.sleep(0.5)
        gateway.hanging.set()
        await until(lambda: state(database, flying) == state(database, lost) == "sent")
    assert sorted(gateway.texts) == ["flying", "lost"]


async def test_only_this_bots_rows_are_decided(database: Database, gateway: ScriptedGateway) -> None:
    other = put(database, bot_id=BOT + 1, state="sending", claimed_at=real_now())
    mine = put(database)
    await sent(database, sender_of(database, gateway), mine)
    assert state(database, other) == "sending"


async def test_a_late_result_does_not_touch_a_row_that_another_process_took_over(
    database: Database, gateway: ScriptedGateway
) -> None:
    gateway.will(-1, Gone("kicked"))
    gateway.hanging.clear()
    row = put(database)
    sender = sender_of(database, gateway)
    async with running(sender.run()):
        await until(lambda: gateway.sent)
        rows_of(database, "update outbox set claimed_at = null, state = 'pending' where id = :id returning 1", id=row)
        gateway.hanging.set()
        await until(lambda: len(gateway.sent) == 2)
        await until(lambda: state(database, row) == "sent")


def test_outgoing_takes_everything_from_the_payload() -> None:
    payload = {
        "text": "t",
        "buttons": [[{"text": "接单", "data": "1|claim|7|", "url": ""}], [{"text": "链接", "url": "https://t.me/x"}]],
        "reply_to": 9,
        "photos": ["a", "b"],
        "document": "/x.pdf",
        "page": ["交接单-1.html", "<p>渗水</p>"],
        "caption": True,
        "silent": True,
        "ask_reply": True,
    }
    out = outgoing(DeliveryRow(1, BOT, -1, 4, "send", payload, "resend", None, "", 0, real_now()))
    assert (out.chat, out.topic, out.text, out.reply_to, out.photos) == (-1, 4, "t", 9, ("a", "b"))
    assert out.buttons == ((Button("接单", "1|claim|7|"),), (Button("链接", url="https://t.me/x"),))
    assert (out.document, out.caption, out.silent, out.ask_reply) == ("/x.pdf", True, True, True)
    assert out.upload == Upload("交接单-1.html", "<p>渗水</p>".encode())


@pytest.mark.parametrize(
    ("act", "payload", "target", "message"),
    [("edit", {}, 5, 5), ("react", {"message": 8}, None, 8), ("send", {}, 5, None), ("delete", {}, 6, 6)],
)
def test_outgoing_names_the_message_it_is_about(
    act: str, payload: dict[str, Any], target: int | None, message: int | None
) -> None:
    row = DeliveryRow(1, BOT, -1, None, act, payload, "resend", None, "", 0, real_now(), target)
    assert outgoing(row).message == message


async def test_what_the_platform_answers_is_counted(database: Database, gateway: ScriptedGateway) -> None:
    metrics = Metrics()
    gateway.will(-1, TryLater(0.1))
    row = put(database)
    sender = Sender(BOT, database, gateway, FREE, nobody_told, real_now, metrics)
    await sent(database, sender, row)
    for outcome in ("TryLater", "Sent"):
        assert metrics.registry.get_sample_value("desk_sends_total", {"outcome": outcome}) == 1
