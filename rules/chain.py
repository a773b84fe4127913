"""A group's own 接龙: a text that grows by a line with each who joins, read into households and what they say."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rules.houses import House, compounds_named
from rules.places import Address, addresses, nickname
from rules.receipts import Home
from rules.redaction import MASK, mask_identity, redact
from rules.rollcall import COUNTS, OPTIONS, Asked
from rules.rollcall_answer import picked
from rules.telephones import MASKED
from rules.wording import narrow

PLAIN = Asked(COUNTS, ("人数",), "人")
LONGEST_TITLE, LONGEST_NOTE, LONGEST_LINE = 40, 40, 80
# A number that begins a door (3-502, 3号楼) is no line's number.
_AFTER = r"(?:[.、,:)\]】·]|(?=\s|[^\d\s\-./号栋幢座#单元楼]))"
_NUMBERED = re.compile(rf"^\s*(?:[(\[【]?\s*(\d{{1,3}})\s*{_AFTER}|([①-⑳]))\s*(.*)$")
_HEAD = re.compile(r"接龙|报名|登记|统计|预定|预订|团购|点名|签到|sign.?up", re.IGNORECASE)
_EXAMPLE = re.compile(r"^\s*(?:例|格式|示例|样例|example|e\.g)", re.IGNORECASE)
_HASH = re.compile(r"^#\s*(?:接龙)?\s*|[#*]+$")
_SPACED = re.compile(r"(?<=\d)\s*(?:一|--+|－|﹣|~|_)\s*(?=\d)")
_DOTS = re.compile(r"(?<![\d.])(\d{1,2})[.·](\d{1,2})[.·](\d{3,4})(?!\d)")
_LONE = re.compile(r"(?<!\d)([1-9]\d?)\s(\d{1,2})\s([1-9]\d{2,3})(?!\d)")
_GLUED = re.compile(r"(?<![\d-])([1-9]\d?)(?:栋|幢|座|号楼|号|#)\s*([1-9])\s*[-—]\s*(\d{3,4})(?!\d)")
_OF_HOME = re.compile(r"(?<=\d{3})户(?!数)")
_KEYCAP = re.compile("[\ufe0f\u20e3]")
_FAMILY = re.compile(r"^[户室号的家:,、\s\-)]+")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the door it names (perhaps without its unit), its values by item, what else it says, as it stands."""

    door: Address
    values: dict[int, int]
    note: str
    line: str

    @property
    def home(self) -> Home:
        """The household."""
        return Home(self.door.building, self.door.unit, self.door.room, self.door.lane)


@dataclass(frozen=True, slots=True)
class Chain:
    """A whole text: its title, the lines that were read (the last of a household), and those that were not."""

    title: str
    entries: tuple[Entry, ...]
    unread: tuple[str, ...]


def is_chain(text: str) -> bool:
    """Whether a message is such a text: it says so and one line is numbered, or most of its lines are."""
    if "\n" not in text or not _first_numbered(text):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    numbered = [found for line in lines if (found := _body(line)) is not None]
    if _HEAD.search(lines[0]) and numbered:
        return True
    homes = sum(bool(_door(body).room) for body in numbered)
    return len(numbered) >= _LEAST and homes * 2 >= len(numbered)


def _first_numbered(text: str) -> bool:
    return bool(re.search(r"^\s*[(\[【]?\s*(?:1(?!\d)|①)", text, re.MULTILINE))


def title_of(text: str) -> str:
    """What the chain is about: the first line that is no entry and no example."""
    for line in text.splitlines():
        name = _HASH.sub("", narrow(line).strip()).strip(" :,。")
        if name and _body(line) is None and not _EXAMPLE.search(name):
            return redact(name)[:LONGEST_TITLE]
    return ""


def read_chain(text: str, question: Asked = PLAIN, building: str = "", compounds: Collection[str] = ()) -> Chain:
    """Every line of the text; where only one `building` can be meant, a door may leave it out."""
    found: dict[str, Entry] = {}
    unread: list[str] = []
    for line in text.splitlines():
        body = _body(line)
        if body is None or not body.strip():
            continue
        told = entry(body, question, building, compounds)
        if told is None:
            unread.append(_shown(line))
        else:
            found.pop(told.home.key, None)
            found[told.home.key] = told
    return Chain(title_of(text), tuple(found.values()), tuple(unread))


def entry(body: str, question: Asked = PLAIN, building: str = "", compounds: Collection[str] = ()) -> Entry | None:
    """One household's line without its number: 「3-502 2人」, 「3栋2单元502 张 3」; None when it names no door."""
    door, rest = parted(body, building, compounds)
    if not (door.building and door.room):
        return None
    values = _values(rest, question)
    return None if values is None else Entry(door, values, _note(rest), _shown(body))


def names_only_door(body: str, question: Asked, compounds: Collection[str]) -> bool:
    """Whether a line names a door and no answer: who writes so in a chain comes alone, for others it is asked."""
    door, rest = parted(body, "", compounds)
    return bool(door.building and door.room) and _told(rest, question) is None


def parted(body: str, building: str = "", compounds: Collection[str] = ()) -> tuple[Address, str]:
    """The door a line names, and what else it says; a compound before it is the building's."""
    signs, plain = compounds_named(_mended(MASKED.sub(" ", mask_identity(body))), compounds)
    door = _door(plain, building)
    if signs and door.building:
        door = door._replace(building=House(door.building, compound=signs[-1].compound).key)
    return door, _FAMILY.sub("", f"{plain[: door.start]} {plain[door.end :]}".strip())


def _values(rest: str, question: Asked) -> dict[int, int] | None:
    """Who joins a chain of numbers without telling one comes alone."""
    told = _told(rest, question)
    return {0: 1} if told is None and question.parts == 1 and question.shape != OPTIONS else told


def _told(rest: str, question: Asked) -> dict[int, int] | None:
    told = picked(rest, question)
    return _within(rest, question) if told is None else told


def _within(rest: str, question: Asked) -> dict[int, int] | None:
    """An option among other words, the longest first: 不参加 holds 参加."""
    if question.shape != OPTIONS:
        return None
    for label in sorted(question.items, key=len, reverse=True):
        if label in rest:
            return {0: question.items.index(label)}
    return None


def _note(rest: str) -> str:
    """What a line says besides, without telephones; the worker reads it."""
    return " ".join(redact(rest).replace(MASK, "").split())[:LONGEST_NOTE]


def _shown(line: str) -> str:
    return " ".join(mask_identity(line).split())[:LONGEST_LINE]


def _body(line: str) -> str | None:
    """An entry's words without its number; None for a line that is no entry."""
    plain = narrow(line)
    found = _NUMBERED.match(plain)
    return None if found is None or _EXAMPLE.search(plain) else found[3]


def _mended(body: str) -> str:
    """Doors as they slip from thumbs: 3一2一502, 3.2.502, 3 2 502, 502户; keycaps as plain numbers."""
    plain = _SPACED.sub("-", _OF_HOME.sub("室", _KEYCAP.sub("", narrow(body))))
    plain = _GLUED.sub(r"\1-\2-\3", plain)
    return _LONE.sub(r"\1-\2-\3", _DOTS.sub(r"\1-\2-\3", plain))


def _door(body: str, building: str = "") -> Address:
    plain = _mended(body)
    told = addresses(plain)
    found = next((each for each in told if each.room), None) or (nickname(plain) if not told else Address())
    if found.room and not found.end:
        # A nickname does not say where it stands.
        start = plain.find(found.room)
        found = found._replace(start=0 if found.building else start, end=start + len(found.room))
    return found._replace(building=building) if found.room and not found.building and building else found


def lost(newest: Chain, earlier: Iterable[Chain]) -> tuple[str, ...]:
    """Lines of earlier texts whose household the newest leaves out: somebody went on from an older one."""
    have = {told.home.key for told in newest.entries}
    gone = {told.home.key: told.line for chain in earlier for told in chain.entries if told.home.key not in have}
    return tuple(gone.values())


def is_headed(text: str) -> bool:
    """Whether the first line says what it is: 接龙, 报名, 团购."""
    return bool(_HEAD.search(text.split("\n", 1)[0]))
