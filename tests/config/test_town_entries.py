"""The import file: a table of everything that can be wrong with one of its entries, and with two beside each other."""

import pytest

from tests.config.test_town import TOP, entry, faults_of, place


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("level: grid, name: x, parent: dh", "place: code is missing"),
        ("code: , level: grid, name: x, parent: dh", "place: code is empty"),
        (
            "code: a/b, level: grid, name: x, parent: dh",
            "place: code is 'a/b'; allowed: up to 32 characters without spaces and | / , ; :",
        ),
        ("code: d2, name: x, parent: dh", "place d2: level is missing"),
        (
            "code: d2, level: gird, name: x, parent: dh",
            "place d2: level is 'gird' (did you mean 'grid'?); allowed: district, street, community, grid, micro_grid",
        ),
        ("code: d2, level: grid, parent: dh", "place d2: name is missing"),
        ('code: d2, level: grid, name: " ", parent: dh', "place d2: name is empty"),
        ("code: d2, level: grid, name: [x], parent: dh", "place d2: name is a list; allowed: a single value"),
        ("code: d2, level: grid, name: x", "place d2: parent is missing"),
        ("code: d2, level: grid, name: x, parent: dj", "place d2: parent 'dj' is unknown"),
        ("code: d2, level: grid, name: x, parent: d1", "place d2: parent d1 is a grid, not above a grid"),
        ("code: c2, level: community, name: x, parent: d1", "place c2: parent d1 is a grid, not above a community"),
        (
            "code: d2, level: grid, name: 第一网格, parent: dh",
            "place d2: name '第一网格' is also that of d1 on line 4; allowed: a name of its own under one parent",
        ),
        ("code: d2, level: grid, name: x, parent: d2", "place d2: parents go in a circle: d2 -> d2"),
        ("code: d1, level: grid, name: x, parent: dh", "place d1: code d1 stands here twice, first on line 4"),
        (
            "code: d2, level: grid, name: x, parent: dh, kind: odd",
            "place d2: kind is 'odd'; allowed: ordinary, special",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, colour: red",
            "place d2: unknown key 'colour'; allowed: buildings, code, kind, level, name, parent",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, building: ['1']",
            "place d2: unknown key 'building' (did you mean 'buildings'?); "
            "allowed: buildings, code, kind, level, name, parent",
        ),
        (
            'code: c2, level: community, name: x, parent: gm, buildings: ["1"]',
            "place c2: a community lists buildings; allowed: on a grid or micro_grid",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, buildings: 1",
            "place d2: buildings is a single value; allowed: a list",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, buildings: [1-6]",
            "place d2: building '1-6' is no building number; "
            'allowed: "1", "幸福里/3", "阳光花园/5/1-2" or "/5/1-2" (compound/building/units)',
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, buildings: [a/5/3-1]",
            "place d2: building units '3-1' run backwards or are more than 60",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, buildings: [1, 1]",
            "place d2: building '1' is listed twice",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, buildings: [1, a/2, b/2]",
            "place d2: building '1' needs its compound: a, b",
        ),
        (
            "code: d2, level: grid, name: x, parent: dh, buildings: [[1]]",
            "place d2: a list in buildings; "
            'allowed: "1", "幸福里/3", "阳光花园/5/1-2" or "/5/1-2" (compound/building/units)',
        ),
    ],
)
def test_a_wrong_place(fields: str, fault: str) -> None:
    assert faults_of(place(fields)) == [(5, fault)]


@pytest.mark.parametrize(
    ("key", "fields", "fault"),
    [
        ("groups", "place: d1, purpose: residents, name: x", "group: chat_id is missing"),
        (
            "groups",
            "chat_id: one, place: d1, purpose: residents, name: x",
            "group: chat_id is 'one'; allowed: a whole number",
        ),
        (
            "groups",
            "chat_id: -10.5, place: d1, purpose: residents, name: x",
            "group: chat_id is '-10.5'; allowed: a whole number",
        ),
        (
            "groups",
            "chat_id: 9223372036854775808, place: d1, purpose: residents, name: x",
            "group: chat_id is '9223372036854775808'; allowed: a whole number",
        ),
        (
            "groups",
            "chat_id: 0, place: d1, purpose: residents, name: x",
            "group 0: chat_id is 0; allowed: the id of a group, which begins with a minus: -1001",
        ),
        (
            "groups",
            "chat_id: 1001, place: d1, purpose: residents, name: x",
            "group 1001: chat_id is 1001; allowed: the id of a group, which begins with a minus: -1001",
        ),
        ("groups", "chat_id: -1, purpose: residents, name: x", "group -1: place is missing"),
        (
            "groups",
            "chat_id: -1, place: d1, purpose: resident, name: x",
            "group -1: purpose is 'resident' (did you mean 'residents'?); "
            "allowed: residents, workers, officials, notice, special, none",
        ),
        (
            "groups",
            "chat_id: -1, place: d3, purpose: notice, name: x",
            "group -1: place 'd3' is unknown",
        ),
        (
            "groups",
            "chat_id: -1, place: d1, purpose: notice, name: x, bot: desk_bot",
            "group -1: bot is 'desk_bot'; allowed: a whole number",
        ),
        (
            "groups",
            "chat_id: -1, place: d1, purpose: notice, name: x, topic: -3",
            "group -1: topic is -3; allowed: a number above 0",
        ),
        ("people", "name: x, roles: []", "person: user_id is missing"),
        ("people", "user_id: -5, name: x, roles: []", "person: user_id is -5; allowed: a number above 0"),
        ("people", "user_id: 5, roles: []", "person 5: name is missing"),
        ("people", "user_id: 5, name: x", "person 5: roles is missing"),
        (
            "people",
            "user_id: 5, name: x, phone: call me, roles: []",
            "person 5: phone is 'call me'; allowed: digits, with spaces, - or a leading +",
        ),
        (
            "people",
            "user_id: 5, name: x, roles: [grid_worker]",
            "person 5: a single value in roles; allowed: keys with values",
        ),
        ("people", "user_id: 5, name: x, roles: [{place: d1}]", "role: role is missing"),
        (
            "people",
            "user_id: 5, name: x, roles: [{role: auditer, place: d1}]",
            "role: role is 'auditer' (did you mean 'auditor'?); allowed: resident, building_steward, unit_steward, "
            "volunteer, micro_grid_leader, grid_worker, grid_leader, community_secretary, property_manager, "
            "community_police, health_worker, street_center, department, auditor, privacy_officer, profession, admin",
        ),
        ("people", "user_id: 5, name: x, roles: [{role: grid_worker}]", "role grid_worker: place is missing"),
        ("people", "user_id: 5, name: x, roles: [{role: department}]", "role department: department is missing"),
        (
            "people",
            "user_id: 5, name: x, roles: [{role: auditor, department: fire, place: gm}]",
            "role auditor: unknown key 'department'; allowed: place, role",
        ),
        ("people", "user_id: 5, name: x, roles: [{role: auditor, place: zz}]", "person 5: place 'zz' is unknown"),
        (
            "people",
            "user_id: 5, name: x, roles: [{role: department, department: fire}]",
            "person 5: department 'fire' is unknown",
        ),
        (
            "people",
            "user_id: 5, name: x, roles: [{role: grid_worker, place: gm}]",
            "person 5: grid_worker at gm, which is a street; allowed: community, grid, micro_grid",
        ),
        (
            "people",
            "user_id: 5, name: x, roles: [{role: auditor, place: gm}, {role: auditor, place: gm}]",
            "person 5: one role stands here twice",
        ),
        ("departments", "code: fire, name: x", "department fire: street is missing"),
        ("departments", "code: fire, name: x, street: nowhere", "department fire: street 'nowhere' is unknown"),
        (
            "departments",
            "code: fire, name: x, street: dh",
            "department fire: street dh is a community; allowed: a street",
        ),
        (
            "departments",
            "code: fire, name: x, street: gm, chat_id: chat",
            "department fire: chat_id is 'chat'; allowed: a whole number",
        ),
        (
            "departments",
            "code: fire, name: x, street: gm, chat_id: 1004",
            "department fire: chat_id is 1004; allowed: the id of a group, which begins with a minus: -1001",
        ),
    ],
)
def test_a_wrong_entry(key: str, fields: str, fault: str) -> None:
    assert faults_of(entry(key, fields)) == [(6, fault)]


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ("days: 周一, ", "days is '周一'; allowed: daily, weekdays, weekend, or a list such as [monday, friday]"),
        ("", "days is missing"),
    ],
)
def test_a_turn_with_a_slip_is_looked_up_for_its_person_too(days: str, fault: str) -> None:
    turn = f'place: d1, person: 501, {days}from: "08:00", to: "21:00"'
    unknown = "person 501 is unknown; allowed: a user_id of people"
    assert faults_of(entry("rota", turn)) == [(6, f"rota of d1: {each}") for each in (fault, unknown)]


@pytest.mark.parametrize(
    ("lists", "fault"),
    [
        (
            "groups:\n  - {chat_id: -1, place: d1, purpose: notice, name: x}\n"
            "  - {chat_id: -1, place: d1, purpose: notice, name: y}\n",
            (7, "group -1: chat_id -1 stands here twice, first on line 6"),
        ),
        (
            "people:\n  - {user_id: 1, name: x, roles: []}\n  - {user_id: 1, name: y, roles: []}\n",
            (7, "person 1: user_id 1 stands here twice, first on line 6"),
        ),
        (
            "departments:\n  - {code: a, name: x, street: gm}\n  - {code: a, name: y, street: gm}\n",
            (7, "department a: code a stands here twice, first on line 6"),
        ),
        (
            "groups:\n  - {chat_id: -1, place: d1, purpose: residents, name: x}\n"
            "departments:\n  - {code: a, name: x, street: gm, chat_id: -1}\n",
            (8, "department a: chat_id -1 is a residents' group"),
        ),
    ],
)
def test_entries_that_do_not_go_together(lists: str, fault: tuple[int, str]) -> None:
    assert faults_of(TOP + lists) == [fault]
