"""The guard over what households are asked: who asked the same lately, and where its answer stands."""

from typing import Any

from handlers.desk import HIGH, Buttons, Desk
from models import fact
from rules.fact import Asked, same


def asked_before(desk: Desk, ask: Asked) -> Any:
    """The newest ask of the same fact of these households within the policy's days; None where there was none."""
    streets = list({desk.town.street_of(path[-1]).id for path in ask.paths if path and path[-1] in desk.town.spots})
    recent = fact.lately(desk.session, streets, desk.now - desk.policies.facts.apart)
    return next((row for row, other in recent if same(desk.policies.facts, ask, other)), None)


def tell_held(desk: Desk, before: Any, author: int, buttons: Buttons, bot: int) -> None:
    """Tells an author who has asked the same already, when, and where the answer is."""
    asker = desk.town.officers.get(before.author)
    words = {
        "by": asker.name if asker else desk.word("admin"),
        "since": before.at,
        "kind": desk.word(f"fact_{before.kind}"),
        "id": before.ref_id,
        "own": before.author == author,
        "taken": fact.answers(desk.session, before.kind, before.ref_id),
        "apart": desk.policies.facts.apart.days,
    }
    desk.say(author, "fact_held", words, buttons=buttons, bot=bot, priority=HIGH, purpose="broadcast_held")
    desk.answer("fact_held_short")
