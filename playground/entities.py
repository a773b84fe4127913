"""Entities in a text: commands, mentions, links and hashtags as Telegram finds them, and parse_mode HTML."""

import html
import re
from dataclasses import dataclass, field

from playground.refusals import Refusal, bad_request
from playground.things import Json

_FOUND = re.compile(
    r"(?P<url>https?://[^\s，。；！？）]+|\b(?:[a-z0-9-]+\.)+(?:com|cn|org|net|me|io)\b(?:/[\w./?=&%#-]*)?)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)\b"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<!\w)(?P<hashtag>#\w{1,256})",
    re.ASCII | re.IGNORECASE,
)
_SIGNS = frozenset("/@.#")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|<")
_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""")


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts offsets."""
    return len(text) + sum(1 for sign in text if sign > "\uffff")


def find(text: str) -> list[Json]:
    """The entities Telegram marks by itself, in order."""
    if not _SIGNS.intersection(text):
        return []
    return [_entity(text, match) for match in _FOUND.finditer(text)]


def _entity(text: str, match: re.Match[str]) -> Json:
    kind = match.lastgroup or "url"
    return {"offset": units(text[: match.start()]), "length": units(match.group()), "type": kind}


@dataclass
class _Reading:
    """Where the HTML reader stands: the plain text so far and the tags still open."""

    source: str
    plain: str = ""
    open: list[tuple[str, int, str]] = field(default_factory=list)
    found: list[Json] = field(default_factory=list)

    def offset(self, match: re.Match[str]) -> int:
        return len(self.source[: match.start()].encode())


def read_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of parse_mode HTML; raises Refusal in Telegram's words."""
    reading = _Reading(source)
    at = 0
    for match in _TAG.finditer(source):
        reading.plain += html.unescape(source[at : match.start()])
        at = match.end()
        _close(reading, match) if match.group(1) else _open(reading, match)
    reading.plain += html.unescape(source[at:])
    if reading.open:
        raise _unread(f'Can\'t find end tag corresponding to start tag "{reading.open[-1][0]}"')
    found = sorted(reading.found, key=lambda entity: (entity["offset"], -entity["length"]))
    return reading.plain, found


def _open(reading: _Reading, match: re.Match[str]) -> None:
    tag = (match.group(2) or "").lower()
    if tag not in _KINDS:
        raise _unread(f'Unsupported start tag "{tag}" at byte offset {reading.offset(match)}')
    href = _HREF.search(match.group(3) or "")
    reading.open.append((tag, units(reading.plain), href.group(1) if href else ""))


def _close(reading: _Reading, match: re.Match[str]) -> None:
    tag = match.group(2).lower()
    if not reading.open:
        raise _unread(f"Unexpected end tag at byte offset {reading.offset(match)}")
    expected, start, href = reading.open.pop()
    if tag != expected:
        where = reading.offset(match)
        raise _unread(f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{tag}>"')
    entity = {"offset": start, "length": units(reading.plain) - start, "type": _KINDS[tag]}
    if tag == "a":
        entity["url"] = href
    if entity["length"]:
        reading.found.append(entity)


def _unread(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")
