"""What must hold in every story, whatever it tells: how loud the bot is, what it never says, what its buttons are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot.gateway import Sent
from bot.gateways.memory import Delivery
from models.outbox import Outbox
from models.place import Group
from models.report import Report
from models.session import Database
from models.ticket import Ticket, TicketEvent
from models.ticket_log import STANDING
from rules.callback import read
from rules.messages import Act, Button
from tests.audit import Event, replay

RESIDENTS_PRESS = {
    "我家也是",
    "我也看到了",
    "我也想问",
    "补充",
    "撤回",
    "误会了",
    "解决了",
    "没解决",
    "满意",
    "基本满意",
    "不满意",
}
WORKERS_PRESS = {
    "接单",
    "去不了",
    "已联系",
    "到场",
    "办结",
    "上报",
    "转派",
    "退单",
    "延期",
    "挂账",
    "改类别",
    "更多",
    "问居民",
    "并案",
    "误会",
    "不实",
}
OFFICIALS_PRESS = {"督办", "吹哨", "签发", "同意", "驳回"}
AUTHORS_PRESS = {
    "发送",
    "改",
    "不发",
    "要签收",
    "不要签收",
    "还要问",
    "照样发",
    "发出",
    "来",
    "来不了",
    "到了",
    "取消集合",
    "名单",
    "去敲门",
    "收成名单",
}
DOORS_PRESS = {"没答", "电话", "见到", "没人", "拒绝", "代办", "放回", "下一批", "结束"}
PAPERS_PRESS = {"签收", "权限", "资金", "技术", "多方", "报到", "计划", "办完", "退回", "普通", "紧急"}
CONTRACT = (
    RESIDENTS_PRESS
    | WORKERS_PRESS
    | OFFICIALS_PRESS
    | PAPERS_PRESS
    | AUTHORS_PRESS
    | DOORS_PRESS
    | {"收到", "是真的", "快报", "加探访", "不用", "新报一件", "给网格员看"}
)
CHOOSING = frozenset(
    {
        "look",
        "care_done",
        "rc",
        "door_take",
        "door_tell",
        "door_at",
        "digest_all",
        "hand_to",
        "back",
        "bc_house",
        "bind_for",
        "bind",
        "invite_at",
        "invite_to",
        "home",
        "matter",
        "groups",
        "merge_into",
        "whistle",
    }
)
EMOJI = re.compile(r"^[^\w一-龥]+\s*")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
ROOM = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
MOST_STANDING = 2
ANSWERS = ("asked", "answer", "which")
UNBIDDEN = ("notice", "bind", "broadcast", "rollcall", "rollcall_rest", "retracted", "identity")


@dataclass(frozen=True)
class Row:
    """An outbox row as far as these rules need it."""

    ticket: int | None
    purpose: str
    key: str
    reply_to: int | None


def hold(database: Database, deliveries: Iterable[Delivery], people: dict[int, str], staff: set[int], zh: bool) -> None:
    """Raises AssertionError for the first rule that the story broke. `people` are display names by user."""
    sent = [d for d in deliveries if isinstance(d.outcome, Sent)]
    with database.transaction() as session:
        groups = [g for g in session.exec(select(Group)) if g.purpose == "residents"]
        residents = {group.chat_id for group in groups}
        rows = {(r.chat_id, r.message_id): _row(r) for r in session.exec(select(Outbox)) if r.act == "send"}
        names = {r.user_id: r.name for r in session.exec(select(Report)) if r.user_id not in staff}
        contacts = {r.contact for r in session.exec(select(Report)) if r.contact}
        rooms = {t.room for t in session.exec(select(Ticket)) if len(t.room) > 2}
        _replay(session)
    said = [d.out for d in sent if d.out.act in (Act.SEND, Act.EDIT)]
    for out in said:
        assert len(out.text) <= 4096, out.text
        assert out.text.strip() or out.photos, f"an empty message to {out.chat}"
        for button in (b for row in out.buttons for b in row):
            # A resident who writes English reads so in private.
            _button(button, zh and not (out.chat > 0 and button.text.isascii()))
    hidden = _words_of(names | people, staff) | rooms
    for out in said:
        if out.chat in residents:
            _discreet(out.text, hidden)
        assert out.chat > 0 or not any(each in out.text for each in contacts), f"who to ring, in a group: {out.text}"
    _quiet(sent, residents, rows)


def _replay(session: Session) -> None:
    """The audit log of every ticket plays back to how it stands."""
    told: dict[int, list[Event]] = defaultdict(list)
    for event in session.exec(select(TicketEvent).order_by(col(TicketEvent.id))):
        told[event.ticket_id].append((event.kind, event.data))
    for ticket in session.exec(select(Ticket)):
        stands = {name: getattr(ticket, name) for name in STANDING if getattr(ticket, name)}
        assert replay(told[ticket.id]) == stands, f"ticket {ticket.number}: {told[ticket.id]}"


def _row(row: Outbox) -> Row:
    return Row(row.ticket_id, row.purpose, row.key or "", row.payload.get("reply_to"))


def _button(button: Button, zh: bool) -> None:
    assert bool(button.data) != bool(button.url), button
    assert button.text.strip(), button
    if button.url:
        return
    assert len(button.data.encode()) <= 64, button
    press = read(button.data)
    assert press is not None, button
    if zh and press.action not in CHOOSING and not re.match(r"\d+ ", button.text):
        assert EMOJI.sub("", button.text) in CONTRACT, f"{button.text} is no word of the contract"


# 幸福里3 tells a house, not who lives in it.
HOUSE = re.compile(r"[一-龥]{2,}\d{1,2}$")


def _words_of(names: dict[int, str], staff: set[int]) -> set[str]:
    """What must not be said of residents: the parts of their names, their rooms."""
    parts = {part for user, name in names.items() if user not in staff for part in re.split(r"[\s\-—_]+", name)}
    told = {part for part in parts if len(part) >= 2 and (not part.isdigit() or len(part) >= 3)}
    return {part for part in told if not HOUSE.match(part)}


def _discreet(text: str, hidden: set[str]) -> None:
    assert not PHONE.search(text), f"a telephone in a residents' group: {text}"
    numbers = set(ROOM.findall(text))
    for word in hidden:
        found = word in numbers if word.isdigit() else word in text
        assert not found, f"{word!r} in a residents' group: {text}"


def _quiet(sent: list[Delivery], residents: set[int], rows: dict[tuple[int, int | None], Row]) -> None:
    """At most two standing messages a ticket at any moment; what belongs to no ticket was asked for or is a notice."""
    standing: dict[tuple[int, int], set[int]] = defaultdict(set)
    for chat, message, row, gone in _moments(sent, residents, rows):
        if row.ticket is None:
            asked = row.purpose in UNBIDDEN or row.key.startswith("back:") or row.purpose in ANSWERS
            assert asked, f"an unasked message in a residents' group: {row}"
            continue
        messages = standing[chat, row.ticket]
        messages.discard(message) if gone else messages.add(message)
        assert len(messages) <= MOST_STANDING, f"{len(messages)} messages of ticket {row.ticket} stand in {chat}"


def _moments(
    sent: list[Delivery], residents: set[int], rows: dict[tuple[int, int | None], Row]
) -> Iterator[tuple[int, int, Row, bool]]:
    for each in sent:
        out, outcome = each.out, each.outcome
        assert isinstance(outcome, Sent)
        message: Any = outcome.message if out.act is Act.SEND else out.message
        row = rows.get((out.chat, message))
        if out.chat in residents and row and out.act in (Act.SEND, Act.DELETE):
            yield out.chat, message, row, out.act is Act.DELETE
