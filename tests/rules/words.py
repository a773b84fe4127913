"""Words for properties: what people of a group write, and anything else that may stand in a message."""

from hypothesis import strategies as st

PIECES = (
    "3号楼", "12栋", "2单元", "501", "电梯", "坏了", "又停了", "漏水", "停水了", "来水了", "修好了", "我家也是",
    "还没人来", "谢谢", "收到", "着火了", "煤气味", "救命", "叫不醒", "，", "。", "？", " ", "\n", "还有", "顺便",
    "①", "②", "@物业", "😂", "[图片]", "明天", "8点", "路灯不亮", "垃圾没人收", "Ａ座", "樓道", "团购", "哈哈",
    "\x00", "门口", "幸福路",
)  # fmt: skip
SAYINGS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
WORDS = SAYINGS | st.text(max_size=40)
NAMES = st.sampled_from(("", "3-2-501 李姐", "四栋一单元丽姨", "2503", "物业小吴", "疏通师傅", "老王", "A座-806-租客"))
