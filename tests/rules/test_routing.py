"""Who receives what: tables on one town, and properties of towns nobody has drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.routing import CLAIMERS, Directory, Officer, Post, Spot
from rules.town import Building

STREET, DH, DH1, DH2, XF, XF1 = range(1, 7)


def spot(key: int, level: str, parents: tuple[int, ...], *buildings: Building) -> Spot:
    return Spot(key, f"c{key}", level, "", f"地方{key}", parents[-1] if parents else None, (*parents, key), buildings)


SPOTS = {
    STREET: spot(STREET, "street", ()),
    DH: spot(DH, "community", (STREET,)),
    DH1: spot(DH1, "grid", (STREET, DH), Building("1"), Building("3"), Building("7", "阳光花园")),
    DH2: spot(DH2, "grid", (STREET, DH), Building("5"), Building("6", units=("1", "2")), Building("7", "幸福里")),
    XF: spot(XF, "community", (STREET,)),
    XF1: spot(XF1, "grid", (STREET, XF), Building("3"), Building("6", units=("3",))),
}


def town(posts: tuple[Post, ...] = (), *officers: Officer) -> Directory:
    return Directory(spots=SPOTS, posts={p.chat: p for p in posts}, officers={o.user: o for o in officers})


def post(chat: int, place: int, purpose: str, gone: bool = False) -> Post:
    return Post(chat, 700, None, place, purpose, f"群{chat}", gone)


def officer(user: int, *roles: tuple[str, int], reachable: bool = True) -> Officer:
    return Officer(user, f"人{user}", "", 700, reachable, roles)


@pytest.mark.parametrize(
    ("said_at", "building", "unit", "compound", "where"),
    [
        (DH1, "", "", "", DH1),
        (DH1, "3", "", "", DH1),
        (DH1, "5", "", "", DH2),
        (DH2, "3", "", "", DH1),
        (DH, "3", "", "", DH1),
        (DH, "9", "", "", DH),
        (DH1, "9", "", "", DH1),
        (XF, "3", "", "", XF1),
        (STREET, "3", "", "", STREET),
        (STREET, "5", "", "", DH2),
        (DH, "6", "1", "", DH2),
        (DH, "6", "3", "", DH),
        (XF1, "6", "3", "", XF1),
        (DH, "7", "", "", DH),
        (DH, "7", "", "幸福里", DH2),
        (DH, "7", "", "阳光花园", DH1),
    ],
)
def test_where_a_report_belongs(said_at: int, building: str, unit: str, compound: str, where: int) -> None:
    assert town().place_of(said_at, building, unit, compound).id == where


@pytest.mark.parametrize(
    ("place", "building", "told", "compound"),
    [
        (DH1, "7", (), "阳光花园"),
        (DH1, "7", ("幸福里7号楼",), "阳光花园"),
        (DH, "7", (), ""),
        (DH, "7", ("7号楼", "幸福里7-1-101 王姐"), "幸福里"),
        (DH, "7", ("阳光花园7号楼", "幸福里7-1-101 王姐"), "阳光花园"),
        (DH, "3", ("阳光花园3号楼",), ""),
        (DH, "9", ("路灯不亮", "阳光花园9号楼"), "阳光花园"),
        (DH, "", ("阳光花园门口",), "阳光花园"),
        (DH1, "", (), ""),
        (XF1, "3", ("阳光花园3号楼",), ""),
    ],
)
def test_which_compound_is_meant(place: int, building: str, told: tuple[str, ...], compound: str) -> None:
    assert town().compound_meant(place, building, *told) == compound


@given(
    place=st.sampled_from(sorted(SPOTS)), building=st.sampled_from(["", *"135679"]), told=st.text("阳光花园幸福里7号楼")
)
def test_the_compound_meant_is_one_of_the_place(place: int, building: str, told: str) -> None:
    meant = town().compound_meant(place, building, told)
    assert meant in {"", *(each.compound for spot in town().below(place) for each in spot.buildings)}
    assert building or meant == "" or meant in told


@pytest.mark.parametrize(
    ("posts", "level", "chat"),
    [
        ((post(-1, DH, "workers"),), "grid", -1),
        ((post(-1, DH, "workers"), post(-2, DH1, "workers")), "grid", -2),
        ((post(-1, DH, "workers"), post(-2, DH1, "workers")), "community", -1),
        ((post(-2, DH1, "workers"),), "community", None),
        ((post(-3, STREET, "officials"),), "grid", None),
        ((post(-3, STREET, "officials"),), "community", None),
        ((post(-3, STREET, "officials"),), "street", -3),
        ((post(-4, STREET, "workers"),), "street", -4),
        ((post(-4, STREET, "workers"),), "grid", None),
        ((post(-1, DH, "residents"),), "grid", None),
        ((post(-1, DH, "workers", gone=True),), "grid", None),
        ((post(-1, XF, "workers"),), "grid", None),
    ],
)
def test_the_group_that_sees_a_ticket(posts: tuple[Post, ...], level: str, chat: int | None) -> None:
    found = town(posts).staff_group(DH1, level)
    assert (found.chat if found else None) == chat


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ((("grid_worker", DH1),), True),
        ((("grid_worker", DH2),), True),
        ((("grid_worker", XF1),), False),
        ((("community_secretary", DH),), True),
        ((("community_secretary", XF),), False),
        ((("street_center", STREET),), True),
        ((("property_manager", DH),), True),
        ((("building_steward", DH1),), False),
        ((("resident", DH1),), False),
        ((("admin", DH1),), False),
        ((("auditor", STREET),), False),
        ((), False),
    ],
)
def test_who_may_handle(roles: tuple[tuple[str, int], ...], may: bool) -> None:
    assert town((), officer(1, *roles)).may_handle(1, DH1) is may
    assert not town().may_handle(1, DH1)


def test_the_nearest_serve_first_and_each_once() -> None:
    people = [officer(3, ("street_center", STREET)), officer(2, ("community_secretary", DH), ("grid_worker", DH1)),
              officer(1, ("grid_worker", DH1))]  # fmt: skip
    directory = town((), *people)
    found = directory.serving(DH1, ("grid_worker", "community_secretary", "street_center"))
    assert [o.user for o in found] == [2, 1, 3]


def test_where_somebody_has_their_roles() -> None:
    directory = town((), officer(1, ("grid_worker", XF1), ("community_secretary", DH), ("admin", 99)))
    assert directory.held(1) == [XF1, DH]
    assert directory.held_below(1, ("community_secretary",)) == [DH, DH1, DH2]
    assert directory.held(2) == directory.held_below(2) == []
    assert directory.tops() == [STREET]


def test_colleagues_are_of_ones_own_community() -> None:
    people = [officer(1, ("grid_worker", DH1)), officer(2, ("grid_worker", DH2)), officer(3, ("grid_worker", XF1)),
              officer(4, ("community_secretary", DH)), officer(5, ("street_center", STREET))]  # fmt: skip
    assert {o.user for o in town((), *people).colleagues(DH1)} == {1, 2, 4}


def test_the_name_of_a_role_is_the_nearest_one() -> None:
    directory = town((), officer(1, ("street_center", STREET), ("grid_worker", DH1), ("admin", DH1)))
    assert directory.role_name(1, DH1) == "grid_worker"
    assert directory.role_name(1, XF1) == "street_center"
    assert directory.role_name(9, DH1) == ""


def test_a_compound_that_is_named_is_meant_whatever_has_its_number_here() -> None:
    """我妈家幸福里3号楼, said where a building 3 of no compound stands."""
    there = spot(DH2, "grid", (STREET, DH), Building("3", "幸福里"))
    directory = Directory(spots=SPOTS | {DH2: there}, posts={}, officers={})
    assert directory.place_of(DH1, "3", "", "幸福里").id == DH2
    assert directory.place_of(DH1, "3", "", "").id == DH1
    assert directory.place_of(DH1, "3", "", "阳光花园").id == DH1


# towns nobody has drawn ---------------------------------------------------------------------------------------

LEVELS = ("street", "community", "grid", "micro_grid")


@st.composite
def towns(draw: st.DrawFn) -> Directory:
    spots: dict[int, Spot] = {}
    for key in range(1, draw(st.integers(1, 14)) + 1):
        above = [s for s in spots.values() if s.level != "micro_grid"]
        parent = draw(st.none() | st.sampled_from(above)) if above else None
        level = LEVELS[LEVELS.index(parent.level) + 1] if parent else "street"
        listed = draw(st.lists(st.sampled_from("123456"), unique=True, max_size=3)) if level == "grid" else []
        spots[key] = spot(key, level, parent.path if parent else (), *(Building(number) for number in listed))
    places = st.sampled_from(sorted(spots))
    posts = {
        chat: post(
            chat, draw(places), draw(st.sampled_from(["workers", "officials", "residents"])), draw(st.booleans())
        )
        for chat in range(-1, -draw(st.integers(0, 6)) - 1, -1)
    }
    roles = st.tuples(st.sampled_from(sorted(CLAIMERS | {"admin", "resident"})), places)
    people = {
        user: officer(user, *draw(st.lists(roles, max_size=3)), reachable=draw(st.booleans()))
        for user in range(1, draw(st.integers(0, 5)) + 1)
    }
    return Directory(spots=spots, posts=posts, officers=people)


@given(directory=towns(), building=st.sampled_from(["", *"123456"]), data=st.data())
def test_a_report_never_leaves_its_community_unless_told_above_it(
    directory: Directory, building: str, data: st.DataObject
) -> None:
    said_at = data.draw(st.sampled_from(sorted(directory.spots)))
    found = directory.place_of(said_at, building, "")
    community = directory.at_level(said_at, "community")
    assert directory.within(found.id, community.id if community else said_at) or found.id == said_at
    if found.id != said_at:
        assert building in {each.number for each in found.buildings}


@given(directory=towns(), building=st.sampled_from("123456"), data=st.data())
def test_of_two_grids_with_the_same_building_none_is_guessed(
    directory: Directory, building: str, data: st.DataObject
) -> None:
    said_at = data.draw(st.sampled_from(sorted(directory.spots)))
    area = directory.at_level(said_at, "community") or directory.spots[said_at]
    fitting = [s for s in directory.below(area.id) if building in {each.number for each in s.buildings}]
    nearer = [s for s in fitting if said_at in s.path]
    expected = nearer[0] if len(nearer) == 1 else fitting[0] if len(fitting) == 1 else directory.spots[said_at]
    assert directory.place_of(said_at, building, "") == expected


@given(directory=towns(), level=st.sampled_from(["grid", "community", "street"]), data=st.data())
def test_a_ticket_is_shown_to_staff_groups_above_it_only(directory: Directory, level: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(sorted(directory.spots)))
    found = directory.staff_group(place, level)
    if found is not None:
        assert found.purpose in ("workers", "officials")
        assert not found.gone
        assert found.place is not None
        assert directory.within(place, found.place)
        assert found.purpose == "workers" or level == "street"


@given(directory=towns(), data=st.data())
def test_who_may_handle_agrees_with_a_count_by_hand(directory: Directory, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(sorted(directory.spots)))
    community = directory.at_level(place, "community")
    area = community.id if community else place
    for user, who in directory.officers.items():
        reach = [at for role, at in who.roles if role in CLAIMERS]
        expected = any(directory.within(place, at) or directory.within(at, area) for at in reach)
        assert directory.may_handle(user, place) is expected


@given(directory=towns(), data=st.data())
def test_every_colleague_could_take_it_and_is_named_once(directory: Directory, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(sorted(directory.spots)))
    found = directory.colleagues(place)
    assert len({o.user for o in found}) == len(found)
    assert all(directory.may_handle(o.user, place) for o in found)


@given(directory=towns(), data=st.data())
def test_above_and_below_are_each_others_mirror(directory: Directory, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(sorted(directory.spots)))
    for other in directory.spots:
        above = {s.id for s in directory.above(place)}
        assert (other in above) == (place in {s.id for s in directory.below(other)}) == directory.within(place, other)
    assert directory.street_of(place).id in directory.spots[place].path


def test_a_place_is_called_by_no_more_names_than_tell_it_apart() -> None:
    def spot(number: int, name: str, *path: int) -> Spot:
        return Spot(number, f"p{number}", "grid", "ordinary", name, path[-1] if path else None, (*path, number))

    spots = [
        spot(1, "光明街道"), spot(2, "达濠社区", 1), spot(3, "第一网格", 1, 2), spot(4, "朝阳社区", 1),
        spot(5, "第一网格", 1, 4), spot(6, "新河街道"), spot(7, "达濠社区", 6), spot(8, "第一网格", 6, 7),
        spot(9, "第二网格", 6, 7),
    ]  # fmt: skip
    town = Directory(spots={each.id: each for each in spots})
    assert [town.called(number) for number in (1, 3, 4, 5, 7, 8, 9)] == [
        "光明街道", "光明街道达濠社区第一网格", "朝阳社区", "朝阳社区第一网格", "新河街道达濠社区",
        "新河街道达濠社区第一网格", "第二网格",
    ]  # fmt: skip
