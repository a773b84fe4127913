"""What the desk does for itself: forgetting in time, and one list of what came in while it was away."""

from collections import defaultdict
from datetime import timedelta

from handlers.desk import HIGH, Desk
from models import asking, inbox, outbox, rollcall
from models.attachment import forget_waiting
from models.callout import forget_old
from models.household import erase_expired
from models.notice import forget_settled
from models.place import forget_invites
from models.privacy import forget_ended
from models.session import insert_missing
from models.slot import Slot
from models.ticket import Ticket, move
from models.ticket_due import waiting_late

A_DAY = timedelta(days=1)
OUTBOX_KEPT = timedelta(days=7)
CARDS_KEPT = timedelta(days=60)
# Long enough for whoever runs the desk to look why an update could not be handled.
SET_ASIDE_KEPT = timedelta(days=30)
LIST_MOST = 30
SETTLED = timedelta(seconds=4)
LONGEST_WAIT = timedelta(seconds=60)


def sweep_forget(desk: Desk) -> int:
    """Erases, once an hour, what has been kept long enough."""
    hour = desk.real_now.strftime("%Y-%m-%dT%H")
    if desk.res.taken.get("forget") == hour:
        return 0
    if insert_missing(desk.session, Slot, [{"subscription": "forget", "period": hour}]):
        return 1 if forget(desk) else 0
    desk.res.taken["forget"] = hour
    return 0


def forget(desk: Desk) -> int:
    """Erases group talk after its time, sent messages once nothing can refer to them, words of what is long over."""
    talk = desk.real_now - desk.policies.desk.retention
    erased = inbox.erase(desk.session, inbox.DONE, talk)
    inbox.erase(desk.session, inbox.ASIDE, desk.real_now - SET_ASIDE_KEPT)
    outbox.erase_old(desk.session, desk.real_now - OUTBOX_KEPT, desk.real_now - CARDS_KEPT)
    since = desk.now - desk.policies.desk.retention
    forget_waiting(desk.session, since)
    for chat, said in list(desk.res.talk.items()):
        desk.res.talk[chat] = {number: past for number, past in said.items() if past.at > since}
    forget_ended(desk.session, desk.now - desk.policies.desk.words_kept)
    erase_expired(desk.session, desk.now)
    forget_old(desk.session, desk.now - desk.policies.callout.kept)
    rollcall.forget_texts(desk.session, desk.now - desk.policies.desk.retention)
    forget_invites(desk.session, desk.now - OUTBOX_KEPT)
    forget_settled(desk.session, desk.now - max(desk.policies.desk.retention, A_DAY))
    # What was asked today counts against today's budget.
    asking.forget(desk.session, desk.real_now - max(desk.policies.desk.retention, A_DAY))
    return erased


def sweep_late(desk: Desk) -> int:
    """After the desk was away: each group of staff gets one list of what came in meanwhile."""
    waiting = waiting_late(desk.session)
    newest = max((t.created_at for t in waiting), default=desk.now)
    oldest = min((t.created_at for t in waiting), default=desk.now)
    if not waiting or (desk.now - newest < SETTLED and desk.now - oldest < LONGEST_WAIT):
        return 0
    lists: dict[int, list[Ticket]] = defaultdict(list)
    for ticket in waiting:
        if move(desk.session, ticket, "climb", "late", late=False):
            street = desk.town.street_of(ticket.place_id).id
            for chat in desk.staff_chats(street if ticket.sealed else ticket.place_id):
                lists[chat].append(ticket)
    for chat, tickets in lists.items():
        for start in range(0, len(tickets), LIST_MOST):
            some = [desk.view(t) for t in tickets[start : start + LIST_MOST]]
            desk.say(chat, "late_list", {"tickets": some, "total": len(tickets)}, priority=HIGH, purpose="list")
    return len(waiting)
