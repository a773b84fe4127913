"""The desk in English: every example of /help does what it says, and what staff type as it is said in English."""

import re
from collections.abc import Callable

import pytest

from tests.commands import ROOT
from tests.handlers.story import OTHERS, WORKERS, Person, Story

TOWN = """
places:
  - {code: sun,   level: street,    name: Sunny Street}
  - {code: bay,   level: community, name: Bay Community, parent: sun}
  - {code: bay-1, level: grid,      name: Grid One, parent: bay, buildings: ["1", "2", "3"]}
  - {code: bay-2, level: grid,      name: Grid Two, parent: bay, buildings: ["Sunnyside/5/1-2", "Happy Lane/7"]}
groups:
  - {chat_id: -1001, place: bay-1, purpose: residents, name: Grid One residents}
  - {chat_id: -1005, place: bay-2, purpose: residents, name: Grid Two residents}
  - {chat_id: -1002, place: bay,   purpose: workers,   name: Bay workers}
  - {chat_id: -1003, place: sun,   purpose: officials, name: Sunny officials}
people:
  - {user_id: 501, name: Gao Xiaoyan, roles: [{role: grid_worker, place: bay-1}, {role: grid_leader, place: bay-1}]}
  - {user_id: 502, name: Gao Yali, roles: [{role: grid_worker, place: bay-1}]}
  - {user_id: 503, name: Li Na, roles: [{role: grid_worker, place: bay-1}]}
  - {user_id: 601, name: Chen Wei, roles: [{role: community_secretary, place: bay}]}
  - {user_id: 701, name: Wu Hao, roles: [{role: street_center, place: sun}]}
  - {user_id: 801, name: Sun Qi, roles: [{role: department, department: urban_management}]}
departments:
  - {code: urban_management, name: Urban management, street: sun, chat_id: -1004}
"""
XIAOYAN, CHEN, WU, QI, BOB, ADMIN = 501, 601, 701, 801, 44, 900
HELP = sorted((ROOT / "templates" / "en").glob("help*.j2"))
# A command and what belongs to it, up to the next one or the end of the sentence.
EXAMPLE = re.compile(r"/[a-z]+(?:(?!, /|\.(?: |$)|;|, and | \((?:red|urgent|grid)).)*", re.MULTILINE)
# Who types the examples of a page, and those that only somebody else can mean.
WHO = {
    "help": BOB,
    "help_staff": XIAOYAN,
    "help_staff_brief": XIAOYAN,
    "help_official_brief": CHEN,
    "help_official": CHEN,
    "help_department": QI,
    "help_admin": ADMIN,
}
STREET = {"whistle", "grade", "supervise", "sign"}
# What has to be there before.
BEFORE = {
    "plan": [(WU, "/whistle 1 urban_management"), (QI, "/reportin 1")],
    "finish": [(WU, "/whistle 1 urban_management"), (QI, "/reportin 1")],
    "reportin": [(WU, "/whistle 1 urban_management")],
    "grade": [(WU, "/whistle 1 urban_management"), (QI, "/reportin 1"), (QI, "/finish 1 done")],
    "agree": [(XIAOYAN, "/suspend 1 funds until 20 December waiting for the fund")],
    "refuse": [(XIAOYAN, "/suspend 1 funds until 20 December waiting for the fund")],
    "doors": [(CHEN, "/roster 3-1-101 3-1-102")],
}
ANSWERS = {
    "agree": "suspended until 20 Dec",
    "arrived": "on site",
    "ask": "Asked.",
    "assign": "Press a name",
    "bounce": "returned",
    "broadcast": "would read",
    "callout": "3 wanted",
    "chain": "no such list in the group today",
    "claim": "Ticket 1 is yours",
    "contacted": "Noted: contacted",
    "doctor": "missing",
    "doors": "gas safety check",
    "escalate": "with the community now",
    "extend": "now has until",
    "finish": "the street grades",
    "grade": "Noted",
    "help": "/claim 128",
    "invite": "choose a role",
    "look": "Ticket 1",
    "my": "Ticket 1",
    "plan": "Noted: ticket 1 by",
    "refuse": "refused",
    "report": "Please write /report",
    "reportfor": "Street light out",
    "reportin": "Reported in",
    "resolve": "Ticket 1 is done",
    "rollcall": "Roll call",
    "rota": "/rota Grid One",
    "sign": "signed",
    "supervise": "Supervision order given",
    "suspend": "is suspended until 20 Dec",
    "today": "",
    "whistle": "Urban management called",
}


def examples() -> list[tuple[str, str]]:
    pages = ((path.stem, path.read_text(encoding="utf-8")) for path in HELP)
    return [(page, example.strip()) for page, text in pages for example in EXAMPLE.findall(text)]


@pytest.fixture
def town(open_story: Callable[..., Story]) -> Story:
    story = open_story(TOWN, "en")
    for user, name in ((501, "Gao Xiaoyan"), (502, "Gao Yali"), (503, "Li Na"), (601, "Chen Wei"), (701, "Wu Hao")):
        story.staff(user, name)
    story.staff(QI, "Sun Qi")
    bob = story.person(BOB, "3-2-801 Bob")
    bob.says("The lift in Building 3 Unit 2 has stopped again")
    bob.starts()
    return story


def person(story: Story, user: int) -> Person:
    return story.admin if user == ADMIN else story.staff(user, "", starts=False)


def answered(story: Story, user: int, command: str) -> str:
    """What the desk says to whoever types a command in private."""
    known = len(story.texts(user))
    person(story, user).commands(command)
    return "\n".join(story.texts(user)[known:])


@pytest.mark.parametrize(("page", "example"), examples())
def test_every_example_of_help_is_done(town: Story, page: str, example: str) -> None:
    command = example.split(maxsplit=1)[0].removeprefix("/")
    who = WU if command in STREET else WHO[page]
    if command != "claim":
        answered(town, CHEN if command == "contacted" and who == CHEN else XIAOYAN, "/claim 1")
    for user, before in BEFORE.get(command, ()):
        answered(town, user, before)
    if command == "sign":
        town.forward(days=8)
    assert ANSWERS[command] in answered(town, who, example.replace("128", "1"))


@pytest.mark.parametrize("day", ["20 December", "Dec 20", "December 20th", "2026-12-20", "12/20"])
def test_until_when_it_rests_is_told_in_english(town: Story, day: str) -> None:
    """Only 12月20日 was taken, not what the desk itself asks for."""
    answered(town, XIAOYAN, "/claim 1")
    answered(town, XIAOYAN, f"/suspend 1 funds until {day} waiting for the repair fund")
    assert "suspended until 20 Dec" in answered(town, CHEN, "/agree 1")
    assert town.ticket().wording == "waiting for the repair fund"


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("water 9:00-17:00 planned cut, back by 17:00", "No water or low pressure, 09:00 to 17:00"),
        ("No water or low pressure building 3 9:00-17:00", "(Building 3), No water or low pressure"),
        ("power cut Building 3 tomorrow 9:00-17:00 new meters", "(Building 3), Power cut, 21 Nov 09:00 to 17:00"),
        ("lift Building 3 9:00-17:00 new doors", "Lift out of order"),
    ],
)
def test_what_is_planned_is_told_in_english(town: Story, words: str, matter: str) -> None:
    """Water was no matter the desk knew, though its own example said so."""
    assert matter in answered(town, CHEN, f"/announce {words}")


def test_names_with_blanks_stand_in_a_rota(town: Story) -> None:
    """Gao was asked about, and Monday to Friday was Monday."""
    answered(town, CHEN, "/rota Grid One\nMonday to Friday 8:00-21:00 Gao Xiaoyan, Gao Yali\nnightly 21:00-8:00 Yali")
    told = answered(town, CHEN, "/rota Grid One")
    assert "mon-fri 8:00-21:00 Gao Xiaoyan, Gao Yali" in told.replace("08:00", "8:00")
    assert "Gao Yali" in told.splitlines()[-1] or "daily" in told


def test_a_call_out_of_workers_leaves_no_letter(town: Story) -> None:
    told = answered(town, CHEN, "/callout tomorrow 7:00 Bay Community: 2 grid workers, bring gloves")
    assert "\ns\n" not in told and "bring gloves" in told


@pytest.mark.parametrize(
    "words",
    [
        "Mrs Wang 3-2-501 alone weekly consent until 2027-11-20",
        "Mrs Wang, 3-2-501, lives alone weekly, own consent until 2027-11-20",
        "Mrs Wang; 3-2-501; lives alone; weekly; own consent; until 2027-11-20",
    ],
)
def test_who_is_visited_has_her_whole_name(town: Story, words: str) -> None:
    """Mrs stood on the list, for a year and not until the day that was told."""
    told = answered(town, XIAOYAN, f"/visitadd {words}")
    assert "Mrs Wang is on the list" in told
    assert "2027-11-20" in told


def test_one_of_something_is_said_so(town: Story) -> None:
    """To: Workers group 1 groups; about 1 s for 1 messages; At most 1 people."""
    told = answered(town, CHEN, "/broadcast workers: please send this week's figures")
    assert "To: Bay workers (1 group)" in told and "for 1 message." in told
    told = answered(town, WU, "/broadcast residents: please come down")
    assert "(2 groups)" in told and "for 2 messages" in told
    assert "At most 1 person is asked" in answered(town, CHEN, "/callout 18:00 office: 2 grid leaders")


def test_notes_and_places_read_as_english(town: Story) -> None:
    """Added: sorry；again; SunnysideBuilding 5."""
    ann = town.person(45, "5-1-901 Ann")
    ann.says("The lift in Building 5 Unit 1 has stopped", OTHERS)
    ann.starts()
    ann.commands("/add 2 the doors stay open")
    ann.commands("/add 2 and the light flickers")
    card = town.card(WORKERS, "Ticket 2").text
    assert "Sunnyside Building 5 Unit 1" in card
    assert "and the light flickers; the doors stay open" in card


def test_a_compound_keeps_the_blank_in_its_name(town: Story) -> None:
    """HappyLane Building 7, where the file says Happy Lane."""
    ann = town.person(46, "7-1-901 Ann")
    ann.says("The lift in Building 7 Unit 1 has stopped", OTHERS)
    assert "Happy Lane Building 7 Unit 1" in town.card(WORKERS, "Ticket 2").text


def test_examples_are_found() -> None:
    assert len(examples()) > 40
    assert {example.split()[0] for _, example in examples()} >= {"/suspend", "/callout", "/rota", "/reportfor"}
