"""Working days: the published holidays and make-up workdays (调休) of the years that are known, weekdays otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What the published tables say; a year outside `years` is counted by plain weekdays, and is not `known`.

    `named` are the holidays' first days with their names, `english` those names in English, where known. A notice may
    reach into the December before its year. Raises ValueError for a day that is both a holiday and a workday, and for
    a make-up workday that is no Saturday or Sunday.
    """

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    named: tuple[tuple[date, str], ...] = ()
    english: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        both = sorted(self.holidays & self.make_up)
        if both:
            raise ValueError(f"{both[0]} stands as a holiday and as a workday")
        plain = sorted(day for day in self.make_up if day.weekday() < SATURDAY)
        if plain:
            raise ValueError(f"{plain[0]} is no Saturday or Sunday, so it needs no make-up workday")

    def is_working(self, day: date) -> bool:
        """Whether the day is worked: by the table where it says so, else Monday to Friday."""
        if day in self.make_up:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def beginning(self, day: date) -> str:
        """The name of the holiday that begins on a day, "" if none does."""
        return next((name for first, name in self.named if first == day), "")

    def label(self, holiday: str, locale: str) -> str:
        """A holiday's name in a locale; as it was published where there is no other."""
        return dict(self.english).get(holiday, holiday) if locale == "en" else holiday

    def known(self, year: int) -> bool:
        """Whether the year's table is here."""
        return year in self.years

    def missing_year(self, today: date, ahead: timedelta = AHEAD) -> int | None:
        """The first year from `today` until `ahead` later that has no table; None when all are known."""
        return next((year for year in range(today.year, (today + ahead).year + 1) if not self.known(year)), None)


PLAIN_WEEK = WorkingDays()
