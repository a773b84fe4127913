"""The day that the demo plays, told to a desk in both languages: every line of it finds its card and its button."""

import re
from collections.abc import Callable

import pytest

from bot.gateways.memory_chats import Shown
from config.settings import Settings
from playground import demo, scene
from playground.player import Line, load
from tests.handlers.story import Person, Story, by_the_book

PATIENCE = 6


class Day:
    """The demo's town and who speaks in it; `labels` are the desk's words for those that the day presses."""

    def __init__(self, story: Story, labels: dict[str, str]) -> None:
        self.story, self.labels = story, labels
        # The compound and building in a nickname are no secret, as the room and the name are.
        elsewhere = {number: re.sub(r"^\D+\d+-", "", name) for number, name in scene.SECOND_GRID.items()}
        self.people = {number: story.staff(number, name) for number, name in scene.STAFF.items()}
        self.people |= {
            number: story.person(number, name) for number, name in {**scene.FIRST_GRID, **elsewhere}.items()
        }

    def play(self, line: Line) -> None:
        person, chat = self.people[line.person], line.chat or line.person
        if line.start:
            person.starts()
        elif line.press:
            self._press(person, chat, line)
        else:
            card = (
                self._appears(chat, lambda shown: bool(re.search(line.card, shown.text)), line) if line.card else None
            )
            self._say(person, chat, line, card)

    def _press(self, person: Person, chat: int, line: Line) -> None:
        word = self.labels.get(line.press, line.press)
        card = self._appears(chat, lambda shown: word in shown.labels and self._is_of(chat, shown, line.on), line)
        self.story.gateway.press(chat, person.who, card.id, word)
        self.story.settle()

    def _say(self, person: Person, chat: int, line: Line, card: Shown | None) -> None:
        reply_to = card.id if card else None
        if line.photo:
            person.sends_photo(line.photo, line.text, chat, reply_to=reply_to)
        else:
            person.says(line.text, chat, reply_to)

    def _is_of(self, chat: int, shown: Shown, words: str) -> bool:
        answered = self.story.gateway.chat(chat).messages.get(shown.reply_to or 0)
        return bool(re.search(words, f"{shown.text}\n{answered.text if answered else ''}"))

    def _appears(self, chat: int, wanted: Callable[[Shown], bool], line: Line) -> Shown:
        for _ in range(PATIENCE):
            for shown in reversed(self.story.seen(chat)):
                if wanted(shown):
                    return shown
            self.story.forward(seconds=1)
        raise AssertionError(f"{line}: {[(each.text, each.labels) for each in self.story.seen(chat)]}")


@pytest.mark.parametrize("wanted", [Settings(), Settings(locale="en")], ids=["zh", "en"])
def test_no_line_of_the_day_is_skipped(open_story: Callable[..., Story], wanted: Settings) -> None:
    """A lift, a smell of gas and a street light waited for whoever checks them: their reporters had no 解决了."""
    story = by_the_book(open_story(scene.TOWN_FILE.read_text(encoding="utf-8"), wanted.locale))
    day, begun = Day(story, demo.labels(wanted)), story.now
    for line in load(scene.DAY_FILE):
        story.forward(seconds=max(0.0, line.at - (story.now - begun).total_seconds()))
        day.play(line)
