"""The import file: the contract's example, files that are none, buildings, and all faults of one at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.town import TownFaults, read_town
from rules.town import Building, Department, Group, Level, Person, Place, PlaceKind, Purpose, Role, RoleAt, Town

EXAMPLE = """\
places:                       # level: district | street | community | grid | micro_grid
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-dh-2, level: grid,      name: 第二网格, parent: gm-dh, buildings: ["阳光花园/5/1-2", "幸福里/3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群, bot: 77, topic: 5}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 高晓燕, phone: 138 0013 8000, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}, {role: admin}]}
  - {user_id: 701, name: 吴主任, roles: [{role: department, department: urban_management}]}
departments:
  - {code: urban_management, name: 城管, street: gm, chat_id: -1004}
"""

TOP = """\
places:
  - {code: gm, level: street, name: 光明街道}
  - {code: dh, level: community, name: 达濠社区, parent: gm}
  - {code: d1, level: grid, name: 第一网格, parent: dh}
"""


def faults_of(text: str, **known: object) -> list[tuple[int, str]]:
    with pytest.raises(TownFaults) as caught:
        read_town(text, "town.yaml", **known)  # type: ignore[arg-type]
    return [(fault.line, fault.text) for fault in caught.value.faults]


def place(fields: str) -> str:
    """TOP with one more place, on line 5."""
    return f"{TOP}  - {{{fields}}}\n"


def entry(key: str, fields: str) -> str:
    """TOP with one entry of another list, on line 6."""
    return f"{TOP}{key}:\n  - {{{fields}}}\n"


def test_the_example_of_the_contract() -> None:
    assert read_town(EXAMPLE) == Town(
        places=(
            Place("gm", Level.STREET, "光明街道"),
            Place("gm-dh", Level.COMMUNITY, "达濠社区", "gm"),
            Place("gm-dh-1", Level.GRID, "第一网格", "gm-dh", buildings=tuple(map(Building, "123"))),
            Place(
                "gm-dh-2",
                Level.GRID,
                "第二网格",
                "gm-dh",
                buildings=(Building("5", "阳光花园", ("1", "2")), Building("3", "幸福里")),
            ),
        ),
        groups=(
            Group(-1001, "gm-dh-1", Purpose.RESIDENTS, "第一网格居民群"),
            Group(-1002, "gm-dh", Purpose.WORKERS, "达濠社区工作群", bot=77, topic=5),
            Group(-1003, "gm", Purpose.OFFICIALS, "光明街道指挥群"),
        ),
        people=(
            Person(501, "高晓燕", "138 0013 8000", (RoleAt(Role.GRID_WORKER, "gm-dh-1"),)),
            Person(601, "陈书记", None, (RoleAt(Role.COMMUNITY_SECRETARY, "gm-dh"), RoleAt(Role.ADMIN))),
            Person(701, "吴主任", None, (RoleAt(Role.DEPARTMENT, department="urban_management"),)),
        ),
        departments=(Department("urban_management", "城管", "gm", -1004),),
    )


def test_words_yaml_would_change_stay_words() -> None:
    town = read_town("places:\n  - {code: 007, level: street, name: no}\n")
    assert town.places == (Place("007", Level.STREET, "no"),)


def test_children_may_come_before_parents_and_special_grids_say_so() -> None:
    text = (
        "places:\n"
        "  - {code: g, level: grid, name: 学校, parent: c, kind: special}\n"
        "  - {code: c, level: community, name: 社区, parent: s}\n"
        "  - {code: s, level: street, name: 街道}\n"
    )
    assert read_town(text).places[0].kind is PlaceKind.SPECIAL


def test_a_near_code_is_offered() -> None:
    text = EXAMPLE.replace("place: gm-dh,   purpose", "place: gm-db,   purpose")
    assert faults_of(text) == [(8, "group -1002: place 'gm-db' is unknown (did you mean 'gm-dh'?)")]


def known() -> dict[str, Place]:
    """A street, a community and two of its grids, as the desk has them."""
    places = (
        Place("gm", Level.STREET, "光明街道"),
        Place("dh", Level.COMMUNITY, "达濠社区", "gm"),
        Place("d1", Level.GRID, "第一网格", "dh", buildings=(Building("1"), Building("5", "阳光花园", ("1", "2")))),
        Place("d2", Level.GRID, "第二网格", "dh", buildings=(Building("3", "幸福里"),)),
    )
    return {place.code: place for place in places}


D3 = "{code: d3, level: grid, name: 第三网格, parent: dh"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (['{code: d1, level: grid, name: 第一网格, parent: dh, buildings: ["1", 幸福里/3]}'], "also listed by d2"),
        ([f"{D3}, buildings: [阳光花园/5]}}"], "also listed by d1"),
        (["{code: d1, level: grid, name: 第一网格, parent: dh}", f"{D3}, buildings: [阳光花园/5/2]}}"], "listed by d1"),
        (["{code: d3, level: grid, name: 第二网格, parent: dh}"], "is also that of d2, which the desk has"),
        (["{code: d1, level: grid, name: 第二网格, parent: dh}"], "is also that of d2, which the desk has"),
        (
            ["{code: dh, level: grid, name: 达濠, parent: dx}", "{code: dx, level: community, name: 新, parent: gm}"],
            "above",
        ),
    ],
)
def test_what_stays_is_checked_too(lines: list[str], told: str) -> None:
    faults = faults_of("places:\n" + "".join(f"  - {line}\n" for line in lines), known_places=known())
    assert len(faults) == 1 and told in faults[0][1], faults


@pytest.mark.parametrize(
    "lines",
    [
        [
            "{code: d1, level: grid, name: 第一网格, parent: dh, buildings: [幸福里/3]}",
            "{code: d2, level: grid, name: 第二网格, parent: dh, buildings: []}",
        ],
        [
            "{code: d1, level: grid, name: 第二网格, parent: dh}",
            "{code: d2, level: grid, name: 第一网格, parent: dh}",
        ],
        [f'{D3}, buildings: ["1", 阳光花园/5/3]}}'],
        ["{code: d1, level: grid, name: 第一网格, parent: dh, buildings: [阳光花园/5]}"],
    ],
)
def test_what_moves_from_one_to_the_other_stands_with_both(lines: list[str]) -> None:
    text = "places:\n" + "".join(f"  - {line}\n" for line in lines)
    assert len(read_town(text, known_places=known()).places) == len(lines)


def test_quotes_of_a_telephone_are_quotes() -> None:
    text = f"{TOP}  - {{code: “g1”, level: ‘grid’, name: “光明”里, parent: dh, buildings: [“幸福里/3”, “5”]}}\n"
    place = read_town(text).places[3]
    assert (place.code, place.level, place.name) == ("g1", Level.GRID, "“光明”里")
    assert [each.number for each in place.buildings or ()] == ["3", "5"]


def test_what_the_desk_knows_may_be_referred_to() -> None:
    text = (
        "places: [{code: d9, level: grid, name: 九, parent: dh}]\n"
        "groups: [{chat_id: -5, place: dh, purpose: notice, name: x}]\n"
        "people: [{user_id: 5, name: x, roles: [{role: department, department: fire}]}]\n"
        "departments: [{code: gas, name: 燃气, street: gm}]\n"
    )
    town = read_town(text, known_places=known(), known_departments=["fire"])
    assert len(town.places) == 1
    assert len(faults_of(text)) == 4


@pytest.mark.parametrize("text", ["{}", "places: []\n", "places:\n", "groups: []\npeople:\n"])
def test_a_file_may_name_nothing(text: str) -> None:
    assert read_town(text) == Town()


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "the file is empty; allowed: places, groups, people, departments, rota, care")]),
        ("# only words\n", [(1, "the file is empty; allowed: places, groups, people, departments, rota, care")]),
        ("- a\n", [(1, "the file: a list where keys with values are expected")]),
        ("just words\n", [(1, "the file: a single value where keys with values are expected")]),
        (
            "place: []\n",
            [
                (
                    1,
                    "the file: unknown key 'place' (did you mean 'places'?); "
                    "allowed: care, departments, groups, people, places, rota",
                )
            ],
        ),
        ("places: gm\n", [(1, "the file: places is a single value; allowed: a list")]),
        ("places:\n  - gm\n", [(2, "the file: a single value in places; allowed: keys with values")]),
        ("places:\n  - {code: gm\n", [(3, "not valid YAML: expected ',' or '}', but got '<stream end>'")]),
        ("places:\n\t- {code: gm}\n", [(2, "not valid YAML: a tab; indent with spaces")]),
        (
            "code,level,name,parent\ngm,street,光明街道,\n",
            [(1, "this is a table (CSV); allowed: YAML, as in docs/commands.md, under The import file")],
        ),
        (f"{TOP}places: []\n", [(5, "'places' stands here twice, first on line 1")]),
    ],
)
def test_files_that_are_none(text: str, faults: list[tuple[int, str]]) -> None:
    assert faults_of(text) == faults


@pytest.mark.parametrize(
    ("one", "other", "fault"),
    [
        ("幸福里/3", "幸福里/3", "place d9: building '幸福里/3' is also listed by d8"),
        ("幸福里/3/1-2", "幸福里小区/3号楼/2", "place d9: building '幸福里/3/2' is also listed by d8"),
        ("幸福里/3", "幸福里/3/2", "place d9: building '幸福里/3/2' is also listed by d8"),
        ("幸福里/3/1", "幸福里/3/2", ""),
        ("幸福里/3", "阳光花园/3", ""),
        ("幸福里/3", "3", ""),
        ("3", "3", ""),
    ],
)
def test_one_building_in_two_grids_of_a_community(one: str, other: str, fault: str) -> None:
    text = place(f"code: d8, level: grid, name: x, parent: dh, buildings: [{one}]")
    text += f"  - {{code: d9, level: grid, name: y, parent: dh, buildings: [{other}]}}\n"
    if fault:
        assert faults_of(text) == [(6, fault)]
    else:
        assert len(read_town(text).places) == 5


def test_other_communities_and_micro_grids_may_list_it_too() -> None:
    text = place("code: d8, level: grid, name: x, parent: dh, buildings: [幸福里/3]")
    text += "  - {code: m1, level: micro_grid, name: x, parent: d8, buildings: [幸福里/3]}\n"
    text += "  - {code: c2, level: community, name: x, parent: gm}\n"
    text += "  - {code: e1, level: grid, name: x, parent: c2, buildings: [幸福里/3]}\n"
    assert len(read_town(text).places) == 7
    text += "  - {code: m2, level: micro_grid, name: x, parent: d1, buildings: [幸福里/3]}\n"
    assert faults_of(text) == [(9, "place m2: building '幸福里/3' is also listed by m1")]


def test_a_doubled_place_is_one_fault() -> None:
    line = "  - {code: d8, level: grid, name: x, parent: dh, buildings: [幸福里/3]}\n"
    assert faults_of(TOP + line + line) == [(6, "place d8: code d8 stands here twice, first on line 5")]


def test_parents_in_a_circle() -> None:
    text = (
        "places:\n"
        "  - {code: a, level: community, name: x, parent: b}\n"
        "  - {code: b, level: community, name: x, parent: a}\n"
        "  - {code: c, level: grid, name: x, parent: a}\n"
    )
    assert faults_of(text) == [
        (2, "place a: parents go in a circle: a -> b -> a"),
        (3, "place b: parents go in a circle: b -> a -> b"),
    ]


def test_one_fault_is_not_told_again_by_those_who_refer_to_it() -> None:
    text = "places:\n  - {code: gm, level: steet, name: x}\n  - {code: dh, level: community, name: x, parent: gm}\n"
    assert [line for line, _ in faults_of(text)] == [2]


def test_all_faults_of_a_file_at_once_with_the_lines_of_their_values() -> None:
    text = (
        "places:\n"
        "  - code: gm\n"
        "    level: town\n"
        "    name: 光明\n"
        "    parnet: x\n"
        "people:\n"
        "  - user_id: five\n"
        "    name: 高\n"
        "    roles:\n"
        "      - role: grid_worker\n"
        "        place: nowhere\n"
        "  - user_id: 6\n"
        "    name: 陈\n"
        "    roles:\n"
        "      - {role: auditor, place: nowhere}\n"
    )
    with pytest.raises(TownFaults) as caught:
        read_town(text, "town.yaml")
    assert str(caught.value).splitlines() == [
        "town.yaml:3: place gm: level is 'town'; allowed: district, street, community, grid, micro_grid",
        "town.yaml:5: place gm: unknown key 'parnet' (did you mean 'parent'?); "
        "allowed: buildings, code, kind, level, name, parent",
        "town.yaml:7: person: user_id is 'five'; allowed: a whole number",
        "town.yaml:10: person: place 'nowhere' is unknown",
        "town.yaml:15: person 6: place 'nowhere' is unknown",
    ]


def test_what_is_wrong_with_a_row_hides_nothing_else_of_it() -> None:
    text = place("code: d2, level: grid, name: 第一网格, parent: dh, buildings: [a/b/c/d], kind: odd")
    text += "  - {code: d3, level: grid, name: 三, parent: gm}\n"
    text += "people:\n  - {user_id: 5, name: x, phone: none, roles: [{role: street_center, place: d2}]}\n"
    text += (
        "care:\n  - {place: d1, name: 王奶奶, home: 3-2-501, reason: 独居, rhythm: weekly, since: 2026-11-20, "
        "consent: 本人同意, until: 2026-11-19}\n"
        "  - {place: gone, name: 李爷爷, home: 3-2-501, reason: 独居, rhythm: hourly, since: soon, consent: 本人同意}\n"
        "departments:\n  - {code: city, street: dh, chat_id: 4}\n"
        "rota:\n  - {place: gone, person: 999, days: montag, from: '8', to: '21:00'}\n"
    )
    assert sorted((line, fault.partition(";")[0]) for line, fault in faults_of(text)) == [
        (5, "place d2: building 4 parts"),
        (5, "place d2: kind is 'odd'"),
        (5, "place d2: name '第一网格' is also that of d1 on line 4"),
        (6, "place d3: parent gm is a street"),
        (8, "person 5: phone is 'none'"),
        (8, "person 5: street_center at d2, which is a grid"),
        (10, "care of d1: until is 2026-11-19, before since 2026-11-20"),
        (11, "care of gone: place 'gone' is unknown"),
        (11, "care of gone: rhythm is 'hourly'"),
        (11, "care of gone: since is 'soon'"),
        (11, "care of gone: until is missing"),
        (13, "department city: chat_id is 4"),
        (13, "department city: name is missing"),
        (13, "department city: street dh is a community"),
        (15, "rota of gone: days is 'montag'"),
        (15, "rota of gone: from is '8'"),
        (15, "rota of gone: person 999 is unknown"),
        (15, "rota of gone: place 'gone' is unknown"),
    ]


def test_a_special_grid_may_stand_under_a_street() -> None:
    assert len(read_town(place("code: s9, level: grid, name: 学校, parent: gm, kind: special")).places) == 4


LINES = EXAMPLE.splitlines(keepends=True)


@given(st.integers(0, len(EXAMPLE) - 1), st.text(" \t\n:-{}[],'\"#&*ab1", max_size=3), st.integers(0, 4))
def test_a_slip_of_the_keyboard_is_read_or_told_never_raised(at: int, typed: str, lost: int) -> None:
    text = EXAMPLE[:at] + typed + EXAMPLE[at + lost :]
    try:
        read_town(text)
    except TownFaults as caught:
        assert caught.faults
        assert all(1 <= fault.line <= text.count("\n") + 1 and "\n" not in fault.text for fault in caught.faults)


@given(st.permutations(LINES[1:5]), st.permutations(LINES[10:13]))
def test_the_order_of_entries_does_not_matter(places: list[str], people: list[str]) -> None:
    town = read_town("".join([LINES[0], *places, *LINES[5:10], *people, *LINES[13:]]))
    whole = read_town(EXAMPLE)
    assert set(town.places) == set(whole.places)
    assert set(town.people) == set(whole.people)


@given(st.lists(st.integers(0, len(LINES) - 1), max_size=3))
def test_a_file_with_lost_lines_never_refers_to_what_is_not_there(lost: list[int]) -> None:
    text = "".join(line for n, line in enumerate(LINES) if n not in lost)
    try:
        town = read_town(text)
    except TownFaults:
        return
    codes = {place.code for place in town.places} | {""}
    used = [place.parent for place in town.places] + [group.place for group in town.groups]
    used += [role.place for person in town.people for role in person.roles]
    assert set(used) <= codes
