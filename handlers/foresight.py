"""Readings made ahead: a batch's messages are read together, which costs a fifth of reading them one by one."""

from collections.abc import Callable, Iterable, Sequence

from rules.parsing import Context, Reading

Message = tuple[str, Context]
KEPT = 1000


class Foresight:
    """A reader that gives the same readings as `read_many`, at once for what it has read ahead."""

    def __init__(self, read_many: Callable[[Sequence[Message]], list[Reading]]) -> None:
        self._read_many = read_many
        self._ahead: dict[Message, Reading] = {}

    def __call__(self, text: str, context: Context) -> Reading:
        known = self._ahead.get((text, context))
        return known if known is not None else self._read_many([(text, context)])[0]

    def foresee(self, messages: Iterable[Message]) -> None:
        """Reads these together; of older ones about KEPT stay, for batches that end before their time."""
        if len(self._ahead) > KEPT:
            self._ahead.clear()
        new = [message for message in dict.fromkeys(messages) if message not in self._ahead]
        if new:
            self._ahead.update(zip(new, self._read_many(new), strict=True))
