"""Working on a ticket: contacted, on site, notes, or a mistake."""

from typing import Any

from handlers.desk import Desk
from models import outbox
from models.alarm import alarm_of, change_alarm
from models.attachment import take_waiting
from models.report import reports_of
from models.ticket import Ticket, move
from rules import cards
from rules.begun import is_from_now, tells_when
from rules.cards import gathered
from rules.contact import is_no_sign, tells_of_contact
from rules.tickets import FREE, TAKEN, State
from rules.town import Level


def contact(desk: Desk, ticket: Ticket, words: str) -> None:
    """已联系: the reporter has been spoken to; words after it are the news on the card. What is suspended stays so.

    Of what is done: they have been told the result, which could not be brought to them.
    """
    if ticket.state == State.RESOLVED and ticket.claimed_by == desk.actor:
        desk.record(ticket.id, "contact", words=words[:300])
        desk.done("contacted", **desk.view(ticket))
        return
    rests = ticket.claimed_by == desk.actor and _rests_here(desk, ticket)
    if not (rests or desk.working_alone(ticket)):
        return
    if move(desk.session, ticket, "note" if rests else "contact", **_in_touch(desk, ticket, words)):
        desk.record(ticket.id, "contact", words=words[:300])
        desk.refresh(ticket)
        desk.done("contacted", **desk.view(ticket))


def arrive(desk: Desk, ticket: Ticket, words: str) -> None:
    """到场."""
    if not desk.working_alone(ticket):
        return
    if move(desk.session, ticket, "arrive", **_in_touch(desk, ticket, words)):
        desk.record(ticket.id, "arrive", words=words[:300])
        desk.refresh(ticket)
    desk.done("arrived", **desk.view(ticket))


def _in_touch(desk: Desk, ticket: Ticket, words: str) -> dict[str, Any]:
    told = {"progress": words[:300]} if words else {}
    return {"contacted_at": ticket.contacted_at or desk.now, "in_touch": True, **told}


def note(desk: Desk, ticket: Ticket, words: str) -> None:
    """A reply to the card: words, photos or a voice note for the ticket; its worker's is a sign of work.

    When they will be there is told to who waits: 半小时到 stands on the public card.
    """
    _keep(desk, ticket, words)
    desk.react()


def note_told(desk: Desk, ticket: Ticket, words: str) -> None:
    """The same said in private under no card: it is told where it was noted."""
    if words and (_rests_here(desk, ticket) or desk.working(ticket)):
        promised = _keep(desk, ticket, words)
        desk.show_files(ticket, take_waiting(desk.session, ticket.id, desk.actor, desk.said.chat, desk.now))
        desk.done("noted_shown" if promised and not ticket.quiet else "noted", **desk.view(ticket))


def _rests_here(desk: Desk, ticket: Ticket) -> bool:
    """Whether the actor's place has it suspended: what is told of it then takes nothing up again."""
    return ticket.state == State.SUSPENDED and desk.handles(ticket)


def _keep(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether the words say when somebody will be there, and so stand where residents read them."""
    promised = ticket.claimed_by == desk.actor and ticket.state == State.CLAIMED and tells_when(words)
    values: dict[str, object] = {}
    if ticket.claimed_by == desk.actor and not ticket.contacted_at and not is_no_sign(words):
        values["contacted_at"] = desk.now
    if ticket.claimed_by == desk.actor and not ticket.in_touch and tells_of_contact(words):
        values["in_touch"] = True
    if promised:
        values["progress"] = desk.text("soon_said", words=words[:300]) if is_from_now(words) else words[:300]
        # 几点来啊 a moment later has its answer on the card.
        values["urged_at"] = desk.now
    elif words:
        values["news"] = gathered(ticket.news, words)
    if values and move(desk.session, ticket, "note", **values):
        desk.refresh(ticket)
    desk.record(ticket.id, "note", words=words[:500], media=len(desk.said.media))
    return promised


def nothing_there(desk: Desk, ticket: Ticket, words: str) -> None:
    """没这回事: the ways out that may be meant are offered; the words go with the one that is pressed."""
    _offer_ways(desk, ticket, words, ("mistake", "false_report"))


def not_ours(desk: Desk, ticket: Ticket, words: str) -> None:
    """不归我管: so are those that bring it to somebody else."""
    up = () if Level(ticket.level) is Level.STREET else ("report_up",)
    _offer_ways(desk, ticket, words, ("hand_over", "bounce", *up))


def _offer_ways(desk: Desk, ticket: Ticket, words: str, ways: tuple[str, ...]) -> None:
    buttons = desk.buttons(ticket, ways)
    desk.answered = True
    desk.reply("ways_out", desk.view(ticket), buttons=buttons, ticket=ticket.id, purpose="which", told=words)


def more(desk: Desk, ticket: Ticket, words: str) -> None:
    """更多: what is rare, in place of the card's own buttons; the card of an open one has all there is."""
    rows = cards.MORE_ROWS.get(ticket.state) or desk.staff_rows(ticket)
    if rows:
        desk.offer(ticket, "ways_out", desk.buttons(ticket, *rows))
    else:
        desk.over(ticket)


def told_alone(desk: Desk, ticket: Ticket) -> bool:
    """Whether a danger was told by the actor alone, one of the staff, and no colleague sees to it."""
    alone = ticket.service_class == "P0" and ticket.state in FREE and ticket.claimed_by in (None, desk.actor)
    return alone and desk.handles(ticket) and set(desk.reporters_of(ticket)) == {desk.actor}


def mistake(desk: Desk, ticket: Ticket, words: str) -> None:
    """误会: a joke or a misreading leaves no trace in the group; of a danger somebody took, the all-clear stays."""
    held_by_another = ticket.state in TAKEN and ticket.claimed_by != desk.actor
    if held_by_another and desk.authority(ticket) is None:
        desk.taken(ticket)
        return
    if desk.is_to_be_seen_first(ticket, "mistake"):
        return
    clear = ticket.service_class == "P0" and ticket.state in TAKEN and not ticket.quiet
    was = {"was": ticket.state, "doubtful": ticket.doubtful}
    with desk.learning(ticket, "mistake"):
        gone = move(desk.session, ticket, "mistake", closed_at=desk.now, doubtful=False)
    if not gone:
        desk.over(ticket)
        return
    desk.record(ticket.id, "mistake", words=words[:300], **was, shown=_shown_to_residents(desk, ticket))
    view = desk.view(ticket) | {"by": desk.name_of(desk.actor)}
    if held_by_another:
        desk.tell_claimer(ticket, "mistake_told", view)
    for officer in desk.stop_ringing(ticket):
        if officer.user != ticket.claimed_by:
            desk.notice(officer, "mistake_told", ticket, view)
    if not clear:
        desk.erase_public(ticket)
    desk.refresh(ticket)
    _tell_in_private(desk, ticket, "mistaken", clear=clear)
    desk.done("misread", **desk.view(ticket))


def unmistake(desk: Desk, ticket: Ticket, before: dict[str, Any]) -> bool:
    """误会 was pressed by mistake: the ticket stands as `before`, whoever read that it was none reads otherwise."""
    with desk.learning(ticket, "matter"):
        values = {"closed_at": None, "doubtful": before["doubtful"]}
        if not move(desk.session, ticket, f"unmistake_{before['was']}", **values):
            return False
    desk.record(ticket.id, "unmistake")
    first = desk.first_spoken(ticket)
    gone = before["shown"] and not _shown_to_residents(desk, ticket)
    if gone and first and first.chat < 0:
        desk.show(ticket, first)
    desk.refresh(ticket)
    if ticket.state == State.OPEN and (sounding := alarm_of(desk.session, ticket.id)):
        change_alarm(desk.session, sounding, due_at=desk.now)
    if ticket.claimed_by not in (None, desk.actor):
        desk.tell_claimer(ticket, "unmistaken_staff", desk.view(ticket) | {"by": desk.name_of(desk.actor)})
    _tell_in_private(desk, ticket, "unmistaken")
    desk.answer("unmistaken_done", state=desk.word(ticket.state), **desk.view(ticket))
    return True


def _tell_in_private(desk: Desk, ticket: Ticket, template: str, **words: object) -> None:
    """Says something where the ticket was told in private, but for the chat that this comes from."""
    for chat in {r.chat_id for r in reports_of(desk.session, ticket.id) if r.chat_id > 0} - {desk.said.chat}:
        desk.say(chat, template, desk.view(ticket) | words, ticket=ticket.id)


def _shown_to_residents(desk: Desk, ticket: Ticket) -> bool:
    return any(row.chat_id < 0 for row in outbox.told(desk.session, ticket.id, ("public", "quiet")))
