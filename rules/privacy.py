"""What somebody asks of their own data: 我的信息, 删除我的信息, 你记了我些什么."""

import re
from typing import Literal

Wish = Literal["", "show", "erase"]
_SHOW = frozenset({"我的信息", "看我的信息", "my data"})
_ERASE = frozenset({"删除我的信息", "删掉我的信息", "erase my data"})
# Said in other words: what there is is shown, and how it is erased stands under it.
_MEANS = re.compile(
    r"(删|消|抹|清).{0,6}我.{0,4}(信息|资料|记录|东西|数据)|我.{0,4}(信息|资料|记录|数据).{0,4}(删|消|抹|清)|"
    r"(不要|别|不想(让)?(你|你们)?|不许)(再)?记(录)?(我|下我)|记了我(些)?(什么|啥)|"
    r"(erase|delete|remove).{0,12}my (data|info)"
)
_LONGEST = 20


def wish_in(words: str) -> Wish:
    """Whether somebody wants to see what is kept of them, or to have it erased."""
    plain = words.strip(" 。.!！").lower()
    if plain in _ERASE:
        return "erase"
    return "show" if plain in _SHOW or (len(plain) <= _LONGEST and _MEANS.search(plain)) else ""
