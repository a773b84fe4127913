"""What a ticket's papers (问题交接单 and the like) add to its cards, and who may put their name to them."""

from typing import Any

from handlers.overseeing import Overseer
from handlers.showing import Beside
from handlers.speaking import Buttons
from models import handover
from models.ticket import Ticket
from rules import callback
from rules.messages import Button
from rules.routing import COMMUNITY_ROLES, GRID_ROLES, STREET_ROLES

RECEIVERS = {"community": COMMUNITY_ROLES, "street": STREET_ROLES}


class Papers(Overseer):
    """Staff cards with the lines and buttons of what hangs on their tickets."""

    def beside(self, ticket: Ticket, chat: int) -> Beside:
        """The lines and buttons of all papers of a ticket."""
        form = handover.newest(self.session, ticket.id)
        lines = [self.text("handover_line", **self._form_view(form))] if form else []
        return Beside(tuple(lines), self._sign_row(ticket, form, chat))

    def _form_view(self, form: Any) -> dict[str, Any]:
        return {
            "giver": self.name_of(form.giver),
            "signer": self.name_of(form.signed_by or 0),
            "complete": form.complete_at is not None,
        }

    def _sign_row(self, ticket: Ticket, form: Any, chat: int) -> Buttons:
        """签收, once the form is complete, where those read who receive it."""
        waits = form and form.complete_at and form.signed_by is None
        if not waits or chat not in self.receiving_chats(ticket, form.level):
            return ()
        return ((Button(self.word("receive"), callback.write("receive", ticket.id)),),)

    def receiving_chats(self, ticket: Ticket, level: str) -> list[int]:
        """Where those read who have the ticket at this level."""
        return self._staff_chats(ticket, level)

    def receives(self, user: int, ticket: Ticket, level: str) -> bool:
        """Whether somebody stands for this level of the ticket's place."""
        roles = RECEIVERS.get(level, GRID_ROLES)
        return any(officer.user == user for officer in self.town.serving(ticket.place_id, roles))

    def name_of(self, user: int) -> str:
        """The name of somebody of the staff; "" for everybody else."""
        officer = self.town.officers.get(user)
        return officer.name if officer else ""
