"""What a flash report (快报) takes out of people's words: whether anybody is hurt."""

import re

_HURT = re.compile(
    r"[^,，。;；!！?？\n]*(?:受伤|伤亡|伤者|重伤|轻伤|死亡|死了|去世|遇难|送医|送去?医院|昏迷|烧伤|骨折|失踪|被困|困人|没有?人伤|无人受?伤|没人受伤)"
    r"[^,，。;；!！?？\n]*"
)


def hurt_in(words: str) -> str:
    """The newest clause that says who is hurt, or that nobody is; "" where nobody has said. Newest words come first."""
    found = _HURT.search(words)
    return found.group().strip() if found else ""
