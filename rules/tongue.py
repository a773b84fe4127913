"""In which language somebody writes: Chinese, English, or too little to tell."""

import re

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_GREETS = frozenset({"hello", "hi", "help", "thanks", "please"})
LEAST, LONGEST = 2, 18
# dian ti huai le: Chinese in letters. Few English words are made of such syllables alone, and hardly all of a message.
_FINAL = "(?:i[ao]ng|uang|[aeio]ng|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|a|e|i|o|u|v)"
_PINYIN = re.compile(rf"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw]){_FINAL}|ang|[ae][in]|ao|ou|er|a|e)+")


def writes_english(text: str) -> bool | None:
    """Whether words are English; False where they are Chinese, None where that is not plain: ok, 3-2-501, dian ti."""
    if _CHINESE.search(text):
        return False
    words = _WORD.findall(text)
    letters = all(len(word) <= LONGEST and _PINYIN.fullmatch(word.lower()) for word in words)
    plain = (len(words) >= LEAST and not letters) or any(word.lower() in _GREETS for word in words)
    return True if plain and not text.lstrip().startswith("/") else None


def is_greeting(text: str) -> bool:
    """hi, thanks: people who write in another language say so as well."""
    words = _WORD.findall(text)
    return len(words) == 1 and words[0].lower() in _GREETS
