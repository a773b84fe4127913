"""Every message in both languages: it renders from what it is given, is used, and speaks as the desk does."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jinja2 import UndefinedError, meta

from models.burden import Loudness
from rules.digest import Figure, Figures
from rules.digest_sections import Voices
from rules.handover import Handover, Happened
from rules.rates import Ratio
from rules.tickets import State
from rules.town import Level
from rules.whistle import Stage
from templates import FOLDER, Texts
from tests.templates import callouts, figures, notices, rollcalls

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
ROOT = FOLDER.parent
TEXTS = {locale: Texts(locale, SHANGHAI) for locale in ("zh", "en")}
NAMES = sorted(path.stem for path in (FOLDER / "zh").glob("*.j2"))
NUMBERS = SimpleNamespace(
    police="110", fire="119", ambulance="120", crisis_line="12356", city_hotline="12345", gas_company="95158",
    duty_telephone="88881234",
)  # fmt: skip
CALL: dict[str, Any] = {
    "number": 1,
    "name": "x",
    "home": "3-2-501",
    "reason": "y",
    "until": 7,
    "visited": date(2026, 11, 13),
}
WHYS = ("unclaimed", "late", "review", "red", "reopened", "sign", "agree", "notice", "grade")
NEVER_WITHOUT = (
    "rumour",
    "urged",
    "late_list",
    "query_asked",
    "invite_where",
    "finding_no_platform",
    "finding_token_refused",
)
SPAN = SimpleNamespace(place="7", starts=NOW, ends=NOW + timedelta(hours=9), days=3, night=True)
SHIFT = SimpleNamespace(place="7", now=["8"], until=NOW, then=[])
WORDS: Mapping[str, tuple[str, str]] = {
    "matter": ("电梯故障", "Lift out of order"),
    "shell": ("desk", "desk"),
    "where": ("3号楼2单元", "Building 3 Unit 2"),
    "send": ("发送", "Send"),
    "megabytes": ("120", "120"),
    "place": ("第一网格", "Grid One"),
    "street": ("光明街道", "Bright Street"),
    "role": ("网格员", "Grid worker"),
    "claimer": ("高晓燕", "Gao Xiaoyan"),
    "name": ("丁一", "Ding Yi"),
    "names": ("何小满", "He Xiaoman"),
    "group": ("第一网格居民群", "Residents of Grid One"),
    "title": ("新来的群", "A new group"),
    "level": ("社区", "community"),
    "question": ("几点方便？", "When does it suit you?"),
    "wording": ("等维修资金批下来", "waiting for the repair fund"),
    "about": ("延期", "Extend"),
    "by": ("高亚丽", "Gao Yali"),
    "why": ("waits", "waits"),
    "colour": ("黄牌督办", "Yellow supervision order"),
    "stronger": ("红牌督办", "Red supervision order"),
    "purpose": ("居民群", "Residents' group"),
    "state": ("已解决", "solved"),
    "said": ("还在响", "still noisy"),
    "reason": ("要换主板", "it needs a new board"),
    "done": ("换了门机", "door motor replaced"),
    "progress": ("师傅10:30到", "the mechanic comes at 10:30"),
    "danger": ("马上打119。", "Ring 119 now."),
    "elsewhere": ("第四网格周强", "Zhou Qiang of Grid Four"),
    "office": ("城管", "City management"),
    "grade": ("满意", "Satisfied"),
    "giver": ("高晓燕", "Gao Xiaoyan"),
    "signer": ("陈书记", "Secretary Chen"),
    "receiver": ("达濠社区", "Dahao community"),
}


HOUSES = [{"where": "3", "count": 7}, {"where": "", "count": 5}]


def ticket(state: str = "open", full: bool = True, **changes: Any) -> SimpleNamespace:
    base: dict[str, Any] = {
        "state": state, "matter": "utility.heating",
        "level": "grid", "spoken": "", "households": 3 if full else 1, "hops": 0, "reopened": int(full),
        "service_class": "P1" if full else "P2", "words": "x", "news": "y" if full else "",
        "progress": "z" if full else "", "done": "w", "late": full, "rating": "", "room": "501" if full else "",
        "created_at": NOW - timedelta(hours=1), "claim_due_at": NOW + timedelta(minutes=5),
        "taken_at": NOW - timedelta(minutes=30 if full else 1), "contacted_at": NOW if full else None, "in_touch": full,
        "claimed_by": 501 if full else None, "ladder_from": None, "doubtful": False, "urged": 2 * full,
        "colour": "yellow" if full else "", "statement": "s" if full else "", "question": "q" if full else "",
        "waiting_since": NOW if full else None, "extended": 3600 * full, "submitted_by": 501 if full else None,
        "resolved_at": NOW,
        "review_at": NOW if full else None, "wording": "v" if full else "", "ruled": "", "sealed": False,
        "danger": "violence" * full,
    }  # fmt: skip
    return SimpleNamespace(**(base | changes))


def context(locale: str, full: bool, t: SimpleNamespace) -> dict[str, Any]:
    """A value for everything any message may name; `full` false leaves out what may be missing."""
    at = 0 if locale == "zh" else 1
    words: dict[str, Any] = {key: value[at] for key, value in WORDS.items()}
    if not full:
        words |= {key: "" for key in ("where", "role", "said", "reason", "progress", "danger", "signer")}
    figure = Figure(3, 2, 1.5)
    view = words | {
        "t": t, "n": 128, "home_place": words["where"] and words["where"] + "501", "duty_line": "88881234" * full,
        "numbers": NUMBERS, "home": "3-2-501" * full, "now": NOW, "limit": NOW + timedelta(minutes=5), "drafted": NOW,
        "year": 2027,
        "households": [{"n": 1, "home": "3-2-501", "purpose": "x", "until": NOW, "consent": "y"}] * full,
        "until": NOW + timedelta(hours=5),
        "minutes": 150 if full else 5,
        "hours": 24, "words_kept": 365, "count": 2 * full, "again": full, "asked": full, "past": full, "heard": full,
        "spoken": full, "homed": full, "staff": full,
        "noted": full, "placed": full, "text": words["done"],
        "pairs": [{"own": ("解决了", "Solved")[at], "english": "Solved"}] * full,
        "unsure": full, "former": 97 * full, "into": 97, "other": 96, "act": words["matter"],
        "typed": words["matter"], "at": NOW,
        "link": "https://t.me/desk_bot?start=i1", "bot": "desk_bot", "actor": 501, "chat": -1001,
        "states": TEXTS[locale].words, "total": 3, "more": 2 * full, "days": 7 if full else 1, "day": NOW,
        "weekday": 4, "changes": SimpleNamespace(places=1, groups=1, people=1, departments=0, care=3, rota=1),
        "share": 93 if full else None, "f": Figures(figure, figure, 1, 2, 3, 4, 2 * full, 4, 5, 6 * full),
        "findings": ["a"] * full, "faults": ["b"],
        "who": words["claimer"], "substitute": words["name"] * full, "gaps": 0, "own": full,
        "several": full, "residents": full, "yours": full, "passed": 2 * full,
        "agreed": full, "called": full, "moved": full,
        "given": [{"role": words["role"] or "x", "place": words["place"]}] * 2,
        "times": 2, "path": [words["street"]], "what": words["said"],
        "hurt": words["said"], "told": words["said"] * full, "reached": 9,
        "in_group": full, "arrived": NOW if full else None, "following": "checking",
        "night": "96001" * full, "line": words["done"], "shifts": [SHIFT] * full,
        "lines": [words["where"]] * full, "by": NOW, "late": full, "due_count": 9, "mine_count": 1, "waiting_count": 1,
        "verify_count": 1, "overdue_count": 1, "untaken": 1, "doer": words["claimer"],
        "notices": [{"id": 3, "text": words["said"], "author": words["name"], "change": full}] * full,
        "awaited_count": 8, "hurry": full, "ground": words["reason"] * full, "review": NOW,
        "dates": [NOW, NOW + timedelta(days=1)],
        "blocks": [{"first": NOW, "last": NOW + timedelta(days=1), "days": 1 + full, "rows": [
            {"place": words["place"], "turns": [{"names": [words["name"]] * full, "starts": NOW, "ends": NOW}]}
        ]}] * full, "unknown": words["role"],
        "missed": [{"n": 7, "matter": words["matter"], "where": words["where"]}] * 2,
        "spans": [SPAN] * full,
        "thing": words["matter"], "when": ("上周", "last week")[at] * full, "undone": not full, "left": 2 * full,
        "leaves": [{"who": words["name"], "starts": NOW, "ends": NOW, "substitute": words["name"] * full}],
        "doers": [{"who": words["name"], "count": 2, "shown": [97, 98] * full, "waits": int(full)}],
        "shown": [97, 98] * full, "spread": [{"name": words["place"], "count": 2}] * full, "happens": full,
        "leads": full,
        "places": [words["place"]],
        "duties": [{"days": ("每天", "daily")[at], "from": "08:00", "to": "21:00", "names": [words["name"]]}] * full,
        "complete": full, "advised": full, "transcribed": full, "clear": full,
        "told_by": 12, "lacking": [words["said"]] * 2,
        "houses": HOUSES if full else HOUSES[:1], "others": [97, 98] * full,
        "crowd": {"where": ["3", "5"], "more": 2, "count": 4, "told_by": 12} if full else None,
        "coordinating": full, "asleep": not full, "offices": [words["office"]] * 2,
        "call": SimpleNamespace(stage="called", urgency="emergency" if full else "normal", late=full),
        "erased": 2 * full, "kept": 1 * full,
        "off": ("停水", "water off")[at] * full, "timed": not full,
        "buildings": ["3", "5"] * full, "whole_day": full, "starts": NOW, "ends": NOW + timedelta(hours=8),
        "words": ("计划停水，17:00前恢复。", "Planned cut, back by 17:00.")[at],
        "reports": [
            SimpleNamespace(name="c", household="3-2-501", contact="7", proxy=True, at=NOW, words=words["done"])
        ] * full,
        "telephones": ["7"] * full,
        "decisions": [
            {"n": 1, "what": "d", "why": why, "limit": NOW, "about": words["about"], "change": full}
            for why in (WHYS[5:] if t.state == State.OPEN else WHYS[:5])
        ]
        * full,
        "d": {"n": 1, "what": "d", "why": "unclaimed", "limit": NOW if full else None},
        "running": full, "kind": "day" if full else "month", "first": NOW, "last": NOW, "behind": 2 * full,
        "counted": 7, "deadlines": 2 * full,
        "orders": [words | {"n": 7, "limit": NOW}],
        "topics": [{"name": "x", "count": 3}] * full, "part_count": 12,
        "hot": [{"where": "3", "what": "x", "count": 3}] * full, "quoted": ["x"] * full,
        "parts": [SimpleNamespace(name="x", new=1, closed=2, on_time=Ratio(1, 2), late=3)] * full,
        "voices": Voices(Ratio(1, 2), Ratio(2 * full, 3), 1), "visits": {"due": 2, "late": 1 * full} if full else None,
        "plans": [{"what": "x", "where": ["3"], "starts": NOW, "ends": NOW}] * full,
        "workers": [("高晓燕", "Gao")[at]] * full, "telephone": "0755-26001234",
        "left_out": [{"why": "x", "count": 1}] * full,
        "rolls": 2 * full,
        "professions": [("医生", "Doctor")[at]] * full,
        "callouts": 3 * full,
        "weather": not full,
        "pending": 1 * full, "which": ["3-2-501", "5-2-501"] * full, "ahead": full, "address": "http://127.0.0.1:8080",
        "calls": [CALL | {"late": 2 * full, "until": 7}, CALL | {"until": None, "late": 0}], 
        "v": CALL | {"late": 1 * full},
        "loud": Loudness(30, 120, 96, 5, 2), "uncounted": 1 * full, "each": 0.8, "most": 20,
        "why": words["matter"], "note": words["matter"] if full else "", "new": full, "rhythm": "after",
        "expires": date(2027, 11, 20), "homes": ["3-2-501", "1-1-101"], "missing": ["x"] * full,
        "taken": [97, 98][: 1 + full],
        "people": [CALL | {"place": "x", "rhythm": "x"}], "rows": [{"place": "x", "kept": 2, "due": 1, "late": 0}],
    }  # fmt: skip
    return view | {
        name: [view | {"parts": 2}] * full
        for name in ("tickets", "due", "mine", "verify", "waiting", "overdue", "awaited", "faster", "grades")
    }


def variants(locale: str) -> Iterator[dict[str, Any]]:
    for full in (True, False):
        for state in State:
            yield context(locale, full, ticket(state, full))
        for level in ("community", "street"):
            yield context(locale, full, ticket(full=full, level=level, hops=1, ladder_from=NOW if full else None))
        yield context(locale, full, ticket("closed", full, rating="satisfied"))
        yield context(locale, full, ticket(full=full, doubtful=True))
        yield context(locale, full, ticket(full=full, doubtful=True, spoken="voice", words=""))
        for stage in Stage:
            call = SimpleNamespace(stage=stage, urgency="normal", late=full)
            yield context(locale, full, ticket("claimed", full)) | {"call": call}


SAMPLES = (notices, callouts, figures)


def renderings(locale: str, name: str) -> set[str]:
    if rollcalls.speaks_of(name):
        return {TEXTS[locale].render(name, **values) for values in rollcalls.variants(name, locale)}
    for samples in SAMPLES:
        if samples.speaks_of(name):
            return {text for values in samples.variants(locale) if (text := TEXTS[locale].render(name, **values))}
    given = (values for values in variants(locale) if values["where"] or name not in NEVER_WITHOUT)
    return {TEXTS[locale].render(name, **values) for values in given}


def _given_to(locale: str, name: str) -> dict[str, Any]:
    if rollcalls.speaks_of(name):
        return next(rollcalls.variants(name, locale))
    found = (next(samples.variants(locale)) for samples in SAMPLES if samples.speaks_of(name))
    return next(found, context(locale, True, ticket()))


# both languages -----------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_messages_and_labels() -> None:
    assert sorted(path.stem for path in (FOLDER / "en").glob("*.j2")) == NAMES
    assert TEXTS["zh"].words.keys() == Texts("en", SHANGHAI).words.keys()
    files = [(FOLDER / locale / "words.yaml").read_text(encoding="utf-8") for locale in ("zh", "en")]
    keys = [re.findall(r"^([a-zA-Z_0-9]+):", text, re.MULTILINE) for text in files]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_message_renders_from_what_handlers_give(locale: str, name: str) -> None:
    source = (FOLDER / locale / f"{name}.j2").read_text(encoding="utf-8")
    wanted = meta.find_undeclared_variables(TEXTS[locale].environment.parse(source)) - {"word", "has"}
    assert wanted <= _given_to(locale, name).keys(), "give these a sample value above"
    for text in renderings(locale, name):
        assert text.strip()
        assert len(text) <= 900
        assert "None" not in text
        assert not re.search(r"[{}]|%}|\n\n\n| $", text), text


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_name_the_same_values(name: str) -> None:
    named = []
    for locale in ("zh", "en"):
        source = (FOLDER / locale / f"{name}.j2").read_text(encoding="utf-8")
        named.append(meta.find_undeclared_variables(TEXTS[locale].environment.parse(source)) - {"word", "has", "now"})
    assert named[0] - named[1] <= {"home_place", "home", "role", "staff"}, (name, named)
    assert named[1] - named[0] <= {"where", "home", "role"}, (name, named)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_value_that_is_not_given_is_an_error(locale: str) -> None:
    with pytest.raises(UndefinedError):
        TEXTS[locale].render("claimed")


def test_every_message_is_said_somewhere() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for folder in ("handlers", "bot") for path in _python(folder))
    built = re.compile(r"danger_|finding_|ask_\w+_hint$|\w+_group$")
    folders = (FOLDER / "zh").glob("*.j2")
    sources += "\n".join(path.read_text(encoding="utf-8").replace(".j2", "") for path in folders)
    silent = [name for name in NAMES if f'"{name}"' not in sources and not built.match(name)]
    assert silent == []


def test_every_message_that_is_said_exists() -> None:
    said = re.compile(r'desk\.(?:text|reply|answer|done|edit_here)\(\s*"([a-z_]+)"')
    names = {name for path in _python("handlers") for name in said.findall(path.read_text(encoding="utf-8"))}
    assert names - set(NAMES) == set()


def _python(folder: str) -> Iterator[Path]:
    return (ROOT / folder).rglob("*.py")


# pages --------------------------------------------------------------------------------------------------------

HISTORY = (Happened(NOW, "open", "", "渗水<b>"), Happened(NOW, "report_up", "高晓燕", "没有资金"))
FORM = Handover(128, "渗漏水", "3号楼2单元", "渗水<script>", NOW, 2, HISTORY, 501, Level.COMMUNITY)
ANSWERED = FORM.answer("done", "试过两次").answer("why", "没有资金").answer("asked", "请出资")


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("form", [FORM, ANSWERED, ANSWERED.sign(601, NOW)])
def test_the_handover_page_is_well_formed_and_escapes_what_people_wrote(locale: str, form: Handover) -> None:
    html = TEXTS[locale].page("handover_page", **context(locale, True, ticket()) | {"form": form})
    Tags().feed(html)
    assert "<script>" not in html and "<b>" not in html and "渗水&lt;script&gt;" in html
    assert "size: A4" in html
    assert html.count('class="told"') == len(form.grounds)
    assert html.count('class="blank"') == [form.done, form.why, form.asked].count("")
    assert not re.search(r"{{|{%|None|https?://", html)


class Tags(HTMLParser):
    """Raises AssertionError for a tag that is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag


# the voice ----------------------------------------------------------------------------------------------------

STIFF = ("尊敬的", "诉求", "受理", "请耐心等待", "无权限", "操作失败", "系统", "敬请", "温馨提示", "亲")
STAFF_ONLY = ("nudge", "backup", "claimed", "taken", "given_in_group", "ask_resolve", "help_staff", "cannot_go")
RESIDENTS_ONLY = (
    "public_card",
    "result",
    "notice",
    "welcome",
    "private_noted",
    "known",
    "my_tickets",
    "joined",
    "flood",
)


@pytest.mark.parametrize("name", NAMES)
def test_chinese_is_plain_and_punctuated_as_chinese(name: str) -> None:
    for text in renderings("zh", name):
        assert not any(word in text for word in STIFF), text
        assert not re.search(r"[！!]", text), text
        assert not re.search(r"[一-龥][,;:?]|[,;?][一-龥]", text), f"narrow punctuation: {text}"
        assert not re.search(r"[。，：；]{2}|，。|^[，。：]|（）|“”", text, re.MULTILINE), f"doubled: {text}"
        spoken = re.sub(
            r"^.*(?:接单|代报|公告|广播|存名单|代签|接龙|入户|代答|点名|已答|花名册|定时|已签收|排班|评价|撤哨|加探访|加一次探访|/).*$",
            "",
            text,
            flags=re.MULTILINE,
        )
        assert not re.search(r"[一-龥] [一-龥]", spoken), text


@pytest.mark.parametrize("name", STAFF_ONLY)
def test_workers_are_spoken_to_as_colleagues(name: str) -> None:
    assert not any("您" in text for text in renderings("zh", name))


@pytest.mark.parametrize("name", RESIDENTS_ONLY)
def test_residents_are_spoken_to_politely_and_read_ticket_numbers_their_way(name: str) -> None:
    for text in renderings("zh", name):
        assert "你" not in text.replace("你们", ""), text
        assert "号单" not in text, text


@pytest.mark.parametrize("name", NAMES)
def test_english_is_english(name: str) -> None:
    for text in renderings("en", name):
        assert not re.search(r"[一-龥。，：；“”（）！？　]", text.replace("“", "").replace("”", "")), text


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_each_danger_says_a_number_first_and_fits_on_a_screen(locale: str) -> None:
    for name in (n for n in NAMES if n.startswith("danger_")):
        for text in renderings(locale, name):
            assert re.search(r"1(?:10|19|20)", text)
            assert len(text) <= (90 if locale == "zh" else 330), name
            assert "\n" not in text
