"""What is heard alike in groups and in private: commands, typed words, edits; a part of dispatch."""

from collections.abc import Callable, Mapping, Sequence

from handlers import (
    admin,
    callout,
    care,
    digest,
    dispatch_broadcast,
    dispatch_consent,
    dispatch_questions,
    doctor,
    enrol,
    group_talk,
    inviting,
    known_matter,
    leave,
    news,
    office,
    own_words,
    query,
    report,
    today,
)
from handlers.desk import Desk
from handlers.dispatch_actions import act
from handlers.dispatch_words import typed_word
from handlers.own_words_begun import begun
from rules.announcing_asked import asks_if_usable
from rules.asked import asks_for_mender, asks_of_own
from rules.commands import asks_how_near, asks_nothing_else, asks_status
from rules.messages import ChatKind
from rules.own_words import names_verdict, verdict_in
from rules.redaction import mask_identity
from rules.routing import Spot
from rules.tickets import ACTIVE

SUGGESTION = "other.suggestion"
COMMANDS: dict[str, Callable[[Desk], None]] = {
    "invite": inviting.invite,
    "bind": enrol.ask_binding,
    "doctor": doctor.tell,
}


def spoken_to(desk: Desk) -> bool:
    """A typed word, what staff say of their duties, or a question how a place or a ticket stands."""
    by_word = (
        _agreed(desk) or dispatch_consent.heard(desk) or typed_word(desk) or own_words.of_tickets(desk) or begun(desk)
    )
    asked = by_word or callout.heard(desk) or care.heard(desk) or dispatch_broadcast.told_plainly(desk)
    asked = asked or leave.heard(desk) or digest.asked(desk)
    return asked or dispatch_questions.asked(desk)


def _agreed(desk: Desk) -> bool:
    """同意 or 驳回 typed by itself, where a swap waits for it."""
    verdict = verdict_in(desk.said.text)
    talk = not desk.in_private and not names_verdict(desk.said.text)
    return verdict is not None and not talk and leave.answer(desk, verdict)


def commanded(desk: Desk) -> bool:
    """An admin's command, or the words of an import file in private."""
    command = COMMANDS.get(desk.said.command or _word_of_admin(desk))
    if command is None:
        return _town_pasted(desk) or admin.filed_town(desk)
    if desk.by_admin:
        command(desk)
    else:
        desk.answer("admin_only")
    return True


def _town_pasted(desk: Desk) -> bool:
    """The words of an import file; whom they give a role hears so."""
    before = {officer.user: officer.roles for officer in desk.town.officers.values()}
    pasted = admin.pasted_town(desk)
    if pasted:
        roles_given(desk, before)
    return pasted


def roles_given(desk: Desk, before: Mapping[int, Sequence[tuple[str, int]]]) -> None:
    """Who has another role than before, and an open private chat, hears of it there, and of what waits for them."""
    for officer in desk.town.officers.values():
        new = [held for held in officer.roles if held not in before.get(officer.user, ())]
        if new and officer.reachable:
            inviting.tell_given(desk, officer, new)
            today.begin(desk, officer)


def _word_of_admin(desk: Desk) -> str:
    """doctor and invite without the slash, by an admin in private."""
    word = desk.said.text.strip().lower()
    alone = desk.in_private and word != "bind"
    return word if alone and desk.by_admin else ""


def asked_status(desk: Desk) -> bool:
    """到哪一步了 is a question; 电梯坏了，什么时候修好 is a report."""
    words = desk.said.text
    if asks_how_near(words):
        return _asked_aloud(desk) or query.mine(desk) or report.would_report(desk)
    asks = asks_nothing_else(words) or (asks_status(words) and not report.would_report(desk))
    of_own = asks_of_own(words) and bool(query.open_own(desk)) and not report.would_report(desk)
    asks = of_own or ((asks or query.asks_how_far(desk)) and not query.asks_of_other(desk))
    if asks and (_asked_aloud(desk) or query.mine(desk)):
        return True
    return _waits(desk) or _waits_for_mender(desk) or query.asks_of_known(desk)


def _waits_for_mender(desk: Desk) -> bool:
    """电工什么时候来 of who has told of nothing that an electrician mends reports no power cut."""
    if not asks_for_mender(desk.said.text) or desk.by_staff:
        return False
    return (desk.in_private and query.mine(desk)) or report.would_report(desk)


def _waits(desk: Desk) -> bool:
    """怎么还没修 in private by who has something open: they are told how far it is, who has it hears that they wait.

    In a group, whose talk tells of what it is, only 能不能快点 我妈等着下楼, which would be read as a suggestion.
    """
    said = desk.said
    if not desk.res.ear.hurries(said.text):
        return False
    asked = {request.matter for request in desk.read_here(said.text).requests}
    if asked if desk.in_private else asked != {SUGGESTION}:
        return False
    ticket = query.latest_own(desk) if desk.in_private else query.asked_about(desk)
    if ticket is None or ticket.state not in ACTIVE:
        return False
    news.urge(desk, ticket, mask_identity(said.text))
    if desk.among_residents and not desk.private_bot(desk.actor):
        desk.react()
        return True
    return query.mine(desk)


def asked_office(desk: Desk, place: Spot | None) -> bool:
    """网格员电话多少, 停到几点: answered if the desk knows, else about an office asked of the worker."""
    about = office.asked(desk)
    if about is None:
        return known_matter.asked(desk, place) or _asks_if_usable(desk, place)
    if office.tell(desk, about, place):
        return True
    if place is not None:
        report.ask(desk, place)
    return place is not None


def _asks_if_usable(desk: Desk, place: Spot | None) -> bool:
    """能不能洗澡啊 of what nobody has announced: neighbours answer that, in private its worker is asked."""
    if not asks_if_usable(desk.said.text) or desk.by_staff or place is None:
        return False
    if desk.in_private:
        report.ask(desk, place)
    return True


def _asked_aloud(desk: Desk) -> bool:
    """Whom nobody can answer in private, whoever is at work answers; that somebody waits they hear in any case."""
    in_group = desk.said.chat_kind is ChatKind.GROUP
    ticket = (query.asked_about(desk) or query.latest_own(desk)) if in_group else None
    if ticket is None or ticket.state not in ACTIVE:
        return False
    reachable = desk.private_bot(desk.actor)
    if reachable and not desk.res.ear.hurries(desk.said.text):
        return False
    news.urge(desk, ticket, mask_identity(desk.said.text))
    if not reachable:
        desk.react()
    return not reachable


def edited(desk: Desk) -> None:
    """Words that made no report at first may make one now; whether they do or not, an edit is not talked about."""
    place = enrol.home_of(desk) if desk.in_private else None
    opened = [] if report.would_report(desk) else report.opened_here(desk)
    taken_back = [ticket for ticket in opened if news.takes_back(desk, ticket)]
    for ticket in taken_back:
        act(desk, ticket, "withdraw", "")
    if taken_back:
        return
    if report.edited(desk) or not desk.said.text:
        return
    if place is None:
        group_talk.hear(desk)
    elif not dispatch_questions.asks(desk):
        report.hear_private(desk, place)
