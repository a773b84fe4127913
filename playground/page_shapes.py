"""The world as the chat page sees it: people, chats and messages in the page's JSON."""

from datetime import UTC, datetime
from typing import Any

from playground.api import BotApi
from playground.things import Bot, Chat, Json, Person, Post
from playground.world import Pressed

SHOWN = 200


def state(api: BotApi) -> Json:
    """Everything the page needs to begin."""
    world = api.world
    chats = [*world.chats.values(), *world.privates.values()]
    shown = [chat for chat in chats if chat.migrated_to is None and (not chat.private or _opened(chat))]
    return {
        "people": [person(somebody) for somebody in world.people.values()],
        "chats": [chat_shape(chat) for chat in shown],
        "bots": [{"id": bot.id, "username": bot.username, "name": bot.name} for bot in world.bots.values()],
        "messages": {str(chat.page_id): [message(post) for post in _latest(chat)] for chat in shown},
        "faults": api.faults.listing(),
        "limits": {"on": api.limits.on},
    }


def person(of: Person) -> Json:
    return {"id": of.id, "name": of.name, "username": of.username}


def _opened(chat: Chat) -> bool:
    return chat.person is not None and chat.bot is not None and chat.bot.id in chat.person.started


def _latest(chat: Chat) -> list[Post]:
    return list(chat.posts.values())[-SHOWN:]


def chat_shape(chat: Chat) -> Json:
    title = chat.bot.name if chat.bot is not None else chat.title
    return {
        "id": chat.page_id,
        "title": title,
        "kind": "private" if chat.private else "group",
        "purpose": chat.purpose,
        "members": [person.id for person in chat.people()],
        "bot_ids": [bot.id for bot in chat.bots()],
        "person": chat.person.id if chat.person is not None else None,
        "pinned": chat.pinned[-1] if chat.pinned else None,
        "topics": [{"id": topic.id, "name": topic.name} for topic in chat.topics.values()],
    }


def message(post: Post) -> Json:
    """One message in the page's shape."""
    return {
        "id": post.id,
        "chat": post.chat.page_id,
        "from": _author(post),
        "text": post.text,
        "time": _iso(post.date),
        "edited": bool(post.edited),
        "reply_to": _quoted(post),
        "album": post.album or None,
        "buttons": [[_button(button) for button in row] for row in post.buttons],
        "reactions": [{"emoji": sign, "count": len(by)} for sign, by in post.reactions.items() if by],
        "service": _service(post),
        "topic": post.topic,
        **_attached(post.media),
    }


def answered(press: Pressed) -> Json:
    """The answer to a button press."""
    return {"person": press.person.id, "chat": press.post.chat.page_id, "text": press.text, "alert": press.alert}


def gone(post: Post) -> Json:
    return {"id": post.id, "chat": post.chat.page_id, "deleted": True}


def _author(post: Post) -> Json | None:
    if post.sender is not None:
        return {"id": post.sender.id, "name": post.sender.name, "bot": isinstance(post.sender, Bot)}
    sender = post.extra.get("sender_chat")
    return {"id": sender["id"], "name": sender["title"], "bot": False} if sender else None


def _quoted(post: Post) -> Json | None:
    replied = post.reply_to
    if replied is None or replied.service:
        return None
    author = _author(replied)
    return {"id": replied.id, "text": replied.text, "name": author["name"] if author else ""}


def _button(button: Json) -> Json:
    if "url" in button:
        return {"text": button["text"], "url": button["url"]}
    return {"text": button["text"], "data": button["callback_data"]}


def _attached(media: Json) -> Json:
    photo, voice, document = media.get("photo"), media.get("voice"), media.get("document")
    return {
        "photo": _url(photo[-1]) if photo else None,
        "voice": voice["duration"] if voice else None,
        "document": {"name": document["file_name"], "url": _url(document)} if document else None,
        "location": media.get("location"),
        "other": next((kind for kind in ("video", "sticker", "contact", "poll") if kind in media), None),
    }


def _url(file: Json) -> str:
    return f"/api/file/{file['file_id']}"


def _service(post: Post) -> Json | str | None:
    """What happened in the chat, for the page to say in its own language; "" what it does not show."""
    if not post.service:
        return None
    what = next((name for name in _SERVICE if name in post.extra), "")
    return {"what": what, "who": _whom(post.extra[what])} if what else ""


_SERVICE = (
    "new_chat_members", "left_chat_member", "pinned_message", "migrate_to_chat_id", "migrate_from_chat_id",
    "forum_topic_created",
)  # fmt: skip


def _whom(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_whom(item) for item in value)
    return str(value.get("first_name") or value.get("name") or "") if isinstance(value, dict) else ""


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
