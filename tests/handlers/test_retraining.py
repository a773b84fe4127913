"""`train`: what people corrected teaches the reader, and only what reads better is kept."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.corpus import load_corpus
from config.lexicon import (
    LEARNT,
    WEIGHTS,
    learnt_faults,
    learnt_here,
    load_learnt,
    load_reader,
    load_weights,
    save_weights,
)
from handlers.retraining import SETS, SHARES, School, Told, TooFew, Trial, between, retrain
from models.correction import corrections, mergers
from rules.corpus import Utterance
from rules.model import SUBJECT
from rules.parsing import Context, read
from tests.commands import refusal, run_here
from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

LIFT, LIGHT = "property_repair.elevator_fault", "public_facility.street_light"
# What the street calls its lift; no other reader can know.
NICKNAMED = (
    "蓝胖子又卡住了", "今早蓝胖子停了,没人管", "蓝胖子门关不上", "蓝胖子不动了", "又是蓝胖子,卡在5层", "蓝胖子罢工了",
    "蓝胖子不走了", "蓝胖子又不动了,要爬楼", "今天蓝胖子停了",
)  # fmt: skip
CLIMBING = (
    "上下楼又得爬，累死", "爬得我喘", "又得爬楼了", "爬18楼爬得想哭", "爬楼爬得腿软",
    "天天爬楼啊", "爬上爬下", "今天又爬上来的", "爬了二十层",
)  # fmt: skip


def line(text: str, matter: str = LIFT, place: str = "") -> dict[str, Any]:
    asked = {"matter": matter, "class": "P1", "building": "", "unit": "", "room": "", "place": place}
    return {"id": "c", "sender": "", "text": text, "kind": "request", "requests": [asked]}


def pair(number: int, second: str) -> list[dict[str, Any]]:
    opened = {"matter": LIFT, "class": "P1", "building": "3", "unit": "", "room": "", "place": ""}
    said = {"stream": f"m{number}", "kind": "request"}
    return [
        said | {"t": "08:00:00", "sender": "3号楼1单元 1", "text": "3栋电梯停了"}
        | {"tickets": [{"id": "A", "opens": True, **opened}]},
        said | {"t": "09:40:00", "sender": "5号楼2单元 2", "text": second} | {"tickets": [{"id": "A", "opens": False}]},
    ]  # fmt: skip


def a_little() -> Sequence[Utterance]:
    """Enough to learn from in a second: four hundred of the short ones, hardly others when the corpus grows."""
    short = [said for said in load_corpus() if len(said.text) < 9]
    return sorted(short, key=lambda said: crc32(said.text.encode()))[:400]


QUICK = School(a_little, labelled=(), judges=())
STRICT = School(a_little, labelled=(), judges=(SETS / "singles-a.jsonl",))


def only(trials: Any) -> Trial:
    (trial,) = trials
    assert isinstance(trial, Trial)
    return trial


# what is learnt -----------------------------------------------------------------------------------------------


def test_what_a_message_is_is_learnt_and_read_at_the_next_start(tmp_path: Path) -> None:
    trial = only(retrain(Told([line(text) for text in NICKNAMED]), tmp_path, QUICK))
    assert (trial.what, trial.learnt, trial.held, trial.better) == ("readings", 6, 3, True)
    assert trial.fresh > trial.present
    assert "present 0 right, new" in str(trial)
    assert learnt_here(tmp_path)
    assert not list((tmp_path / "model").glob("new-*"))
    told = read(NICKNAMED[2], Context(), load_reader(tmp_path))
    assert LIFT in told.likely


def test_what_makes_ordinary_talk_worse_is_not_kept(tmp_path: Path) -> None:
    trial = only(retrain(Told([line(text) for text in NICKNAMED]), tmp_path, STRICT))
    assert trial.fresh_talk < trial.talk
    assert not trial.better
    assert "the present one stays" in str(trial)
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_right_already_is_not_kept(tmp_path: Path) -> None:
    told = [line(text) for text in ("电梯坏了", "电梯又停了", "3栋电梯坏了")]
    trial = only(retrain(Told(told), tmp_path, QUICK))
    assert (trial.present, trial.better) == (1, False)
    assert not learnt_here(tmp_path)


def test_names_of_places_are_learnt(tmp_path: Path) -> None:
    told = [line("鸳鸯亭的路灯不亮了", LIGHT, "鸳鸯亭") for _ in range(3)]
    places = [trial for trial in retrain(Told(told), tmp_path, QUICK) if trial.what == "places"]
    assert [(trial.present, trial.fresh, trial.better) for trial in places] == [(0, 1, True)]
    assert load_learnt(tmp_path)["spots"] == ["鸳鸯亭"]
    (request,) = read("鸳鸯亭的路灯不亮了", Context(), load_reader(tmp_path)).requests[:1]
    assert request.place == "鸳鸯亭"


def test_what_workers_put_together_is_learnt_beside_known_days(tmp_path: Path) -> None:
    pairs = [pair(number, second) for number, second in enumerate(CLIMBING)]
    trial = only(retrain(Told((), (), pairs), tmp_path, School(a_little)))
    assert (trial.what, trial.learnt, trial.held) == ("joins", 6, 3)
    assert trial.better
    assert load_reader(tmp_path).lexicon.clues != load_reader().lexicon.clues


@pytest.mark.parametrize(
    ("fresh", "talk", "better"), [(2, 0.776, True), (2, 0.762, True), (2, 0.76, False), (1, 0.8, False)]
)
def test_more_joined_right_is_kept_where_days_are_hardly_worse(fresh: int, talk: float, better: bool) -> None:
    trial = Trial("joins", 6, 3, present=1, fresh=fresh, talk=0.776, fresh_talk=talk)
    assert trial.better is better


def test_the_second_time_what_was_learnt_is_the_present(tmp_path: Path) -> None:
    told = Told([line(text) for text in NICKNAMED])
    first = only(retrain(told, tmp_path, QUICK))
    second = only(retrain(told, tmp_path, QUICK))
    assert (second.present, second.better) == (first.fresh, False)


def test_a_matter_that_is_no_more_is_passed_by(tmp_path: Path) -> None:
    with pytest.raises(TooFew, match="No corrections yet"):
        retrain(Told([line("蓝胖子", "no.such")]), tmp_path, QUICK)


@pytest.mark.parametrize("lines", [1, 2])
def test_too_few_are_said_to_be(tmp_path: Path, lines: int) -> None:
    with pytest.raises(TooFew, match=f"{lines} corrected readings and 0 merged tickets are too few"):
        retrain(Told([line("蓝胖子")] * lines), tmp_path, QUICK)


# what is kept for it ------------------------------------------------------------------------------------------


@on_both
def test_every_kind_of_correction_is_there_to_be_learnt_from(story: Story) -> None:
    for person, words in (
        (story.wang, "3号楼2单元501漏水了"),
        (story.li, "3号楼2单元楼道灯坏了"),
        (story.zhao, "1号楼停电了"),
    ):
        person.says(words)
    story.xiaoyan.says("改类别 1 漏水赔偿", WORKERS)
    story.xiaoyan.says("拆单 2 楼道有垃圾", WORKERS)
    story.xiaoyan.says("误会 3", WORKERS)
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.says("地点 5 3号楼门厅", WORKERS)
    with story.database.transaction() as session:
        told = corrections(session, by_people=True)
        assert corrections(session, by_people=False) == []
    assert [(each["kind"], len(each["requests"])) for each in told] == [
        ("request", 1), ("request", 2), ("chatter", 0), ("request", 1)
    ]  # fmt: skip
    assert told[0]["requests"][0]["matter"] == "dispute.leak_dispute"
    assert told[3]["requests"][0]["place"] == "门厅"


@on_both
def test_a_merger_is_a_day_of_two_messages_without_anybodys_name_or_door(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.forward(minutes=40)
    story.li.says("3-2-1203的，楼道灯坏了，电话13800138000")
    story.xiaoyan.says("并案 2 1", WORKERS)
    with story.database.transaction() as session:
        ((first, second),) = mergers(session)
    assert (first["text"], first["t"], first["tickets"][0]["matter"]) == ("3号楼2单元电梯坏了", "08:00:00", LIFT)
    assert (second["t"], second["tickets"]) == ("08:40:00", [{"id": "A", "opens": False}])
    assert first["sender"] != second["sender"]
    assert not any(told in str((first, second)) for told in ("1203", "13800138000", "王阿姨", "小李"))


def test_what_the_reporter_has_had_erased_is_not_learnt_from(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.wang.starts()
    story.li.says("3号楼2单元楼道灯坏了")
    story.xiaoyan.says("并案 2 1", WORKERS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.wang.presses("解决了")
    story.wang.commands("/erase")
    with story.database.transaction() as session:
        assert mergers(session) == []


# the command --------------------------------------------------------------------------------------------------


def test_without_a_folder_there_is_nowhere_to_keep_it(sqlite_url: str) -> None:
    assert "DESK_POLICY_DIR is not set" in refusal(run_here("train", database_url=sqlite_url))


def test_without_corrections_there_is_nothing_to_learn(database_url: str, tmp_path: Path) -> None:
    assert refusal(run_here("train", database_url=database_url, policy_dir=tmp_path)).startswith("No corrections yet")
    assert not learnt_here(tmp_path)


def test_without_a_database_it_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert "There is no database" in refusal(run_here("train", database_url=url, policy_dir=tmp_path))


def test_what_was_learnt_and_cannot_be_read_is_one_line_at_the_start(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / WEIGHTS).write_bytes(b"no weights")
    (tmp_path / LEARNT).write_text("{", encoding="utf-8")
    assert [Path(fault.file).name for fault in learnt_faults(tmp_path)] == ["reader.npz", "learnt.json"]
    told = refusal(run_here("train", database_url=sqlite_url, policy_dir=tmp_path), lines=2)
    assert "delete it, and ours is taken" in told


def test_weights_of_an_earlier_version_are_one_line_at_the_start(tmp_path: Path) -> None:
    sheet = load_weights()
    heads = tuple(head for head in sheet.heads if not head.startswith(SUBJECT))
    out, bias = sheet.out[:, : len(heads)], sheet.out_bias[: len(heads)]
    save_weights(replace(sheet, heads=heads, out=out, out_bias=bias), tmp_path / WEIGHTS)
    (fault,) = learnt_faults(tmp_path)
    assert "an earlier version made it" in fault.text


def test_what_a_story_taught_is_read_by_the_command(story: Story, tmp_path: Path) -> None:
    """The whole way but for the minutes of learning everything: too few, and said so from the database's own count."""
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.says("改类别 1 渗漏水", WORKERS)
    url = str(story.database.url)
    assert "1 corrected readings" in refusal(run_here("train", database_url=url, policy_dir=tmp_path))
    assert story.standing(RESIDENTS)


def test_the_files_of_the_repository_part_into_lessons_and_judges() -> None:
    school = School()
    assert school.labelled and school.judges
    assert not set(school.labelled) & set(school.judges)
    assert json.loads(school.judges[0].read_text(encoding="utf-8").splitlines()[0])


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(-3, 3)),
    st.dictionaries(st.sampled_from("abcd"), st.floats(-3, 3)),
    st.sampled_from(SHARES),
)
def test_a_part_of_what_was_learnt_lies_between_what_is_and_all_of_it(
    present: dict[str, float], learnt: dict[str, float], share: float
) -> None:
    gone = between(present, learnt, share)
    for name in present.keys() | learnt.keys():
        ends = sorted((present.get(name, 0.0), learnt.get(name, 0.0)))
        assert ends[0] - 0.005 <= round(gone[name], 6) <= ends[1] + 0.005
    assert between(present, learnt, 1.0) == {name: round(learnt.get(name, 0.0), 2) for name in gone}
