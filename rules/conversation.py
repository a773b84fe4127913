"""A group's day, message by message: which open a ticket, which belong to one, which are talk."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.apart import (
    asks_plainly,
    asks_plainly_for_another,
    is_danger_elsewhere,
    is_dry_of,
    is_idle_talk,
    is_in_other_building,
    is_in_other_danger,
    is_in_other_unit,
    is_of_other_premises,
    is_talk,
    says_more,
    spreads,
    tells_anew,
)
from rules.choosing import chosen
from rules.clues import Heard, OpenTicket, Scene, Turns, homes, is_over, is_same_here
from rules.deciding import DANGERS
from rules.flow import KEPT_PAST, Past, tone_with
from rules.going_on import tells_of_another_person
from rules.joining import UNCONSCIOUS, joins, named_together
from rules.news import is_over_beside, stands_open
from rules.parsing import Reading, Request
from rules.places import addresses
from rules.placing import NEW, NONE, PHOTO, Choice, Weights, because, choices
from rules.recalling import of_known_supply, recalled, says_too
from rules.receipts import acknowledges
from rules.scene import pairs_of
from rules.supplies import SUPPLIES, is_supply, runs_out
from rules.taxonomy import UNCLASSIFIED
from rules.twins import LEAK
from rules.wording import narrow

_FORGET, _NEAR, _BACK_WITHIN = timedelta(hours=14), timedelta(minutes=20), timedelta(hours=8)
_SURELY, _NEARLY = 0.8, -0.6
# How far the weights may be ahead where talk is taken for idle; how much a second thing is felt that opens its own.
_UNSURE, _OWN_THING = 0.75, 0.8
_SAYS_IT_BRIEFLY = 20
_WORDS, _FIRST_WORDS = 300, 120
_MANY, _TOO, _WATER = 3, "也", SUPPLIES["水"]


@dataclass(frozen=True, slots=True)
class Link:
    """A ticket a message is about; `request` when the message opens it."""

    ticket: int
    request: Request | None = None

    @property
    def opens(self) -> bool:
        return self.request is not None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a message: its reading, which the conversation may have corrected, and its tickets."""

    reading: Reading
    tickets: tuple[Link, ...]


def place(heard: Heard, tickets: Sequence[OpenTicket], turns: Turns, weights: Mapping[str, float]) -> Told:
    """What becomes of one message beside the tickets of its group, oldest first; a link that opens has no ticket yet.

    Unlike a conversation it forgets nothing: which tickets may still be spoken of is for the caller to say. What is
    talk is not explained.
    """
    if not (tickets or heard.reading.requests or heard.asks):
        # Beside nothing, what asks for nothing is talk, whatever it weighs.
        return Told(_of_kind(heard.reading, _kind_of_talk(heard)), ())
    if heard.last and all(ticket.id != heard.last for ticket in tickets):
        heard = replace(heard, last=0)
    talk = Conversation(turns, weights)
    kind, links = talk.beside(heard, tickets)
    if not links:
        return Told(_of_kind(heard.reading, kind), ())
    told = tuple(Link(0, link.request) if link.opens else link for link in links)
    return Told(talk.explained(heard.reading, kind), told)


class Conversation:
    """Keeps the tickets of one group's day. What is heard is decided by the clues of rules.placing and rules.clues."""

    def __init__(self, turns: Turns, weights: Mapping[str, float]) -> None:
        self._turns = turns
        self._weights = weights if isinstance(weights, Weights) else Weights(weights)
        self._tickets: dict[int, OpenTicket] = {}
        self._last = 0
        self._past: deque[Past] = deque(maxlen=KEPT_PAST)
        self._taken: tuple[Sequence[Choice], int] = (), NONE

    def hear(
        self, sender: str, text: str, at: datetime, role: str, reading: Reading, asks: tuple[Request, ...] = ()
    ) -> Told:
        """Places the next message of the day; `asks` is what it would ask for if it asked for something."""
        heard = Heard(sender, text, at, role, reading, self._last, asks, self.past)
        kind, links = self._placed(heard, self.known(at))
        self.note(heard, kind, links)
        return Told(self.explained(reading, kind), links)

    def explained(self, reading: Reading, kind: str) -> Reading:
        """The reading of the message placed last, and why it was placed there."""
        ranked, best = self._taken
        return reading._replace(kind=kind, why=(*reading.why, because(ranked, best, self._weights)))

    def known(self, at: datetime) -> list[OpenTicket]:
        """The tickets that may still be spoken of."""
        return [ticket for ticket in self._tickets.values() if at - ticket.heard_at < _FORGET]

    @property
    def past(self) -> tuple[Past, ...]:
        """The last messages, the latest last."""
        return tuple(self._past)

    @property
    def last(self) -> int:
        """The ticket of the last message, or 0."""
        return self._last

    def note(self, heard: Heard, kind: str, links: Sequence[Link]) -> None:
        """Remembers what became of a message."""
        for link in links:
            ticket = self._tickets.get(link.ticket) or _opened(link, heard)
            self._tickets[link.ticket] = _told_of(ticket, heard, kind, self._turns)
        self._last = links[-1].ticket if links else 0
        self._past.append(past_of(heard, links))

    def beside(self, heard: Heard, tickets: Sequence[OpenTicket] | None = None) -> tuple[str, tuple[Link, ...]]:
        """The kind of a message and its links; were these tickets, oldest first, all there are, if any are given."""
        if tickets is not None:
            self._tickets = {ticket.id: ticket for ticket in tickets}
        return self._placed(heard, self.known(heard.at) if tickets is None else list(tickets))

    def _placed(self, heard: Heard, known: list[OpenTicket]) -> tuple[str, tuple[Link, ...]]:
        heard = _of_what_fails(heard, known, self._turns)
        scene = Scene(heard, known, self._turns)
        ranked = choices(scene, self._weights)
        if person := _another_person(heard, known):
            self._taken = ranked, NEW
            return "request", (Link(max(self._tickets, default=0) + 1, person),)
        best = self._best(scene, ranked)
        self._taken = ranked, best
        if best == NONE:
            return _kind_of_talk(heard), ()
        links = self._asked(heard, known, ranked) if best == NEW else self._joined(heard, known, best, ranked)
        if not links:
            return _kind_of_talk(heard), ()
        if any(link.opens for link in links):
            return "request", links
        return kind_beside(heard, self._tickets[links[0].ticket], self._turns), links

    def _best(self, scene: Scene, ranked: Sequence[Choice]) -> int:
        """The best place; none is what plainly asks for another matter, another danger surely told, another building,
        another unit once that is done, a shop beside a home, nor trouble that is back."""
        best, heard = self._led(scene, chosen(scene, ranked)), scene.heard
        if best <= 0:
            return best
        ticket, turns = _nearer(scene, self._tickets[best]), self._turns
        elsewhere = is_in_other_building(heard, ticket, turns) and not spreads(heard, ticket, scene.tickets)
        elsewhere = elsewhere or _drips(heard, ticket)
        apart = elsewhere or is_in_other_unit(heard, ticket, turns) or asks_plainly_for_another(heard, ticket)
        if heard.role == "staff":
            # A lift that stands still in a power cut is seen to by whoever sees to the cut.
            own = not apart or is_supply(ticket.matter)
            return self._mended(heard, ticket, scene.tickets) if own else NONE
        if heard.sender not in ticket.people and _is_receipt(heard):
            return NONE
        if heard.role == "resident":
            other = max(ranked, key=lambda each: (each.ticket <= 0, each.score))
            idle = ranked[0].score - other.score < _UNSURE and is_idle_talk(heard, ticket, turns)
            if idle or is_talk(heard, ticket, turns):
                return other.ticket
        asked = {request.matter: request.place for request in heard.reading.requests}
        if ticket.matter in asked:
            told, known = f"{asked[ticket.matter]} {heard.text}", f"{ticket.place} {ticket.words}"
            apart = apart or is_of_other_premises(ticket.matter, told, known)
        if not heard.reading.hinted:
            apart = apart or is_in_other_danger(heard, ticket) or is_danger_elsewhere(heard, ticket)
        return NEW if apart or self._comes_back(heard, ticket) else self._mended(heard, ticket, scene.tickets)

    def _led(self, scene: Scene, best: int) -> int:
        """The place that weights find best, but for what words tell too plainly."""
        heard = scene.heard
        if heard.role == "staff":
            return _seen_to(scene) if best == NONE else best
        if heard.role != "resident":
            return best
        if best == NONE and self._turns["me_too"].search(scene.words):
            return _meant(scene)
        if best == NONE and (asks_plainly(heard) or self._plainly_fails(scene)):
            best = NEW
        return _cut_off_too(scene) or _leak_here(scene) or _main_seen(scene) if best == NEW else best

    def _plainly_fails(self, scene: Scene) -> bool:
        """Whether words tell of what fails and of nothing else: 水龙头拧不紧 一直滴水."""
        turns = ("plainly_fails", "plainly_fails_in_english")
        return bool(scene.heard.reading.requests) and any(self._turns[turn].search(scene.words) for turn in turns)

    def _mended(self, heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket]) -> int:
        """The ticket that news of a mending is of: the later one, where the trouble of one that is done is back."""
        if not (ticket.resolved and is_over(heard.text, ticket.matter, self._turns)):
            return ticket.id
        told = (ticket.matter, ticket.building)
        later = [each for each in tickets if each.id > ticket.id and (each.matter, each.building) == told]
        return later[-1].id if later and not later[-1].resolved else ticket.id

    def _comes_back(self, heard: Heard, ticket: OpenTicket) -> bool:
        """Whether trouble that was over is told to be back: that is new trouble."""
        if not ticket.resolved or heard.reading.kind in ("ad", "notice", "thanks"):
            return False
        again = self._turns["again"].search(heard.text) or tells_anew(heard, ticket)
        return bool(again) and not is_over(heard.text, ticket.matter, self._turns)

    def _asked(self, heard: Heard, known: list[OpenTicket], ranked: Sequence[Choice]) -> tuple[Link, ...]:
        """What a message opens: each thing it asks for that no ticket has yet."""
        requests = heard.reading.requests or heard.asks[:1]
        told, near = next(iter(requests), None), [self._tickets[each.ticket] for each in ranked if each.ticket > 0]
        first = recalled(heard, told, near, self._turns)
        if first is None:
            return ()
        fresh = max(self._tickets, default=0) + 1
        links = [Link(fresh, first)]
        for request in requests[1:] if first is told else ():
            if (request.matter, request.building) == (first.matter, first.building):
                continue
            if not self._is_thing_of_its_own(heard, request):
                continue
            ticket = joins(request, known, heard.at, heard.sender)
            if ticket is None:
                links.append(Link(fresh + sum(link.opens for link in links), request))
            elif all(link.ticket != ticket.id for link in links):
                links.append(Link(ticket.id))
        return tuple(links)

    def _is_thing_of_its_own(self, heard: Heard, request: Request) -> bool:
        """Whether what is asked for besides is no other name of the first: a danger, led to (还有), or well felt."""
        felt = dict(zip(heard.reading.likely, heard.reading.grips, strict=False))
        if request.danger or felt.get(request.matter, _OWN_THING) >= _OWN_THING:
            return True
        return bool(self._turns["joint"].search(narrow(heard.text)))

    def _joined(self, heard: Heard, known: list[OpenTicket], best: int, ranked: Sequence[Choice]) -> tuple[Link, ...]:
        """The best ticket, every other that the words name as well, and what is asked for besides."""
        floor = max(each.score for each in ranked if each.ticket <= 0)
        able = {each.ticket for each in ranked if each.ticket > 0 and each.score > floor}
        named = [number for number in named_together(heard, known) if number in able and number != best]
        links = [Link(number) for number in (best, *named)]
        ticket = self._tickets[best]
        if len(heard.reading.requests) < 2 or heard.role == "staff" or says_more(heard, ticket, self._turns):
            return tuple(links)
        for request in heard.reading.requests:
            own = request.matter != ticket.matter and self._is_thing_of_its_own(heard, request)
            if own and heard.reading.lead > _SURELY:
                known_too = joins(request, known, heard.at, heard.sender)
                fresh = Link(max(self._tickets, default=0) + 1, request)
                links.append(Link(known_too.id) if known_too else fresh)
                break
        return tuple(links)


def kind_beside(heard: Heard, ticket: OpenTicket, turns: Turns) -> str:
    """What kind a message is once it is known to be about a ticket."""
    kind, fixed = heard.reading.kind, is_over(heard.text, ticket.matter, turns)
    if heard.role == "staff":
        if turns["announced"].search(heard.text):
            return "notice"
        return "ack" if not fixed and (kind == "ack" or turns["taking_on"].search(heard.text)) else "update"
    if PHOTO.search(heard.text):
        return "update"
    if kind in ("thanks", "quarrel", "rumour", "ad") or (kind == "ack" and not fixed):
        return kind
    if fixed:
        return "update"
    if is_same_here(heard.text, turns) and heard.sender != ticket.opener:
        return "request"
    if heard.sender in ticket.people:
        return "update"
    if kind == "chatter" and heard.reading.lead > _NEARLY and heard.reading.likely[:1] == (ticket.matter,):
        return "request"
    return kind if kind != "notice" else "update"


def _meant(scene: Scene) -> int:
    """The ticket that 我家也是 is about, if it can be no other: the only one that goes on where the speaker lives, or
    anywhere, if none does there."""
    near = [each for each in scene.alive if not scene.home or each.building in ("", scene.home)]
    meant = near or scene.alive
    return meant[0].id if len(meant) == 1 else NONE


def _of_what_fails(heard: Heard, known: Sequence[OpenTicket], turns: Turns) -> Heard:
    """三幢也停了 read beside the supply that was just told to fail, 又停了 beside that which failed last today."""
    if says_too(heard.reading, heard.text):
        near = [each for each in known if not each.resolved and heard.at - each.heard_at < _NEAR]
    elif heard.reading.requests and turns["again"].search(narrow(heard.text)):
        near = [each for each in known if heard.at - each.heard_at < _BACK_WITHIN]
    else:
        return heard
    near.sort(key=lambda each: (each.id == heard.last, each.heard_at), reverse=True)
    return replace(heard, reading=of_known_supply(heard.reading, heard.text, [each.matter for each in near]))


def _another_person(heard: Heard, known: Sequence[OpenTicket]) -> Request | None:
    """小区门口也倒了一个 right after somebody was told to lie elsewhere: a danger, whatever the words alone tell."""
    if heard.role != "resident" or not tells_of_another_person(heard.text):
        return None
    lately = [each for each in known if not each.resolved and heard.at - each.heard_at < _NEAR]
    lies = [each for each in lately if each.service_class == "P0" and each.matter in DANGERS[UNCONSCIOUS]]
    asked = next(iter(heard.reading.requests or heard.asks), Request("", ""))
    where = asked._replace(building="", unit="", room="") if not addresses(heard.text) else asked
    return where._replace(matter=lies[-1].matter, service_class="P0", danger=UNCONSCIOUS) if lies else None


def _drips(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether a leak at home is told beside water that fails: 我家水龙头滴水 is of another day, or another home."""
    asked = heard.reading.requests
    leaks = bool(asked) and all(each.matter == LEAK for each in asked)
    return leaks and ticket.matter == _WATER and runs_out(heard.text)


def _cut_off_too(scene: Scene) -> int:
    """The ticket of a supply that fails for many, if the same is asked for and no building told where it may have
    another cause: 没水了 洗不了手 is of what goes on, 8栋也停了 only where three buildings or all lack it. Else a new
    one."""
    asked = scene.heard.reading.requests
    if len(asked) != 1 or asked[0].danger or not is_supply(asked[0].matter):
        return NEW
    alike = [each for each in reversed(scene.alive) if each.matter == asked[0].matter]
    return next((each.id for each in alike if _is_of_many(each, scene)), NEW)


def _leak_here(scene: Scene) -> int:
    """The ticket of a leak in the house where water fails."""
    return next((each.id for each in reversed(scene.alive) if is_dry_of(scene.heard, each)), NEW)


def _main_seen(scene: Scene) -> int:
    """The ticket of water that fails for several, if a main is seen to have burst in the street: 东门路中间往上喷."""
    if any(each.danger for each in scene.heard.reading.requests) or not scene.turns["main_bursts"].search(scene.words):
        return NEW
    dry = [each for each in reversed(scene.alive) if each.matter == _WATER and len(each.people) > 1]
    return next((each.id for each in dry), NEW)


def _is_of_many(ticket: OpenTicket, scene: Scene) -> bool:
    if scene.buildings and not (scene.same_here or _TOO in scene.words):
        return False
    least = _MANY if scene.buildings else 2
    return len(homes(ticket.people)) >= least if ticket.building else len(ticket.people) >= _MANY


def _nearer(scene: Scene, ticket: OpenTicket) -> OpenTicket:
    """Of several that go on with the same matter the one where the words tell, or where who speaks lives if they tell
    nowhere, unless it is one they have told, or whoever told it is called by name."""
    here = scene.buildings or {scene.home} - {""}
    if ticket.building in ("", *here) or scene.heard.role == "staff":
        return ticket
    if scene.heard.sender in ticket.people or scene.called & ticket.people:
        return ticket
    near = [each for each in scene.order if each.matter == ticket.matter and each.building in here]
    units = scene.units or {scene.home_unit}
    return max(near, key=lambda each: each.unit in units) if near else ticket


def _seen_to(scene: Scene) -> int:
    """The ticket that staff say they see to: that of whoever they call by name (@小贺 这就过来), else the only one."""
    if scene.heard.reading.kind == "notice" or len(scene.words) > _SAYS_IT_BRIEFLY or _is_receipt(scene.heard):
        return NONE
    if not (scene.takes_on or scene.turns["at_work"].search(scene.words)):
        return NONE
    own = [each for each in scene.alive if each.opener in scene.called] or scene.alive
    return own[0].id if len(own) == 1 else NONE


def _is_receipt(heard: Heard) -> bool:
    """Whether a 收到 is of nothing that is going on: of what a worker has just told everybody, or one of many."""
    if acknowledges(heard.text) is None:
        return False
    told = [each for each in heard.past if not each.tickets and each.sender != heard.sender]
    of_news = bool(told) and told[-1] is heard.past[-1] and told[-1].role == "staff"
    return of_news or any(acknowledges(each.text) is not None for each in told)


def _of_kind(reading: Reading, kind: str) -> Reading:
    return reading if reading.kind == kind else reading._replace(kind=kind)


def _kind_of_talk(heard: Heard) -> str:
    """What kind a message is that is about no ticket and opens none."""
    return "chatter" if heard.reading.kind == "request" else heard.reading.kind


def _kept(words: str) -> str:
    """The first words of a ticket, and the last."""
    return words if len(words) <= _WORDS else words[:_FIRST_WORDS] + words[_FIRST_WORDS - _WORDS :]


def past_of(heard: Heard, links: Sequence[Link]) -> Past:
    """What is kept of a message for those after it."""
    reading, numbers = heard.reading, tuple(link.ticket for link in links)
    pairs = pairs_of(narrow(heard.text))
    tone = tone_with(heard.past, heard.sender, heard.at, reading.lead)
    return Past(heard.sender, heard.text, heard.at, heard.role, numbers, reading.lead, reading.likely, pairs, tone)


def _told_of(ticket: OpenTicket, heard: Heard, kind: str, turns: Turns) -> OpenTicket:
    done = kind in ("update", "thanks", "ack") and (ticket.resolved or _ends(ticket, heard.text, turns))
    return ticket._replace(
        heard_at=heard.at,
        resolved=done or (ticket.resolved and kind != "request"),
        words=_kept(ticket.words + heard.text),
        people=ticket.people | {heard.sender},
        answered=ticket.answered or heard.role == "staff",
    )


def _ends(ticket: OpenTicket, words: str, turns: Turns) -> bool:
    """Whether words say that this trouble is over: in words for any, or in those for its matter, 动了动了 of a lift."""
    if is_over(words, ticket.matter, turns):
        return True
    return is_over_beside(narrow(words), ticket.matter) and not stands_open(words, ticket.words)


def _opened(link: Link, heard: Heard) -> OpenTicket:
    asked = link.request or Request(UNCLASSIFIED, "P2")
    where = (asked.building, asked.unit, asked.room, asked.place)
    return OpenTicket(
        link.ticket,
        asked.matter,
        *where,
        opened_at=heard.at,
        heard_at=heard.at,
        opener=heard.sender,
        service_class=asked.service_class,
    )
