"""The sentences about what is wrong in a file, in English and Chinese, each by its name."""

from collections.abc import Mapping
from typing import Final

_YAML = "not valid YAML: {problem}"

_OF_FILES: Final[dict[str, tuple[str, str]]] = {
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
    "above_nothing": ("{key} must be longer than nothing", "{key}要比0长"),
    "longer": ("{key} is longer than {other}", "{key}比{other}长"),
    "same_time": ("start and end are both {time}", "start和end都是{time}"),
    "least_sure": ("least is {least:g}, and reading.sure {sure:g}", "least是{least:g}，reading.sure是{sure:g}"),
    "unreadable": ("cannot be read: {problem}", "读不了：{problem}"),
    "no_utf8": ("this is no UTF-8 text; save the file as UTF-8", "不是UTF-8，请存成UTF-8"),
    # A file, key or word that there is not.
    "no_policy_file": ("no policy file is called so", "没有这个设置文件"),
    "no_word_file": ("no word file is called so", "没有这个词表文件"),
    "no_owner": ("no matter's owner is {owner!r}", "没有哪个事项归“{owner}”管"),
    "no_role": ("no role is called {role!r}", "没有“{role}”这个职务"),
    "no_matter": ("the taxonomy has no matter {matter!r}", "没有“{matter}”这个事项"),
    "no_unclassified": (
        "the matter {matter} is missing or faulty; what nobody can sort needs it",
        "{matter}没有写或写错了，分不清的事要归到这里",
    ),
    "step_of": ("{what} has a step {step}", "{what}里不能有{step}这一级"),
    # The word files and the messages.
    "pattern": ("{text!r} is no regular expression: {problem}", "“{text}”不是正则表达式"),
    "no_number": ("{text!r} is no number", "“{text}”不是数"),
    "no_group": ("no group is called <{group}>", "没有叫<{group}>的词组"),
    "learnt": (
        "cannot be read ({problem}); delete it, and ours is taken until `train` has made it anew",
        "读不了，请删掉，下次train会重做，这之前先用自带的",
    ),
    "no_message": ("no message is called so", "没有叫这个名字的消息"),
    "template": ("the message cannot be read: {problem}", "这句消息的写法不对"),
    "unknown_name": ("{word} is not known here", "这里没有“{word}”"),
    "no_labels": ("words are expected: a key and its label on each line", "每行要写一个“键: 词”"),
    "label_twice": (
        "{key} is {value!r}, as the button {other} is; allowed: a word of its own",
        "{key}和按钮{other}都叫“{value}”，请换个不同的词",
    ),
    "no_label": ("no label is called {key!r}", "没有“{key}”这个词"),
    # Days off, and the numbers of a simulation.
    "weekday": ("{day} is no Saturday or Sunday, so it needs no make-up workday", "{day}不是周末，不用补班"),
    "holiday_too": ("{day} stands as a holiday too", "{day}也写成了放假"),
    "no_date": ("{text!r} is no date", "“{text}”不是日期"),
    "days_backwards": ("{text!r} runs backwards or over more than {most} days", "“{text}”反了，或超过{most}天"),
    "other_year": ("{text!r} is not in {year} (or the December before it)", "“{text}”不在{year}年（或前一年12月）"),
    "median": ("the median must be longer than nothing, the p90 no shorter", "median要比0长，p90不能比median短"),
    "hours": ("hours must be 24 whole numbers, from midnight on", "hours要写24个整数，从0点起"),
    # What entries say of each other.
    "entry_twice": (
        "{key} {value} stands here twice, first on line {line}",
        "{key} {value}写了两次，第一次在第{line}行",
    ),
    "circle": ("parents go in a circle: {way}", "上级绕成了圈：{way}"),
    "parent_below": ("parent {parent} is a {level}, not above a {own}", "上级{parent}是{level}，不能在{own}上面"),
    "level": ("{key} {place} is a {level}", "{key} {place}是{level}"),
    "name_known": ("name {name!r} is also that of {other}, which the desk has", "名字“{name}”和登记过的{other}一样"),
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
    "or_never": ("a value, or never", "一个值，或never（不要这一项）"),
    "span": ("such as 10 s, 30 min, 2 h or 3 d", "比如10 s、30 min、2 h或3 d"),
    "at_most": ("at most {most}", "最多{most}"),
    "no_longer": ("no longer than that", "一样长或短一些"),
    "less": ("less than that", "比它小的数"),
    "two_times": ("two times, such as 21:30 and 07:30", "两个不同的时间，比如21:30和07:30"),
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
    "telephone": ("a telephone number such as 95158 or 0755-12345678", "电话号码，比如95158或0755-12345678"),
    "days_off": ("a day such as 2026-01-01, or 2026-01-01..2026-01-03", "2026-01-01或2026-01-01..2026-01-03"),
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

# What the rules object to numbers that do not go together, each by what it says in English.
_OBJECTIONS: Final[Mapping[str, str]] = {
    "a bounce needs a window longer than nothing": "bounce_window要比0长",
    "waves need least <= usual <= longest": "waves要least不大于usual，usual不大于longest",
    "chase needs private < steward < worker <= deadline": "催办要private、steward、worker一个比一个晚，不晚于deadline",
    "summaries need a span longer than nothing between them": "summary_every要比0长",
    "a worker must be told at least one message a day, a group be rung at least once":
        "每天的消息和提醒最少1条",
    "call-outs need spans longer than nothing, and at least one person asked for a seat":
        "时长要比0长，每个名额最少问1人",
    "call-outs need last < remind, absent < over and recent <= kept":
        "last要比remind短，absent要比over短，recent不能比kept长",
    "the leader is told first, after the visit was due, then the secretary": "先告诉网格长，再告诉书记，都要在到期以后",
    "the days ahead of a certification must come nearer": "提前的天数要一次比一次近",
    "a sample is a share from 0 to 1": "sample要在0到1之间",
    "the reporter must have time to answer": "要给居民留回答的时间",
    "the contact limit and its grace must be longer than nothing": "联系时限和宽限要比0长",
    "a suspension needs a longest time and somebody who approves it": "挂账要有最长时间和批准的人",
    "a door campaign needs spans and numbers above nothing": "入户的时长和数要比0大",
    "doors are knocked at from first to last on one day": "入户时间first要早于last",
    "ask and sure must be between 0 and 1, ask not above sure": "ask和sure要在0到1之间，ask不能大于sure",
    "alarm must be between 0 and 1": "alarm要在0到1之间",
    "duty hours must end after their start": "值班时间结束要晚于开始",
    "the claim limit must be longer than nothing": "接单时限要比0长",
    "a step must come after the ticket is opened: at > 0": "每一级都要比0大",
    "each step must come later than the one before it": "每一级都要比上一级晚",
    "steps go up, each once, in the order of the policy file": "各级要按文件里的顺序，每级一次",
    "asks of a fact need a span longer than nothing and a likeness above 0, up to 1":
        "时长要比0长，相似度要在0到1之间",
    "a handover form's reminders need spans longer than nothing and a number":
        "交接单提醒的时长要比0长，次数不能是负数",
    "an incident needs at least one reporter and one building": "群体事件最少1人报、1栋楼",
    "an incident needs a window longer than nothing": "join_window要比0长",
    "the weights of the score must add up to 1": "综合分的几个权重加起来要等于1",
    "the resolve limit must be longer than nothing": "办结时限要比0长",
    "the limit at the street must not be shorter than below it": "街道的时限不能比下面的短",
    "an extension cannot shorten the limit": "延期不能把时限缩短",
    "a roll call needs spans and numbers above nothing": "接龙的时长和数要比0大",
    "the steward's list comes after people were asked: steward must be shorter than chase": "steward要比chase短",
    "people are asked before the deadline: chase must be shorter than usual": "chase要比usual短",
    "a supervision order must leave time for its reply": "督办要留回复的时间",
    "every limit must be at least 1": "每个上限最少是1",
    "chat_burst / chat_per_second must fit into a minute": "chat_burst除以chat_per_second不能超过一分钟",
    "reserved_bot_per_second must leave something of bot_per_second for the rest":
        "reserved_bot_per_second要比bot_per_second小",
    "reserved_group_per_minute must leave something of group_per_minute for the rest":
        "reserved_group_per_minute要比group_per_minute小",
    "a called department must have time to report in": "要给部门留报到的时间",
}  # fmt: skip
SENTENCES: Final[Mapping[str, tuple[str, str]]] = _OF_FILES | {name: (name, told) for name, told in _OBJECTIONS.items()}

# Whose fault it is; English puts a word between some of these and which one it is.
CHINESE_OWNERS: Final[Mapping[str, str]] = {
    "the file": "文件", "place": "地点", "group": "群", "person": "人员", "role": "职务",
    "department": "部门", "rota": "值班", "care": "探访",
}  # fmt: skip
OWNERS_OF: Final[Mapping[str, str]] = {"rota": "rota of", "care": "care of"}
