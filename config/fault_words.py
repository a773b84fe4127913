"""The sentences about what is wrong in a file, in English and Chinese, each by its name."""

from collections.abc import Mapping
from typing import Final

_YAML = "not valid YAML: {problem}"

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # A file that cannot be read.
    "table": ("this is a table (CSV)", "这是表格（CSV）"),
    "file_empty": ("the file is empty", "是空的"),
    "character": ("a character that YAML does not allow: {character}", "有一个不能用的字符（{character}）"),
    "deep": ("nested too deeply to be read", "套得太深了，读不了"),
    "alias_loop": ("an alias (*) that contains itself", "用*引用了自己"),
    "odd_key": ("a key must be a plain word", "键要写成单个的词"),
    "key_twice": ("{key!r} stands here twice, first on line {line}", "“{key}”写了两次，第一次在第{line}行"),
    "yaml": (_YAML, "格式不对：看一看这一行的逗号、冒号、括号和缩进"),
    "yaml_bracket": (_YAML, "格式不对：括号里少了逗号，或者括号没有关上"),
    "yaml_colon": (_YAML, "格式不对：冒号放得不对，或者这一行缩进不对"),
    "yaml_no_colon": (_YAML, "格式不对：少了冒号"),
    "yaml_indent": (_YAML, "格式不对：缩进没有对齐，或者少了短横、值"),
    "yaml_quote": (_YAML, "格式不对：引号没有关上"),
    "yaml_tab": ("not valid YAML: a tab; indent with spaces", "格式不对：有制表符，缩进请用空格"),
    "yaml_wide": (
        "not valid YAML: a wide ：; write : and a blank after it",
        "格式不对：冒号是中文的“：”，请换成英文的“:”，后面空一格",
    ),
    # A key and its value.
    "is": ("{key} is {value!r}", "{key}写的是“{value}”"),
    "is_kind": ("{key} is {kind}", "{key}写的是{kind}"),
    "empty": ("{key} is empty", "{key}是空的"),
    "missing": ("{key} is missing", "{key}没有写"),
    "kind_in": ("{kind} in {key}", "{key}里有{kind}"),
    "word_in": ("{word!r} in {key}", "{key}里的“{word}”认不出"),
    "no_keys": ("{kind} where keys with values are expected", "这里要写“键: 值”，写的是{kind}"),
    "unknown_key": ("unknown key {key!r}", "没有“{key}”这一项"),
    "colon": (
        "write `key: value`, with a narrow : and a blank after it",
        "写成“键: 值”，用英文冒号，后面空一格",
    ),
    # What entries say of each other.
    "entry_twice": (
        "{key} {value} stands here twice, first on line {line}",
        "{key} {value}写了两次，第一次在第{line}行",
    ),
    "circle": ("parents go in a circle: {way}", "上级绕成了圈：{way}"),
    "parent_below": ("parent {parent} is a {level}, not above a {own}", "上级{parent}是{level}，不能在{own}上面"),
    "level": ("{key} {place} is a {level}", "{key} {place}是{level}"),
    "name_twice": ("name {name!r} is also that of {other} on line {line}", "名字“{name}”和第{line}行的{other}一样"),
    "residents_group": ("chat_id {chat} is a residents' group", "chat_id {chat}是居民群"),
    "unknown": ("{key} {code!r} is unknown", "{key}“{code}”没有登记过"),
    "unknown_person": ("person {person} is unknown", "没有{person}这个人"),
    "unknown_bot": ("bot {bot} is no bot of this desk", "没有号码是{bot}的小格"),
    "role_level": ("{role} at {place}, which is a {level}", "{role}不能在{place}（{level}）任职"),
    "role_twice": ("one role stands here twice", "同一个职务写了两次"),
    "until_before": ("until is {until}, before since {since}", "until {until}在since {since}前面"),
    "name_long": ("name is not one line of at most {most} characters", "name要写在一行里，最多{most}个字"),
    # Buildings.
    "buildings_above": ("a {level} lists buildings", "{level}不写楼栋"),
    "building_shared": ("building {building!r} is also listed by {other}", "“{building}”已经写在{other}里了"),
    "building_parts": ("building {count} parts", "楼栋分成了{count}段"),
    "building_compound": (
        "building {compound!r} stands where a compound's name is expected",
        "“{compound}”那里要写小区名",
    ),
    "building_bare": ("building {number!r} needs its compound: {compounds}", "“{number}”要写上小区：{compounds}"),
    "building_twice": ("building {building!r} is listed twice", "楼栋“{building}”写了两次"),
    "building_number": ("building {part!r} is no building number", "“{part}”不是楼号"),
    "unit_twice": ("building units {part!r} name one unit twice", "单元“{part}”写了两次"),
    "unit": ("building {part!r} is no unit or range of units", "“{part}”不是单元"),
    "units_backwards": (
        "building units {part!r} run backwards or are more than {most}",
        "单元“{part}”反了，或超过{most}",
    ),
    # What may be written.
    "import_file": ("YAML, as in {example}", "YAML，样子见{example}"),
    "whole_number": ("a whole number", "整数"),
    "above_0": ("a number above 0", "大于0的数"),
    "between": ("{least} to {most}", "{least}到{most}"),
    "number": ("a number such as 2 or 0.5", "数，比如2或0.5"),
    "span": ("such as 10 s, 30 min, 2 h or 3 d", "比如10 s、30 min、2 h或3 d"),
    "clock_time": ("a time of day such as 08:00", "几点几分，比如08:00"),
    "day": ("a day as 2026-11-20", "年-月-日，比如2026-11-20"),
    "list": ("a list", "一列，用[ ]或每行一个“- ”"),
    "words": ("single words", "单个的词"),
    "value": ("a single value", "一个值"),
    "keys": ("keys with values", "“键: 值”"),
    "code": ("up to 32 characters without spaces and | / , ; :", "最多32个字符，不能有空格和|/,;:"),
    "phone": ("digits, with spaces, - or a leading +", "数字，可以有空格、短横，前面可以有+"),
    "group_id": (
        "the id of a group, which begins with a minus: -1001",
        "群号，前面有负号，比如-1001",
    ),
    "own_name": ("a name of its own under one parent", "同一个上级下面，名字不能一样"),
    "person_listed": ("a user_id of people", "people里有的user_id"),
    "profession": ("a word of at most {most} signs that is no role", "最多{most}个字的词，不能是职务名"),
    "order": ("0 for whose turn it is, up to {most}", "0是轮到的人，最大{most}"),
    "days": ("{words}, or a list such as [monday, friday]", "{words}，或一列如[monday, friday]"),
    "rhythm": (
        "weekly, monthly, quarterly, every 14 days; birthday or pension with a date",
        "weekly、monthly、quarterly、every 14 days，birthday和pension要写日期",
    ),
    "grid_buildings": ("on a grid or micro_grid", "只能写在网格或微网格上"),
    "building_forms": (
        '"1", "幸福里/3", "阳光花园/5/1-2" or "/5/1-2" (compound/building/units)',
        '"1"、"幸福里/3"、"阳光花园/5/1-2"、"/5/1-2"（小区/楼号/单元）',
    ),
    "unit_forms": ("2, 1-3 or 1,3", "2、1-3或1,3"),
    "a_street": ("a street", "街道"),
    "a_community": ("a community", "社区"),
    "street_or_below": ("a street or below", "街道和街道以下"),
    "community_or_below": ("a community or below", "社区和社区以下"),
}  # fmt: skip

# Whose fault it is; English puts a word between some of these and which one it is.
CHINESE_OWNERS: Final[Mapping[str, str]] = {
    "the file": "文件", "place": "地点", "group": "群", "person": "人员", "role": "职务",
    "department": "部门", "rota": "值班", "care": "探访",
}  # fmt: skip
OWNERS_OF: Final[Mapping[str, str]] = {"rota": "rota of", "care": "care of"}
