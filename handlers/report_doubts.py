"""What was read unsurely is put down as a question for a second opinion, where there is anybody to ask."""

from handlers.desk import Desk
from models.asking import Opinion
from models.report import reports_in
from models.session import insert
from models.ticket import by_desk
from rules.doubt import wondered
from rules.parsing import Reading
from rules.redaction import for_outsiders


def wonder(desk: Desk, reading: Reading, words: str) -> None:
    """Puts the question, in the transaction of the reading; who is asked, and when, is no business of ours."""
    if not (desk.res.advised and wondered(reading, desk.policies.reading, desk.policies.opinion.least)):
        return
    said = desk.said
    opened = [by_desk(desk.session, r.ticket_id) for r in reports_in(desk.session, said.chat, said.message) if r.opens]
    doubtful = next((ticket for ticket in opened if ticket.doubtful), None)
    if opened and doubtful is None:
        return
    insert(
        desk.session,
        Opinion,
        bot_id=said.bot,
        update_id=said.update_id,
        ticket_id=doubtful.id if doubtful else None,
        words=for_outsiders(words, [said.sender_name])[:1000],
        due_at=desk.real_now,
        made_at=desk.real_now,
    )
