"""What staff ask, and who answers it: never a ticket, never a note; a part of dispatch."""

from handlers import digest, query, query_asked, query_counted, rota, today
from handlers.desk import Desk
from rules.messages import ChatKind
from rules.query_asked import Asked, What, asked_in, greets, only_asks

IN_PARTS = frozenset({What.MINE, What.DECIDE, What.UNTAKEN})
IN_LISTS = frozenset({What.OVERDUE, What.SUSPENDED, What.UNFINISHED})
COUNTED = frozenset({What.COUNT, What.WHERE})


def asked(desk: Desk) -> bool:
    """Whether a question was answered with what the desk knows; in groups only how something stands, by who leads."""
    if not query_asked.may_ask(desk):
        return False
    where = query_asked.named(desk)
    if query_asked.asked(desk, where):
        return True
    private = desk.said.chat_kind is ChatKind.PRIVATE
    wanted = asked_in(where.words) if private else None
    return wanted is not None and _answered(desk, wanted, where)


def _answered(desk: Desk, wanted: Asked, where: query_asked.Where) -> bool:
    if wanted.what in COUNTED:
        return query_counted.count(desk, wanted, where)
    if wanted.what in IN_PARTS:
        return today.part(desk, wanted.what)
    if wanted.what in IN_LISTS:
        return today.listed(desk, wanted.what)
    if wanted.what is What.SLOWEST:
        return query_counted.slowest(desk, wanted)
    if wanted.what is What.BUSIEST:
        return query_counted.busiest(desk)
    if wanted.what is What.SHEET:
        return digest.send_sheet(desk, wanted.when)
    if wanted.what is What.NOTICES:
        desk.reply("query_cannot", {"why": "notices", "leads": True}, purpose="asked")
        return True
    return (rota.show if wanted.what is What.DUTY else today.show)(desk, "")


def unanswered(desk: Desk) -> bool:
    """A question of staff in private that nothing has answered: that is said. What tells of danger is heard."""
    if not query_asked.may_ask(desk) or desk.tells_danger():
        return False
    if not only_asks(desk.said.text):
        return False
    desk.reply("query_cannot", {"why": "", "leads": query_asked.leads(desk)}, purpose="asked")
    return True


def greeted(desk: Desk) -> bool:
    """你好 by staff is no note on what they told last."""
    meant = query_asked.may_ask(desk) and greets(desk.said.text)
    if meant:
        query.help_text(desk)
    return meant
