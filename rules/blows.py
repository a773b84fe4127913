"""What neighbours hear of violence behind a door that was told before: 我也听到了 好像在打人."""

import re

_BLOWS = re.compile(
    r"打(?:紧|起|着)?(?:人|老婆|老公|媳妇|孩子|小孩|娃|女的|女人|老人|他妈|他爸)(?!打)|打起来|打架|动(?:起)?手了?|挨打|被打|家暴"
    r"|打得(?:很|好|太)?(?:凶|厉害|惨|狠)|[喊叫]救命|往死里打"
)
_NONE = re.compile(
    r"(?:没有?|别|不是|不会|不能|不要|谁敢|以前|去年|昨天|上次|电视|游戏|视频)[^,，。!！ ]{0,3}(?:打|动手|喊|叫|家暴)"
    r"|打(?:架|起来)了?[啊呀吗么]?\s*[?？]|(?:门口|楼下|广场|马路|路边|路上|车库|车棚|外面|小区|院|店|摊|学校|保安|城管)"
)
_SHORT = 30


def tells_of_blows(words: str) -> bool:
    """Whether somebody is being beaten behind a door: 没打人, 电视里打架 and 楼下打起来了 tell of none there."""
    return len(words) <= _SHORT and bool(_BLOWS.search(words)) and not _NONE.search(words)
