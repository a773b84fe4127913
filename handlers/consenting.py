"""What one proposes and others must agree to; and taking up again what was suspended."""

from typing import Any

from handlers.overseeing import Overseer
from handlers.speaking import HIGH
from handlers.timing import kept
from models.proposal import AGREED, Proposal, decide, proposals_of
from models.session import insert
from models.ticket import Ticket, move
from rules import cards
from rules.consent import Kind, may_decide, missing
from rules.routing import Officer
from rules.town import Level


class Consenter(Overseer):
    """Proposals on tickets: written, brought to those whose word counts, agreed one by one."""

    def propose(self, ticket: Ticket, kind: Kind, words: str, **data: Any) -> Proposal | None:
        """Writes a proposal and asks those who must agree; gives it back when the actor's own word is enough."""
        row = {"ticket_id": ticket.id, "kind": kind, "by": self.actor, "at": self.now, "words": words[:300]}
        number = insert(self.session, Proposal, **row, data=data)
        self.record(ticket.id, "propose", about=kind, words=words[:300])
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
            values |= {"outcome": AGREED, "decided_by": self.actor, "decided_at": self.now}
        if not decide(self.session, proposal.id, **values):
            return False
        self.record(ticket.id, "agree", about=proposal.kind)
        self.session.refresh(proposal)
        return whole

    def _ask_for_consent(self, ticket: Ticket, proposal: Proposal) -> None:
        buttons = cards.buttons((("agree", "refuse"),), ticket.id, self.labels(ticket), f"p{proposal.id}")
        by = self.town.officers.get(proposal.by)
        words = self.view(ticket) | {
            "about": self.word(proposal.kind),
            "reason": proposal.words,
            "by": by.name if by else "",
        }
        for officer in self.deciders(ticket, proposal):
            self.tell(officer, "proposal", words, buttons=buttons, ticket=ticket.id, purpose="proposal", priority=HIGH)

    def deciders(self, ticket: Ticket, proposal: Proposal) -> list[Officer]:
        """Those whose word is waited for: of each group the lowest level where anybody is."""
        approvers = self.policies.ladder.suspension.approvers
        found: dict[int, Officer] = {}
        for group in missing(kind_of(proposal), agreed_by(proposal), approvers):
            for level in sorted(group, key=lambda each: -each.rank):
                role = {
                    Level.GRID: "grid_leader",
                    Level.COMMUNITY: "community_secretary",
                    Level.STREET: "street_center",
                }
                people = self.town.serving(ticket.place_id, (role.get(level, ""),))
                people = [officer for officer in people if officer.user != proposal.by]
                if people:
                    found |= {officer.user: officer for officer in people}
                    break
        return list(found.values())

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


def kind_of(proposal: Proposal) -> Kind:
    """What is proposed."""
    return proposal.kind  # type: ignore[return-value]


def agreed_by(proposal: Proposal) -> list[Level]:
    """The levels that have agreed so far."""
    return [Level(level) for level, _ in proposal.agreed]
