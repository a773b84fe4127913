"""/invite: an admin chooses a role and where it is held, and gets a link that gives it to its first reader."""

import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta

from handlers.desk import LOW, Buttons, Desk
from models.place import Invite, Role
from models.session import insert_missing
from rules import callback
from rules.messages import Button
from rules.routing import Officer, Spot
from rules.town import Level, role_levels
from rules.town import Role as RoleName

INVITED = tuple(str(role) for role in RoleName if role not in (RoleName.RESIDENT, RoleName.PROFESSION))
OFFICE = str(RoleName.DEPARTMENT)
INVITE_LIFE = timedelta(days=7)


def invite(desk: Desk) -> None:
    """A role is to be chosen."""
    if not is_admin(desk):
        return
    held = [role for role in INVITED if role != OFFICE or desk.town.departments]
    buttons = [Button(desk.word(role), callback.write("invite_at", 0, role)) for role in held]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    desk.reply("invite_role", buttons=rows, purpose="invite")


def invite_at(desk: Desk, arg: str) -> None:
    """A role is chosen: now where, among the places where it can be held, or the department."""
    role, _, at = arg.partition(".")
    if not is_admin(desk) or role not in INVITED:
        return
    here = desk.town.spots.get(callback.number(at))
    if role == OFFICE:
        rows = _office_buttons(desk)
    else:
        rows = place_buttons(desk, here, "invite_at", "invite_to", role, role_levels(RoleName(role)))
    if not rows:
        desk.answer("no_places", alert=True)
        return
    desk.edit_here("invite_where", {"role": desk.word(role)}, rows)
    desk.answer()


def _office_buttons(desk: Desk) -> Buttons:
    return tuple(
        (Button(office.name, callback.write("invite_to", 0, f"{OFFICE}.{office.id}")),)
        for office in desk.town.departments.values()
    )


def invite_to(desk: Desk, arg: str) -> None:
    """The link that gives its first reader the role, and opens their private chat."""
    role, _, at = arg.partition(".")
    number = callback.number(at)
    office = desk.town.departments.get(number) if role == OFFICE else None
    spot = desk.town.spots.get(office.street if office else number)
    if not is_admin(desk) or spot is None or not _holds(role, spot, office is not None):
        desk.answer("stale_button")
        return
    code = secrets.token_urlsafe(12)
    link = Invite(code=code, role=role, place_id=spot.id, made_by=desk.actor, expires_at=desk.now + INVITE_LIFE)
    link.department_id = office.id if office else None
    desk.session.add(link)
    desk.edit_here("invite_link", _named(desk, link) | {"link": desk.private_link(f"i{code}")}, ())
    desk.answer()


def _holds(role: str, spot: Spot, office: bool) -> bool:
    """Whether the town can have such a role there: what is exported can be imported."""
    return role in INVITED and (role == OFFICE) == office and Level(spot.level) in role_levels(RoleName(role))


def _named(desk: Desk, link: Invite) -> dict[str, object]:
    """What the link makes somebody, and where."""
    office = desk.town.departments.get(link.department_id or 0)
    if office:
        return {"role": desk.word("department_person"), "place": office.name}
    return {"role": desk.word(link.role), "place": desk.town.called(link.place_id)}


def accept(desk: Desk, code: str) -> None:
    """Who opens the link has the role."""
    found = desk.session.get(Invite, code)
    spot = desk.town.spots.get(found.place_id) if found else None
    unused = found is not None and found.used_by in (None, desk.actor) and found.expires_at >= desk.now
    if found is None or spot is None or not unused or not _holds(found.role, spot, found.department_id is not None):
        desk.reply("invite_stale")
        return
    found.used_by = desk.actor
    desk.session.add(found)
    place = None if found.department_id else found.place_id
    given = {"user_id": desk.actor, "role": found.role, "place_id": place, "department_id": found.department_id}
    insert_missing(desk.session, Role, [given])
    desk.town_changed()
    words = _named(desk, found)
    desk.reply("invite_done", words)
    bot = desk.private_bot(found.made_by)
    if bot and found.made_by != desk.actor:
        used = {"name": desk.said.sender_name, **words}
        desk.say(found.made_by, "invite_used", used, bot=bot, priority=LOW)


def tell_given(desk: Desk, officer: Officer, held: Iterable[tuple[str, int]]) -> None:
    """Says to somebody which roles they have been given, and where."""
    given = roles_in_words(desk, officer, held)
    if given:
        desk.tell(officer, "roles_given", {"given": given}, purpose="welcome")


def roles_in_words(desk: Desk, officer: Officer, held: Iterable[tuple[str, int]]) -> list[dict[str, str]]:
    """What somebody is, and where; of a department's person which department."""
    known = [(role, at) for role, at in held if role in INVITED]
    given = [(desk.word(role), desk.town.called(at)) for role, at in known if role != OFFICE and at in desk.town.spots]
    if any(role == OFFICE for role, _ in known):
        offices = (office.name for office in desk.town.departments.values() if officer.user in office.people)
        given += [(desk.word("department_person"), name) for name in offices]
    return [{"role": role, "place": place} for role, place in given]


def is_admin(desk: Desk) -> bool:
    """Whether an admin presses or types; anybody else has been told."""
    if desk.by_admin:
        return True
    desk.answer("admin_only", alert=True)
    return False


def place_buttons(
    desk: Desk, here: Spot | None, down: str, choose: str, prefix: str, levels: Collection[Level] = tuple(Level)
) -> Buttons:
    """One button to choose the place itself, then one for each right under it, that leads to these levels."""
    fit = {spot.id for spot in desk.town.spots.values() if spot.level in levels}
    tops = [s for s in desk.town.spots.values() if (s.parent is None if here is None else s.parent == here.id)]
    mine = here is not None and here.id in fit
    rows = [(Button(f"✅ {here.name}", callback.write(choose, 0, f"{prefix}.{here.id}")),)] if here and mine else []
    for spot in sorted(tops, key=lambda s: s.code)[:90]:
        within = {each.id for each in desk.town.below(spot.id)} & fit
        if within:
            action = down if within - {spot.id} else choose
            rows.append((Button(spot.name, callback.write(action, 0, f"{prefix}.{spot.id}")),))
    return tuple(rows)
