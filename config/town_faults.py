"""The faults of an import file in Chinese, for who pastes one in chat: 第9行，人员502：role写的是“网络员”……"""

import re
from collections.abc import Callable

from config.marked import Fault
from config.town_names import CHINESE

_Made = Callable[[re.Match[str]], str]
_OWNERS = {
    "place": "地点", "group": "群", "person": "人员", "role": "职务", "department": "部门",
    "rota of": "值班", "rota": "值班",
    "care of": "探访", "care": "探访", "the file": "文件",
}  # fmt: skip
_OWNED = re.compile(
    r"(the file|(?:place|group|person|role|department|rota of|rota|care of|care)(?: (?!is )[^\s:]+)?): "
)
_KINDS = {"nothing": "空的", "a single value": "一个值", "a list": "一列", "keys with values": "一组“键: 值”"}
_KIND = "(nothing|a single value|a list|keys with values)"
_ALLOWED = {
    "ordinary, special": "ordinary、special",
    "a whole number": "整数",
    "a number above 0": "大于0的数",
    "a list": "一列，用[ ]或每行一个“- ”",
    "single words": "单个的词",
    "a single value": "一个值",
    "keys with values": "“键: 值”",
    "a time of day such as 08:00": "几点几分，比如08:00",
    "a day as 2026-11-20": "年-月-日，比如2026-11-20",
    "a community": "社区",
    "a street": "街道",
    "a street or below": "街道和街道以下",
    "a community or below": "社区和社区以下",
    "on a grid or micro_grid": "只能写在网格或微网格上",
    "a user_id of people": "people里有的user_id",
    "digits, with spaces, - or a leading +": "数字，可以有空格、短横，前面可以有+",
    "the id of a group, which begins with a minus: -1001": "群号，前面有负号，比如-1001",
    "a name of its own under one parent": "同一个上级下面，名字不能一样",
    "up to 32 characters without spaces and | / , ; :": "最多32个字符，不能有空格和|/,;:",
    "weekly, monthly, quarterly, every 14 days; birthday or pension with a date": (
        "weekly、monthly、quarterly、every 14 days，birthday和pension要写日期"
    ),
    "2, 1-3 or 1,3": "2、1-3或1,3",
}
_PROBLEMS = (
    (re.compile(r"expected ',' or"), "括号里少了逗号，或者括号没有关上"),
    (re.compile(r"mapping values are not allowed"), "冒号放得不对，或者这一行缩进不对"),
    (re.compile(r"could not find expected ':'"), "少了冒号"),
    (re.compile(r"expected <block end>|expected the node content"), "缩进没有对齐，或者少了短横、值"),
    (re.compile(r"a tab"), "有制表符，缩进请用空格"),
    (re.compile(r"a wide ："), "冒号是中文的“：”，请换成英文的“:”，后面空一格"),
    (re.compile(r"quoted scalar|unexpected end of stream"), "引号没有关上"),
)  # fmt: skip


def in_chinese(fault: Fault) -> str:
    """One fault with its line, as an admin reads it in Chinese."""
    text, owner = fault.text, ""
    while found := _OWNED.match(text):
        owner, text = _owner(found[1]), text[found.end() :]
    return f"第{fault.line}行{f'，{owner}' if owner else ''}：{_said(text)}"


def _owner(words: str) -> str:
    for name in sorted(_OWNERS, key=len, reverse=True):
        if words == name or words.startswith(f"{name} "):
            key = words[len(name) :].strip()
            return _OWNERS[name] + CHINESE.get(key, key)
    return words


def _said(text: str) -> str:
    text, hint = _without_hint(text)
    what, _, allowed = text.partition("; allowed: ")
    told = next((made(found) for form, made in _FORMS if (found := form.fullmatch(what))), what)
    return told + hint + (f"，可以写：{_list(allowed)}" if allowed else "")


def _without_hint(text: str) -> tuple[str, str]:
    """The words without what was meant perhaps, or how a colon is written, and that in Chinese."""
    hint = ""
    if near := re.search(r" \(did you mean '([^']*)'\?\)", text):
        text, hint = text.replace(near[0], ""), f"，是不是“{_word(near[1])}”"
    colon = "; write `key: value`, with a narrow : and a blank after it"
    if colon in text:
        text, hint = text.replace(colon, ""), f"{hint}，写成“键: 值”，用英文冒号，后面空一格"
    return text, hint


def _several(words: str) -> str:
    return words.replace(" or ", ", ").replace(", ", "、")


def _word(word: str) -> str:
    return f"{CHINESE[word]}（{word}）" if word in CHINESE else word


def _list(allowed: str) -> str:
    if allowed in _ALLOWED:
        return _ALLOWED[allowed]
    for form, made in _RANGES:
        if found := form.fullmatch(allowed):
            return made(found)
    return "、".join(map(_word, allowed.split(", ")))


_RANGES: tuple[tuple[re.Pattern[str], _Made], ...] = (
    (re.compile(r"a word of at most (\d+) signs that is no role"), lambda f: f"最多{f[1]}个字的词，不能是职务名"),
    (re.compile(r"0 for whose turn it is, up to (\d+)"), lambda f: f"0是轮到的人，最大{f[1]}"),
    (re.compile(r"(.+), or a list such as (.+)"), lambda f: f"{_several(f[1])}，或一列如{f[2]}"),
    (re.compile(r"(.+) \(compound/building/units\)"), lambda f: f"{_several(f[1])}（小区/楼号/单元）"),
    (re.compile(r"YAML, as in (.+)"), lambda f: f"YAML，样子见{f[1]}"),
)  # fmt: skip


def _yaml(found: re.Match[str]) -> str:
    told = next(
        (chinese for form, chinese in _PROBLEMS if form.search(found[1])), "看一看这一行的逗号、冒号、括号和缩进"
    )
    return f"格式不对：{told}"


_FORMS: tuple[tuple[re.Pattern[str], _Made], ...] = tuple(
    (re.compile(form), made)
    for form, made in (
        (r"(\w+) is (?:'(.*)'|\"(.*)\"|(-?\d+))", lambda f: f"{f[1]}写的是“{f[2] or f[3] or f[4] or ''}”"),
        (r"(\w+) is (empty|missing)", lambda f: f"{f[1]}{'是空的' if f[2] == 'empty' else '没有写'}"),
        (rf"(\w+) is {_KIND}", lambda f: f"{f[1]}写的是{_KINDS[f[2]]}"),
        (rf"{_KIND} in (\w+)", lambda f: f"{f[2]}里有{_KINDS[f[1]]}"),
        (rf"{_KIND} where keys with values are expected", lambda f: f"这里要写“键: 值”，写的是{_KINDS[f[1]]}"),
        (r"unknown key '(.*)'", lambda f: f"没有“{f[1]}”这一项"),
        (r"'(.*)' in (\w+)", lambda f: f"{f[2]}里的“{f[1]}”认不出"),
        (r"(\w+) (\S+) stands here twice, first on line (\d+)", lambda f: f"{f[1]} {f[2]}写了两次，第一次在第{f[3]}行"),
        (r"'(.*)' stands here twice, first on line (\d+)", lambda f: f"“{f[1]}”写了两次，第一次在第{f[2]}行"),
        (r"parents go in a circle: (.+)", lambda f: f"上级绕成了圈：{f[1]}"),
        (r"parent (\S+) is a (\w+), not above a (\w+)", lambda f: f"上级{f[1]}是{_of(f[2])}，不能在{_of(f[3])}上面"),
        (r"(parent|street|place) (\S+) is a (\w+)", lambda f: f"{f[1]} {f[2]}是{_of(f[3])}"),
        (r"name '(.*)' is also that of (\S+) on line (\d+)", lambda f: f"名字“{f[1]}”和第{f[3]}行的{f[2]}一样"),
        (r"chat_id (\S+) is a residents' group", lambda f: f"chat_id {f[1]}是居民群"),
        (r"person (\S+) is unknown", lambda f: f"没有{f[1]}这个人"),
        (r"bot (\d+) is no bot of this desk", lambda f: f"没有号码是{f[1]}的小格"),
        (r"building '(.*)' is also listed by (\S+)", lambda f: f"“{f[1]}”已经写在{f[2]}里了"),
        (r"(department|place|parent|street) '(.*)' is unknown", lambda f: f"{f[1]}“{f[2]}”没有登记过"),
        (r"(\w+) at (\S+), which is a (\w+)", lambda f: f"{_of(f[1])}不能在{f[2]}（{_of(f[3])}）任职"),
        (r"a (\w+) lists buildings", lambda f: f"{_of(f[1])}不写楼栋"),
        (r"building (\d+) parts", lambda f: f"楼栋分成了{f[1]}段"),
        (r"building '(.*)' stands where a compound's name is expected", lambda f: f"“{f[1]}”那里要写小区名"),
        (r"building '(.*)' needs its compound: (.+)", lambda f: f"“{f[1]}”要写上小区：{f[2]}"),
        (r"building '(.*)' is listed twice", lambda f: f"楼栋“{f[1]}”写了两次"),
        (r"building '(.*)' is no building number", lambda f: f"“{f[1]}”不是楼号"),
        (r"building units '(.*)' name one unit twice", lambda f: f"单元“{f[1]}”写了两次"),
        (r"building '(.*)' is no unit or range of units", lambda f: f"“{f[1]}”不是单元"),
        (r"building units '(.*)' run backwards or are more than (\d+)", lambda f: f"单元“{f[1]}”反了，或超过{f[2]}"),
        (r"one role stands here twice", lambda f: "同一个职务写了两次"),
        (r"until is (\S+), before since (\S+)", lambda f: f"until {f[1]}在since {f[2]}前面"),
        (r"name is not one line of at most (\d+) characters", lambda f: f"name要写在一行里，最多{f[1]}个字"),
        (r"this is a table \(CSV\)", lambda f: "这是表格（CSV）"),
        (r"the file is empty", lambda f: "是空的"),
        (r"a character that YAML does not allow: (\S+)", lambda f: f"有一个不能用的字符（{f[1]}）"),
        (r"nested too deeply to be read", lambda f: "套得太深了，读不了"),
        (r"an alias \(\*\) that contains itself", lambda f: "用*引用了自己"),
        (r"a key must be a plain word", lambda f: "键要写成单个的词"),
        (r"not valid YAML: (.*)", _yaml),
    )
)  # fmt: skip


def _of(word: str) -> str:
    return CHINESE.get(word, word)
