"""A look at each update as it comes in: what sounds like danger to life is handled before all else that waits."""

import logging

from handlers.desk import Resources

log = logging.getLogger(__name__)


def sounds_like_danger(resources: Resources, bot: int, body: bytes) -> bool:
    """Whether a resident says in their group what may be danger. It only decides the order: the reader judges it."""
    try:
        incoming = resources.decode(bot, body)
        # In staff groups and in private each word may hang on the one before it.
        return resources.is_residents_talk(incoming) and resources.alarms(incoming.text)
    except Exception:  # What comes in is kept whatever it is; who breaks on it is found by the worker.
        log.warning("An update of bot %s could not be looked at", bot, exc_info=True)
        return False
