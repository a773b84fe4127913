"""Sending limits: tables for what may leave, and days of traffic in which no limit is ever passed."""

import math
import time
from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.throttle import P0, WHOLE_BOT, Limits, Picked, Waiting, Window, pick

LIMITS = Limits()
SINGLE = Limits(chat_burst=1)
ROOM = 1000


def rows(*chats: int, priority: int = 2, group: bool = True, first: int = 1) -> list[Waiting]:
    return [Waiting(first + n, chat, group, priority) for n, chat in enumerate(chats)]


def sent(*sends: tuple[int, float]) -> Window:
    window = Window()
    for chat, at in sends:
        window.add(chat, at)
    return window


def test_nothing_waits() -> None:
    assert pick([], Window(), {}, LIMITS, 0, ROOM) == Picked([], None)


def test_one_send_of_each_chat_leaves_the_oldest_first() -> None:
    assert pick(rows(7, 8, 7, 9), Window(), {}, LIMITS, 100, ROOM).now == [1, 2, 4]


def test_danger_overtakes_what_is_older_even_in_its_own_chat() -> None:
    waiting = [*rows(7, 8), *rows(8, 9, priority=P0, first=10)]
    assert pick(waiting, Window(), {}, LIMITS, 100, ROOM).now == [10, 11, 1]


def test_a_burst_passes_and_then_a_second_each() -> None:
    window = sent((7, 99.0), (7, 99.5), (7, 99.9))
    assert pick(rows(7), window, {}, LIMITS, 100, ROOM) == Picked([], 102.0)
    assert pick(rows(7), window, {}, LIMITS, 102, ROOM).now == [1]


def test_a_chat_without_bursts_waits_a_second() -> None:
    assert pick(rows(7), sent((7, 99.5)), {}, SINGLE, 100, ROOM) == Picked([], 100.5)


def test_a_groups_minute_keeps_its_last_four_for_danger() -> None:
    window = sent(*((7, 50.0 + n) for n in range(16)))
    assert pick(rows(7), window, {}, LIMITS, 100, ROOM) == Picked([], 110.0)
    assert pick(rows(7, priority=P0), window, {}, LIMITS, 100, ROOM).now == [1]
    assert pick(rows(7, group=False), window, {}, LIMITS, 100, ROOM).now == [1]


def test_a_full_minute_holds_danger_too() -> None:
    window = sent(*((7, 50.0 + n) for n in range(20)))
    assert pick(rows(7, priority=P0), window, {}, LIMITS, 100, ROOM) == Picked([], 110.0)


def test_a_bots_second_keeps_its_last_three_for_danger() -> None:
    window = sent(*((chat, 99.5) for chat in range(1, 28)))
    waiting = [*rows(50), *rows(51, 52, 53, 54, priority=P0, first=10)]
    assert pick(waiting, window, {}, LIMITS, 100, ROOM) == Picked([10, 11, 12], 100.5, spent=True)


def test_thirty_chats_do_not_leave_in_one_pick() -> None:
    picked = pick(rows(*range(1, 41)), Window(), {}, LIMITS, 100, ROOM)
    assert picked == Picked(list(range(1, 28)), 101.0, spent=True)


def test_a_parked_chat_does_not_hide_that_the_bot_is_free_again_soon() -> None:
    window = sent(*((chat, 99.5) for chat in range(1, 28)))
    assert pick(rows(50, 51), window, {50: 160.0}, LIMITS, 100, ROOM) == Picked([], 100.5, spent=True)


def test_answers_to_buttons_are_not_counted() -> None:
    window = sent(*((7, 99.5) for _ in range(30)))
    answers = [Waiting(5, 7, True, 2, counts=False), Waiting(6, 7, True, 2, counts=False)]
    assert pick([*rows(7), *answers], window, {7: 200.0}, LIMITS, 100, ROOM).now == [5, 6]


def test_a_parked_chat_waits_and_others_do_not() -> None:
    assert pick(rows(7, 8), Window(), {7: 130.0}, LIMITS, 100, ROOM) == Picked([2], 130.0)
    assert pick(rows(7), Window(), {7: 130.0}, LIMITS, 130, ROOM).now == [1]


def test_a_send_in_flight_holds_its_chat_until_its_outcome() -> None:
    assert pick(rows(7, 7), Window(), {7: math.inf}, LIMITS, 100, ROOM) == Picked([], None)


def test_a_parked_bot_sends_nothing() -> None:
    answer = Waiting(9, 8, True, 2, counts=False)
    assert pick([*rows(7), answer], Window(), {WHOLE_BOT: 130.0}, LIMITS, 100, ROOM) == Picked([], 130.0)


def test_room_is_for_the_most_urgent() -> None:
    waiting = [*rows(1, 2, 3), *rows(4, priority=P0, first=10)]
    assert pick(waiting, Window(), {}, LIMITS, 100, 2).now == [10, 1]
    assert pick(waiting, Window(), {}, LIMITS, 100, 0) == Picked([], None)


def test_a_busy_group_goes_behind_those_that_were_sent_less() -> None:
    window = sent((7, 60.0), (7, 65.0))
    assert pick(rows(7, 8), window, {}, LIMITS, 100, 1).now == [2]


def test_without_limits_everything_leaves_in_order_but_what_is_parked() -> None:
    off = Limits(on=False)
    window = sent(*((7, 99.9) for _ in range(50)))
    waiting = [*rows(7, 7, 7, 8), *rows(7, priority=P0, first=10)]
    assert pick(waiting, window, {8: 120.0}, off, 100, ROOM) == Picked([10, 1, 2, 3], 120.0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bot_per_second": 0},
        {"chat_per_second": 0.0},
        {"reserved_bot_per_second": 30},
        {"reserved_group_per_minute": 20},
        {"reserved_group_per_minute": -1},
        {"chat_burst": 90},
    ],
)
def test_limits_that_would_stop_everything_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must"):
        Limits(**wrong)  # type: ignore[arg-type]


def test_a_window_forgets_after_a_minute() -> None:
    window = sent((7, 0.0), (7, 30.0), (8, 59.0))
    window.advance(60.0)
    assert (window.count(7), window.count(8), list(window.sent(7))) == (1, 1, [30.0])
    window.advance(200.0)
    assert (window.count(7), window.count(8), list(window.last_second()), window.chats()) == (0, 0, [], 0)


small_limits = st.builds(
    Limits,
    bot_per_second=st.integers(3, 8),
    reserved_bot_per_second=st.integers(0, 2),
    group_per_minute=st.integers(4, 8),
    reserved_group_per_minute=st.integers(0, 3),
    chat_per_second=st.sampled_from([0.5, 1.0, 2.0]),
    chat_burst=st.integers(1, 4),
)
# A row comes at a moment, to a chat (even ones are groups), with a priority; some are answers.
arrivals = st.lists(
    st.tuples(st.floats(0, 30), st.integers(1, 6), st.integers(0, 2), st.sampled_from([True, True, True, False])),
    max_size=60,
)


# An answer takes room while it flies, but holds no chat.
NOBODY = -1


class Day:
    """A sender: sends take `flight` seconds, and its chat is parked until the outcome."""

    def __init__(self, limits: Limits, arrivals: Sequence[tuple[float, int, int, bool]], flight: float) -> None:
        self.limits, self.flight = limits, flight
        ordered = sorted(arrivals, key=lambda one: one[0])
        self.coming = [
            (at, Waiting(n, chat, chat % 2 == 0, priority, counts))
            for n, (at, chat, priority, counts) in enumerate(ordered)
        ]
        self.waiting: list[Waiting] = []
        self.window = Window()
        self.flying: list[tuple[float, int]] = []
        self.log: list[tuple[float, Waiting]] = []
        self.now = 0.0

    def run(self) -> list[tuple[float, Waiting]]:
        """Everything that left, with its moment. Fails when something waits and nothing ever wakes the sender."""
        for _ in range(20 * len(self.coming) + 20):
            self._arrive()
            next_at = self._send()
            wakes = [at for at in (next_at, self._next_landing(), self._next_arrival()) if at is not None]
            if not wakes:
                break
            assert min(wakes) > self.now, "a wake that is not in the future turns in a circle"
            self.now = min(wakes)
            self._land()
        assert not self.waiting, "something starved"
        return self.log

    def _send(self) -> float | None:
        parked = {chat: math.inf for _, chat in self.flying}
        picked = pick(self.waiting, self.window, parked, self.limits, self.now, 4 - len(self.flying))
        by_id = {row.id: row for row in self.waiting}
        for row in (by_id[each] for each in picked.now):
            self.log.append((self.now, row))
            self.flying.append((self.now + self.flight, row.chat if row.counts else NOBODY))
            if row.counts:
                self.window.add(row.chat, self.now)
        self.waiting = [row for row in self.waiting if row.id not in picked.now]
        return picked.next_at

    def _arrive(self) -> None:
        self.waiting += [row for at, row in self.coming if at <= self.now]
        self.coming = [(at, row) for at, row in self.coming if at > self.now]

    def _land(self) -> None:
        self.flying = [(at, chat) for at, chat in self.flying if at > self.now]

    def _next_landing(self) -> float | None:
        return min((at for at, _ in self.flying), default=None)

    def _next_arrival(self) -> float | None:
        return self.coming[0][0] if self.coming else None


def most_in_any(times: Sequence[float], span: float) -> int:
    """The fullest half-open window of `span` seconds that ends with one of these moments."""
    return max((sum(at < last + 1e-9 and at + span > last for at in times) for last in times), default=0)


@settings(max_examples=60)
@given(small_limits, arrivals, st.sampled_from([0.01, 0.3, 2.0]))
@example(Limits(reserved_bot_per_second=0), [(0.0, 1, 0, True), *[(0.0, 1, 0, False)] * 4], 0.01)
def test_no_limit_is_passed_in_any_window_and_everything_leaves(
    limits: Limits, coming: list[tuple[float, int, int, bool]], flight: float
) -> None:
    log = Day(limits, coming, flight).run()
    assert len(log) == len(coming)
    counted = [(at, row) for at, row in log if row.counts]
    assert most_in_any([at for at, _ in counted], 1.0) <= limits.bot_per_second
    chats: dict[int, list[float]] = defaultdict(list)
    for at, row in counted:
        chats[row.chat].append(at)
    for chat, times in chats.items():
        assert most_in_any(times, limits.burst_span) <= limits.chat_burst
        if chat % 2 == 0:
            assert most_in_any(times, 60.0) <= limits.group_per_minute


@settings(max_examples=60)
@given(small_limits, arrivals, st.sampled_from([0.01, 2.0]))
def test_the_reserved_part_is_never_used_by_others(
    limits: Limits, coming: list[tuple[float, int, int, bool]], flight: float
) -> None:
    log = [(at, row) for at, row in Day(limits, coming, flight).run() if row.counts]
    for place, (now, row) in enumerate(log):
        if row.priority == P0:
            continue
        before = log[: place + 1]
        second = sum(at + 1.0 > now for at, _ in before)
        minute = sum(at + 60.0 > now and other.chat == row.chat for at, other in before)
        assert second <= limits.bot_per_second - limits.reserved_bot_per_second
        assert not row.is_group or minute <= limits.group_per_minute - limits.reserved_group_per_minute


@settings(max_examples=60)
@given(small_limits, arrivals, st.sampled_from([0.01, 2.0]))
def test_order_is_kept_within_a_chat_and_urgency(
    limits: Limits, coming: list[tuple[float, int, int, bool]], flight: float
) -> None:
    lanes: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for _, row in Day(limits, coming, flight).run():
        lanes[row.chat, row.priority, row.counts].append(row.id)
    assert all(ids == sorted(ids) for ids in lanes.values())


@given(arrivals, st.sets(st.integers(1, 6)), st.integers(0, 80))
def test_without_limits_all_that_is_free_leaves(
    coming: list[tuple[float, int, int, bool]], held: set[int], room: int
) -> None:
    waiting = [Waiting(n, chat, True, priority, counts) for n, (_, chat, priority, counts) in enumerate(coming)]
    picked = pick(waiting, Window(), dict.fromkeys(held, 9.0), Limits(on=False), 5.0, room)
    free = [row.id for row in waiting if not row.counts or row.chat not in held]
    assert len(picked.now) == min(room, len(free))
    assert set(picked.now) <= set(free)


@given(st.integers(1, 200), st.integers(1, 20))
def test_one_busy_group_starves_nobody(busy: int, others: int) -> None:
    waiting = rows(*[1] * busy, *range(2, 2 + others))
    assert set(pick(waiting, Window(), {}, LIMITS, 100, ROOM).now) >= {busy + n for n in range(1, others + 1)}


@given(st.integers(1, 40), st.integers(0, 40))
def test_picking_twice_picks_the_same(chats: int, already: int) -> None:
    window = sent(*((chat, 99.0 + chat / 50) for chat in range(already)))
    waiting = rows(*range(1, chats + 1))
    assert pick(waiting, window, {}, LIMITS, 100, ROOM) == pick(waiting, window, {}, LIMITS, 100, ROOM)


def test_ten_thousand_waiting_in_a_thousand_groups_take_a_few_milliseconds() -> None:
    waiting = [Waiting(n, n % 1000 + 1, True, 2) for n in range(10_000)]
    window = sent(*((chat, 40.0 + chat / 20) for chat in range(1, 1001)))
    took = []
    for _ in range(7):
        start = time.process_time()
        pick(waiting, window, {}, LIMITS, 100, ROOM)
        took.append(time.process_time() - start)
    # Measured: 3 ms; the margin is for slow machines.
    assert min(took) < 0.03
