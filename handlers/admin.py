"""What an admin can do in chat: everything the import file can say, invitations, binding, the desk's health."""

from config.town import TownFaults, read_town
from handlers.desk import HIGH, Desk
from models.town_import import apply, known_departments, known_places
from rules.messages import ChatKind

TOP_KEYS = ("places:", "groups:", "people:", "departments:")


def pasted_town(desk: Desk) -> bool:
    """Takes an import file's words in private; whether this was one."""
    said = desk.said
    pasted = said.chat_kind is ChatKind.PRIVATE and said.text.lstrip().startswith(TOP_KEYS)
    if pasted and desk.town.is_admin(desk.actor):
        _import(desk, said.text)
        return True
    return False


def _import(desk: Desk, text: str) -> None:
    """The words of an import file, pasted into the private chat."""
    try:
        town = read_town(text, desk.word("message"), known_places(desk.session), known_departments(desk.session))
    except TownFaults as faults:
        desk.reply("import_faults", {"faults": [str(f) for f in faults.faults][:15]})
        return
    changes = apply(desk.session, town)
    desk.reload()
    desk.reply("import_done", {"changes": changes})


def tell_blind(desk: Desk, blind: list[str]) -> None:
    """Says to the admins which bots cannot read group talk, and how to change it; once a day."""
    for username in blind:
        for user in sorted(desk.town.admins):
            key = f"blind:{username}:{user}:{desk.real_now:%Y%m%d}"
            desk.say_once(key, user, "privacy_mode", {"bot": username}, priority=HIGH)
