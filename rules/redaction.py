"""What must not stand in a residents' group: rooms, telephones, identity numbers."""

import re

IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
MOBILE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)")
HOME = re.compile(
    r"(?<![\dA-Za-z])(?P<building>\d{1,3}|[A-Za-z])(?:号楼|栋|幢|座|#)?[-—_](?P<unit>\d{1,2})(?:单元)?[-—_](?P<room>\d{3,4})(?!\d)"
)
PAIR = re.compile(r"(?<![\d.:A-Za-z])(?P<building>\d{1,2}|[A-Za-z])[-—_](?P<room>\d{3,4})(?![\d.:元度])")
AFTER_HOUSE = re.compile(r"(?P<house>(?:号楼|栋|幢|座|单元|门|梯)\s*)(?:\d{3,4})(?:室|号房|房|户)?(?![\d:.元度年])")
ROOM = re.compile(r"(?<![\d.:])\d{3,4}(?:室|号房|房(?!租|产|价|款)|户(?!数))|(?<![\d.:])\d{3,4}(?=家|住户|门口|屋)")
MASK = "***"


def mask_identity(text: str) -> str:
    """Identity numbers are never kept, wherever they were written."""
    return IDENTITY.sub(MASK, text)


def redact(text: str, room: str = "") -> str:
    """The text without rooms, telephones and identity numbers; `room` is one that is known to be meant.

    Emergency and service numbers (110, 12345) stay: they have no more than five digits and no room's surroundings.
    """
    text = IDENTITY.sub(MASK, text)
    text = LANDLINE.sub(MASK, MOBILE.sub(MASK, text))
    text = HOME.sub(
        lambda m: f"{m['building']}号楼{m['unit']}单元" if m["building"].isdigit() else f"{m['building']}座", text
    )
    text = PAIR.sub(lambda m: f"{m['building']}号楼" if m["building"].isdigit() else f"{m['building']}座", text)
    text = AFTER_HOUSE.sub(lambda m: m["house"].rstrip(), text)
    text = ROOM.sub("住户", text)
    if room and len(room) >= 2:
        text = re.sub(rf"(?<![\d.:]){re.escape(room)}(?![\d.:元度])", "住户", text)
    return text.replace("住户住户", "住户")
