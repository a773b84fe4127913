"""Updates in Telegram's JSON shape, written for the gateway in memory."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rules.messages import ChatKind, Sender, SenderKind

Json = dict[str, Any]

_GROUP_ANONYMOUS_BOT: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
_CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
_STANDINGS = {"admin": "administrator"}
_MARKED = re.compile(r"(?P<bot_command>/\w{1,64}(?:@\w{3,32})?)|(?<!\w)(?P<mention>@\w{3,32})", re.ASCII)


def user_json(who: Sender) -> Json:
    named = {"username": who.username} if who.username else {}
    return {"id": who.id, "is_bot": who.kind is SenderKind.BOT, "first_name": who.name} | named


def chat_json(chat: int, kind: ChatKind, title: str) -> Json:
    if kind is ChatKind.PRIVATE:
        return {"id": chat, "type": "private", "first_name": title}
    return {"id": chat, "type": "supergroup" if kind is ChatKind.GROUP else "channel", "title": title}


def author_json(who: Sender, chat: Json) -> Json:
    """The fields that say who wrote a message; anonymous admins and channels hide behind Telegram's own bots."""
    if who.kind is SenderKind.ANONYMOUS_ADMIN:
        return {"from": _GROUP_ANONYMOUS_BOT, "sender_chat": chat, "author_signature": who.name}
    if who.kind is SenderKind.CHANNEL:
        return {"from": _CHANNEL_BOT, "sender_chat": {"id": who.id, "type": "channel", "title": who.name}}
    return {"from": user_json(who)}


def message_json(number: int, chat: Json, who: Sender, at: datetime, fields: Mapping[str, Any]) -> Json:
    """A message; `fields` are further Bot API fields (text, photo, reply_to_message ...); entities are found in it."""
    base = {"message_id": number, "chat": chat, "date": int(at.timestamp())}
    return base | author_json(who, chat) | _entities(fields) | dict(fields)


def _entities(fields: Mapping[str, Any]) -> Json:
    written = "text" if "text" in fields else "caption"
    found = [_entity(match) for match in _MARKED.finditer(fields.get(written, ""))]
    return {("entities" if written == "text" else "caption_entities"): found} if found else {}


def _entity(match: re.Match[str]) -> Json:
    before = match.string[: match.start()]
    return {"type": match.lastgroup, "offset": len(before.encode("utf-16-le")) // 2, "length": len(match.group())}


def topic_json(topic: int | None) -> Json:
    return {"message_thread_id": topic, "is_topic_message": True} if topic is not None else {}


def photo_json(file_id: str) -> Json:
    """Two sizes, the larger last, as Telegram lists them."""
    return {"photo": [_size(f"{file_id}-small", 90), _size(file_id, 1280)]}


def _size(file_id: str, width: int) -> Json:
    return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "width": width, "height": width, "file_size": width}


def change_json(chat: Json, by: Sender, whom: Json, standings: tuple[str, str], at: datetime) -> Json:
    """A membership change from one standing to another (admin | member | restricted | left | kicked)."""
    old, new = ({"user": whom, "status": _STANDINGS.get(status, status)} for status in standings)
    return {
        "chat": chat,
        "from": user_json(by),
        "date": int(at.timestamp()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
