"""广播: a notice is composed, what it lacks is asked for in private, and it is shown before it is sent."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from handlers.broadcast_approval import (
    change_sent,
    drop,
    own,
    tell_fault,
    too_old,
    view,
)
from handlers.broadcast_making import (
    MOST_PHOTOS,
    Read,
    aim,
    carried,
    dated,
    fault_at,
    heard_by,
    last_wave,
    leaves,
    missing,
    other_bots,
    owned_by,
    prepared,
    stands_at,
    text_of,
    told_of,
    unaskable,
    understood,
    unfit_moment,
    unfit_wave,
    unfit_words,
)
from handlers.broadcast_sending import log
from handlers.broadcast_warning import warnings
from handlers.desk import HIGH, Buttons, Desk
from models import broadcast
from models.broadcast import DISCARDED, DRAFT, LIVE, Broadcast
from rules import callback, commands
from rules.audience import Audience, Fault, Targets
from rules.broadcast import Leaving
from rules.broadcast_said import change_told, gives_up, names_one_part, readers_meant
from rules.composing import KINDS, answered, is_bare, retold, sent_how, split_head, window
from rules.composing import told as said_of
from rules.houses import one_meant, placed
from rules.messages import Button, ChatKind
from rules.places import addresses
from rules.rollcall import KIND
from rules.times import with_dates

PATIENCE = timedelta(hours=1)
CHANGE = "*"
MOMENTS = ("past", "far")
HOUSE_ASKED, BETWEEN_NAMES, MOST_NAMES = "broadcast_house", "、", 8


def compose(desk: Desk, words: str) -> None:
    """`广播 停水 3号楼 9:00-17:00 换管道`, in a staff group or in private; what is missing is asked for in private."""
    scope = stands_at(desk)
    if scope is None:
        desk.reply("broadcast_fault", {"kind": "elsewhere", "words": ""})
        return
    bot = desk.private_bot(desk.actor)
    if not bot:
        desk.reply("broadcast_private", {"link": desk.private_link("b")})
        return
    _draft(desk, words, scope, desk.said.bot if desk.in_private else bot)


def _draft(desk: Desk, words: str, scope: int, bot: int) -> None:
    said = desk.said
    line = words if words.strip() or not said.reply_text else ""
    if said.reply_text and ":" not in line and "：" not in line:
        line = f"{line}: {said.reply_text}"
    files = carried(said.media or said.reply_media)
    if files is None:
        tell_fault(desk, Fault("file"))
        return
    if not line.strip() and not any(files.values()):
        desk.reply("broadcast_how")
        return
    read = understood(desk, line, scope, desk.actor)
    if isinstance(read, Fault) and read.kind == "which_house" and desk.in_private:
        _ask_house(desk, read, line)
        return
    if isinstance(read, Fault):
        tell_fault(desk, read)
        return
    if _is_bare(read) and not any(files.values()):
        desk.reply("rollcall_how" if read.typed.kind == KIND else "broadcast_how")
        return
    notice = prepared(desk, read, desk.actor, bot, **files)
    log(desk, notice, "draft")
    if said.chat_kind is not ChatKind.PRIVATE:
        desk.react()
    _go_on(desk, notice)


def _ask_house(desk: Desk, fault: Fault, line: str) -> None:
    """Of which compound or grid 3号楼 is: one button each; what was written is kept for the answer."""
    names = fault.words.split(BETWEEN_NAMES)
    rows = tuple((Button(name, callback.write("bc_house", 0, at)),) for at, name in enumerate(names[:MOST_NAMES]))
    words = {"kind": fault.kind, "words": fault.words}
    told = f"{fault.words}\n{line}"
    desk.reply("broadcast_fault", words, purpose=HOUSE_ASKED, buttons=rows, told=told, priority=HIGH)


def house_chosen(desk: Desk, arg: str) -> None:
    """One of them was pressed, or typed as a reply."""
    row = desk.row_here() or desk.row_replied_to()
    names, at = _names_kept(row), callback.number(arg)
    if row is None or at >= len(names) or stands_at(desk) is None:
        desk.answer("stale_button")
    else:
        _go_on_at(desk, row, names[at])
        desk.answer()


def _house_told(desk: Desk) -> bool:
    """幸福里 right under that question."""
    row = desk.row_said_last(PATIENCE)
    name = one_meant(_names_kept(row), desk.said.text)
    if name:
        _go_on_at(desk, row, name)
    return bool(name)


def _names_kept(row: Any) -> list[str]:
    asked = row is not None and row.purpose == HOUSE_ASKED
    return str(row.payload["told"]).partition("\n")[0].split(BETWEEN_NAMES) if asked else []


def _go_on_at(desk: Desk, row: Any, name: str) -> None:
    scope = stands_at(desk)
    line = placed(str(row.payload["told"]).partition("\n")[2], name)
    asked = desk.res.texts.local(desk.now - (desk.real_now - row.created_at)).date()
    if asked != desk.local_now.date():
        # 明天 is of the day on which it was written.
        line = with_dates(line, asked)
    desk.retract(row)
    if scope is not None:
        _draft(desk, line, scope, desk.said.bot)


def _is_bare(read: Read) -> bool:
    """A verb that is none of ours says nothing to anybody: 广播 统计, 接龙 作废 1."""
    asked = read.typed.kind == KIND
    words = read.typed.fields.get("what", "") if asked else read.typed.words
    return read.told == Audience() and read.typed.kind in ("", KIND) and is_bare(words, numbered=asked)


def _go_on(desk: Desk, notice: Broadcast) -> None:
    """Asks for what is missing, else shows how it would look."""
    name = missing(notice)
    if name:
        _ask(desk, notice, name)
    else:
        _preview(desk, notice)


def _ask(desk: Desk, notice: Broadcast, name: str, again: bool = False) -> None:
    broadcast.change(desk.session, notice, asked=name)
    words = {"field": name, "kind": notice.kind, "again": again, "fields": _labels(desk, notice)}
    desk.say(
        notice.author, "broadcast_ask", words, purpose="broadcast_ask", bot=notice.bot_id, ask_reply=True,
        priority=HIGH, when_unclear="drop",
    )  # fmt: skip


def _labels(desk: Desk, notice: Broadcast) -> list[str]:
    return [desk.word(f"field_{name}") for name in (KINDS[notice.kind].fields if notice.kind else ("what",))]


def answer(desk: Desk) -> bool:
    """Words or a picture in private that answer an open question about a notice; whether they did."""
    said = desk.said
    composes = desk.by_staff or desk.by_admin
    if not composes or commands.typed(said.text, said.command, said.arguments) or (said.voice and not said.text):
        return False
    if _house_told(desk):
        return True
    notice = broadcast.open_draft(desk.session, desk.actor)
    if notice is None:
        return _changed(desk)
    files = carried(said.media)
    if desk.now - notice.created_at > PATIENCE and notice.state == DRAFT:
        broadcast.change(desk.session, notice, asked="")
        return _changed(desk)
    # The reason of an outage may sound like danger: 燃气漏气抢修. Danger at some place is none.
    if addresses(said.text) and desk.tells_danger():
        return False
    if said.text.strip() == desk.word("bc_drop") or gives_up(said.text):
        _leave(desk, notice)
    elif files is None:
        tell_fault(desk, Fault("file"))
    elif not any(files.values()):
        _take(desk, notice)
    elif len(photos := [*notice.photos, *files["photos"]]) > MOST_PHOTOS:
        tell_fault(desk, Fault("photos", str(MOST_PHOTOS)))
    else:
        broadcast.change(desk.session, notice, photos=photos, file=files["file"] or notice.file)
        (_take if said.text else _go_on)(desk, notice)
    return True


def _changed(desk: Desk) -> bool:
    """改 5号楼 under a preview; whether there was one lately, or nothing has been said here since.

    Right under it 明早8点发 needs no 改.
    """
    last, usual = desk.row_said_last(), desk.policies.broadcast.wave
    under = last is not None and last.purpose == "broadcast_preview"
    words = change_told(desk.said.text)
    if not words and under and sent_how(desk.said.text, desk.local_now, usual):
        words = desk.said.text
    notice = broadcast.newest(desk.session, desk.actor, (DRAFT,)) if words else None
    if notice is None:
        return False
    if desk.now - notice.created_at > PATIENCE and not under:
        return False
    _change(desk, notice, words)
    return True


def _leave(desk: Desk, notice: Broadcast) -> None:
    """It is not to be sent; of one that was, nothing is changed."""
    if notice.state == DRAFT:
        drop(desk, str(notice.id))
    else:
        broadcast.change(desk.session, notice, asked="")
        desk.react()


def _take(desk: Desk, notice: Broadcast) -> None:
    """Takes the answer to what was asked; what does not answer it is asked again."""
    name, words = notice.asked, desk.said.text
    if name == CHANGE:
        _change(desk, notice, change_told(words) or words)
        return
    now = desk.local_now
    if not notice.kind:
        broadcast.change(desk.session, notice, words=words, asked="")
        _go_on(desk, notice)
        return
    value = answered(name, words, now)
    if not value or _is_past(desk, {name: value}):
        _ask(desk, notice, name, again=True)
        return
    broadcast.change(desk.session, notice, fields={**notice.fields, name: value}, asked="")
    _go_on(desk, notice)


def _is_past(desk: Desk, fields: dict[str, str]) -> bool:
    starts, ends = window(fields)
    last = ends or starts
    return last is not None and last <= desk.now


def _change(desk: Desk, notice: Broadcast, words: str) -> None:
    """The new words for one field (「时间 明天9点到12点」), for whom (「全社区」), how it is sent, or all of it."""
    how = sent_how(words, desk.local_now, desk.policies.broadcast.wave)
    if how:
        _send_otherwise(desk, notice, how)
        return
    told, rest = _readers(desk, notice, words)
    if isinstance(told, Fault) and _is_building(words):
        tell_fault(desk, told)
    elif isinstance(told, Fault) or told == Audience():
        _say_anew(desk, notice, words)
    elif rest.strip() and told == told_of(notice):
        _say_anew(desk, notice, rest)
    elif notice.state != DRAFT:
        tell_fault(desk, Fault("sent"))
    elif fault := fault_at(desk, notice, told):
        tell_fault(desk, fault)
    else:
        broadcast.change(desk.session, notice, told=asdict(told))
        _say_anew(desk, notice, rest) if rest.strip() else _go_on(desk, notice)


def _readers(desk: Desk, notice: Broadcast, words: str) -> tuple[Audience | Fault, str]:
    """Whom words mean, with what stands after the colon: 5号楼, 改成5号楼; of a meeting 地点 5号楼 is where it is."""
    head, _, rest = split_head(words)
    told = heard_by(desk, head, notice.scope_id)
    meant_by = readers_meant(words)
    of_place = notice.kind and _named(desk, notice, words)[0]
    if of_place or not isinstance(told, Fault) or meant_by == words:
        return told, rest
    head, _, after = split_head(meant_by)
    meant = heard_by(desk, head, notice.scope_id)
    return (told, rest) if isinstance(meant, Fault) else (meant, after)


def _is_building(words: str) -> bool:
    """99号楼 and nothing else: it is no text, wherever that may be."""
    told = addresses(words)
    return len(told) == 1 and not (words[: told[0].start] + words[told[0].end :]).strip(" ,，。")


def _send_otherwise(desk: Desk, notice: Broadcast, how: dict[str, Any]) -> None:
    """With receipts, in waves, at another time: before it is sent."""
    fault = unfit_wave(desk, how.get("every") or None) if notice.state == DRAFT else Fault("fixed", str(notice.id))
    if fault:
        tell_fault(desk, fault)
        return
    values: dict[str, Any] = {"receipts": how["receipts"]} if "receipts" in how and notice.kind != KIND else {}
    values |= {"every": int(how["every"].total_seconds())} if "every" in how else {}
    values |= {"wanted_at": how["leaves"]} if "leaves" in how else {}
    broadcast.change(desk.session, notice, asked="", **values)
    _go_on(desk, notice)


def _say_anew(desk: Desk, notice: Broadcast, words: str) -> None:
    """Other words for one field or, of a notice without fields, for all of it."""
    if not notice.kind and names_one_part(words):
        tell_fault(desk, Fault("whole", str(notice.id)))
        return
    fields = _fields_anew(desk, notice, words) if notice.kind else dict(notice.fields)
    plain = notice.words if notice.kind else words
    if fields is None:
        _ask(desk, notice, CHANGE, again=True)
    elif _is_past(desk, fields):
        tell_fault(desk, Fault("past"))
    elif notice.state == DRAFT:
        broadcast.change(desk.session, notice, fields=fields, words=plain, asked="")
        _go_on(desk, notice)
    else:
        change_sent(desk, notice, fields, plain)


def _fields_anew(desk: Desk, notice: Broadcast, words: str) -> dict[str, Any] | None:
    """What it tells with the words taken in; None where they are no answer to what they name."""
    now = desk.local_now
    name, rest = _named(desk, notice, words)
    value = answered(name, rest, now) if name else ""
    anew = {name: value} if name else retold(notice.kind, words, now, notice.fields)
    if notice.state == DRAFT:
        anew = anew or said_of(notice.kind, words, now)
    # What stands before everybody is not changed by words that name nothing of it.
    unnamed = notice.state != DRAFT and not anew
    return None if unnamed or (name and not value) else {**notice.fields, **anew}


def _named(desk: Desk, notice: Broadcast, words: str) -> tuple[str, str]:
    """The field whose label the words begin with, and what follows it; "" where they begin with none."""
    for name in KINDS[notice.kind].fields:
        label = desk.word(f"field_{name}")
        if words.startswith(label):
            return name, words[len(label) :].lstrip(" :：")
    return "", words


def _preview(desk: Desk, notice: Broadcast) -> None:
    """Shows the author how it will look, who reads it, when it leaves, how long that takes, who must agree."""
    aimed, found = aim(desk, notice), leaves(desk, notice)
    if isinstance(aimed, Fault):
        tell_fault(desk, aimed)
        return
    owner_id, role = owned_by(desk, aimed)
    starts, ends = window(notice.fields)
    broadcast.change(desk.session, notice, owner_id=owner_id, owner_role=role, starts_at=starts, ends_at=ends, asked="")
    text = text_of(desk, notice, notice.fields, notice.words)
    broadcast.change(desk.session, notice, text=text)
    if isinstance(found, Leaving):
        last = last_wave(desk, notice, aimed, found.at)
        broadcast.change(desk.session, notice, text=dated(desk, notice, notice.text, last))
    elif found.kind in MOMENTS:
        # Words to come change what it says, not when it leaves: it is written anew.
        broadcast.move(desk.session, notice, DISCARDED, (DRAFT,))
        tell_fault(desk, unfit_moment(desk, found.kind))
        return
    odd = None if isinstance(found, Leaving) else unfit_moment(desk, found.kind)
    fault = unfit(desk, notice, aimed, notice.text) or odd
    if fault:
        tell_fault(desk, fault)
        _ask(desk, notice, CHANGE)
        return
    assert isinstance(found, Leaving)
    words = view(desk, notice, aimed) | {"leaves": found.at if found.at > desk.now else None, "why": found.why}
    words |= warnings(desk, notice, aimed, found, text)
    _show_preview(desk, notice, words)


def unfit(desk: Desk, notice: Broadcast, aimed: Targets, text: str) -> Fault | None:
    others = other_bots(desk, notice, aimed)
    odd = unaskable(desk, notice.fields, aimed) if notice.kind == KIND else None
    return Fault("bots", str(others)) if others else odd or unfit_words(notice, text)


def _show_preview(desk: Desk, notice: Broadcast, words: dict[str, Any]) -> None:
    before = desk.row_at(notice.preview_row)
    if before:
        desk.retract(before)
    row = desk.say(
        notice.author, "broadcast_preview", words, purpose="broadcast_preview", bot=notice.bot_id, priority=HIGH,
        buttons=_choices(desk, notice, bool(words["recognised"])),
    )  # fmt: skip
    broadcast.change(desk.session, notice, preview_row=row)


def _choices(desk: Desk, notice: Broadcast, names_somebody: bool) -> Buttons:
    sign = "bc_unsign" if notice.receipts else "bc_sign"
    send = "bc_named" if names_somebody else "bc_send"
    receipts = () if notice.kind == KIND else ((sign, "bc_sign"),)
    return desk.choices(notice.id, send, *receipts) + desk.choices(notice.id, "bc_change", "bc_drop")


def sign(desk: Desk, arg: str) -> None:
    """要签收: with or without the button 收到."""
    notice = own(desk, arg, (DRAFT,))
    if notice and notice.kind != KIND:
        broadcast.change(desk.session, notice, receipts=not notice.receipts)
        _preview(desk, notice)
        desk.answer()


def ask_change(desk: Desk, arg: str, words: str = "") -> None:
    """改: these words, or the next in private, say it anew; what was sent is changed in every group."""
    if words and not arg:
        tell_fault(desk, Fault("unsaid"))
        return
    notice = own(desk, arg, (DRAFT, *LIVE))
    if notice is None:
        return
    fault = too_old(desk, notice)
    if fault:
        desk.answer("broadcast_fault", kind=fault.kind, words=fault.words)
        return
    if notice.author != desk.actor:
        broadcast.change(desk.session, notice, author=desk.actor, bot_id=desk.said.bot)
    if words:
        _change(desk, notice, words)
    else:
        _ask(desk, notice, CHANGE)
    desk.answer()
