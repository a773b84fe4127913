"""A look at each update as it comes in: what sounds like danger to life is handled before all else that waits."""

import logging

from handlers.desk import Resources
from rules.messages import Incoming, Kind
from rules.town import Purpose

log = logging.getLogger(__name__)


def sounds_like_danger(resources: Resources, bot: int, body: bytes) -> bool:
    """Whether a resident says in their group what may be danger. It only decides the order: the reader judges it."""
    try:
        incoming = resources.decode(bot, body)
        return _residents_words(resources, incoming) and resources.alarms(incoming.text)
    except Exception:  # What comes in is kept whatever it is; who breaks on it is found by the worker.
        log.warning("An update of bot %s could not be looked at", bot, exc_info=True)
        return False


def _residents_words(resources: Resources, incoming: Incoming) -> bool:
    """In staff groups and in private each word may hang on the one before it."""
    post, sender = resources.directory.posts.get(incoming.chat), incoming.sender
    told = incoming.kind is Kind.MESSAGE and bool(incoming.text) and sender is not None
    among = post is not None and post.purpose == Purpose.RESIDENTS
    return told and among and sender is not None and not resources.directory.is_staff(sender.id)
