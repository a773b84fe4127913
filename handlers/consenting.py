"""What one proposes and others must agree to; and taking up again what was suspended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.overseeing import Overseer
from handlers.speaking import HIGH
from handlers.timing import kept
from models.proposal import AGREED, Proposal, decide, pending_at, proposals_of
from models.session import insert
from models.supervision import drafts_at
from models.ticket import Ticket, move
from rules.consent import Kind, may_decide, missing
from rules.delay import in_days
from rules.routing import Officer
from rules.supervision import Colour
from rules.town import Level

LEADERS = {Level.GRID: "grid_leader", Level.COMMUNITY: "community_secretary", Level.STREET: "street_center"}


@dataclass(frozen=True, slots=True)
class Awaited:
    """A word that is waited for: `about` a draft or a proposal, of whom; `acts` are its buttons, with `arg`."""

    ticket: int
    number: int
    why: str
    about: str
    levels: frozenset[Level]
    people: frozenset[int]
    acts: tuple[str, str]
    arg: str


class Consenter(Overseer):
    """Proposals on tickets: written, brought to those whose word counts, agreed one by one."""

    def propose(self, ticket: Ticket, kind: Kind, words: str, **data: Any) -> Proposal | None:
        """Writes a proposal and asks those who must agree; gives it back when the actor's own word is enough."""
        row = {"ticket_id": ticket.id, "kind": kind, "by": self.actor, "at": self.now, "words": words[:300]}
        number = insert(self.session, Proposal, **row, data=data)
        self.at_work(ticket, self.actor)
        self.record(ticket.id, "propose", about=kind, words=words[:300])
        self.refresh(ticket)
        proposal = self.proposal(ticket, number)
        assert proposal is not None
        if self.authority(ticket) and self.agree_to(ticket, proposal):
            return proposal
        self._ask_for_consent(ticket, proposal)
        return None

    def proposal(self, ticket: Ticket, number: int) -> Proposal | None:
        """One of a ticket's proposals."""
        return next((row for row in proposals_of(self.session, ticket.id) if row.id == number), None)

    def authority(self, ticket: Ticket) -> Level | None:
        """The level in whose name the actor may decide about the ticket."""
        return self.town.authority(self.actor, ticket.place_id)

    def may_agree(self, ticket: Ticket, proposal: Proposal) -> bool:
        """Whether the actor's word is waited for."""
        approvers = self.policies.ladder.suspension.approvers
        return may_decide(kind_of(proposal), self.authority(ticket), agreed_by(proposal), approvers)

    def agree_to(self, ticket: Ticket, proposal: Proposal) -> bool:
        """Adds the actor's word if it counts; True once nothing is missing."""
        approvers, level = self.policies.ladder.suspension.approvers, self.authority(ticket)
        if level is None or not self.may_agree(ticket, proposal):
            return False
        agreed = [*proposal.agreed, [str(level), self.actor]]
        whole = not missing(kind_of(proposal), [Level(each) for each, _ in agreed], approvers)
        values: dict[str, Any] = {"agreed": agreed}
        if whole:
            values |= {"outcome": AGREED, "decided_at": self.now}
        if not decide(self.session, proposal.id, **values):
            return False
        self.record(ticket.id, "agree", about=proposal.kind)
        self.session.refresh(proposal)
        return whole

    def _ask_for_consent(self, ticket: Ticket, proposal: Proposal) -> None:
        buttons = self.buttons(ticket, ("agree", "refuse"), arg=f"p{proposal.id}")
        by = self.town.officers.get(proposal.by)
        words = self.view(ticket) | {
            "about": self.word(proposal.kind),
            "reason": proposal.words,
            "by": by.name if by else "",
        }
        words |= self._asked_for(ticket, proposal)
        people = [officer for group in self.deciders(ticket, proposal).values() for officer in group]
        for officer in {officer.user: officer for officer in people}.values():
            self.tell(officer, "proposal", words, buttons=buttons, ticket=ticket.id, purpose="proposal", priority=HIGH)

    def _asked_for(self, ticket: Ticket, proposal: Proposal) -> dict[str, Any]:
        """What is to be decided: how much longer and until when, on what ground and until which day."""
        nothing = {"days": 0, "hours": 0, "limit": None, "ground": "", "review": None}
        resolve, data = self.rules_of(ticket).resolve, proposal.data
        if proposal.kind == "extend" and resolve:
            more = timedelta(seconds=data["seconds"])
            days, hours = in_days(more, self.service_day(resolve.clock))
            return nothing | {"days": days, "hours": hours, "limit": self.due_extended(ticket, more)}
        if proposal.kind == "suspend":
            review = datetime.fromisoformat(data["review"])
            return nothing | {"ground": self.word(f"ground_{data['ground']}"), "review": review}
        return nothing

    def deciders(self, ticket: Any, proposal: Any) -> dict[Level, list[Officer]]:
        """Those whose word is waited for: of each group the lowest level where anybody is, and not on leave."""
        approvers = self.policies.ladder.suspension.approvers
        found: dict[Level, list[Officer]] = {}
        for group in missing(kind_of(proposal), agreed_by(proposal), approvers):
            there: dict[Level, list[Officer]] = {}
            for level in sorted(group, key=lambda each: -each.rank):
                people = self.town.serving(ticket.place_id, (LEADERS.get(level, ""),))
                people = [officer for officer in people if officer.user != proposal.by]
                there |= {level: people} if people else {}
            if first := self.first_present(there):
                found[first[0]] = first[1]
        return found

    def awaited(self, places: Sequence[int]) -> list[Awaited]:
        """Every word that is waited for at these places: signatures, the strongest first and alone, then agreements.

        What is sealed waits for the street alone.
        """
        return [*self._signatures(places), *self._agreements(places)]

    def _signatures(self, places: Sequence[int]) -> Iterator[Awaited]:
        strongest: dict[int, Any] = {}
        for row in sorted(drafts_at(self.session, places), key=lambda each: Colour(each.colour).rank):
            if not row.in_force or Colour(row.colour).rank > Colour(row.in_force).rank:
                strongest[row.ticket_id] = row
        for row in sorted(strongest.values(), key=lambda each: -Colour(each.colour).rank):
            level, people = self.signers(row, row.level)
            yield _awaited(row, "sign", self.word(row.colour), {level: people}, str(row.id))

    def _agreements(self, places: Sequence[int]) -> Iterator[Awaited]:
        for row in pending_at(self.session, places):
            yield _awaited(row, "agree", self.word(row.kind), self.deciders(row, row), f"p{row.id}")

    def resume(self, ticket: Ticket) -> bool:
        """What was suspended goes on with whoever had it, or is offered again; False when it was not suspended."""
        if not ticket.suspensions:
            return False
        *earlier, last = ticket.suspensions
        values = {"suspensions": [*earlier, [*last[:2], *kept(self.now)]], "review_at": None, "wording": ""}
        if ticket.claimed_by in self.town.officers:
            moved = move(self.session, ticket, "resume", **values, taken_at=self.now)
        else:
            moved = move(self.session, ticket, "wake", **values | self.offer_again(ticket, Level(ticket.level)))
        if moved:
            self.record(ticket.id, "resume")
            self.refresh(ticket)
        return moved


def _awaited(row: Any, why: str, about: str, asked: dict[Level, list[Officer]], arg: str) -> Awaited:
    asked = {level: people for level, people in asked.items() if not row.sealed or level is Level.STREET}
    users = frozenset(officer.user for people in asked.values() for officer in people)
    return Awaited(row.ticket_id, row.number, why, about, frozenset(asked), users, (why, "refuse"), arg)


def kind_of(proposal: Any) -> Kind:
    """What is proposed."""
    kind: Kind = proposal.kind
    return kind


def agreed_by(proposal: Any) -> list[Level]:
    """The levels that have agreed so far."""
    return [Level(level) for level, _ in proposal.agreed]
