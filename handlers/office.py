"""网格员电话多少, 社区几点上班: answered at once with what the town and the settings tell, else asked of a worker."""

from handlers import report
from handlers.desk import HIGH, Desk
from rules import office
from rules.messages import ChatKind
from rules.office import Office
from rules.routing import Spot


def answer(desk: Desk, place: Spot | None) -> bool:
    """Whether a question about an office, and nothing else, was asked; then it is answered or on its way."""
    about = None if desk.town.is_staff(desk.actor) else office.asked(desk.said.text)
    if about is None:
        return False
    workers, telephone = _workers(desk, place), desk.policies.safety.duty_telephone
    if telephone and about is not Office.OTHER:
        _tell(desk, {"workers": workers, "telephone": telephone})
    elif workers and about is Office.WORKER:
        _tell(desk, {"workers": workers, "telephone": ""})
    elif place is None:
        return False
    else:
        report.ask(desk, place)
    return True


def _workers(desk: Desk, place: Spot | None) -> list[str]:
    """The names of who works where the actor lives; their telephones are their own."""
    if place is None:
        return []
    home = desk.town.place_of(place.id, desk.home_told.building, desk.home_told.unit, "")
    return [officer.name for officer in desk.town.holders(home.id, ("grid_worker",))]


def _tell(desk: Desk, words: dict[str, object]) -> None:
    """In private where that can be, else in one line under the question."""
    in_group = desk.said.chat_kind is ChatKind.GROUP
    if in_group and desk.private_bot(desk.actor):
        desk.say(desk.actor, "office", words, priority=HIGH)
        desk.react()
    else:
        desk.reply("office", words, purpose="asked")
