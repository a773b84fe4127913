"""The bytes of one Telegram update, read into an Incoming: tolerant, lean, and never raising."""

import re
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.json import Decoder

from bot.gateway import RawUpdate
from bot.gateways.telegram_media import attached, carried, in_blocks, own_number
from bot.gateways.telegram_shapes import (
    UNREADABLE,
    Callback,
    Entity,
    MembershipChange,
    Message,
    Origin,
    Replied,
    Standing,
    T,
    Update,
    User,
    Whole,
    full_name,
    part,
    title_of,
    whole,
)
from rules.messages import ChatKind, Incoming, Kind, Sender, SenderKind
from rules.signs import legible
from rules.wording import called

GROUP_ANONYMOUS_BOT = 1087968824

_UPDATE = Decoder(Update)
_ENTITIES = Decoder(list[Entity])
_REPLIED = Decoder(Replied)
_ORIGIN = Decoder(Origin)
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})(?!\d)')
# PostgreSQL keeps none, wherever it stands; behind an odd number of backslashes it is no text about one.
_NUL, _NULS = rb"\u0000", re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_CHAT_KINDS = {"private": ChatKind.PRIVATE, "channel": ChatKind.CHANNEL}
_STANDINGS = {"creator": "admin", "administrator": "admin"}


class _Where(Struct, gc=False):
    id: Whole


class _InChat(Struct):
    chat: _Where | None = None


class _Pressed(Struct):
    message: _InChat | None = None


class _Addressed(Struct):
    """Just enough of an update to know whose order it keeps."""

    update_id: Whole
    message: _InChat | None = None
    edited_message: _InChat | None = None
    callback_query: _Pressed | None = None
    my_chat_member: _InChat | None = None


_ADDRESSED = Decoder(_Addressed)


def lane_of(body: bytes) -> tuple[int, int]:
    """The update's id and the chat whose order it keeps; 0 for what cannot be told."""
    update = _decoded(_ADDRESSED, body)
    if update is None:
        return _update_id(body), 0
    pressed = update.callback_query.message if update.callback_query else None
    carrier = update.message or update.edited_message or pressed or update.my_chat_member
    return update.update_id, carrier.chat.id if carrier and carrier.chat else 0


def raw_update(body: bytes) -> RawUpdate:
    update_id, lane = lane_of(body)
    return RawUpdate(update_id, lane, body)


def split(body: bytes) -> RawUpdate:
    """The update in a webhook's body; raises ValueError for what is none."""
    raw = raw_update(body)
    if not raw.update_id:
        raise ValueError("no update_id")
    return raw


def _update_id(body: bytes) -> int:
    found = _UPDATE_ID.search(body)
    return int(found.group(1)) if found else 0


def read(bot_id: int, bot_username: str, body: bytes) -> Incoming:
    """One update as bot `bot_id`, called `bot_username`, sees it; Kind.IGNORED for what we do not know."""
    update = _decoded(_UPDATE, body)
    if update is None:
        return Incoming(Kind.IGNORED, bot_id, _update_id(body))
    me = _Me(bot_id, bot_username, update.update_id)
    if update.message is not None:
        return _read_message(me, update.message)
    if update.edited_message is not None:
        return _written(me, update.edited_message, Kind.EDITED)
    if update.callback_query is not None:
        return _read_press(me, update.callback_query)
    if update.my_chat_member is not None:
        return _read_change(me, update.my_chat_member)
    return Incoming(Kind.IGNORED, bot_id, update.update_id)


def _decoded(decoder: Decoder[T], body: bytes) -> T | None:
    """What is in a body; None for what is no such thing. Half a surrogate pair or a NUL costs that sign alone."""
    if _NUL in body:
        body = _NULS.sub(rb"\1", body)
    try:
        return decoder.decode(body)
    except UNREADABLE:
        mended = whole(body)
    try:
        return decoder.decode(mended) if mended != body else None
    except UNREADABLE:
        return None


class _Me(Struct, gc=False):
    """Who reads, and which update."""

    bot: int
    username: str
    update_id: int


def _read_message(me: _Me, message: Message) -> Incoming:
    if message.migrate_to_chat_id is not None:
        return _migrated(me, message, message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return _migrated(me, message, message.migrate_from_chat_id, message.chat.id)
    return _written(me, message, Kind.MESSAGE)


def _migrated(me: _Me, message: Message, old: int, new: int) -> Incoming:
    return Incoming(
        Kind.MIGRATED,
        me.bot,
        me.update_id,
        chat=old,
        chat_title=title_of(message.chat),
        message=message.message_id,
        sender=_writer(message),
        sent_at=_moment(message.date),
        migrated_to=new,
    )


def _written(me: _Me, message: Message, kind: Kind) -> Incoming:
    chat = message.chat
    written = message.text or message.caption or in_blocks(message) or own_number(message)
    entities = part(_ENTITIES, message.entities or message.caption_entities) or ()
    command, arguments, addressed = _command(written, entities, me.username)
    text = legible(written)
    media = () if written and not message.caption else attached(message)
    if not text and not media:
        # Every release of the Bot API adds service messages: what has no content we know is one of them.
        kind = Kind.SERVICE
    replied = _replied(message)
    return Incoming(
        kind,
        me.bot,
        me.update_id,
        chat.id,
        _CHAT_KINDS.get(chat.type or "", ChatKind.GROUP),
        title_of(chat),
        _topic(message),
        message.message_id,
        _writer(message),
        _moment(message.edit_date or message.date),
        text,
        media,
        message.media_group_id or "",
        replied.message_id if replied else None,
        replied is not None and replied.from_ is not None and replied.from_.id == me.bot,
        legible(replied.text or replied.caption or "") if replied else "",
        carried(replied) if replied else (),
        addressed or _mentions(written, entities, me),
        command,
        arguments,
        own=_is_ours(message, me),
        linked=bool(message.is_automatic_forward),
    )


def _is_ours(message: Message, me: _Me) -> bool:
    """Whether it is a message of this bot, passed on."""
    origin = part(_ORIGIN, message.forward_origin)
    return origin is not None and origin.sender_user is not None and origin.sender_user.id == me.bot


def _topic(message: Message) -> int | None:
    """A reply in a plain group has a thread id too, but only a forum's message is in a topic."""
    return message.message_thread_id if message.is_topic_message else None


def _replied(message: Message) -> Replied | None:
    """What was replied to; whatever is written in a topic "replies" to the message that opened the topic."""
    replied = part(_REPLIED, message.reply_to_message)
    if replied is not None and replied.message_id == _topic(message):
        return None
    return replied


def _command(text: str, entities: "list[Entity] | tuple[()]", username: str) -> tuple[str, str, bool]:
    """The command, the rest of the text, and whether it names this bot; nothing if it names another bot."""
    if not text.startswith("/"):
        return "", "", False
    length = next((e.length for e in entities if e.type == "bot_command" and e.offset == 0), 0)
    command, _, target = text[1:length].lower().partition("@")
    if not command or (target and target != username.lower()):
        return "", "", False
    return command, legible(text[length:]).strip(), bool(target)


def _mentions(text: str, entities: "list[Entity] | tuple[()]", me: _Me) -> bool:
    # Telegram marks no mention right after a Chinese character, but people write 请@desk_bot看看.
    if me.username and "@" in text and called(me.username).search(text):
        return True
    return bool(entities) and any(e.user is not None and e.user.id == me.bot for e in entities)


def _read_press(me: _Me, press: Callback) -> Incoming:
    message = press.message
    if message is None:
        return Incoming(Kind.IGNORED, me.bot, me.update_id)
    return Incoming(
        Kind.BUTTON,
        me.bot,
        me.update_id,
        chat=message.chat.id,
        chat_kind=_CHAT_KINDS.get(message.chat.type or "", ChatKind.GROUP),
        chat_title=title_of(message.chat),
        topic=_topic(message),
        message=message.message_id,
        sender=_person(press.from_),
        callback_id=press.id,
        data=press.data or "",
        carried_at=_moment(message.date),
    )


def _read_change(me: _Me, change: MembershipChange) -> Incoming:
    chat = change.chat
    return Incoming(
        Kind.BOT_MEMBERSHIP,
        me.bot,
        me.update_id,
        chat=chat.id,
        chat_kind=_CHAT_KINDS.get(chat.type or "", ChatKind.GROUP),
        chat_title=title_of(chat),
        sender=_person(change.from_) if change.from_ else None,
        sent_at=_moment(change.date),
        status=standing(change.new_chat_member),
    )


def standing(member: Standing) -> str:
    """admin | member | restricted | left | kicked; a restricted person may be outside the chat."""
    if member.status == "restricted" and member.is_member is False:
        return "left"
    return _STANDINGS.get(member.status, member.status)


def _writer(message: Message) -> Sender | None:
    behind = message.sender_chat
    if behind is None:
        return _person(message.from_, legible(message.sender_tag or "")) if message.from_ else None
    if behind.id == message.chat.id:
        name = legible(message.author_signature or "") or title_of(behind)
        return Sender(GROUP_ANONYMOUS_BOT, name, kind=SenderKind.ANONYMOUS_ADMIN)
    return Sender(behind.id, title_of(behind), behind.username or "", SenderKind.CHANNEL)


def _person(user: User, tag: str = "") -> Sender:
    """Somebody as the group knows them: its members write their door into their tag, 3-2-501."""
    kind = SenderKind.PERSON
    if user.id == GROUP_ANONYMOUS_BOT:
        kind = SenderKind.ANONYMOUS_ADMIN
    elif user.is_bot:
        kind = SenderKind.BOT
    name = full_name(user)
    return Sender(user.id, name if tag in name else f"{tag} {name}".strip(), user.username or "", kind)


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
