"""What an admin can do in chat: everything the import file can say, invitations, binding, the desk's health."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from config.faults import Fault
from config.town import TownFaults, read_town
from handlers.desk import HIGH, Desk
from models.town_import import apply, known_departments, known_people, known_places
from rules.messages import ChatKind, Kind
from rules.town import Purpose, Role, Town, is_town, may_be_town

SHOWN, MOST_FAULTS = 8, 30
SAID = (Kind.MESSAGE, Kind.EDITED, Kind.BUTTON)


def pasted_town(desk: Desk) -> bool:
    """Takes an import file's words in private; whether this was one."""
    said = desk.said
    pasted = said.chat_kind is ChatKind.PRIVATE and is_town(said.text)
    if pasted and desk.by_admin:
        _import(desk, said.text)
        return True
    return False


def filed_town(desk: Desk) -> bool:
    """An import file sent as a file by an admin in private: only its words can be taken; whether it was one."""
    said = desk.said
    listed = said.chat_kind is ChatKind.PRIVATE and any(may_be_town(media.name) for media in said.media)
    if listed and not said.text and desk.by_admin:
        desk.reply("import_paste")
        return True
    return False


def _import(desk: Desk, text: str) -> None:
    """The words of an import file, pasted into the private chat."""
    try:
        town = read_town(
            text,
            desk.word("message"),
            known_places(desk.session),
            known_departments(desk.session),
            known_people(desk.session),
            desk.res.accounts,
        )
    except TownFaults as faults:
        desk.reply("import_faults", _told(desk, faults.faults, MOST_FAULTS))
        return
    if not _looked_after(desk, town):
        desk.reply("import_no_admin")
        return
    changes = apply(desk.session, town)
    desk.reload()
    desk.reply("import_done", {"changes": changes})


def _looked_after(desk: Desk, town: Town) -> bool:
    """Whether somebody is admin once the town is so: who takes the last one away here could not put it back here."""
    named = {person.user_id: any(held.role is Role.ADMIN for held in person.roles) for person in town.people}
    stay = [user for user in desk.town.all_admins() if named.get(user, True)]
    return bool(desk.town.admins or stay or any(named.values()))


def tell_blind(desk: Desk, blind: list[str]) -> None:
    """Says to the admins which bots cannot read group talk, and how to change it; once a day."""
    for username in blind:
        _tell_daily(desk, sorted(desk.town.admins), f"blind:{username}", "privacy_mode", username)


def tell_refused(desk: Desk, refused: int) -> None:
    """Says to the admins another bot can reach that this one has stopped, and what to do; once a day."""
    users = [user for user in desk.town.all_admins() if desk.private_bot(user) not in (0, refused)]
    _tell_daily(desk, users, f"refused:{refused}", "account_refused", desk.account_name(refused))


def tell_rival(desk: Desk, bot: int) -> None:
    """Says to the admins that another program hears a bot, and what to do; once a day. It still can speak."""
    _tell_daily(desk, desk.town.all_admins(), f"rival:{bot}", "finding_deaf_rival", desk.account_name(bot))


def tell_lost(desk: Desk, row: Any) -> None:
    """Has people look themselves at what could not be handled: staff of a residents' group's place, else whoever writes
    in that chat; once an hour, and each time that it sounds like danger. Nothing else would say that it was not heard;
    what nobody has said is nobody's loss.
    """
    lost = desk.res.decode(row.bot_id, row.body)
    if lost.kind not in SAID:
        return
    once = row.id if lost.text and desk.res.alarms(lost.text) else f"{desk.real_now:%Y%m%d%H}"
    post = desk.town.posts.get(row.lane)
    chats, group = [row.lane] if post or row.lane > 0 else [], ""
    if post and post.place is not None and post.purpose == Purpose.RESIDENTS:
        chats, group = desk.staff_chats(post.place), post.name
    for chat in chats:
        key = f"lost:{row.lane}:{once}:{chat}"
        desk.say_once(key, chat, "update_lost", {"group": group, "at": row.received_at}, priority=HIGH)


def _tell_daily(desk: Desk, users: Iterable[int], about: str, template: str, bot: str) -> None:
    for user in users:
        key = f"{about}:{user}:{desk.real_now:%Y%m%d}"
        desk.say_once(key, user, template, {"bot": bot}, priority=HIGH)


def tell_policies(desk: Desk, faults: Sequence[Fault]) -> None:
    """Says to the admins that changed policies are in force, or why they are not and the old ones stay."""
    for user in desk.town.all_admins():
        bot = desk.private_bot(user)
        if bot and faults:
            desk.say(user, "policies_refused", _told(desk, faults, SHOWN, named=True), bot=bot, priority=HIGH)
        elif bot:
            desk.say(user, "policies_taken", {}, bot=bot)


def _told(desk: Desk, faults: Sequence[Fault], most: int, named: bool = False) -> dict[str, object]:
    """As many faults as fit, in the desk's language; `named` says that it matters which file each is in."""
    if desk.res.texts.locale == "zh":
        told = [(Path(fault.file).name if named else "") + fault.chinese() for fault in faults]
    else:
        told = [str(fault) for fault in faults]
    return {"faults": told[:most], "more": max(0, len(told) - most)}
