"""In which language somebody writes: Chinese, English, or too little to tell."""

import re

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_GREETS = frozenset({"hello", "hi", "help", "thanks", "please"})
LEAST = 2


def writes_english(text: str) -> bool | None:
    """Whether words are English; False where they are Chinese, None where that is not plain: ok, 3-2-501, 👍."""
    if _CHINESE.search(text):
        return False
    words = _WORD.findall(text)
    plain = len(words) >= LEAST or any(word.lower() in _GREETS for word in words)
    return True if plain and not text.lstrip().startswith("/") else None


def is_greeting(text: str) -> bool:
    """hi, thanks: people who write in another language say so as well."""
    words = _WORD.findall(text)
    return len(words) == 1 and words[0].lower() in _GREETS
