"""What the calendar brings: each recurring duty once, and whether any can have fallen due."""

from datetime import datetime, time, timedelta

from handlers.speaking import Speaker
from models.session import insert_missing
from models.slot import Slot
from rules.recurrence import following, latest

TOO_LATE = timedelta(hours=6)


class Calendar(Speaker):
    """`took` is whether this transaction has done a recurring duty, or waits to do one."""

    took = False

    def slot(
        self,
        name: str,
        at: time,
        weekday: int | None = None,
        monthday: int | None = None,
        patience: timedelta = TOO_LATE,
    ) -> datetime | None:
        """The moment of a recurring duty if it is due, not too late and nobody has done it; it is taken with that."""
        moment = self._latest(at, weekday, monthday)
        period = moment.strftime("%Y-%m-%d")
        if self.now - moment > patience or self.res.taken.get(name) == period:
            return None
        if insert_missing(self.session, Slot, [{"subscription": name, "period": period}]):
            self.took = True
            return moment
        self.res.taken[name] = period
        return None

    def is_calm(self) -> bool:
        """Whether no recurring duty can have fallen due since all were last looked at."""
        if self.res.calm is None:
            return False
        since, until, town_then, policies = self.res.calm
        # By a clock that was ahead and was put back it would be calm for as long as it was.
        calm = since <= self.now < until and town_then == self.town.version and policies is self.policies
        self.res.calm = (self.now, until, town_then, policies) if calm else None
        return calm

    def calm_down(self) -> None:
        """Every recurring duty was looked at: until one falls due again they need not be, unless one was done now."""
        nexts = [following(self.now, at, self.res.texts.zone) for at in {at for at, _, _ in self.res.moments}]
        self.res.calm = None if self.took or not nexts else (self.now, min(nexts), self.town.version, self.policies)

    def _latest(self, at: time, weekday: int | None, monthday: int | None) -> datetime:
        """The last such moment, on the wall clock; reckoned once a minute, not for every subscription."""
        minute = self.now.replace(second=0, microsecond=0)
        known = self.res.moments.get((at, weekday, monthday))
        if known is None or known[0] != minute:
            known = minute, latest(self.now, at, self.res.texts.zone, weekday, monthday)
            self.res.moments[at, weekday, monthday] = known
        return known[1]
