"""What an answer to a call-out says in people's words: 来, 有事来不了, 到了."""

import re
from typing import Literal

Answer = Literal["", "come", "decline", "arrive"]
_WORDS: dict[str, Answer] = {
    "来": "come", "来不了": "decline", "到了": "arrive", "coming": "come", "not coming": "decline", "here": "arrive",
}  # fmt: skip
_NO = re.compile(r"(来|去|到)不了|不(能|想)?来|不行|没空|没时间|参加不了|can't come|cannot come")
# 有事来不了: the reason first; 李师傅来不了 is said of somebody else, and of a ticket more is said.
_NO_AFTER = re.compile(
    r"(?:我|今天|明天|明早|明晚|早上|上午|下午|晚上|临时|突然|正好|有点|不好意思|抱歉|对不起|家里|孩子|老人|身体|走不开|不舒服"
    r"|有急?事|有会|开会|加班|出差|值班|上班|生病|感冒|发烧|住院|堵车|还有|就|真的?|都|了|[,，\s])++(?:[来去到]不了|参加不了|不来|不能来)了?"
)
_YES = re.compile(r"(我)?(能来|可以(来|参加)?|参加|我来|算我|来[，, ])")
# 我去, 好的 我一定到, and 还是去不了了: said of a call-out only where that is what was spoken of last.
_GOES = re.compile(
    r"(?:好的?|行|收到|没问题|那|我们?|又|也|还是|现在|可以|能够?|一定|准时|按时|马上|[,，!！ ]"
    r"|带[一-龥\d]{1,6}?(?=去|到|过去|参加))*+"
    r"(?:去|到|过去|参加|报名|算我一个|没问题)(?:了|的|吧|啊|哈|呢|[.。!！ ])*+"
)
_STAYS = re.compile(
    r"(?:我们?|那|还是|恐怕|可能|真的?|又|今天|明天|明早|不好意思|抱歉|对不起|[,， ])*+"
    r"(?:去不了|去不成|不去|不能去|过不去|来不成)了?(?:[,，。 ]+[^?？吗]{1,24})?[.。!！ ]*"
)
_OF_ANYTHING = re.compile(r"(?:我|那|又|还是)*[去到]不了|不行|没空|没时间")
_ASKS = ("?", "？", "吗", "么", "怎么办", "咋办")


def answered(text: str) -> Answer:
    """What is said to a call-out wherever it is said: its button's word, or with a reason: 来不了，孩子发烧."""
    words = text.strip(" 。.!！").lower()
    if words in _WORDS or words.endswith(_ASKS):
        return _WORDS.get(words, "")
    return "decline" if _NO.match(words) or _NO_AFTER.fullmatch(words) else "come" if _YES.match(words) else ""


def answered_just(text: str) -> Answer:
    """What is said right after a call-out was spoken of: 我去, 还是去不了了; of a ticket they are said too."""
    words = text.strip().lower()
    return "decline" if _STAYS.fullmatch(words) else "come" if _GOES.fullmatch(words) else ""


def may_be_of_anything(text: str) -> bool:
    """Whether words are said of a ticket as well as of a call-out: 去不了."""
    return _OF_ANYTHING.match(text.strip()) is not None
