"""督办: an official gives an order, or signs or refuses what the desk has drafted."""

from handlers.desk import HIGH, Desk
from handlers.overseeing import carries
from models import outbox
from models.supervision import SupervisionOrder, decide, orders_of
from models.ticket import Ticket
from rules.supervision import Colour, colour_in, ends_draft, raised
from rules.tickets import ACTIVE
from rules.town import Level


def supervise(desk: Desk, ticket: Ticket, words: str) -> None:
    """督办 128 红牌 今天办好: an order in force at once, of the colour told, never weaker than one before it."""
    if not _is_official(desk, ticket, Level.COMMUNITY):
        return
    if ticket.state not in ACTIVE:
        desk.over(ticket)
        return
    rows = orders_of(desk.session, ticket.id)
    wanted, words = colour_in(words)
    colour = raised(tuple(row.order for row in rows), wanted or Colour.ORDINARY)
    waiting = [row for row in rows if row.colour == colour and row.reply_due_at and not row.replied_at]
    if waiting and (not words or any(row.words == words[:200] for row in waiting)):
        desk.answer("supervised_already", **desk.view(ticket))
        return
    row = desk.write_order(ticket, colour, str(desk.authority(ticket)), words[:200])
    if colour.needs_signature:
        decide(desk.session, row.id, signed_by=desk.actor, signed_at=desk.now)
        desk.session.refresh(row)
    desk.enforce(ticket, row)
    desk.done("supervised", **desk.order_words(ticket, row))


def sign(desk: Desk, ticket: Ticket, arg: str) -> None:
    """签发: the draft comes into force."""
    row = draft(desk, ticket, arg)
    if row is None:
        desk.answer("no_draft", **desk.view(ticket))
    elif _may_decide(desk, ticket, row):
        if ticket.state not in ACTIVE:
            desk.over(ticket)
        elif (answered := _answered_since(desk, ticket, row)) and not _shown_again(desk, ticket, row):
            _show_again(desk, ticket, row, answered)
        elif decide(desk.session, row.id, signed_by=desk.actor, signed_at=desk.now):
            desk.session.refresh(row)
            desk.enforce(ticket, row)
            _shown(desk, ticket, row, "signed")
        else:
            desk.answer("no_draft", **desk.view(ticket))


def _answered_since(desk: Desk, ticket: Ticket, row: SupervisionOrder) -> SupervisionOrder | None:
    """The order on this ticket that was answered last, once the draft had been written."""
    answered = [each for each in orders_of(desk.session, ticket.id) if each.replied_at and each.replied_at > row.at]
    return max(answered, key=lambda each: each.replied_at or row.at, default=None)


def _shown_again(desk: Desk, ticket: Ticket, row: SupervisionOrder) -> bool:
    """Whether the draft has been laid before the actor with that answer."""
    told = outbox.told(desk.session, ticket.id, ("draft_again",))
    return any(each.chat_id == desk.said.chat and carries(each.payload, str(row.id)) for each in told)


def _show_again(desk: Desk, ticket: Ticket, row: SupervisionOrder, answered: SupervisionOrder) -> None:
    """The answer came after the draft: it is read before anybody is ordered anew."""
    told = {"name": desk.name_of(answered.replied_by or 0), "said": answered.reply, "drafted": row.at}
    words = desk.order_words(ticket, row) | told
    buttons = desk.buttons(ticket, ("sign", "refuse"), arg=str(row.id))
    desk.settle_question(ticket, "draft", str(row.id), "supervision_draft", words, desk.said.chat)
    desk.answered = True
    desk.reply(
        "draft_answered", words, buttons=buttons, ticket=ticket.id, purpose="draft_again", priority=HIGH,
    )  # fmt: skip


def refuse(desk: Desk, ticket: Ticket, arg: str) -> None:
    """驳回: the draft never comes into force."""
    row = draft(desk, ticket, arg)
    if row is None:
        desk.answer("no_draft", **desk.view(ticket))
    elif _may_decide(desk, ticket, row):
        if decide(desk.session, row.id, refused_by=desk.actor):
            desk.record(ticket.id, "refuse_order", order=row.id)
            _shown(desk, ticket, row, "refused")
        else:
            desk.answer("no_draft", **desk.view(ticket))


def draft(desk: Desk, ticket: Ticket, arg: str) -> SupervisionOrder | None:
    """The draft that was pressed, or whose colour was told, or the newest one that waits."""
    rows = orders_of(desk.session, ticket.id)
    ended = {each.id for each in rows if any(ends_draft(row.order, each.order) for row in rows)}
    waiting = [row for row in rows if row.order.is_draft and row.id not in ended]
    told, _ = colour_in(arg)
    if arg.isdecimal() or told:
        waiting = [row for row in waiting if arg == str(row.id) or row.colour == told]
    return waiting[-1] if waiting else None


def _shown(desk: Desk, ticket: Ticket, row: SupervisionOrder, template: str) -> None:
    words = desk.order_words(ticket, row)
    desk.settle_question(ticket, "draft", str(row.id), template, words)
    desk.done(template, **words)


def _may_decide(desk: Desk, ticket: Ticket, row: SupervisionOrder) -> bool:
    """Whether the actor signs or refuses it: not who has the ticket, unless there is nobody else."""
    if not _is_official(desk, ticket, Level(row.level)):
        return False
    _, others = desk.signers(ticket, row.level)
    if ticket.claimed_by != desk.actor or not others:
        return True
    desk.answer("sign_others", **desk.view(ticket) | {"others": [officer.name for officer in others]})
    return False


def _is_official(desk: Desk, ticket: Ticket, level: Level) -> bool:
    """Whether the actor stands for this level or one above it; if not, that has been said."""
    if not desk.may_handle(ticket):
        return False
    own = desk.authority(ticket)
    if own is not None and not level.above(own):
        return True
    desk.answer("not_official", **desk.view(ticket) | {"level": desk.word(str(level))})
    return False
