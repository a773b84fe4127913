"""Questions about those who serve a grid, 网格员电话多少 or 社区几点上班: answered at once with what is known."""

from handlers.desk import HIGH, Desk
from rules import office
from rules.messages import ChatKind
from rules.office import Office
from rules.routing import Spot


def asked(desk: Desk) -> Office | None:
    """Whom a resident asks for, and says nothing else."""
    return None if desk.by_staff else office.asked(desk.said.text)


def tell(desk: Desk, about: Office, place: Spot | None) -> bool:
    """Answers with the duty telephone and the grid worker's name; False where that is no answer."""
    workers, telephone = _workers(desk, place), desk.policies.safety.duty_telephone
    if about is Office.OTHER or not (telephone or (workers and about is Office.WORKER)):
        return False
    _tell(desk, {"workers": workers, "telephone": telephone})
    return True


def tell_of_people(desk: Desk, place: Spot | None) -> None:
    """Who wants a person hears who does the work here, and has a button that brings them what they write."""
    words = {"workers": _workers(desk, place), "telephone": desk.policies.safety.duty_telephone, "placed": bool(place)}
    buttons = desk.choices(f"{desk.said.message}.0", ("pass_on", "report_new")) if place and not desk.late else ()
    desk.reply("person", words, buttons=buttons, purpose="asked")


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
    elif not desk.reply_seldom("office", words, purpose="asked"):
        desk.react()
