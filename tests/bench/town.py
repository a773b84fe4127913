"""A town of any size with its groups and reporters, and the messages they write, each time the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from playground.things import Bot, Chat
from playground.world import World
from tests.bench.words import TALK, TROUBLES

BUILDINGS, HOMES = 24, 6
# Else reports told at once become parts of incidents, which answer many with one card.
GRIDS_A_COMMUNITY = 1
REQUESTS_IN_A_HUNDRED = 3
WORKER = 100


@dataclass(frozen=True, slots=True)
class Town:
    """`grids` grids of one street, each with two residents' groups and one workers' group, served by one bot.

    The last `calm` of them are those of ordinary days, where nobody hears of requests in hundreds.
    """

    bot: Bot
    world: World
    grids: int = 200
    calm: int = 40

    @property
    def groups(self) -> int:
        return self.grids * 3

    @property
    def reporters(self) -> int:
        return self.grids * BUILDINGS * HOMES

    def residents(self, grid: int, which: int) -> int:
        return -(self.bot.id * 1_000_000 + grid * 10 + which)

    def workers(self, grid: int) -> int:
        return self.residents(grid, 5)

    def reporter(self, grid: int, building: int, home: int) -> int:
        return (grid * BUILDINGS + building) * HOMES + home + 1000

    def build(self) -> None:
        """Puts the groups and people on the playground, as quietly as if they had always been there."""
        for grid in range(self.grids):
            for chat in (self.residents(grid, 0), self.residents(grid, 1), self.workers(grid)):
                self.world.add_group(chat, f"第{grid + 1}网格群{chat}")
                self.world.add_bot_to_group(self.bot, chat, admin=True)
            self._settle(grid)
        self.bot.updates.pending.clear()

    def _settle(self, grid: int) -> None:
        for building in range(BUILDINGS):
            for home in range(HOMES):
                user = self.reporter(grid, building, home)
                name = f"{building + 1}-{_unit(building)}-{home + 1}0{home % 4 + 1} 住户"
                person = self.world.people.get(user) or self.world.add_person(user, name)
                for which in (0, 1):
                    self.world.join(self.residents(grid, which), person, quiet=True)

    def file(self) -> str:
        """The import file of this town."""
        communities = range(-(-self.grids // GRIDS_A_COMMUNITY))
        buildings = ", ".join(f'"{number + 1}"' for number in range(BUILDINGS))
        places = ["{code: gm, level: street, name: 光明街道}"]
        places += [f"{{code: gm-{c}, level: community, name: 社区{c}, parent: gm}}" for c in communities]
        places += [
            f"{{code: gm-{g // GRIDS_A_COMMUNITY}-{g}, level: grid, name: 第{g + 1}网格, "
            f"parent: gm-{g // GRIDS_A_COMMUNITY}, buildings: [{buildings}]}}"
            for g in range(self.grids)
        ]
        return _listed("places", places) + _listed("groups", self._groups()) + _listed("people", self._people())

    def _groups(self) -> list[str]:
        return [
            f"{{chat_id: {chat}, place: gm-{grid // GRIDS_A_COMMUNITY}-{grid}, purpose: {purpose}, "
            f"name: 群{chat}, bot: {self.bot.id}}}"
            for grid in range(self.grids)
            for chat, purpose in (
                (self.residents(grid, 0), "residents"),
                (self.residents(grid, 1), "residents"),
                (self.workers(grid), "workers"),
            )
        ]

    def _people(self) -> list[str]:
        return [
            f"{{user_id: {WORKER + grid}, name: 网格员{grid}, "
            f"roles: [{{role: grid_worker, place: gm-{grid // GRIDS_A_COMMUNITY}-{grid}}}]}}"
            for grid in range(self.grids)
        ]


def _unit(building: int) -> int:
    return building % 4 + 1


def _listed(title: str, lines: list[str]) -> str:
    return f"{title}:\n" + "".join(f"  - {line}\n" for line in lines)


class Crowd:
    """The reporters of a town: what they say next, never the same trouble twice."""

    def __init__(self, town: Town) -> None:
        self.town = town
        busy = town.grids - town.calm
        self._pressing, self._ordinary = self._troubles_of(0, busy), self._troubles_of(busy, town.grids)
        self._talk = count()
        self._last: dict[int, int] = {}

    def report(self, messages: int) -> int:
        """So many messages, every one a request."""
        for _ in range(messages):
            self._report(self._pressing)
        return messages

    def spend_a_day(self, messages: int) -> int:
        """So many messages of an ordinary day; returns how many of them were requests."""
        requests = 0
        for number in range(messages):
            if number * REQUESTS_IN_A_HUNDRED % 100 < REQUESTS_IN_A_HUNDRED:
                self._report(self._ordinary)
                requests += 1
            else:
                self._chat(next(self._talk))
        return requests

    def report_one(self) -> int:
        """One request; returns the workers' group where its card belongs."""
        return self.town.workers(self._report(self._pressing))

    def _report(self, troubles: Iterator[tuple[int, int, int, int]]) -> int:
        grid, building, trouble, turn = next(troubles)
        words = TROUBLES[trouble].format(b=building + 1, u=_unit(building))
        user = self.town.reporter(grid, building, (trouble + turn) % HOMES)
        self._say(user, self.town.residents(grid, trouble % 2), words)
        return grid

    def _troubles_of(self, first: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """Grid, building, trouble and turn of these grids in an order that mixes all; each is told once, then it ends.

        Neighbours' reports of one trouble in one building join: each must be another, so that each makes a ticket.
        """
        for turn in range(len(TROUBLES)):
            for building in range(BUILDINGS):
                for grid in range(first, end):
                    yield grid, building, (turn + building + grid) % len(TROUBLES), turn

    def _chat(self, number: int) -> None:
        grid = self.town.grids - self.town.calm + number * 7 % self.town.calm
        user = self.town.reporter(grid, number % BUILDINGS, number // 5 % HOMES)
        chat = self.town.residents(grid, number % 2)
        if number % 33 == 0:
            self._say(user, chat, "", sticker="👍")
        elif number % 50 == 0:
            self._say(user, chat, "", photo=b"\xff\xd8\xff")
        else:
            self._say(user, chat, TALK[number % len(TALK)], reply_to=self._last.get(chat) if number % 8 == 0 else None)

    def _say(self, user: int, chat: Chat | int, words: str, **how: object) -> None:
        number = chat if isinstance(chat, int) else chat.id
        self._last[number] = self.town.world.says(user, chat, words, **how)  # type: ignore[arg-type]
