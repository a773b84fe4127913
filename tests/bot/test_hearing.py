"""Whether a bot hears: who is deaf, since when and why; and a webhook that is not called, or turned elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.hearing
from bot.gateway import Calls, Conflict, GatewayError
from bot.hearing import DEAF, RIVAL, RIVAL_GONE, Hearing, Hook
from bot.intake import Committer, Poller
from bot.metrics import Metrics
from handlers.resources import Deaf
from models.session import Database
from tests.bot.parts import BOT, NOON, ScriptedGateway, no_wake, running, until

URL = "https://desk.example.org/telegram/900"


class Watch:
    """A clock in the test's hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def listening() -> tuple[Hearing, Watch]:
    watch = Watch()
    hearing = Hearing(BOT, watch)
    hearing.listens()
    return hearing, watch


def test_who_has_heard_nothing_for_two_minutes_is_deaf_until_it_hears_again() -> None:
    hearing, watch = listening()
    hearing.failed("silent", "HTTP 502")
    watch.now += DEAF - 1
    assert hearing.trouble() is None
    watch.now += 61
    assert hearing.trouble() == Deaf(BOT, "silent", 3, "HTTP 502")
    hearing.heard()
    assert hearing.trouble() is None


def test_whose_turn_it_is_not_is_not_deaf() -> None:
    hearing, watch = listening()
    watch.now += 10 * DEAF
    assert hearing.trouble() is not None
    hearing.rests()
    assert hearing.trouble() is None
    hearing.listens()
    assert hearing.trouble() is None


def test_a_rival_is_told_once_it_stays_and_until_it_has_been_gone_for_a_while() -> None:
    hearing, watch = listening()
    assert not hearing.met_rival()
    watch.now += RIVAL - 1
    assert not hearing.met_rival()
    assert hearing.trouble() is None
    watch.now += 1
    assert hearing.met_rival()
    # Between two conflicts it hears its share.
    hearing.heard()
    assert hearing.trouble() == Deaf(BOT, "rival", 0, "")
    watch.now += RIVAL_GONE
    hearing.heard()
    assert hearing.trouble() is not None
    watch.now += 1
    hearing.heard()
    assert hearing.trouble() is None
    assert not hearing.met_rival()


@given(st.lists(st.tuples(st.floats(0, 1000), st.sampled_from(["heard", "failed", "listens", "rests"])), max_size=20))
def test_only_silence_makes_deaf(events: list[tuple[float, str]]) -> None:
    hearing, watch = listening()
    heard: float | None = watch.now
    for passed, event in events:
        watch.now += passed
        assert (hearing.trouble() is not None) is (heard is not None and watch.now - heard >= DEAF)
        if event == "failed":
            hearing.failed("silent", "no network")
        else:
            getattr(hearing, event)()
            heard = None if event == "rests" or (event == "heard" and heard is None) else watch.now


async def test_a_poller_says_what_it_hears(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.hearing, "RIVAL", 0.0)
    monkeypatch.setattr("bot.intake.CONFLICT_PAUSE", 0.01)
    told: list[int] = []

    async def rival() -> None:
        told.append(BOT)

    gateway, watch = ScriptedGateway(), Watch()
    hearing = Hearing(BOT, watch)
    gateway.polls.extend([GatewayError("HTTP 502", 0.01), [], Conflict("elsewhere")])
    committer = Committer(database, lambda: NOON, lambda: NOON, no_wake, Metrics())
    poller = Poller(BOT, gateway, committer, Metrics(), strict=True, hearing=hearing, rival=rival)
    async with running(poller.run()):
        await until(lambda: told)
        assert hearing.trouble() == Deaf(BOT, "rival", 0, "")
        watch.now += RIVAL_GONE + 1
        assert hearing.trouble() == Deaf(BOT, "silent", 5, "HTTP 502")
    assert hearing.trouble() is None


async def test_a_webhook_is_looked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.hearing, "RIVAL", 0.0)
    gateway, watch, told = ScriptedGateway(), Watch(), []
    hearing = Hearing(BOT, watch)

    async def rival() -> None:
        told.append(BOT)

    hook = Hook(BOT, gateway, URL, "s", hearing, rival)
    hearing.listens()
    gateway.called.clear()
    gateway.called.append(Calls(URL, 0, "SSL error of last week"))
    watch.now += DEAF
    await hook.look()
    assert hearing.trouble() is None
    gateway.called[0] = Calls(URL, 4, "SSL error")
    watch.now += DEAF
    await hook.look()
    assert hearing.trouble() == Deaf(BOT, "hook", 2, "SSL error")
    # A call that comes through says that it was only slow.
    hearing.heard()
    assert hearing.trouble() is None
    assert gateway.listened == []
    gateway.called[0] = Calls("", 4, "")
    await hook.look()
    assert (gateway.listened, told) == ([URL], [BOT])
    assert hearing.trouble() == Deaf(BOT, "rival", 0, "")


async def test_a_webhook_is_set_at_the_start_and_looked_at_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.hearing, "LOOK_EVERY", 0.01)
    gateway, hearing = ScriptedGateway(), Hearing(BOT)

    async def rival() -> None: ...

    async with running(Hook(BOT, gateway, URL, "s", hearing, rival).run()):
        await until(lambda: len(gateway.listened) >= 3)
    assert set(gateway.listened) == {URL}


async def test_a_webhook_that_nobody_calls_is_deaf_while_it_is_ours() -> None:
    gateway, watch = ScriptedGateway(), Watch()
    hearing = Hearing(BOT, watch)

    async def rival() -> None:
        raise AssertionError("nobody else is there")

    async with running(Hook(BOT, gateway, URL, "s", hearing, rival).run()):
        await until(lambda: gateway.listened)
        watch.now += DEAF
        assert hearing.trouble() == Deaf(BOT, "silent", 2, "")
    assert hearing.trouble() is None
