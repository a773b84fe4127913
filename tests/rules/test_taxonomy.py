"""The taxonomy as a mapping: matters by key, headings in order, names in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.taxonomy import Matter, MatterGroup, ServiceClass, Taxonomy

LEAK = Matter("repair.leak", "repair", "渗漏水", "grid", ServiceClass.P2, "物业", en="Leak")
LIFT = Matter("repair.lift", "repair", "电梯故障", "community", ServiceClass.P1, "物业")
FAMILY = Matter("dispute.family", "dispute", "婚姻家庭", "community", ServiceClass.P2, "妇联", public=False)
TAXONOMY = Taxonomy(
    {matter.key: matter for matter in (LEAK, LIFT, FAMILY)},
    {"repair": MatterGroup("repair", "维修", "Repairs"), "dispute": MatterGroup("dispute", "纠纷")},
)

matters = st.builds(
    lambda group, name: Matter(f"{group}.{name}", group, name, "grid", ServiceClass.P2, "物业"),
    st.sampled_from(["a", "b", "c"]),
    st.text("xyz", min_size=1, max_size=3),
)


def test_it_is_a_mapping_by_key() -> None:
    assert TAXONOMY["repair.leak"] is LEAK
    assert list(TAXONOMY) == ["repair.leak", "repair.lift", "dispute.family"]
    assert "repair.roof" not in TAXONOMY
    with pytest.raises(KeyError):
        TAXONOMY["repair.roof"]


def test_matters_stand_under_their_heading() -> None:
    assert TAXONOMY.of_group("repair") == (LEAK, LIFT)
    assert TAXONOMY.of_group("nothing") == ()


@pytest.mark.parametrize(("word", "matter"), [("渗漏水", LEAK), (" 电梯故障 ", LIFT), ("LEAK", LEAK), ("", None)])
def test_a_typed_name_finds_its_matter(word: str, matter: Matter | None) -> None:
    assert TAXONOMY.named(word) is matter


def test_names_follow_the_locale_and_fall_back_to_chinese() -> None:
    assert (LEAK.name("zh"), LEAK.name("en"), LIFT.name("en")) == ("渗漏水", "Leak", "电梯故障")
    assert [group.name("en") for group in TAXONOMY.groups.values()] == ["Repairs", "纠纷"]


def test_it_cannot_be_changed_through_what_it_was_made_of() -> None:
    source = {"repair.leak": LEAK}
    taxonomy = Taxonomy(source)
    source.clear()
    assert len(taxonomy) == 1
    with pytest.raises(TypeError):
        taxonomy.matters["x"] = LEAK  # type: ignore[index]


def test_classes_rank_by_urgency() -> None:
    assert [each.rank for each in ServiceClass] == [0, 1, 2, 3, 4]
    assert [each for each in ServiceClass if each.urgent] == [ServiceClass.P0, ServiceClass.P1]


@given(st.lists(matters, max_size=20))
def test_headings_divide_all_matters(listed: list[Matter]) -> None:
    taxonomy = Taxonomy({matter.key: matter for matter in listed})
    divided = [matter for group in "abc" for matter in taxonomy.of_group(group)]
    assert sorted(matter.key for matter in divided) == sorted(taxonomy)
    assert all(taxonomy.named(matter.zh) is not None for matter in listed)
