"""Which of the tickets that a message clings to it is about, and what it asks for besides."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.desk import Desk, Told
from handlers.report_remarks import echoes_another
from handlers.report_taking import believed
from models.talk import last_of
from models.ticket import Ticket, asked_of, by_desk
from rules.announcing_asked import lacks_another, supplies_missed
from rules.complaint import COMPLAINTS, is_of_another
from rules.conversation import Told as Placed
from rules.deciding import DANGERS
from rules.doubt import Doubt, endangers
from rules.flow import Past
from rules.held import names_elsewhere
from rules.inquiry import INQUIRIES, about, is_another
from rules.joining import PERSONAL, is_own_need
from rules.parsing import Reading, Request
from rules.places import addresses
from rules.supplies import is_same_dark, is_supply, names_a_supply
from rules.tickets import ACTIVE, is_done

# What befalls one person: nobody else has the same.
OF_ONE = (*PERSONAL, "dispute.family", "emergency_health.missing_person")


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a residents' group: what it would be by itself, and what it is beside the tickets of its group."""

    words: str
    before: tuple[Past, ...]
    reading: Reading
    placed: Placed
    told: Told

    @property
    def asks(self) -> bool:
        """Whether it asks for something, or urges what was asked for."""
        return self.placed.reading.kind == "request"


def known_in(desk: Desk, placed: Placed) -> list[Ticket]:
    """The tickets that a message clings to."""
    known = (by_desk(desk.session, link.ticket) for link in placed.tickets if not link.opens)
    return [ticket for ticket in known if not desk.tells_another_is_back(ticket, desk.said.text)]


def meant(desk: Desk, message: Message) -> list[Ticket]:
    """Those of them that it is about."""
    known = known_in(desk, message.placed)
    known = [ticket for ticket in known if not echoes_another(desk, message.before, message.words, ticket)]
    return [ticket for ticket in known if _may_be_of(desk, message, ticket)]


def besides(desk: Desk, message: Message, mentioned: Sequence[Ticket]) -> tuple[list[Request], list[Request]]:
    """What it asks for that is of none of them: what opens a ticket, and what was left over, which a worker may have to
    sort out."""
    fresh = [link.request for link in message.placed.tickets if link.request]
    left = _left_over(desk, message, fresh, mentioned)
    if (fresh or left) and _answers(desk, message.words):
        # 像臭鸡蛋 to 什么味 is the answer, and no trouble of its own.
        fresh, left = ([request for request in each if endangers(request)] for each in (fresh, left))
    return fresh, left


def trapped(desk: Desk, ticket: Ticket, words: str) -> Request | None:
    """我在里面 said after 电梯坏了 is a danger that those words alone do not tell."""
    lift = ticket.matter in DANGERS["lift"] and ticket.state in ACTIVE
    return Request(ticket.matter, "P0", danger="lift") if lift and desk.res.ear.tells_of_trapped(words) else None


def _may_be_of(desk: Desk, message: Message, ticket: Ticket) -> bool:
    """Whether a message that clings to a ticket may be about its matter: not when it surely asks for another.

    我家也是 alone, long after and after other talk, means nothing in particular; 停水到几点 is none of a lost child.
    """
    reading, words = message.reading, desk.said.text
    if lacks_another(words, ticket.matter) or _is_new(desk, reading, ticket):
        return False
    if ticket.matter in COMPLAINTS and _complains_of_another(desk, reading, ticket):
        return False
    if ticket.matter.startswith(INQUIRIES) and _asks_another(desk, ticket):
        return False
    if message.asks and not reading.requests:
        lately = desk.now - (ticket.heard_at or ticket.created_at) <= desk.policies.desk.join_window
        return lately or last_of(desk.session, desk.said.chat) == ticket.id
    if message.asks and ticket.matter.startswith(OF_ONE) and ticket.matter not in reading.likely:
        return False
    if is_own_need(words, reading.requests, ticket.matter) and not desk.told_at_home(ticket):
        return False
    surely = bool(reading.requests) and desk.doubt_of(reading) is Doubt.SURE
    return not surely or (ticket.matter in reading.likely[:3] and not _is_elsewhere(desk, reading, ticket))


def _is_new(desk: Desk, reading: Reading, ticket: Ticket) -> bool:
    """电梯困人了, or 1号楼还没来水 of another building, once the work on it is said to be done."""
    words = desk.said.text
    elsewhere = bool(supplies_missed(words)) and names_elsewhere(words, ticket.building, ticket.unit)
    done = is_done(ticket.state, ticket.submitted_by is not None)
    return done and (elsewhere or any(endangers(request) for request in reading.requests))


def _complains_of_another(desk: Desk, reading: Reading, ticket: Ticket) -> bool:
    """投诉物业经理骂人 after 投诉保安; or after 物业乱收费, which those read who must not read of the first.

    So does who tells other trouble: 广场舞跳到十一点.
    """
    conduct = any(desk.matter(request.matter).conduct for request in reading.requests)
    trouble = bool(reading.requests) and ticket.matter not in reading.likely[:3]
    return is_of_another(desk.said.text, ticket.words) or trouble or (conduct and not ticket.sealed)


def _asks_another(desk: Desk, ticket: Ticket) -> bool:
    """养老认证在哪弄 after 社保卡过年能办吗; or what somebody else asks by its name once the first has an answer."""
    new = ticket.state not in ACTIVE and desk.actor not in desk.reporters_of(ticket)
    return (new and bool(about(desk.said.text))) or is_another(desk.said.text, ticket.words)


def _is_elsewhere(desk: Desk, reading: Reading, ticket: Ticket) -> bool:
    """Whether it is of another building, and no supply that fails in several; who reported a ticket and names no place
    but says that it is as it was speaks of that, not of their own home."""
    if not ticket.building or all(each.building in ("", ticket.building) for each in reading.requests):
        return False
    # 2栋也停 names no supply: after 停电了 it is of that one.
    one_supply = is_supply(ticket.matter) and not names_a_supply(desk.said.text)
    as_it_was = desk.res.ear.again(desk.said.text) and not addresses(desk.said.text)
    return not one_supply and not (as_it_was and desk.actor in desk.reporters_of(ticket))


def _left_over(desk: Desk, message: Message, fresh: Sequence[Request], mentioned: Sequence[Ticket]) -> list[Request]:
    """What was asked for but neither opened nor joined anything: a worker may know better.

    Words about a known ticket that may also ask for something else ask for it only if that is sure, or a danger; those
    of who reported it only if they lead to a second thing, or are of that one no more.
    """
    reading, words = message.reading, message.words
    if mentioned and desk.doubt_of(reading) is Doubt.ASK:
        return []
    requests, _ = believed(desk, reading, words)
    known = [ticket.matter for ticket in mentioned]
    left = [request for request in requests if request not in fresh and request.matter not in known]
    left = [request for request in left if not any(is_same_dark(request.matter, each, words) for each in known)]
    own = [
        t for t in mentioned if desk.actor in desk.reporters_of(t) and any(t.matter == each.matter for each in requests)
    ]
    if own and desk.res.ear.names_nothing_besides(words):
        return [request for request in left if endangers(request)]
    if len(fresh) + len(mentioned) < len(requests):
        return left
    rung = any(ticket.service_class == "P0" or trapped(desk, ticket, words) for ticket in mentioned)
    return [] if rung else [request for request in left if endangers(request)]


def _answers(desk: Desk, words: str) -> bool:
    """Whether the sender was asked something here and has not answered yet; what names a place is no answer."""
    awaited = None if addresses(words) else asked_of(desk.session, desk.actor)
    return awaited is not None and awaited.chat_id == desk.said.chat
