"""A private chat: commands, buttons' words, answers, what is asked for, and what is said of one's own tickets."""

from datetime import timedelta

from handlers import (
    broadcast,
    broadcast_said,
    callout_answering,
    dispatch_held,
    dispatch_offered,
    dispatch_rollcall,
    enrol,
    feedback,
    inviting,
    known_matter,
    news,
    office,
    privacy,
    query,
    question,
    receipts,
    receipts_missing,
    report,
    report_photos,
    speech,
    today,
    unheard,
)
from handlers.desk import Desk, around, buttons_in
from handlers.dispatch_actions import act
from handlers.dispatch_asked import cancelled
from handlers.dispatch_press import replied as button_typed
from handlers.dispatch_questions import greeted, unanswered
from handlers.dispatch_replies import answered_elsewhere, answered_last, replied
from handlers.dispatch_talk import asked_office, asked_status, commanded, edited, spoken_to
from handlers.own_words import first_heard, noted, said_of_work
from handlers.own_words_rung import shown_again
from handlers.report_taking import MEMORY
from models.ticket import Ticket
from rules import english_talk
from rules.announcing_asked import supplies_missed
from rules.asked import asks_by_sign, asks_how_to_tell
from rules.broadcast_said import said_of_notice
from rules.commands import asks_for_help, asks_for_person, asks_who_reported, asks_who_this_is
from rules.deciding import DANGERS
from rules.held import names_elsewhere
from rules.messages import Kind, SenderKind
from rules.news import is_back_as_told
from rules.own_words import consents, is_of_many, is_of_other_duties
from rules.put_right import is_only_place
from rules.query_asked import greets
from rules.redaction import mask_identity
from rules.remarks import is_small_talk
from rules.routing import Spot
from rules.tickets import ACTIVE, ANSWERED, State

# 发错了 is said of another message, and 没事了 days later may be of anything.
SLIP, LATELY = "错", timedelta(days=1)


def private(desk: Desk) -> None:
    """Serves a message of a private chat."""
    said = desk.said
    if said.sender is None or said.sender.kind is not SenderKind.PERSON:
        return
    if said.command == "start":
        enrol.start(desk, said.arguments.strip())
        _begins(desk)
        unheard.bring(desk)
        return
    if enrol.private_opened(desk):
        _told_roles(desk)
        _begins(desk)
    if said.own:
        _passed_on(desk)
    elif said.kind is Kind.EDITED:
        edited(desk)
    elif not (_first_heard(desk) or first_heard(desk) or replied(desk) or spoken_to(desk) or _heard_besides(desk)):
        _words(desk)


def _passed_on(desk: Desk) -> None:
    """A card of ours that somebody passes on to us tells nothing new: they want to know how it stands."""
    _ = query.work(desk) if desk.by_staff else query.mine(desk)


def _told_roles(desk: Desk) -> None:
    officer = desk.officer
    if officer is not None:
        inviting.tell_given(desk, officer, officer.roles)


def _begins(desk: Desk) -> None:
    officer = desk.officer
    if officer is not None:
        today.begin(desk, officer)


def _first_heard(desk: Desk) -> bool:
    """A command, a button's word under a notice, 收到, or the answer to what its author was asked."""
    if privacy.asked(desk) or commanded(desk):
        return True
    if button_typed(desk) or callout_answering.typed(desk):
        return True
    if receipts.typed(desk) or dispatch_rollcall.private(desk) or broadcast.answer(desk) or cancelled(desk):
        return True
    return dispatch_offered.typed_of_newest(desk) or broadcast_said.heard(desk) or _refused_with_reason(desk)


def _refused_with_reason(desk: Desk) -> bool:
    """驳回，配件明天就到 of the one ticket that waits for the actor's word; of several it is shown what waits."""
    said = said_of_notice(desk.said.text) if desk.said.reply_to is None else None
    if said is None or said.verb != "refuse" or said.soft or said.number or desk.tells_danger():
        return False
    waiting = today.words_awaited(desk) if desk.by_staff else []
    if len(waiting) == 1:
        act(desk, desk.own_ticket(waiting[0].ticket), "refuse", said.words)
    return bool(waiting) and (len(waiting) == 1 or today.show(desk, ""))


def _heard_besides(desk: Desk) -> bool:
    if (
        dispatch_offered.typed(desk)
        or _nothing_to_decide(desk)
        or receipts_missing.asked(desk)
        or dispatch_rollcall.asked(desk)
    ):
        return True
    if answered_last(desk) or answered_elsewhere(desk):
        return True
    if said_of_work(desk) or (not query.open_own(desk) and unanswered(desk)):
        return True
    return report.told_after_all(desk) or asked_status(desk) or unanswered(desk)


def _nothing_to_decide(desk: Desk) -> bool:
    """同意, 驳回 or 签发 by itself, which nothing here asks for: what waits elsewhere, or that nothing does."""
    words = {desk.word(each) for each in ("agree", "refuse", "sign")}
    if desk.said.text.strip(" 。.!！~") not in words or not desk.by_staff:
        return False
    if any(desk.actor in each.people for each in desk.awaited([spot.id for spot in desk.town.spots.values()])):
        return today.show(desk, "")
    desk.reply("nothing_for_you")
    return True


def _words(desk: Desk) -> None:
    asked = question.waiting(desk) if desk.said.text and not report.would_report(desk) else None
    place = enrol.home_of(desk)
    if asked := asked or report.which_of(desk):
        _added(desk, asked)
    elif not desk.said.text:
        _without_words(desk, place)
    elif _asks_of_desk(desk, place) or _stays_unnamed(desk):
        return
    elif asks_who_reported(desk.said.text) and not desk.tells_danger() and not desk.by_staff:
        desk.reply("who_reported")
    elif _false_alarm(desk):
        return
    elif told := report.goes_on_of(desk) or report.adds_to(desk):
        _added(desk, told)
    elif not (
        _result_answered(desk)
        or _still_so(desk)
        or _is_back(desk)
        or report.complains(desk, place)
        or _reported(desk, place)
    ):
        _talk(desk, place)


def _asks_of_desk(desk: Desk, place: Spot | None) -> bool:
    """Who asks for an office, would rather speak to a person, or asks how to tell it, reports nothing."""
    words = desk.said.text
    if asked_office(desk, place) or dispatch_offered.meant_for_none(desk):
        return True
    mine = report_photos.spoken_of(desk)
    if asks_for_person(words) and mine and (mine.matter in DANGERS["suicide"] or report.goes_on_of(desk)):
        # 有人吗 after 老公打我, 陪我说说话 after 心里难受 are for whoever is called.
        return False
    if asks_for_person(words) and not desk.by_staff:
        office.tell_of_people(desk, place)
    elif asks_how_to_tell(words) and not desk.by_staff:
        desk.reply("any_way", purpose="asked")
    elif asks_for_person(words) or asks_for_help(words):
        _not_read(desk, place, asks_how=True)
    else:
        return False
    return True


def _stays_unnamed(desk: Desk) -> bool:
    """别说是我说的 of what was just told stands on it; once somebody has come it may be of them."""
    mine, words = report_photos.spoken_of(desk), mask_identity(desk.said.text)
    if (mine and mine.claimed_by) or desk.tells_danger() or not privacy.asks_unnamed(desk):
        return False
    if mine:
        feedback.note(desk, mine, words)
        if mine.service_class == "P0":
            desk.tell_holder(mine, words)
    return True


def _false_alarm(desk: Desk) -> bool:
    """It was a false alarm, just my neighbour cooking: of a danger of one's own 误会了, which is checked first."""
    if not english_talk.false_alarm(desk.said.text):
        return False
    own = [ticket for ticket in query.open_own(desk) if ticket.service_class == "P0"]
    if len(own) != 1 or desk.by_staff:
        return False
    news.says_it_is_over(desk, own[0], desk.said.text)
    desk.done("withdraw_checked", **desk.view(own[0]))
    return True


def _reported(desk: Desk, place: Spot | None) -> bool:
    return dispatch_held.told(desk) or _heard_at(desk, place) or noted(desk)


def _heard_at(desk: Desk, place: Spot | None) -> bool:
    """What is asked for where its sender lives, in words or by a voice note."""
    if place is None:
        return False
    heard = report.hear_private(desk, place) or known_matter.answer(desk, place)
    return speech.receive(desk, place) or heard


def _talk(desk: Desk, place: Spot | None) -> None:
    spoken_of = None if _tells_of_rounds(desk) else _of_its_matter(desk, report_photos.spoken_of(desk))
    if _taken_back(desk, spoken_of) or greeted(desk) or _says_nothing(desk):
        return
    if place is None and report.would_report(desk):
        enrol.ask_home(desk)
    elif not spoken_of and _not_sent_yet(desk):
        return
    elif report.is_courtesy(desk):
        if spoken_of:
            news.says_it_is_over(desk, spoken_of, mask_identity(desk.said.text))
        desk.react()
    elif spoken_of:
        _added(desk, spoken_of)
    elif own := news.own_recovered(desk) or _told_where_later(desk):
        _added(desk, own[0])
    elif query.asked_of_own(desk):
        return
    elif danger := desk.quiet_danger():
        _added(desk, danger)
    else:
        _not_read(desk, place)


def _told_where_later(desk: Desk) -> list[Ticket]:
    """3号楼2单元1102 and nothing else, an hour after it was asked where: of what is open of one's own."""
    return query.open_own(desk) if is_only_place(desk.said.text) and not desk.by_staff else []


def _of_its_matter(desk: Desk, spoken_of: Ticket | None) -> Ticket | None:
    """Of several things of one's own that which words name: 亮了 就是有点暗 is of the lamp, whatever came after."""
    if spoken_of is None or desk.by_staff or desk.res.ear.is_of(desk.said.text, spoken_of.matter):
        return spoken_of
    return query.named_own(desk) or spoken_of


def _says_nothing(desk: Desk) -> bool:
    """今天天气真好 and 。 are no note, and by 在吗 and ？ who has something open asks how far it is."""
    words = desk.said.text
    if desk.said.media or desk.by_staff:
        return False
    asks = greets(words) or asks_by_sign(words)
    if is_small_talk(words) or (query.open_own(desk) and not asks and not any(map(str.isalnum, words))):
        desk.react()
        return True
    return asks and bool(query.open_own(desk)) and query.mine(desk)


def _not_read(desk: Desk, place: Spot | None, asks_how: bool = False) -> None:
    """What nobody understands can be passed on with one press, where it is known to whom."""
    if shown_again(desk):
        return
    if place is None or asks_who_this_is(desk.said.text):
        query.help_text(desk)
    else:
        query.not_read(desk, asks_how)


def _tells_of_rounds(desk: Desk) -> bool:
    """几家没见到 and 下午社区开会 by one of the staff are no word of what they have just reported for somebody."""
    words = desk.said.text
    return desk.by_staff and (is_of_many(words) or is_of_other_duties(words))


def _taken_back(desk: Desk, spoken_of: Ticket | None) -> bool:
    """不用来了, long after it was told too: the one thing of one's own that is open, or which of them is asked.

    好了，谢谢 ends what has just been spoken of and nobody has taken.
    """
    words = desk.said.text
    named = query.named_own(desk) if desk.res.ear.takes_back(words) else None
    spoken_of = named or spoken_of
    if spoken_of and news.takes_back(desk, spoken_of):
        act(desk, spoken_of, "withdraw", "")
        return True
    if desk.by_staff or not desk.res.ear.takes_back(words) or report.would_report(desk):
        return False
    if spoken_of:
        _added(desk, spoken_of)
        return True
    own = query.open_own(desk)
    if len(own) == 1 and SLIP not in words and desk.now - own[0].created_at <= LATELY:
        _added(desk, own[0])
    elif own:
        query.which(desk, own, "withdraw")
    return bool(own)


def _not_sent_yet(desk: Desk) -> bool:
    """好 to a preview sends nothing by itself: that is said, so that nobody takes it for sent."""
    last = desk.row_said_last()
    labels = {each.text for each in buttons_in(last.payload)} if last else set()
    label = next((word for word in map(desk.word, dispatch_offered.SEND) if word in labels), "")
    if label and consents(desk.said.text):
        desk.reply("not_sent_yet", {"send": label})
        return True
    return False


def _still_so(desk: Desk) -> bool:
    """还是不动 of what was mended and waits to be seen to goes back to whoever did it."""
    words = mask_identity(desk.said.text)
    own = [ticket for ticket in query.open_own(desk) if news.is_denied(desk, ticket, words)]
    asked = desk.res.read(words, around(desk.said, desk.now)).requests
    if len(own) != 1 or desk.tells_danger() or any(each.matter != own[0].matter for each in asked):
        return False
    if names_elsewhere(words, own[0].building, own[0].unit) or not news.settles(desk, own[0], words):
        return False
    _show(desk, own[0])
    desk.done("denied", **desk.view(own[0]))
    return True


def _is_back(desk: Desk) -> bool:
    """还是漏, 又滴了 没前两天厉害 of what was done lately, by who reported it: the same ticket goes on.

    Where something else that they have told of still waits, it is of that, unless it names the other.
    """
    words, own = mask_identity(desk.said.text), query.open_own(desk)
    again = desk.res.ear.again(words) or desk.res.ear.not_done(words)
    if report_photos.spoken_of(desk) or desk.tells_danger() or not again:
        return False
    over = [ticket for ticket in desk.told_within(MEMORY) if ticket.state in ANSWERED]
    last = max(over, key=lambda ticket: (ticket.closed_at or ticket.created_at, ticket.id), default=None)
    if own and (last is None or not desk.res.ear.is_of(words, last.matter)):
        waits = len(own) == 1 and not _is_of_another(desk, own[0], words)
        if waits:
            _added(desk, own[0])
        return waits
    if last is None or _is_of_another(desk, last, words) or not desk.comes_back(last, words):
        return False
    _show(desk, last)
    desk.done("denied", **desk.view(last))
    return True


def _is_of_another(desk: Desk, ticket: Ticket, words: str) -> bool:
    """还没来水 of a lamp, or what names another house."""
    asked = {each.matter for each in desk.res.read(words, around(desk.said, desk.now)).requests}
    told = asked or supplies_missed(words)
    return told not in (set(), {ticket.matter}) or names_elsewhere(words, ticket.building, ticket.unit)


def _result_answered(desk: Desk) -> bool:
    """好了 谢谢 to a result that has been told is 解决了, 又堵了 and 不行 are 没解决."""
    ticket, said = report_photos.spoken_of(desk), desk.said.text
    if ticket is None or ticket.state != State.RESOLVED:
        of_result = ticket is None or ticket.state not in ACTIVE or (ticket.sealed and english_talk.not_done(said))
        ticket = report.answer_awaited(desk) if of_result else None
    if ticket is None or desk.tells_danger():
        return False
    ear = desk.res.ear
    yes = ear.settled(said) or ear.is_over(said, ticket.matter)
    yes &= not desk.tells_another_is_back(ticket, said)
    no = ear.not_done(said) or is_back_as_told(said, ticket.words)
    word = "deny" if no else "confirm" if yes else ""
    asks_more = word == "confirm" and report.would_report(desk)
    if word:
        act(desk, ticket, word, said if word == "deny" else "")
    if word == "deny":
        _show(desk, ticket)
    return bool(word) and not asks_more


def _added(desk: Desk, ticket: Ticket) -> None:
    """Words in private about a ticket of one's own: they take it back, or are added to it."""
    if news.takes_back(desk, ticket):
        act(desk, ticket, "withdraw", "")
    else:
        news.says_it_is_over(desk, ticket, desk.said.text)
        feedback.add(desk, ticket, desk.said.text)
        _show(desk, ticket)


def _show(desk: Desk, ticket: Ticket) -> None:
    """A photo with words of a ticket is seen under its card, too."""
    if desk.said.media:
        desk.attach(ticket, desk.said.media)


def _without_words(desk: Desk, place: Spot | None) -> None:
    if desk.said.voice and place is None:
        enrol.ask_home(desk)
    elif not ((place and speech.receive(desk, place)) or report.see_private(desk)):
        query.help_text(desk)
