"""What is attached to a Telegram message, as the desk's Media."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from msgspec import Raw
from msgspec.json import Decoder

from bot.gateways.telegram_shapes import (
    Contact,
    File,
    Location,
    Message,
    Poll,
    Replied,
    Venue,
    full_name,
    part,
    present,
)
from rules.messages import Media, MediaKind
from rules.signs import legible

_FILE = Decoder(File)
_SIZES = Decoder(list[File])
_LOCATION = Decoder(Location)
_VENUE = Decoder(Venue)
_CONTACT = Decoder(Contact)
_POLL = Decoder(Poll)
_ANYTHING: Decoder[Any] = Decoder()
_OF_WORDS = frozenset({"text", "title", "summary", "caption", "credit"})
_LONGEST = 4096


def attached(message: Message) -> tuple[Media, ...]:
    """The one attachment of a message (an album is several messages), or nothing."""
    for name, read in _READERS.items():
        raw: Raw = getattr(message, name)
        if present(raw):
            return (read(raw),)
    return ()


def in_blocks(message: Message) -> str:
    """The words of a message that is built of blocks, or of a list of tasks: they are said as any others are."""
    for raw in (message.rich_message, message.checklist):
        if present(raw):
            with suppress(RecursionError):
                return _words(part(_ANYTHING, raw))[:_LONGEST]
    return ""


def own_number(message: Message) -> str:
    """The telephone that somebody shares of themselves in private; nobody else's, and none in a group."""
    if message.from_ is None or message.chat.type != "private":
        return ""
    contact = part(_CONTACT, message.contact)
    return contact.phone_number if contact and contact.user_id == message.from_.id else ""


def _words(block: Any, name: str = "") -> str:
    if isinstance(block, str):
        return block if name in _OF_WORDS else ""
    if isinstance(block, list):
        parts = [_words(each, name) for each in block]
        return ("" if name == "text" else "\n").join(filter(None, parts))
    inner = block.items() if isinstance(block, dict) else ()
    return "\n".join(filter(None, (_words(each, key) for key, each in inner)))


def carried(replied: Replied) -> tuple[Media, ...]:
    """The picture or file of a message that was replied to, or nothing."""
    for name in ("photo", "document"):
        raw: Raw = getattr(replied, name)
        if present(raw):
            return (_READERS[name](raw),)
    return ()


def _stored(kind: MediaKind) -> Callable[[Raw], Media]:
    return lambda raw: _media(kind, part(_FILE, raw))


def _media(kind: MediaKind, file: File | None) -> Media:
    if file is None:
        return Media(kind)
    name = file.file_name or file.title or file.emoji or ""
    return Media(kind, file.file_id, file.file_unique_id, file.duration or 0, file.file_size or 0, legible(name))


def _photo(raw: Raw) -> Media:
    sizes = part(_SIZES, raw)
    return _media(MediaKind.PHOTO, max(sizes, key=_area) if sizes else None)


def _area(size: File) -> int:
    return (size.width or 0) * (size.height or 0)


def _location(raw: Raw) -> Media:
    return _place(part(_LOCATION, raw), "")


def _venue(raw: Raw) -> Media:
    venue = part(_VENUE, raw)
    return _place(venue.location, legible(f"{venue.title} {venue.address}").strip()) if venue else _place(None, "")


def _place(at: Location | None, name: str) -> Media:
    latitude, longitude = (at.latitude, at.longitude) if at else (None, None)
    return Media(MediaKind.LOCATION, name=name, latitude=latitude, longitude=longitude)


def _contact(raw: Raw) -> Media:
    contact = part(_CONTACT, raw)
    return Media(MediaKind.CONTACT, name=full_name(contact) if contact else "")


def _poll(raw: Raw) -> Media:
    poll = part(_POLL, raw)
    return Media(MediaKind.POLL, name=legible(poll.question) if poll else "")


def _other(raw: Raw) -> Media:
    return Media(MediaKind.OTHER)


# The order matters: an animation also carries a document and a venue a location; of a live photo we take the photo.
_READERS: dict[str, Callable[[Raw], Media]] = {
    "photo": _photo,
    "animation": _stored(MediaKind.VIDEO),
    "live_photo": _stored(MediaKind.VIDEO),
    "video": _stored(MediaKind.VIDEO),
    "video_note": _stored(MediaKind.VIDEO),
    "voice": _stored(MediaKind.VOICE),
    "audio": _stored(MediaKind.AUDIO),
    "document": _stored(MediaKind.DOCUMENT),
    "sticker": _stored(MediaKind.STICKER),
    "venue": _venue,
    "location": _location,
    "contact": _contact,
    "poll": _poll,
    "dice": _other,
    "game": _other,
    "story": _other,
    "paid_media": _other,
    "checklist": _other,
    "rich_message": _other,
}
