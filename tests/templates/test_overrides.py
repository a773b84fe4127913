"""A street's own wording: what would keep a message from going out, or says two things with one word, is told."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.faults import said
from templates import Texts
from templates.overrides import BUTTONS, wording_faults

SHANGHAI = ZoneInfo("Asia/Shanghai")


def told(folder: Path, words: str, locale: str = "zh") -> list[str]:
    """What is said of these labels, each with its line."""
    own = folder / "templates" / locale
    own.mkdir(parents=True, exist_ok=True)
    (own / "words.yaml").write_text(words, encoding="utf-8")
    faults = wording_faults(Texts(locale, SHANGHAI, folder))
    return [f"{line}: {said(name, **values).english()}" for _, line, name, values in faults]


@pytest.mark.parametrize("label", ['""', "''", '" "', '"\\u200b"', "", "7", "yes"])
def test_a_label_that_nobody_could_see_is_a_fault(tmp_path: Path, label: str) -> None:
    (fault,) = told(tmp_path, f"arrive: 到了\nclaim: {label}\n")
    assert fault.startswith("2: claim is ") and fault.endswith("allowed: " + said("words").english())


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("claim: 转派\n", "1: claim is '转派', as the button hand_over is"),
        ("arrive: 到了\nclaim: 到了\n", "2: claim is '到了', as the button arrive is"),
        ("confirm: 没解决\n", "1: confirm is '没解决', as the button deny is"),
        ("bc_send: 不发\n", "1: bc_send is '不发', as the button bc_drop is"),
    ],
)
def test_two_buttons_alike_are_a_fault(tmp_path: Path, words: str, fault: str) -> None:
    assert f"{fault}; allowed: a word of its own" in told(tmp_path, words)


@pytest.mark.parametrize(
    "words", ["claim: 我来\nresume: 我来\n", "claim: 接单\n", "P2: ''\n", "arrive: 联系\n", "street: 镇\n"]
)
def test_a_word_of_ones_own_is_none(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, words) == []


def test_buttons_that_change_places_are_none(tmp_path: Path) -> None:
    assert told(tmp_path, "agree: 驳回\nrefuse: 同意\n") == []


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_our_own_labels_are_words(locale: str) -> None:
    words = Texts(locale, SHANGHAI).words
    assert [key for key, label in words.items() if not isinstance(label, str)] == []
    assert [key for key in set().union(*BUTTONS) & words.keys() if not words[key].strip()] == []


def test_english_labels_are_judged_beside_the_english(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, "claim: Hand over\n", "en")
    assert "as the button hand_over is" in fault


def test_a_streets_own_wording_replaces_ours(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "zh"
    folder.mkdir(parents=True)
    (folder / "confirmed.j2").write_text("多谢街坊。", encoding="utf-8")
    (folder / "words.yaml").write_text("claim: 我来\n", encoding="utf-8")
    texts = Texts("zh", SHANGHAI, tmp_path)
    assert texts.render("confirmed") == "多谢街坊。"
    assert texts.render("rated") == "记下了，谢谢您。"
    assert (texts.word("claim"), texts.word("arrive"), texts.word("odd")) == ("我来", "到场", "odd")


def test_words_stay_those_of_the_start_while_files_change(tmp_path: Path) -> None:
    """An upgrade under a running desk: new words may ask for values that the code of before does not give."""
    own = tmp_path / "templates" / "zh"
    own.mkdir(parents=True)
    (own / "photos.j2").write_text("{{ n }}号的照片", encoding="utf-8")
    texts = Texts("zh", SHANGHAI, tmp_path)
    (own / "photos.j2").write_text("{{ what_is_new }}", encoding="utf-8")
    assert texts.render("photos", n=7) == "7号的照片"
