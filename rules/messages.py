"""The shape of what comes in from a chat platform and what goes out to it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What an incoming update is."""

    MESSAGE = "message"
    EDITED = "edited"
    BUTTON = "button"
    BOT_MEMBERSHIP = "bot_membership"
    MIGRATED = "migrated"
    SERVICE = "service"
    IGNORED = "ignored"


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class SenderKind(StrEnum):
    PERSON = "person"
    BOT = "bot"
    ANONYMOUS_ADMIN = "anonymous_admin"
    CHANNEL = "channel"


_COMMAND_ALONE = re.compile(r"/[A-Za-z]\w{0,31}(?:@\w{1,32})?\s*+", re.ASCII)


class MediaKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote or pressed; `name` is the display name in the chat."""

    id: int
    name: str
    username: str = ""
    kind: SenderKind = SenderKind.PERSON


@dataclass(frozen=True, slots=True)
class Media:
    """One attachment; `seconds` of sound or film, `size` in bytes, 0 when the platform did not say."""

    kind: MediaKind
    file_id: str = ""
    unique_id: str = ""
    seconds: int = 0
    size: int = 0
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, decoded. Fields that do not apply to its kind keep their defaults.

    `bot` is the account that received it, `chat` and `message` are the platform's ids,
    `sent_at` is the platform's time (aware UTC), `text` the words or the caption.
    `reply_to` is the id of the message replied to, `reply_to_bot` whether this bot wrote that one,
    `reply_text` its words, `reply_media` its picture or file.
    `spoken` is true when the words were written down from its voice note, `own` when it is a message of this bot that
    somebody passed on, `linked` when the platform itself brought it from the channel that the group belongs to.
    `command` is lower case without the slash ("report"; "" if none), only when
    it is meant for this bot; `arguments` is the rest of the line(s) after it.
    For buttons `message` is the message that carries the button, sent at `carried_at`, and `data` its callback data.
    For bot_membership `status` is this bot's new standing (admin | member | restricted | left | kicked);
    `sender` is who changed it.
    For migrated `migrated_to` is the new chat id of `chat`.
    """

    kind: Kind
    bot: int
    update_id: int
    chat: int = 0
    chat_kind: ChatKind = ChatKind.GROUP
    chat_title: str = ""
    topic: int | None = None
    message: int = 0
    sender: Sender | None = None
    sent_at: datetime | None = None
    text: str = ""
    media: tuple[Media, ...] = ()
    album: str = ""
    reply_to: int | None = None
    reply_to_bot: bool = False
    reply_text: str = ""
    reply_media: tuple[Media, ...] = ()
    mentions_bot: bool = False
    command: str = ""
    arguments: str = ""
    callback_id: str = ""
    data: str = ""
    carried_at: datetime | None = None
    status: str = ""
    migrated_to: int | None = None
    spoken: bool = False
    own: bool = False
    linked: bool = False

    @property
    def sender_name(self) -> str:
        """What its sender is called; "" where nobody is told."""
        return self.sender.name if self.sender else ""

    @property
    def voice(self) -> Media | None:
        """The voice note it is or carries."""
        return next((media for media in self.media if media.kind is MediaKind.VOICE and media.file_id), None)


class Act(StrEnum):
    """What is asked of the platform."""

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    ANSWER = "answer"
    REACT = "react"
    PIN = "pin"
    LEAVE = "leave"


class Button(NamedTuple):
    """One button: callback `data` (at most 64 bytes) or a `url`, never both."""

    text: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that the platform does not have yet: shown as a picture, else a file of that name."""

    name: str
    content: bytes = field(repr=False)
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to do on the platform, plain text (no markup is ever parsed).

    send: text and/or photos (file ids), one document (a path on this machine), one file (the file id of a document),
    one voice note (a file id) or one upload, buttons, reply_to.
    edit: `message` gets this text and these buttons (`caption` true when the message carries media).
    delete, pin, react (`text` is the emoji): `message`. answer: `callback_id`, `text` up to 200, `alert`.
    leave: the chat only.
    """

    act: Act
    chat: int = 0
    topic: int | None = None
    message: int | None = None
    text: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    photos: tuple[str, ...] = ()
    document: str = ""
    file: str = ""
    voice: str = ""
    upload: Upload | None = None
    caption: bool = False
    callback_id: str = ""
    alert: bool = False
    silent: bool = False
    ask_reply: bool = field(default=False)


def is_command_alone(text: str) -> bool:
    """Whether it is a command and nothing else: /start@weather_bot, /rules."""
    return _COMMAND_ALONE.fullmatch(text) is not None
