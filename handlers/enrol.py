"""Groups find their place, people their role and their private chat."""

from typing import Any

from handlers.desk import HIGH, LOW, URGENT, Buttons, Desk
from handlers.inviting import accept, is_admin, place_buttons, roles_in_words
from models.health import without_rights
from models.incident import leads
from models.place import Group, Person, announced, person_of, to_leave, unannounced
from models.report import group_of
from models.ticket import by_desk
from models.ticket_due import unfinished_at
from rules import callback
from rules.messages import Act, Button, ChatKind
from rules.routing import Spot
from rules.tickets import ACTIVE
from rules.town import Purpose
from rules.town import Role as RoleName

PURPOSES = {"r": Purpose.RESIDENTS, "w": Purpose.WORKERS, "o": Purpose.OFFICIALS, "n": Purpose.NOTICE}
PAGE, MOST_SHOWN = 20, 20
INSIDE = frozenset({"member", "admin", "restricted"})


# groups -------------------------------------------------------------------------------------------------------


def membership(desk: Desk) -> None:
    """The bot was added to a group, made admin, or removed from it."""
    said = desk.said
    if said.status in INSIDE:
        _joined(desk)
    elif said.chat in desk.town.posts:
        lose_group(desk, said.chat, said.bot)


def _joined(desk: Desk) -> None:
    said = desk.said
    group = desk.session.get(Group, said.chat)
    if group and group.place_id is not None:
        _returned(desk, group)
        return
    fresh = group is None or group.gone_at is not None
    if group is None:
        group = Group(chat_id=said.chat, leave_at=desk.now + desk.policies.desk.leave_unbound)
    group.name, group.bot_id, group.gone_at = said.chat_title or group.name, said.bot, None
    group.leave_at = group.leave_at or desk.now + desk.policies.desk.leave_unbound
    desk.session.add(group)
    desk.town_changed()
    if fresh and desk.by_admin:
        ask_binding(desk)
    elif fresh:
        _tell_admins(desk, "unbound_group", {"title": said.chat_title})


def _returned(desk: Desk, group: Group) -> None:
    """A bound group has the bot again (or has made it admin): it goes on, once somebody has put it back."""
    was_out = group.gone_at is not None
    if was_out or group.bot_id is None:
        group.gone_at, group.bot_id = None, group.bot_id if group.gone_at is None and group.bot_id else desk.said.bot
        desk.session.add(group)
        desk.town_changed()
    if was_out:
        _show_anew(desk, group)
    elif desk.said.status == "admin" and (group.chat_id, Act.PIN) in without_rights(desk.session):
        desk.pin(group.chat_id, group.notice_row or 0, group.bot_id or 0)


def _show_anew(desk: Desk, group: Group) -> None:
    """What was pressed while the bot was out was never heard: staff have the cards of what is open anew.

    Residents' cards are put right where they stand.
    """
    places = [spot.id for spot in desk.town.below(group.place_id or 0)]
    tickets = [by_desk(desk.session, row.id) for row in unfinished_at(desk.session, places)]
    mine = [ticket for ticket in tickets if ticket.state in ACTIVE and desk.is_carded_in(ticket, group.chat_id)]
    if group.purpose == Purpose.RESIDENTS:
        for ticket in tickets:
            desk.refresh(ticket)
    else:
        for ticket in leads(desk.session, mine)[-MOST_SHOWN:]:
            desk.staff_card(ticket)


def found_in(desk: Desk) -> None:
    """The bot hears a group it does not know: it was there before the desk was; the same clock to leave starts."""
    desk.session.add(
        Group(
            chat_id=desk.said.chat,
            bot_id=desk.said.bot,
            name=desk.said.chat_title,
            leave_at=desk.now + desk.policies.desk.leave_unbound,
        )
    )
    desk.town_changed()
    if desk.by_admin:
        ask_binding(desk)


def ask_binding(desk: Desk) -> None:
    """Asks the admin what the group is for."""
    if desk.in_private:
        desk.reply("bind_in_group")
        return
    rows = tuple(
        (Button(desk.word(purpose), callback.write("bind_for", 0, letter)),) for letter, purpose in PURPOSES.items()
    )
    group = desk.session.get(Group, desk.said.chat)
    bound = {"place": "", "purpose": ""}
    if group and group.place_id is not None:
        bound = {"place": desk.town.called(group.place_id), "purpose": desk.word(group.purpose)}
    desk.say(desk.said.chat, "bind_what", bound, buttons=rows, bot=desk.said.bot, priority=HIGH, purpose="bind")


def bind_for(desk: Desk, arg: str) -> None:
    """The purpose is chosen: now where. `arg` is `purpose` or `purpose.place` while going down the levels."""
    letter, _, at = arg.partition(".")
    if not is_admin(desk) or letter not in PURPOSES:
        return
    here = desk.town.spots.get(callback.number(at))
    rows = place_buttons(desk, here, "bind_for", "bind", letter)
    if not rows:
        desk.answer("no_places", alert=True)
        return
    desk.edit_here("bind_where", {"purpose": desk.word(PURPOSES[letter])}, rows)
    desk.answer()


def bind(desk: Desk, arg: str) -> None:
    """The place is chosen: the group is bound, and a residents' group gets its notice pinned."""
    letter, _, at = arg.partition(".")
    spot = desk.town.spots.get(callback.number(at))
    said = desk.said
    if not is_admin(desk) or spot is None or letter not in PURPOSES or said.chat_kind is not ChatKind.GROUP:
        desk.answer("stale_button")
        return
    group = desk.session.get(Group, said.chat) or Group(chat_id=said.chat)
    moves = (group.place_id, group.purpose) != (spot.id, str(PURPOSES[letter]))
    group.place_id, group.purpose, group.bot_id = spot.id, str(PURPOSES[letter]), said.bot
    group.name, group.leave_at, group.gone_at = said.chat_title or group.name, None, None
    desk.session.add(group)
    desk.town_changed()
    desk.edit_here("bound", {"place": desk.town.called(spot.id), "purpose": desk.word(group.purpose)}, ())
    desk.answer()
    if moves:
        _take_down(desk, group)
    pin_notice(desk, group)


def _take_down(desk: Desk, group: Group) -> None:
    """The pinned notice of the place where a group stood before is deleted; where that is too late, it says so."""
    row = desk.row_at(group.notice_row)
    group.notice_row = None
    if row is None:
        return
    if row.sent_at is None or desk.real_now - row.sent_at <= desk.policies.broadcast.recall:
        desk.retract(row)
    else:
        desk.repaint(row, "notice_void")


def pin_notice(desk: Desk, group: Group) -> None:
    """The notice that stands pinned in a residents' group: who runs this, what is read, how to object."""
    if group.purpose != Purpose.RESIDENTS or group.notice_row or group.place_id is None or group.bot_id is None:
        return
    words, buttons = _notice(desk, group)
    key = f"notice:{group.chat_id}:{group.place_id}:{desk.now:%Y%m%d%H%M%S}"
    row = desk.say(
        group.chat_id, "notice", words, buttons=buttons, priority=HIGH, purpose="notice", bot=group.bot_id, key=key
    )
    desk.pin(group.chat_id, row, group.bot_id)
    group.notice_row = row
    desk.session.add(group)
    desk.session.flush()


def _notice(desk: Desk, group: Group) -> tuple[dict[str, Any], Buttons]:
    """What a group's notice says now."""
    account = desk.res.accounts.get(group.bot_id or 0)
    link = f"https://t.me/{account.username}?start=p{group.place_id}" if account and account.username else ""
    words = {
        "place": desk.town.spots[group.place_id or 0].name,
        "street": desk.town.street_of(group.place_id or 0).name,
        "hours": int(desk.policies.desk.retention.total_seconds() // 3600),
        "words_kept": desk.policies.desk.words_kept.days or 1,
        "numbers": desk.policies.safety,
        "advised": desk.res.advised,
        "transcribed": desk.res.transcribed,
    }
    return words, ((Button(desk.word("private"), url=link),),) if link else ()


def renew_notices(desk: Desk) -> None:
    """Every pinned notice says what holds now: the gas company's number was told later than the group was bound."""
    for group in announced(desk.session):
        row = desk.row_at(group.notice_row)
        if row is not None and group.bot_id in desk.res.accounts and (row.message_id or 1) > 0:
            words, buttons = _notice(desk, group)
            desk.repaint(row, "notice", words, buttons, LOW)


def sweep_notices(desk: Desk) -> int:
    """Imported residents' groups that a bot serves and that have no notice yet."""
    groups = unannounced(desk.session)
    for group in groups:
        pin_notice(desk, group)
    return len(groups)


def sweep_unbound(desk: Desk) -> int:
    """Leaves groups that nobody has bound within their time."""
    groups = to_leave(desk.session, desk.now)
    for group in groups:
        group.gone_at, group.leave_at = desk.now, None
        desk.session.add(group)
        desk.leave(group.chat_id, group.bot_id or 0)
    if groups:
        desk.town_changed()
    return len(groups)


def lose_group(desk: Desk, chat: int, bot: int) -> None:
    """The bot is out of a group: it does not come back by itself; the secretary is told once."""
    group = desk.session.get(Group, chat)
    if group is None or group.gone_at is not None or (group.bot_id and group.bot_id != bot):
        return
    group.gone_at = desk.now
    desk.session.add(group)
    desk.town_changed()
    if group.place_id is None:
        return
    places = [s.id for s in desk.town.below(group.place_id)]
    open_here = [t for t in unfinished_at(desk.session, places) if t.chat_id == chat]
    numbers = "、".join(str(t.number) for t in open_here[:20])
    words = {"group": group.name, "count": len(open_here), "numbers": numbers}
    told = [
        desk.tell(o, "group_lost", words, priority=HIGH)
        for o in desk.town.serving(group.place_id, (RoleName.COMMUNITY_SECRETARY,))
    ]
    if not any(told):
        _tell_admins(desk, "group_lost", words)


def served_by(desk: Desk, chat: int, bot: int) -> None:
    """The first bot that is heard in a group without one serves it."""
    group = desk.session.get(Group, chat)
    if group and (group.bot_id is None or group.bot_id not in desk.res.accounts):
        group.bot_id = bot
        desk.session.add(group)
        desk.town_changed()


# people -------------------------------------------------------------------------------------------------------


def start(desk: Desk, payload: str) -> None:
    """/start: the private chat is open from now on; the payload says where from, or carries an invitation."""
    _open_private(desk, payload)
    if payload.startswith("i"):
        accept(desk, payload[1:])
        return
    if ticket := desk.quiet_danger():
        desk.reply("", text=desk.danger_text(ticket.danger), priority=URGENT, ticket=ticket.id)
        desk.reply("welcome_quiet", desk.view(ticket), purpose="welcome", priority=HIGH)
        return
    others = "help_admin" if desk.by_admin else "welcome"
    template = "welcome_staff" if desk.by_staff else others
    officer = desk.officer
    given = roles_in_words(desk, officer, officer.roles) if officer else []
    desk.reply(template, {"numbers": desk.policies.safety, "given": given}, purpose="welcome")


def _open_private(desk: Desk, payload: str) -> None:
    said = desk.said
    person = desk.session.get(Person, desk.actor) or Person(user_id=desk.actor, name=said.sender.name)  # type: ignore
    person.private, person.bot_id = "open", said.bot
    if payload.startswith("p") and payload[1:].isdecimal() and int(payload[1:]) in desk.town.spots:
        person.home_place = int(payload[1:])
    desk.session.add(person)
    desk.session.flush()
    if desk.actor in desk.town.officers:
        desk.town_changed()


def private_opened(desk: Desk) -> bool:
    """Somebody writes in private without /start (an old chat): it is open all the same; whether that is new."""
    officer = desk.officer
    if officer and officer.reachable and officer.bot is not None:
        return False
    person = desk.session.get(Person, desk.actor)
    if person is not None and person.private == "open" and person.bot_id is not None:
        return False
    _open_private(desk, "")
    return True


def private_closed(desk: Desk, user: int, bot: int) -> None:
    """Somebody has blocked their bot or never opened the chat: they count as off duty for pings."""
    person = desk.session.get(Person, user)
    if person and person.private != "closed" and person.bot_id in (None, bot):
        person.private = "closed"
        desk.session.add(person)
        if user in desk.town.officers:
            desk.town_changed()


def home_of(desk: Desk) -> Spot | None:
    """Where somebody's private words belong: the place they named, the group they came from or last told of something
    in, the only one there is."""
    person = person_of(desk.session, desk.actor)
    if person and person.home_place in desk.town.spots:
        return desk.town.spots[person.home_place or 0]
    officer = desk.officer
    if officer:
        return next((desk.town.spots[at] for _, at in officer.roles if at in desk.town.spots), None)
    post = desk.town.posts.get(group_of(desk.session, desk.actor) or 0)
    if post is not None and post.purpose == "residents" and post.place in desk.town.spots:
        return desk.town.spots[post.place]
    communities = [s for s in desk.town.spots.values() if s.level == "community"]
    return communities[0] if len(communities) == 1 else None


def ask_home(desk: Desk) -> None:
    """Asks where somebody lives, with one button for each place while there are few."""
    spots = [s for s in desk.town.spots.values() if s.level == "community"][:PAGE]
    rows = tuple(
        (Button(desk.town.called(s.id), callback.write("home", 0, f"{s.id}.{desk.said.message}")),) for s in spots
    )
    desk.reply("ask_home", buttons=rows, purpose="ask_home", priority=HIGH)


def _tell_admins(desk: Desk, template: str, words: dict[str, object]) -> None:
    for user in desk.town.all_admins():
        if desk.private_bot(user):
            desk.say(user, template, words, bot=desk.private_bot(user), priority=HIGH)
