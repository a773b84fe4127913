"""The parts of Telegram's updates that we use: unknown fields are skipped, rare parts stay raw until somebody asks."""

import json
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct, field

from rules.signs import legible

Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Moment = Annotated[int, Meta(ge=0, le=2**37)]

ABSENT = Raw()


class User(Struct, gc=False):
    id: Whole
    is_bot: bool = False
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None


class Chat(Struct, gc=False):
    id: Whole
    type: str | None = None
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class Entity(Struct, gc=False):
    """A marked stretch of text; Telegram counts `offset` and `length` in UTF-16 units."""

    type: str
    offset: Whole
    length: Whole
    user: User | None = None


class File(Struct, gc=False):
    """Any one stored file: photo size, film, sound, document or sticker."""

    file_id: str
    file_unique_id: str = ""
    file_size: Whole | None = None
    duration: Whole | None = None
    width: Whole | None = None
    height: Whole | None = None
    file_name: str | None = None
    title: str | None = None
    emoji: str | None = None


class Location(Struct, gc=False):
    latitude: float
    longitude: float


class Venue(Struct):
    location: Location
    title: str = ""
    address: str = ""


class Contact(Struct, gc=False):
    first_name: str = ""
    last_name: str | None = None
    phone_number: str = ""
    user_id: Whole | None = None


class Poll(Struct, gc=False):
    question: str = ""


class Origin(Struct):
    """Who wrote a message that was passed on: somebody, or a chat or a hidden name."""

    sender_user: User | None = None


class Replied(Struct):
    """The message that was replied to."""

    message_id: Whole
    from_: User | None = field(name="from", default=None)
    text: str | None = None
    caption: str | None = None
    photo: Raw = ABSENT
    document: Raw = ABSENT


class Message(Struct):
    """A message; an inaccessible one (under a pressed button) has date 0 and nothing else."""

    message_id: Whole
    chat: Chat
    date: Moment = 0
    from_: User | None = field(name="from", default=None)
    sender_chat: Chat | None = None
    is_automatic_forward: bool | None = None
    sender_tag: str | None = None
    author_signature: str | None = None
    edit_date: Moment | None = None
    message_thread_id: Whole | None = None
    is_topic_message: bool | None = None
    media_group_id: str | None = None
    migrate_to_chat_id: Whole | None = None
    migrate_from_chat_id: Whole | None = None
    text: str | None = None
    caption: str | None = None
    entities: Raw = ABSENT
    caption_entities: Raw = ABSENT
    reply_to_message: Raw = ABSENT
    forward_origin: Raw = ABSENT
    photo: Raw = ABSENT
    live_photo: Raw = ABSENT
    animation: Raw = ABSENT
    video: Raw = ABSENT
    video_note: Raw = ABSENT
    voice: Raw = ABSENT
    audio: Raw = ABSENT
    document: Raw = ABSENT
    sticker: Raw = ABSENT
    venue: Raw = ABSENT
    location: Raw = ABSENT
    contact: Raw = ABSENT
    poll: Raw = ABSENT
    dice: Raw = ABSENT
    game: Raw = ABSENT
    story: Raw = ABSENT
    paid_media: Raw = ABSENT
    checklist: Raw = ABSENT
    rich_message: Raw = ABSENT


class Callback(Struct):
    id: str
    from_: User = field(name="from")
    message: Message | None = None
    data: str | None = None


class Standing(Struct):
    """A ChatMember of any kind; only a restricted one says `is_member`."""

    user: User
    status: str
    is_member: bool | None = None


class MembershipChange(Struct):
    chat: Chat
    new_chat_member: Standing
    from_: User | None = field(name="from", default=None)
    date: Moment = 0


class Update(Struct):
    update_id: Whole
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Callback | None = None
    my_chat_member: MembershipChange | None = None


T = TypeVar("T")


UNREADABLE = (ValueError, RecursionError)
"""What a decoder raises: msgspec's own errors and bad UTF-8 are ValueErrors."""


def whole(body: bytes) -> bytes:
    """JSON whose texts hold no half of a surrogate pair, which msgspec refuses; the same bytes where that is not it."""
    try:
        return json.dumps(json.loads(body.decode(errors="replace")), ensure_ascii=False).encode(errors="replace")
    except UNREADABLE:
        return body


def part(decoder: "msgspec.json.Decoder[T]", raw: Raw) -> T | None:
    """A rare part of a message, or None if it is absent or of a shape we do not know."""
    if not raw:
        return None
    try:
        return decoder.decode(raw)
    except UNREADABLE:
        return None


def present(raw: Raw) -> bool:
    return bool(raw) and bytes(raw) != b"null"


def full_name(owner: User | Chat | Contact) -> str:
    return legible(f"{owner.first_name or ''} {owner.last_name or ''}").strip()


def title_of(chat: Chat) -> str:
    """What a group is called, or whose private chat it is."""
    return legible(chat.title) if chat.title else full_name(chat)
