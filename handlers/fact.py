"""The guard over what households are asked: who asked the same lately, and where its answer stands."""

from collections.abc import Collection
from typing import Any

from handlers.desk import HIGH, Buttons, Desk
from models import fact
from rules.fact import Asked, same


def asked_before(desk: Desk, ask: Asked, own: Collection[int] = ()) -> Any:
    """The newest ask of the same fact of these households within the policy's days; None where there was none.

    `own` are notices that do not count: those of the recurring one that asks.
    """
    streets = list({desk.town.street_of(path[-1]).id for path in ask.paths if path and path[-1] in desk.town.spots})
    recent = fact.lately(desk.session, streets, desk.now - desk.policies.facts.apart)
    return next((row for row, other in recent if row.ref_id not in own and same(desk.policies.facts, ask, other)), None)


def tell_held(desk: Desk, before: Any, author: int, buttons: Buttons, bot: int) -> None:
    """Tells an author who has asked the same already, when, and where the answer is."""
    words = held_words(desk, before, author)
    desk.say(author, "fact_held", words, buttons=buttons, bot=bot, priority=HIGH, purpose="broadcast_held")
    desk.answer("fact_held_short")


def held_words(desk: Desk, before: Any, author: int, recurring: bool = False) -> dict[str, Any]:
    """The same in words; `recurring`: what is held is a schedule."""
    asker = desk.town.officers.get(before.author)
    return {
        "by": asker.name if asker else desk.word("admin"),
        "since": before.at,
        "kind": desk.word(f"fact_{before.kind}"),
        "id": before.ref_id,
        "own": before.author == author,
        "taken": fact.answers(desk.session, before.kind, before.ref_id),
        "apart": desk.policies.facts.apart.days,
        "recurring": recurring,
    }
