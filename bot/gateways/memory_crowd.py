"""People in the chats of the gateway in memory: what they say, press and change becomes updates in Telegram's shape."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.gateway import Account, RawUpdate
from bot.gateways.memory_chats import MemoryChat, Shown
from bot.gateways.memory_updates import (
    Json,
    change_json,
    chat_json,
    message_json,
    photo_json,
    topic_json,
    user_json,
)
from bot.gateways.telegram_wire import raw_update
from rules.messages import ChatKind, Sender, SenderKind

ADMIN = Sender(1, "群主")
NOTHING: Mapping[str, Any] = {}


class Crowd:
    """Chats with a negative id are groups; others are private, and closed to the bot until their person writes there.

    `answers` holds the words that answered each press by callback id, None while its button still spins.
    """

    def __init__(self, accounts: Sequence[Account], now: Callable[[], datetime] | None = None) -> None:
        self.accounts = list(accounts)
        self.now = now or (lambda: datetime.now(UTC))
        self.chats: dict[int, MemoryChat] = {}
        self.answers: dict[str, str | None] = {}
        self.standings: dict[tuple[int, int], str] = {}
        self._waiting: dict[int, dict[int, RawUpdate]] = defaultdict(dict)
        self._arrived = asyncio.Event()
        self._last_update = 1000

    def chat(self, chat: int) -> MemoryChat:
        """The chat with that id; a new one holds the first bot only."""
        if chat not in self.chats:
            kind = ChatKind.GROUP if chat < 0 else ChatKind.PRIVATE
            self.chats[chat] = MemoryChat(chat, f"群{chat}", kind, [self.accounts[0].id], opened=chat < 0)
        return self.chats[chat]

    def group(self, chat: int, title: str, bots: Sequence[int] = ()) -> MemoryChat:
        """Names a group and says which bots sit in it."""
        group = self.chat(chat)
        group.title, group.bots = title, list(bots) or group.bots
        return group

    def feed(self, bot: int, update: Mapping[str, Any]) -> RawUpdate:
        """Queues one update for `bot`, in Telegram's shape; an update_id is added if it has none."""
        self._last_update += 1
        raw = raw_update(msgspec.json.encode({"update_id": self._last_update} | dict(update)))
        self._waiting[bot][raw.update_id] = raw
        self._arrived.set()
        return raw

    def say(
        self,
        chat: int,
        who: Sender,
        text: str = "",
        *,
        reply_to: int | None = None,
        fields: Mapping[str, Any] = NOTHING,
    ) -> int:
        """`who` writes in `chat`; `fields` are further Bot API fields (see `photo`, `topic`). The message id."""
        room = self.chat(chat)
        room.opened = True
        message = Shown(room.next_id(), text, who, reply_to=reply_to, topic=fields.get("message_thread_id"))
        room.put(message)
        words = {"text": text} if text and "photo" not in fields else {"caption": text} if text else {}
        self._tell(room, "message", self._message(room, message, {**words, **self._replied(room, reply_to), **fields}))
        return message.id

    @staticmethod
    def photo(file_id: str, album: str = "") -> Json:
        """Fields of a message with a photo, which makes its text a caption."""
        return photo_json(file_id) | ({"media_group_id": album} if album else {})

    @staticmethod
    def voice(file_id: str, seconds: int) -> Json:
        """Fields of a message that is a voice note."""
        return {"voice": {"file_id": file_id, "file_unique_id": f"u-{file_id}", "duration": seconds}}

    @staticmethod
    def topic(topic: int) -> Json:
        return topic_json(topic)

    def edit(self, chat: int, message: int, text: str, **more: Any) -> None:
        """The writer of a message changes its words."""
        room = self.chat(chat)
        room.messages[message].text = text
        fields = {"text": text, "edit_date": int(self.now().timestamp()), **more}
        self._tell(room, "edited_message", self._message(room, room.messages[message], fields))

    def press(self, chat: int, who: Sender, message: int, word: str) -> str:
        """`who` presses the button that says `word`; returns the callback id. LookupError if there is none."""
        room = self.chat(chat)
        shown = room.messages[message]
        if shown.deleted:
            raise LookupError(f"message {message} is deleted")
        return self.press_data(chat, who, message, shown.button(word).data)

    def press_data(self, chat: int, who: Sender, message: int, data: str) -> str:
        """A press with any data at all, as a forged client could send it, on a message that may be gone."""
        room = self.chat(chat)
        callback = f"cb{len(self.answers) + 1}"
        self.answers[callback] = None
        shown = room.messages.get(message)
        carrier = self._message(room, shown, {"text": shown.text}) if shown and not shown.deleted else None
        carrier = carrier or {"message_id": message, "chat": _chat(room), "date": 0}
        press = {"id": callback, "from": user_json(who), "message": carrier, "chat_instance": "1", "data": data}
        self._tell(room, "callback_query", press)
        return callback

    def change_bot(self, chat: int, status: str, by: Sender = ADMIN) -> None:
        """`by` changes the bots' standing in a chat: admin | member | restricted | left | kicked."""
        room = self.chat(chat)
        old, room.standing = room.standing, status
        for bot in room.bots:
            whom = self._bot(bot)
            self.feed(bot, {"my_chat_member": change_json(_chat(room), by, whom, (old, status), self.now())})

    def migrate(self, old: int, new: int) -> None:
        """A group becomes a supergroup: its id changes, and sends to the old one answer Moved."""
        before = self.chat(old)
        after = self.group(new, before.title, before.bots)
        before.moved_to = new
        self._tell(before, "message", self._service(before, {"migrate_to_chat_id": new}))
        self._tell(after, "message", self._service(after, {"migrate_from_chat_id": old}))

    def _service(self, room: MemoryChat, fields: Json) -> Json:
        return message_json(room.next_id(), _chat(room), ADMIN, self.now(), fields)

    def _tell(self, room: MemoryChat, kind: str, what: Json) -> None:
        for bot in room.bots:
            self.feed(bot, {kind: what})

    def _message(self, room: MemoryChat, message: Shown, fields: Mapping[str, Any]) -> Json:
        who = message.sender or self._sender(room.bots[0])
        return message_json(message.id, _chat(room), who, self.now(), {**topic_json(message.topic), **fields})

    def _replied(self, room: MemoryChat, message: int | None) -> Json:
        if message is None:
            return {}
        shown = room.messages[message]
        return {"reply_to_message": self._message(room, shown, {"text": shown.text})}

    def _sender(self, bot: int) -> Sender:
        account = next(account for account in self.accounts if account.id == bot)
        return Sender(account.id, account.name, account.username, SenderKind.BOT)

    def _bot(self, bot: int) -> Json:
        return user_json(self._sender(bot))


def _chat(room: MemoryChat) -> Json:
    return chat_json(room.id, room.kind, room.title)
