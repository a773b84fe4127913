"""Answering how far things have come: /my and 到哪一步了 for residents, the list of open work for staff."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers.desk import PUZZLED, SEEN, Buttons, Desk
from models import outbox, report
from models.talk import talked_of
from models.ticket import Ticket, of_reporter, told_last_in
from models.work import claimable, in_hand, list_of, suspended_of
from rules import callback
from rules.announcing_asked import asks_back
from rules.asked import asks_for_mender, asks_when, asks_who_comes, is_spare, names_a_thing, points_back
from rules.commands import asks_who_this_is
from rules.english_talk import things
from rules.flow import ASKING
from rules.held import hardly_speaks
from rules.messages import Button
from rules.places import addresses
from rules.routing import COMMUNITY_ROLES, STREET_ROLES
from rules.tickets import ACTIVE

RECENT = timedelta(days=3)
# Who has just read how to write it is not told all of it once more.
NOT_READ, JUST_TOLD = ("not_read", "not_read_again"), timedelta(hours=1)
# Of more of one's own things nobody is asked which was meant.
MAY_BE_OF = 3
# What stands there for staff who have not asked for help.
BRIEF = {"help_staff": "help_staff_brief", "help_official": "help_official_brief"}


def mine(desk: Desk) -> bool:
    """What became of the actor's own reports, told in private; False where a group's talk is none of our business."""
    tickets = of_reporter(desk.session, desk.actor, desk.now - RECENT)
    if not tickets and not desk.said.command and not desk.in_private:
        return False
    views = [desk.public_view(each) | {"where": desk.view(each)["where"]} for each in tickets]
    _tell(desk, "my_tickets", {"tickets": views, "states": desk.res.texts.words})
    return True


def work(desk: Desk) -> bool:
    """A worker's own list: what they have taken, and what waits at their places."""
    views = [desk.view(t) for t in list_of(desk.session, desk.actor, *_areas(desk), desk.now)]
    _tell(desk, "my_work", {"tickets": views, "actor": desk.actor, "states": desk.res.texts.words})
    return True


def _tell(desk: Desk, template: str, words: dict[str, object], **how: Any) -> None:
    """Answers where it was asked, but never in a residents' group: there in private, or with a sign."""
    if not desk.among_residents:
        desk.reply(template, words, **how)
        return
    reachable = desk.private_bot(desk.actor)
    if reachable:
        desk.say(desk.actor, template, words, **how)
    desk.react(emoji=SEEN if reachable else PUZZLED)


def help_text(desk: Desk, whole: bool = False) -> None:
    """What one can do here, for whom it is; all of it for staff who ask; who asks whom they speak with is told that."""
    named = _help_for(desk)
    if not whole:
        named = BRIEF.get(named, named)
    template = "welcome" if named == "help" and asks_who_this_is(desk.said.text) else named
    if not desk.reply_seldom(template, {"numbers": desk.policies.safety}, purpose="asked"):
        desk.react()


def not_read(desk: Desk, asks_how: bool = False) -> None:
    """What a resident wrote in private and nobody understands: how to write it, and a button that passes it on.

    Who `asks_how` is told that; anybody else who has something open may have meant that.
    """
    if _help_for(desk) != "help" or desk.late or hardly_speaks(desk.said.text):
        help_text(desk)
        return
    words = {"numbers": desk.policies.safety}
    buttons = desk.choices(f"{desk.said.message}.0", ("pass_on", "report_new"))
    if not asks_how and (own := open_own(desk)[:MAY_BE_OF]):
        rows = (*_choices(desk, desk.said.chat, own, "add"), *buttons)
        desk.reply("not_read_own", words, buttons=rows, purpose="which", told=desk.said.text)
        return
    last = desk.row_said_last(JUST_TOLD)
    told = last is not None and last.payload.get("text") in (desk.text(each, **words) for each in NOT_READ)
    desk.reply("not_read_again" if told else "not_read", words, buttons=buttons, purpose="asked")


def _help_for(desk: Desk) -> str:
    """By the highest role of who asks; in a residents' group everybody is a resident."""
    officer = desk.officer
    roles = {role for role, _ in officer.roles} if officer else set()
    if desk.among_residents:
        return "help"
    if roles & (COMMUNITY_ROLES | STREET_ROLES):
        return "help_official"
    if roles <= {"department"} and desk.town.speaks_for(desk.actor, desk.said.chat):
        return "help_department"
    if desk.by_staff:
        return "help_staff"
    return "help_admin" if desk.by_admin else "help"


def look(desk: Desk, ticket: Ticket, words: str) -> None:
    """看128: its card, here, with everything that can be done."""
    if not desk.may_handle(ticket):
        return
    old = [row for row in outbox.cards(desk.session, ticket.id) if row.purpose == "staff"]
    for row in old:
        if row.chat_id == desk.said.chat:
            desk.retract(row)
    desk.card(ticket, "staff", desk.said.chat, topic=desk.said.topic, bot=desk.said.bot)
    desk.answered = not desk.said.callback_id


def candidates(desk: Desk, action: str) -> list[Ticket]:
    """The tickets a bare word could mean here: unclaimed ones to claim, else the actor's own."""
    if action in ("claim", "cannot_go"):
        return list(claimable(desk.session, *_areas(desk), desk.now))
    return list(in_hand(desk.session, desk.actor, desk.now))


def _areas(desk: Desk) -> tuple[list[int], list[int]]:
    """Where the actor's roles reach, and where also what only the street sees is theirs to see."""
    return desk.town.held_below(desk.actor), desk.town.held_below(desk.actor, STREET_ROLES)


def not_going(desk: Desk) -> list[Ticket]:
    """What 去不了 can mean: what waits, else what the actor has; in private either, what was just spoken of first."""
    waiting, own = candidates(desk, "cannot_go"), candidates(desk, "note")
    if not desk.in_private:
        return waiting or own
    last = desk.row_said_last()
    return [t for t in (*waiting, *own) if last is not None and t.id == last.ticket_id] or [*waiting, *own]


def resting(desk: Desk) -> list[Ticket]:
    """What the actor has that is suspended."""
    return list(suspended_of(desk.session, desk.actor))


def which(desk: Desk, tickets: list[Ticket], action: str, words: str = "", more: Buttons = ()) -> None:
    """Asks which ticket was meant, one button each and `more`; the words said with the action go with the press."""
    if not tickets:
        desk.answer("nothing_waits")
        return
    chat = desk.actor if desk.among_residents else desk.said.chat
    rows = (*_choices(desk, chat, tickets, action), *more)
    _tell(desk, "which", {}, buttons=rows, purpose="which", told=words)


def which_of_own(desk: Desk, tickets: list[Ticket], action: str, words: str) -> None:
    """The same of who has told them: under their words in the group where no private chat is open to ask in."""
    if desk.private_bot(desk.actor) or desk.late:
        which(desk, tickets, action, words)
    else:
        desk.reply("which", buttons=_choices(desk, desk.said.chat, tickets, action), purpose="which", told=words)


def _choices(desk: Desk, chat: int, tickets: list[Ticket], action: str) -> Buttons:
    """One button a ticket, in the words of who reads them."""
    verb, _, rating = action.partition("_") if action.startswith("rate_") else (action, "", "")
    return tuple(
        (Button(desk.rendered(chat, "which_one", desk.view(t)), callback.write(verb, t.id, rating)),)
        for t in tickets[:8]
    )


def asked_of_own(desk: Desk) -> bool:
    """我的暖气有人来看吗, 刚才说的那个事有人管吗, 编号几来着 of who has reported it: how far that is."""
    own, words = open_own(desk), desk.said.text
    about = points_back(words) or any(desk.res.ear.is_of(words, ticket.matter) for ticket in own)
    return bool(own and about and ASKING.search(words)) and mine(desk)


def asks_how_far(desk: Desk) -> bool:
    """有人来修了吗, 派的谁, 啥时候换管子 of who has something open; of 路灯修没修啊 what they have is the lamp."""
    words = desk.said.text
    asks = desk.res.ear.asks_how_far(words) or asks_for_mender(words) or _asks_when(words) is not None
    asks = asks or asks_who_comes(words, desk.in_private)
    return asks and asked_about(desk) is not None


def asked_about(desk: Desk) -> Ticket | None:
    """The newest of the actor's open reports that a question may be about: of 灯 that of a lamp."""
    words, when = desk.said.text, _asks_when(desk.said.text)
    told = {each.building for each in addresses(words)}
    near = [ticket for ticket in open_own(desk) if told <= {"", ticket.building}]
    if when is not None:
        return _of_which(desk, when, near)
    named = names_a_thing(words) or things(words)
    return next((ticket for ticket in near if not named or desk.res.ear.is_of(words, ticket.matter)), None)


def asks_of_other(desk: Desk) -> bool:
    """啥时候来水 and 补贴啥时候到 by who has told of nothing like that."""
    words = desk.said.text
    return bool(asks_when(words) or asks_back(words)) and asked_about(desk) is None


def _asks_when(words: str) -> str | None:
    """The thing of 管子啥时候换; 啥时候来水 may be asked of what was told beforehand."""
    return None if asks_back(words) is not None else asks_when(words)


def asks_of_known(desk: Desk) -> bool:
    """Whether 管子啥时候换 by a neighbour is of what was told here, though it would be read as something else."""
    words, home = desk.said.text, desk.home_told.building
    thing = _asks_when(words)
    if not thing or desk.in_private or desk.by_staff:
        return False
    since = desk.now - RECENT
    tickets, _ = talked_of(desk.session, desk.said.chat, since, since, desk.now, desk.actor)
    known = [each for each in tickets if not each.resolved and (home in ("", each.building) or not each.building)]
    asked = {request.matter for request in desk.reading.requests}
    return bool(asked) and any(desk.res.ear.names(thing, each.matter) and each.matter not in asked for each in known)


def _of_which(desk: Desk, thing: str, tickets: Sequence[Ticket]) -> Ticket | None:
    """The ticket of which a thing is the most, the newest where it may be of any: 配件啥时候到."""
    if not thing or is_spare(thing):
        return next(iter(tickets), None)
    names = desk.res.ear.names
    found = [ticket for ticket in tickets if names(thing, ticket.matter) or thing in ticket.words]
    return max(found, key=lambda ticket: names(thing, ticket.matter), default=None)


def named_own(desk: Desk) -> Ticket | None:
    """Of several of the actor's open reports the only one that words name: cancel the water one."""
    own = open_own(desk)
    found = [ticket for ticket in own if desk.res.ear.is_of(desk.said.text, ticket.matter)]
    return found[0] if len(found) == 1 < len(own) else None


def open_own(desk: Desk) -> list[Ticket]:
    """What the actor has reported and nobody has done yet, the newest first."""
    return [each for each in of_reporter(desk.session, desk.actor, desk.now - RECENT) if each.state in ACTIVE]


def told_here(desk: Desk) -> list[Ticket]:
    """The same as far as it may be spoken of here: in a group what has its card there, in private all of it."""
    if desk.in_private:
        return open_own(desk)
    own = (each for each in open_own(desk) if not (each.quiet or each.sealed))
    return [each for each in own if outbox.has_card(desk.session, each.id, desk.said.chat)]


def told_last(desk: Desk) -> Ticket | None:
    """What the actor has last told or joined, quiet or not: the words they add belong there."""
    found = {each.id: each for each in of_reporter(desk.session, desk.actor, desk.now - RECENT)}
    last = report.told_last(desk.session, desk.actor, list(found))
    return found[last] if last else None


def sealed_here(desk: Desk) -> Ticket | None:
    """What was told last in this group, where only the street sees it: whoever adds to it is heard there alone."""
    last = told_last_in(desk.session, desk.said.chat, desk.now - desk.policies.desk.join_window)
    return last if last is not None and last.sealed else None


def latest_own(desk: Desk) -> Ticket | None:
    """The actor's newest unfinished report, for a word typed without a number."""
    found = of_reporter(desk.session, desk.actor, desk.now - RECENT, 1)
    return found[0] if found else None
