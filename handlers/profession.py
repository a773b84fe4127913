"""专业: what somebody can do besides a role of the town, given by an admin; such people can be called out."""

from handlers.desk import Desk
from models.place import Person, Role, names, take_profession
from models.session import insert_missing
from rules.people import named, parts_of
from rules.town import Role as RoleName
from rules.town import is_profession


def keep(desk: Desk, words: str) -> None:
    """`专业 张伟 医生` gives it, `专业 删 张伟 医生` takes it back, `专业` lists them; by an admin."""
    if not desk.by_admin:
        desk.answer("admin_only")
        return
    parts = parts_of(words)
    take = bool(parts) and parts[0] in ("删", "remove")
    parts = parts[1:] if take else parts
    if not parts:
        _list(desk)
    elif len(parts) != 2 or not is_profession(parts[1]) or parts[1] in map(desk.word, RoleName):
        desk.reply("profession_how", purpose="answer")
    else:
        _give(desk, parts[0], parts[1], take)


def _give(desk: Desk, name: str, word: str, take: bool) -> None:
    found = named(name, names(desk.session))
    if len(found) != 1:
        desk.reply("profession_unknown", {"name": name, "count": len(found)}, purpose="answer")
        return
    place = _place(desk, found[0])
    if take:
        take_profession(desk.session, found[0], word)
    else:
        given = {"user_id": found[0], "role": word, "place_id": place, "department_id": None}
        insert_missing(desk.session, Role, [given])
    desk.town_changed()
    words = {"name": names(desk.session).get(found[0], name), "profession": word, "take": take}
    desk.reply("profession_given", words, purpose="answer")


def _place(desk: Desk, user: int) -> int | None:
    """Where somebody can be called: at their first role's place, their home, else the town's highest place."""
    person = desk.session.get(Person, user)
    home = [person.home_place] if person and person.home_place in desk.town.spots else []
    return next(iter([*desk.town.held(user), *home, *desk.town.tops()]), None)


def _list(desk: Desk) -> None:
    roles = set(RoleName)
    rows = [
        {"name": officer.name, "words": words}
        for officer in desk.town.officers.values()
        if (words := sorted({role for role, _ in officer.roles if role not in roles}))
    ]
    desk.reply("profession_list", {"holders": rows}, purpose="answer")
