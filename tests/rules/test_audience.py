"""For whom: the head of a notice against a town, exact against looking at every group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.audience import (
    Audience,
    Fault,
    Targets,
    may_aim,
    may_approve,
    may_name_list,
    owner,
    read_audience,
    targets,
    unheard,
)
from rules.houses import as_typed
from rules.place_names import places_named
from rules.routing import Directory, Officer, Post, Spot
from rules.town import Building

ROLES = {"网格员": "grid_worker", "楼长": "building_steward"}


def _spot(number: int, level: str, name: str, *path: int, buildings: tuple[Building, ...] = ()) -> Spot:
    return Spot(number, f"p{number}", level, "ordinary", name, path[-1] if path else None, (*path, number), buildings)


def _town() -> Directory:
    spots = [
        _spot(1, "street", "光明街道"),
        _spot(2, "community", "达濠社区", 1),
        _spot(3, "grid", "第一网格", 1, 2, buildings=(Building("1"), Building("3"))),
        _spot(4, "grid", "第二网格", 1, 2, buildings=(Building("5", "幸福里"), Building("6", "幸福里"))),
        _spot(5, "community", "澳头社区", 1),
        _spot(6, "grid", "第一网格", 1, 5, buildings=(Building("5", "阳光花园"),)),
        _spot(7, "micro_grid", "3号楼微网格", 1, 2, 3, buildings=(Building("3"),)),
        _spot(8, "street", "滨海街道"),
    ]
    posts = [
        Post(-1, 700, None, 3, "residents", "一网格居民群"),
        Post(-2, 700, None, 4, "residents", "二网格居民群"),
        Post(-3, 700, None, 2, "workers", "达濠工作群"),
        Post(-4, 700, None, 1, "officials", "光明指挥群"),
        Post(-5, 700, None, 5, "residents", "澳头居民群"),
        Post(-7, 700, None, 7, "residents", "三号楼群"),
        Post(-9, 700, None, 4, "residents", "走了的群", gone=True),
    ]
    officers = [
        Officer(501, "高晓燕", "", 700, True, (("grid_worker", 3),)),
        Officer(502, "高亚丽", "", 700, False, (("grid_worker", 4),)),
        Officer(601, "陈书记", "", 700, True, (("community_secretary", 2),)),
        Officer(701, "吴主任", "", 700, True, (("street_center", 1),)),
        Officer(801, "李楼长", "", 700, True, (("building_steward", 7),)),
    ]
    return Directory(
        spots={s.id: s for s in spots}, posts={p.chat: p for p in posts}, officers={o.user: o for o in officers},
        admins=frozenset({900}),
    )  # fmt: skip


TOWN = _town()


def aimed(head: str, scope: int) -> Targets | Fault:
    told = read_audience(head, TOWN, scope, ROLES)
    return told if isinstance(told, Fault) else targets(told, TOWN, scope)


@pytest.mark.parametrize(
    ("head", "scope", "chats", "people"),
    [
        ("", 3, [-1, -7], []),
        ("1号楼", 3, [-1], []),
        ("3号楼", 2, [-7], []),
        ("1号楼、3号楼", 2, [-1, -7], []),
        ("5号楼", 3, [-2], []),
        ("Building 3", 2, [-7], []),
        ("Buildings 1 and 3", 2, [-1, -7], []),
        ("building 3, unit 1", 2, [-7], []),
        ("达濠社区", 3, [-1, -2, -7], []),
        ("光明街道", 2, [-1, -2, -5, -7], []),
        ("第一网格", 4, [-1, -7], []),
        ("第一网格", 5, [-5], []),
        ("阳光花园5号楼", 1, [-5], []),
        ("达濠社区工作群", 3, [-3], []),
        ("工作群", 3, [-3], []),
        ("光明街道指挥群", 1, [-4], []),
        ("达濠社区网格员", 2, [], [501]),
        ("楼长", 2, [], [801]),
        ("二网格居民群", 3, [-2], []),
        ("高晓燕、二网格居民群", 2, [-2], [501]),
    ],
)
def test_who_receives(head: str, scope: int, chats: list[int], people: list[int]) -> None:
    found = aimed(head, scope)
    assert isinstance(found, Targets), found
    assert sorted((post.chat for post, _ in found.posts), reverse=True) == chats
    assert [officer.user for officer in found.people] == people


@pytest.mark.parametrize(
    ("head", "same"),
    [
        ("all residents' groups", "居民群"),
        ("Residents", "居民群"),
        ("the workers' group", "工作群"),
        ("officials’ groups", "指挥群"),
        ("the whole street", "全街道居民群"),
        ("everybody", "居民群"),
        ("all grid workers", "网格员"),
        ("Grid worker", "网格员"),
    ],
)
def test_english_heads_mean_what_chinese_ones_do(head: str, same: str) -> None:
    roles = {"Grid worker": "grid_worker", **ROLES}
    told, meant = (read_audience(each, TOWN, 3, roles) for each in (head.replace("’", "'"), same))
    assert isinstance(told, Audience)
    assert isinstance(meant, Audience)
    assert targets(told, TOWN, 3) == targets(meant, TOWN, 3)


@pytest.mark.parametrize(
    ("head", "scope", "kind", "words"),
    [
        ("99号楼", 3, "unknown", "99号楼"),
        ("5号楼", 1, "which_house", "幸福里5号楼、阳光花园5号楼"),
        ("第一网格", 1, "which", "第一网格"),
        ("火星社区", 3, "unknown", "火星社区"),
        ("专项群", 3, "nobody", ""),
        ("滨海街道", 8, "nobody", ""),
    ],
)
def test_what_cannot_be_is_told(head: str, scope: int, kind: str, words: str) -> None:
    assert aimed(head, scope) == Fault(kind, words)


@pytest.mark.parametrize(
    ("head", "words", "said"),
    [
        ("Building 99", "99号楼", "Building 99"),
        ("Buildings 1, 99", "99号楼", "Buildings 99"),
        ("99号楼", "99号楼", "99号楼"),
        ("Mars", "Mars", "Mars"),
        ("Building 3", "Grid One3号楼、Happy Lane3号楼", "Grid One Building 3, Happy Lane Building 3"),
        ("3号楼", "第一网格3号楼、幸福里3号楼", "第一网格3号楼、幸福里3号楼"),
    ],
)
def test_a_building_that_is_none_is_named_as_typed(head: str, words: str, said: str) -> None:
    assert as_typed(head, words) == said


def test_words_nobody_knows_keep_their_blanks() -> None:
    assert read_audience("Building 3, grid leaders", TOWN, 3, ROLES) == Fault("unknown", "grid leaders")


def test_who_has_not_opened_the_private_chat_is_counted() -> None:
    found = aimed("网格员", 2)
    assert isinstance(found, Targets)
    assert [officer.name for officer in found.unreachable] == ["高亚丽"]


def test_buildings_are_known_by_group() -> None:
    found = aimed("1号楼 2单元 3号楼", 2)
    assert isinstance(found, Targets)
    assert {post.chat: told for post, told in found.posts} == {-1: ("1",), -7: ("3",)}


@pytest.mark.parametrize(
    ("places", "owned"),
    [
        ([3], (2, "community_secretary")),
        ([3, 4], (2, "community_secretary")),
        ([7], (2, "community_secretary")),
        ([3, 6], (1, "street_center")),
        ([1], (1, "street_center")),
        ([1, 8], (None, "admin")),
        ([], (None, "admin")),
    ],
)
def test_the_level_that_owns_it(places: list[int], owned: tuple[int | None, str]) -> None:
    assert owner(TOWN, places) == owned


@pytest.mark.parametrize(
    ("head", "scope", "gone", "names"),
    [
        ("光明街道", 1, (), []),
        ("光明街道", 1, (-5,), ["澳头社区"]),
        ("光明街道", 1, (-5, -2), ["第二网格", "澳头社区"]),
        ("", 1, (-5,), ["澳头社区"]),
        ("达濠社区、澳头社区", 1, (-5,), ["澳头社区"]),
        ("达濠社区", 2, (-2,), ["第二网格"]),
        ("达濠社区", 2, (-1,), []),
        ("光明街道 工作群", 1, (-5,), []),
        ("1号楼", 2, (-2,), []),
        ("网格员", 2, (-2,), []),
    ],
)
def test_who_would_not_hear_it(head: str, scope: int, gone: tuple[int, ...], names: list[str]) -> None:
    town = Directory(
        spots=TOWN.spots, posts={chat: post for chat, post in TOWN.posts.items() if chat not in gone},
        officers=TOWN.officers,
    )  # fmt: skip
    told = read_audience(head, town, scope, ROLES)
    assert isinstance(told, Audience)
    found = targets(told, town, scope)
    assert isinstance(found, Targets)
    assert [spot.name for spot in unheard(told, found, town)] == names


@pytest.mark.parametrize(("head", "place"), [("全社区", 2), ("本社区", 2), ("整个街道", 1), ("全网格", 3)])
def test_ones_own_places(head: str, place: int) -> None:
    assert read_audience(head, TOWN, 3, ROLES) == Audience(places=(place,))
    assert read_audience("全网格", TOWN, 2, ROLES) == Fault("unknown", "网格")


def test_who_may_approve_and_aim() -> None:
    assert [may_approve(TOWN, user, 2, "community_secretary") for user in (501, 601, 701, 900)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert [may_approve(TOWN, user, 1, "street_center") for user in (601, 701)] == [False, True]
    assert may_approve(TOWN, 900, None, "admin")
    assert [may_aim(TOWN, 501, [place]) for place in (3, 6, 8)] == [True, True, False]
    assert may_aim(TOWN, 900, [8])
    assert not may_aim(TOWN, 11, [3])


@given(
    st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 7]), min_size=1, max_size=3, unique=True), st.sampled_from([1, 2, 3])
)
def test_a_place_is_all_groups_below_it(places: list[int], scope: int) -> None:
    found = targets(Audience(places=tuple(places), purposes=("residents",)), TOWN, scope)
    below = {
        post.chat
        for post in TOWN.posts.values()
        if post.purpose == "residents" and not post.gone and any(TOWN.within(post.place or 0, p) for p in places)
    }
    assert isinstance(found, Targets)
    elsewhere = {post.chat for post, _ in found.posts} - below
    assert below <= {post.chat for post, _ in found.posts}
    assert elsewhere == ({-5} - below if 6 in places else set())


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_it(head: str) -> None:
    assert isinstance(aimed(head, 2), Targets | Fault)


@pytest.mark.parametrize(
    ("head", "places"),
    [
        ("澳头社区第一网格", (6,)),
        ("澳头社区 第一网格", (6,)),
        ("澳头社区的第一网格", (6,)),
        ("澳头第一网格", (6,)),
        ("光明街道澳头社区第一网格", (6,)),
        ("达濠社区第一网格和澳头社区第一网格", (3, 6)),
        ("澳头社区、达濠社区第二网格", (5, 4)),
        ("澳头社区", (5,)),
        ("第一网格", None),
    ],
)
def test_a_name_that_several_places_have_is_told_apart_by_what_stands_before_it(
    head: str, places: tuple[int, ...] | None
) -> None:
    told = read_audience(head, _town(), 1, ROLES)
    assert told == (Audience(places) if places else Fault("which", "第一网格"))


def test_who_stands_near_means_their_own() -> None:
    assert read_audience("第一网格", _town(), 5, ROLES) == Audience((6,))
    assert read_audience("达濠第一网格", _town(), 5, ROLES) == Audience((3,))


def test_of_two_people_of_one_name_it_is_asked_which() -> None:
    town = _town()
    town.officers[503] = Officer(503, "高晓燕", "", 700, True, (("grid_worker", 4),))
    assert read_audience("高晓燕", town, 2, ROLES) == Fault("who", "达濠社区第一网格高晓燕、第二网格高晓燕")
    assert read_audience("第二网格高晓燕", town, 2, ROLES) == Audience(people=(503,))
    assert read_audience("达濠社区第一网格高晓燕", town, 1, ROLES) == Audience(people=(501,))
    assert read_audience("高亚丽", town, 2, ROLES) == Audience(people=(502,))
    assert read_audience("第一网格和高亚丽", town, 2, ROLES) == Audience((3,), people=(502,))


@given(
    st.sampled_from([(3, "达濠"), (6, "澳头")]), st.sampled_from(["社区", ""]), st.sampled_from(["", " ", "的"]),
    st.sampled_from([1, 2, 5, 8]),
)  # fmt: skip
def test_a_name_behind_that_of_its_community_is_one_place_from_wherever(
    told: tuple[int, str], level: str, joint: str, scope: int
) -> None:
    place, community = told
    (found,), left = places_named(f"{community}{level}{joint}第一网格明天停水", TOWN, scope)
    assert ([spot.id for spot in found.spots], left.strip()) == ([place], "明天停水")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("一网格今天几件", "一网格"),
        ("1网格今天几件", "1网格"),
        ("第1网格今天几件", "第1网格"),
        ("达濠一网格", "达濠一网格"),
        ("十一网格今天几件", ""),
        ("第11网格今天几件", ""),
        ("每一个网格", ""),
    ],
)
def test_a_number_in_a_name_is_written_as_people_do(words: str, named: str) -> None:
    """一网格今天几件 was answered 今天没有报一网格的."""
    found, _ = places_named(words, TOWN, 2)
    assert [(each.words, [spot.id for spot in each.spots]) for each in found] == ([(named, [3])] if named else [])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("骨干", True),
        ("楼长2组", True),
        ("team1", True),
        ("骨", False),
        ("3号楼", False),
        ("骨 干", False),
        ("一二三四五六七八九十甲乙丙", False),
    ],
)
def test_a_list_has_a_short_name_of_its_own(words: str, told: bool) -> None:
    assert may_name_list(words) == told
