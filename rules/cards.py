"""What a card shows in which state: its buttons and where things are, as people say it."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rules.callback import write
from rules.charts import wide
from rules.messages import Button
from rules.places import numeral
from rules.tickets import ACTIVE, RATINGS, State

_TELLER = re.compile(
    r"[(（]\s*+(?P<who>[^()（），,。]{1,16}?)\s*+(?:刚|刚才|早上|上午|中午|下午|晚上)?+(?:打?来?电话|微信|当面|上门|托我)?+"
    r"(?:里|来)?+(?:说|讲|报|反映|告诉我?)的?+\s*+[)）][。.]?+\s*+"
)

# A door of a lane: 三巷 is said before its number.
_IN_LANE = re.compile(r"(?:[一-龥]{2,3}[路街道])?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[巷弄](?![口尾头])")

Rows = tuple[tuple[str, ...], ...]

SHORTEST_CUT = 200
# A row of buttons on a telephone 360 wide, and what each of them loses to its edges, in Chinese characters.
ROOM, EDGE = 19.3, 0.9
_HOUSE = re.compile(r"([0-9A-Za-z]+|[一二两三四五六七八九十]{1,3})\s*(?:号楼|号栋|号幢|栋|幢|座|#楼|#|号)")
INQUIRIES = "policy_inquiry."
HOME_GROUPS = frozenset({"property_repair", "utility", "dispute", "errand"})
STAFF_ROWS: dict[str, Rows] = {
    State.OPEN: (("claim", "hand_over"), ("report_up", "recategorize", "mistake")),
    State.CLAIMED: (("contact", "arrive", "resolve"), ("hand_over", "report_up", "more")),
    State.ON_SITE: (("resolve",), ("extend", "report_up", "more")),
    State.SUSPENDED: (("resume", "hand_over"),),
}
# What is rare, behind 更多.
MORE_ROWS: dict[str, Rows] = {
    State.CLAIMED: (("question", "extend", "suspend"), ("recategorize", "mistake", "bounce")),
    State.ON_SITE: (("question", "hand_over", "suspend"), ("recategorize", "mistake", "bounce")),
}
DOUBTFUL_ROWS: Rows = (("recategorize", "mistake"),)
PUBLIC_ROWS: Rows = (("join", "add"), ("withdraw", "misread"))
RESULT_ROWS: dict[str, Rows] = {
    State.RESOLVED: (("confirm", "deny"),),
    State.CLOSED_UNCONFIRMED: (("confirm", "deny"),),
}
# Asked of who is to see to a result.
TO_VERIFY = ("resolve", "deny", "claim")
RATING_ROW: Rows = (RATINGS,)


def staff_rows(state: str, level: str, doubtful: bool = False, submitted: bool = False, in_touch: bool = False) -> Rows:
    """The actions on a worker's card, the likely next step first; a street has no level above it to report to.

    On a doubtful one first of all what it is must be said; what was `submitted` as done waits for who may say so.
    """
    rows = STAFF_ROWS.get(state, ())
    if doubtful and rows:
        return DOUBTFUL_ROWS
    if submitted and state == State.OPEN:
        rows = (("resolve", *rows[0]), *rows[1:])
    hidden = ({"report_up"} if level in ("street", "district") else set()) | ({"contact"} if in_touch else set())
    return tuple([tuple([action for action in row if action not in hidden]) for row in rows]) if hidden else rows


def danger_rows(rows: Rows, doubtful: bool) -> Rows:
    """What stands besides on the card of a danger: whether it is true, while that is doubtful, and 快报.

    Whoever went and saw that it was none is not to look for 误会 under what is rare.
    """
    first: Rows = (("real", "mistake"), ("claim", "hand_over")) if doubtful else rows
    besides = ("flash", "mistake") if any("more" in row for row in first) else ("flash",)
    return (*first[: 1 + doubtful], besides, *first[1 + doubtful :]) if rows else rows


def public_rows(state: str) -> Rows:
    """The actions on the residents' card: none once it is done."""
    return PUBLIC_ROWS if state in ACTIVE else ()


def result_rows(state: str, rating: str) -> Rows:
    """The actions on the result: first whether it is solved, then how satisfied."""
    if state == State.CLOSED and not rating:
        return RATING_ROW
    return RESULT_ROWS.get(state, ())


def join_word(matter: str) -> str:
    """我家也是 for what happens in homes, 我也看到了 for public spots, 我也想问 for questions."""
    if matter.startswith(INQUIRIES):
        return "join_question"
    return "join_home" if matter.split(".", maxsplit=1)[0] in HOME_GROUPS else "join_spot"


def buttons(rows: Rows, ticket: int, labels: Mapping[str, str], arg: str = "") -> tuple[tuple[Button, ...], ...]:
    """Buttons that carry the ticket (and `arg`); `labels` gives each action's words."""
    rates = RATING_ROW[0]
    return tuple([
        tuple([Button(labels[a], write("rate" if a in rates else a, ticket, a if a in rates else arg)) for a in row])
        for row in rows
    ])  # fmt: skip


@lru_cache(maxsize=1024)
def pressable(rows: Rows) -> tuple[int, ...]:
    """How many of these words stand in each row, so that a telephone shows them whole: a row too tight becomes more."""
    return tuple(count for row in rows for count in _lines(row))


def _lines(row: tuple[str, ...]) -> list[int]:
    for lines in range(1, len(row)):
        width, longer = divmod(len(row), lines)
        counts = [width + (line < longer) for line in range(lines)]
        words = iter(row)
        if all(wide(next(words)) <= ROOM / count - EDGE for count in counts for _ in range(count)):
            return counts
    return [1] * len(row)


def where(building: str, unit: str, spot: str, locale: str = "zh") -> str:
    """A place without its room: 3号楼2单元门厅, 三巷5号门口, Building 3 Unit 2 lobby."""
    lane, spot = _parted(spot, building)
    spot = _without_house(spot, building, unit)
    if locale == "en":
        spot = f"{lane} {spot}".strip()
        parts = [building and f"Building {building}", unit and f"Unit {unit}", spot]
        return " ".join(p for p in parts if p)
    house = building and (f"{building}号楼" if building[:1].isdigit() else f"{building}座")
    house = f"{lane}{building}号" if lane else house
    stair = unit and (f"{unit}单元" if unit.isalnum() else unit)
    return f"{house}{stair}{spot}"


def home(building: str, unit: str, room: str, spot: str, locale: str = "zh") -> str:
    """The whole place with its room, for staff only."""
    lane, spot = _parted(spot, building)
    house = where(building, unit, lane, locale)
    rest = _without_house(spot, building, unit)
    if re.match(r"\d+\s*[楼层]", rest):
        # 6楼 is where it is, whatever the room of who tells it.
        room = ""
    if locale == "en":
        return " ".join(part for part in (house, room and f"Room {room}", rest) if part)
    return f"{house}{room}{rest}"


def _parted(spot: str, building: str) -> tuple[str, str]:
    """The lane in which a numbered door stands, and the rest of its spot."""
    lane = _IN_LANE.match(spot) if building[:1].isdigit() else None
    return (lane.group(), spot[lane.end() :]) if lane else ("", spot)


def _without_house(spot: str, building: str, unit: str) -> str:
    """A named spot without the building and unit that are said anyway: of both 2号楼楼道 is 楼道, 单元门口 is 门口."""
    if spot and building:
        house = _HOUSE.match(spot)
        spot = spot[house.end() :] if house and numeral(house[1]) == numeral(building) else spot
    if unit and spot.startswith((unit, "单元")):
        spot = re.sub(rf"^(?:{re.escape(unit)}\s*(?:单元|号门|门)|单元(?=门))", "", spot)
    return spot


def gathered(news: str, words: str, most: int = 300) -> str:
    """What people have added to a ticket, the newest first and nothing twice running, cut to a length."""
    line = " ".join(words.split())
    if news == line or news.startswith(f"{line}；"):
        return news[:most]
    return (f"{line}；{news}" if news and line else line or news)[:most]


def without(news: str, words: str) -> str:
    """What people have added, without the newest where it was these words."""
    line = " ".join(words.split())
    return "" if news == line else news.removeprefix(f"{line}；")


def kept_of(news: str, said: Iterable[str]) -> str:
    """Of what people have added only what is among these words; either may have been cut, or marked as dictated."""
    lines = [line for line in (" ".join(words.split()) for words in said) if line]
    return "；".join(part for part in news.split("；") if part and any(_same(part, line) for line in lines))


def _same(part: str, line: str) -> bool:
    rest = part.removeprefix(line)
    marked = rest != part and (len(line) >= SHORTEST_CUT or rest.startswith(("（", " (")))
    return marked or part in line.split("；") or line.startswith(part)


def household(building: str, unit: str, room: str, lane: str = "") -> str:
    """The key by which homes are counted, with the lane of a numbered door; "" when the room is not known.

    `building` has its compound where the number is not enough: 幸福里/3.
    """
    compound, slash, number = building.rpartition("/")
    house = f"{compound}{slash}{lane}{number}" if building else ""
    return "-".join(part for part in (house, unit, room) if part) if room else ""


def parted(key: str) -> tuple[str, str, str]:
    """The key of a home as its lane, its compound (幸福里/), and the door: 3-2-501."""
    compound, slash, door = key.rpartition("/")
    house, dash, rest = door.partition("-")
    number = re.split("[巷弄]", house)[-1]
    return house.removesuffix(number), compound + slash, number + dash + rest


def plain_door(key: str) -> str:
    """The key of a home without its lane and its compound."""
    return parted(key)[2]


def first_keys(key: str) -> tuple[str, ...]:
    """Under which keys the home kept so is found: with its lane and compound and without; /3-2-501 in any compound."""
    plain = plain_door(key)
    return (key, plain) if "/" in key else (key, plain, f"/{plain}")


def teller(words: str) -> str:
    """For whom staff report: 王阿姨 of 路灯不亮 (王阿姨电话说的); "" where nobody is named so."""
    at = max(words.rfind("("), words.rfind("（"))
    found = _TELLER.fullmatch(words[at:]) if at >= 0 else None
    return found["who"] if found else ""
