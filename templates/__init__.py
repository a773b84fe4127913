"""Every word the desk says: one file a message, in the locale's folder."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from jinja2 import DictLoader, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rules.houses import as_called

FOLDER = Path(__file__).parent
MESSAGES = (".j2", ".html", ".css")
PAGES = FOLDER / "pages"
LONGEST_VALUE = 600
KEPT_CONTROLS = "\n"
# Neither a sign nor a control, and in every card.
_WIDE_BLANK = "\u3000"
MIDNIGHT = time(0)
_PLAIN = frozenset({str, int, bool, float, datetime, type(None)})
BLANKS = re.compile(r"\n{3,}")


def plain(value: object) -> object:
    """A value as it may stand in a message: no control or direction characters, not endless.

    Messages go out with no markup at all, so nothing else needs escaping.
    """
    if not isinstance(value, str) or (value.isprintable() and len(value) <= LONGEST_VALUE):
        return value
    kept = _shown(value)
    return kept if len(kept) <= LONGEST_VALUE else kept[: LONGEST_VALUE - 1] + "…"


class Whole:
    """Words that are kept at their full length: a notice is as long as its author made it."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __str__(self) -> str:
        return self._words


def whole(value: str) -> Whole:
    """A text without control signs, however long."""
    return Whole(_shown(value))


def _shown(value: str) -> str:
    if value.replace(KEPT_CONTROLS, "").replace(_WIDE_BLANK, "").isprintable():
        return value
    return "".join(c for c in value if c in KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


class _Wording(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way for plain values: they can neither be called nor lead anywhere."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return (type(value) in _PLAIN and not attr.startswith("_")) or super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        value = getattr(obj, attribute, self)
        return value if type(value) in _PLAIN and attribute[0] != "_" else super().getattr(obj, attribute)


class Texts:
    """The messages of one locale; `overrides` is a folder whose files replace ours (a street's own wording)."""

    def __init__(self, locale: str, zone: ZoneInfo, overrides: Path | None = None) -> None:
        self.locale, self.zone = locale, zone
        folders = [FOLDER / locale, FOLDER / "zh", PAGES]
        self.folders = [overrides / "templates" / locale, *folders] if overrides else folders
        self.environment = _Wording(
            loader=DictLoader(_sources(self.folders)),
            undefined=StrictUndefined,
            finalize=plain,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            auto_reload=False,
        )
        self.environment.filters |= {
            "clock": self.clock,
            "counted": counted,
            "day": self.day,
            "date": self.date,
            "named": as_called,
            "quote": quote,
            "moment": self.moment,
            "span": self.span,
            "wait": self.wait,
            "whole": whole,
        }
        self.environment.globals |= {"word": self.word, "has": bool}

    @cached_property
    def _templates(self) -> dict[str, Template]:
        return {}

    @cached_property
    def _shared(self) -> dict[str, Any]:
        return dict(self.environment.globals)

    @cached_property
    def words(self) -> dict[str, str]:
        """Labels: buttons, levels, roles."""
        found: dict[str, str] = {}
        for folder in reversed(self.folders):
            file = folder / "words.yaml"
            if file.exists():
                found |= yaml.safe_load(file.read_text(encoding="utf-8"))
        return found

    def word(self, key: str) -> str:
        """A label; the key itself where there is none."""
        return self.words.get(key, key)

    def render(self, name: str, /, **values: Any) -> str:
        """The message `name` with these values; raises for a value the template needs and was not given."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.environment.get_template(f"{name}.j2")
        # As Template.render does, but for gathering what all templates share anew each time.
        context = self.environment.context_class(
            self.environment, {**self._shared, **values}, template.name, template.blocks
        )
        text = "".join(template.root_render_func(context))
        return BLANKS.sub("\n\n", text).strip()

    def page(self, name: str, /, **values: Any) -> str:
        """The page `name` (.html) with these values, every one of them escaped."""
        return self._pages.get_template(f"{name}.html").render(values)

    @cached_property
    def _pages(self) -> Environment:
        return self.environment.overlay(autoescape=True)

    def exists(self, name: str) -> bool:
        try:
            self.environment.get_template(f"{name}.j2")
        except TemplateNotFound:
            return False
        return True

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def clock(self, moment: datetime, now: datetime | None = None) -> str:
        """A time as people say it: 08:27 today, 11月22日08:27 else."""
        there = self.local(moment)
        if now is None or self.local(now).date() == there.date():
            return _clock(there)
        return f"{self.day(moment)}{' ' if self.locale == 'en' else ''}{_clock(there)}"

    def moment(self, moment: datetime) -> str:
        """A time with its day, as it stands in what people keep: 11月22日08:27."""
        return f"{self.day(moment)}{' ' if self.locale == 'en' else ''}{_clock(self.local(moment))}"

    def span(self, starts: datetime, ends: datetime, now: datetime | None = None) -> str:
        """From when to when: 11月22日08:00到12:00, 11月22日全天, 11月22日到24日; with `now`, today has no date."""
        last = self.local(ends) - timedelta(microseconds=1)
        first, to = self.local(starts), self.word("span_to")
        begins = self.clock(starts, now) if now else self.moment(starts)
        if self.local(ends).time() != MIDNIGHT or last < first:
            return f"{begins}{to}{self.clock(ends, starts)}"
        if first.time() != MIDNIGHT:
            return f"{begins}{to}{'24:00' if first.date() == last.date() else self.word('span_end') + self.day(last)}"
        return self.day(first) + (self.word("span_day") if first.date() == last.date() else to + self.day(last))

    def wait(self, minutes: int) -> str:
        """How long somebody has waited: 45分钟, from two hours on 2小时."""
        count, unit = (minutes // 60, "hour") if minutes >= 120 else (minutes, "minute")
        if self.locale == "en":
            return f"{count} {unit}{'' if count == 1 else 's'}"
        return f"{count}{'小时' if unit == 'hour' else '分钟'}"

    def day(self, moment: datetime) -> str:
        there = self.local(moment)
        return f"{there.day} {there:%b}" if self.locale == "en" else f"{there.month}月{there.day}日"

    def date(self, moment: datetime) -> str:
        """The day with its year, for paper."""
        year = self.local(moment).year
        return f"{self.day(moment)} {year}" if self.locale == "en" else f"{year}年{self.day(moment)}"


def _sources(folders: Iterable[Path]) -> dict[str, str]:
    """Every message as it stands now: an upgrade under a running desk must not mix new words with old code."""
    files = (path for folder in reversed(list(folders)) if folder.is_dir() for path in folder.iterdir())
    return {path.name: path.read_text("utf-8", "replace") for path in files if path.suffix in MESSAGES}


def _clock(there: datetime) -> str:
    # Five times as fast as a format for times, and each card says two.
    return f"{there.hour:02}:{there.minute:02}"


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something, in English: 1 group, 2 groups, 1,234 people."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def quote(text: str, most: int = 80) -> str:
    """Somebody's words on one line, cut to a length."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
