"""What is learnt, and how well it reads: the same from the same, and never outside its bounds."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.corpus import Registers, Utterance, in_registers, spoken, utterances
from rules.labels import anonymous, label
from rules.model import Model, unpacked
from rules.parsing import Request
from rules.placing import NEW, NONE, Option
from rules.placing_training import Case
from rules.placing_training import Plan as ClueWeights
from rules.placing_training import fit as fit_clues
from rules.scoring import overlap, precision_at, score_singles, score_streams
from rules.training import Example, Plan, fit
from tests.rules.words import NAMES, SAYINGS

HEADS = ("request", "chatter", "a.b")
REGISTERS = Registers(
    ["在吗", "你好"], ["谢谢", "急"], ["哈"], ["3栋"], {"坏": "怀"}, {"day": ["今天"]},
    {"staff": {"notice": 0.5}}, ["唉"],
)  # fmt: skip
examples = st.lists(
    st.builds(
        Example, st.sampled_from(("水管漏了", "电梯坏了", "哈哈", "早上好")), st.just(("length:7",)),
        st.sampled_from((("request", "a.b"), ("chatter",))),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip
requests = st.builds(
    lambda matter, building: {
        "matter": matter, "class": "P2", "building": building, "unit": "", "room": "", "place": "", "alternatives": (),
    },
    st.sampled_from(("a.b", "a.c", "d.e")), st.sampled_from(("", "3")),
)  # fmt: skip
lines = st.builds(
    lambda asked, sure: {
        "kind": "request" if asked else "chatter", "requests": asked, "confidence": sure, "text": "", "stream": "s",
        "tickets": [{**each, "id": f"T{number}", "opens": True} for number, each in enumerate(asked)],
    },
    st.lists(requests, max_size=3), st.floats(0.01, 0.99),
)  # fmt: skip


def test_subjects_are_learnt_beside_what_is_asked_for() -> None:
    """Nothing asks for what 来水了 is about, and nobody has said what 早上好 is about."""
    heads = (*HEADS, "~a.b")
    said = [("水管漏了", ("request", "a.b", "~a.b"), ()), ("来水了", ("chatter", "~a.b"), ("a.b",))]
    said += [("哈哈", ("chatter",), ("a.b",)), ("早上好", ("chatter",), ("a.b", "~a.b"))]
    model = Model(fit([Example(text, (), own, silent=silent) for text, own, silent in said], heads, Plan(least=1)))
    assert (model.matters, model.subjects) == (("a.b",), ("a.b",))
    about = model.margins(["水管漏了", "来水了", "哈哈"], [(), (), ()])[:, model.subject_columns].ravel()
    assert about[0] > 0.5 and about[1] > 0.5 and about[2] < -0.5


@settings(max_examples=20)
@given(examples)
def test_the_same_lessons_give_the_same_whole_weights(lessons: list[Example]) -> None:
    plan = Plan(least=1, units=8, steps=2)
    first, again = fit(lessons, HEADS, plan), fit(lessons, HEADS, plan)
    for one, other in ((first.weights, again.weights), (first.bias, again.bias), (first.out, again.out)):
        assert (one == other).all()
    assert first.weights.dtype == np.uint8 and not unpacked(first.weights, len(first.bias))[0].any()
    assert set(first.words.values()) <= set(range(len(first.weights)))


@settings(max_examples=20)
@given(st.lists(st.sampled_from((NONE, NEW)), min_size=1, max_size=6))
def test_clues_are_weighed_towards_what_was_true(truths: list[int]) -> None:
    places = (Option(NONE, ("none_always",)), Option(NEW, ("new_always",)))
    plan = ClueWeights(passes=20)
    found = fit_clues([Case(places, frozenset({true})) for true in truths], plan)
    lead = found.get("new_always", 0.0) - found.get("none_always", 0.0)
    asked = sum(plan.opening if true == NEW else -plan.talk for true in truths)
    assert lead * asked >= 0


LINES = SAYINGS.filter(lambda words: words.strip() and "\n" not in words and words[0] not in "=#!@ ")


@given(st.lists(LINES, max_size=5), st.integers(0, 2), st.integers(0, 99))
def test_a_corpus_keeps_what_is_said_whatever_it_wears(said: list[str], copies: int, seed: int) -> None:
    read = list(utterances(["== chatter", *said, "== a.b", "电梯坏了"]))
    assert [each.text for each in read] == [*said, "电梯坏了"]
    dressed = in_registers(read, REGISTERS, copies, seed)
    assert dressed == in_registers(read, REGISTERS, copies, seed)
    assert [each.text for each in dressed[: len(read)]] == [each.text for each in read]
    assert {each.kind for each in dressed} <= {"chatter", "request"}


@given(st.lists(LINES, max_size=5, unique=True), LINES, st.integers(0, 99))
def test_another_text_changes_the_dress_of_none(said: list[str], other: str, seed: int) -> None:
    read = list(utterances(["== chatter", *said]))
    without = in_registers(read, REGISTERS, 2, seed)
    beside = in_registers([Utterance(other, "chatter"), *read], REGISTERS, 2, seed)
    assert set(without) <= set(beside)


@given(st.integers(1, 4), st.integers(0, 99))
def test_templates_are_filled_wholly(each: int, seed: int) -> None:
    template = Utterance("{day}{thing}{trouble}", "request", ("a.b",))
    short = Utterance("灯坏了", "request", ("a.b",))
    filled = spoken([template, short], ["路灯"], REGISTERS, each, seed)
    assert [one.text for one in filled] == ["灯坏了", *["今天路灯灯坏了"] * each]


@given(st.lists(lines, max_size=5))
def test_a_reading_that_is_the_truth_is_faultless(truth: list[dict[str, Any]]) -> None:
    score = score_singles(zip(truth, truth, strict=True))
    ratios = (score.request_precision, score.request_recall, score.kind, score.matter, score.building, score.place)
    assert all(ratio.hits == ratio.tries for ratio in ratios)
    assert all(ratio.hits == ratio.tries for ratio in score_streams(list(zip(truth, truth, strict=True))).values())


@given(st.lists(lines, max_size=5), st.lists(lines, max_size=5))
def test_no_figure_leaves_its_bounds(truth: list[dict[str, Any]], read: list[dict[str, Any]]) -> None:
    pairs = list(zip(truth, read, strict=False))
    score = score_singles(pairs)
    for ratio in (score.request_precision, score.request_recall, score.kind, *score_streams(pairs).values()):
        assert 0 <= ratio.hits <= ratio.tries


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=9), st.floats(0.1, 1))
def test_precision_is_a_share(ranked: list[tuple[float, bool]], recall: float) -> None:
    found = precision_at(ranked, recall)
    assert 0 < found <= 1 or not any(true for _, true in ranked)


@given(SAYINGS, SAYINGS)
def test_the_same_spot_is_the_same_both_ways(one: str, other: str) -> None:
    assert overlap(one, one)
    assert overlap(one, other) == overlap(other, one)


@given(NAMES, st.sampled_from(("a.b", "c.d")), st.sampled_from(("", "3")))
def test_a_label_carries_no_door_and_no_name(name: str, matter: str, building: str) -> None:
    class Asked:
        service_class, unit, spot = "P2", "2", "501室门口"

    asked = Asked()
    asked.matter, asked.building = matter, building  # type: ignore[attr-defined]
    (told,) = label([asked])["requests"]  # type: ignore[list-item]
    assert told["room"] == "" and "501" not in told["place"]
    assert label([]) == {"kind": "chatter", "requests": []}
    left = anonymous(name)
    assert not any(part in left for part in ("501", "2503", "806", "李姐", "丽姨", "老王"))
    assert Request(matter, "P2", building).room == ""
