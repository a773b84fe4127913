"""`read --jsonl`, `evaluate` and `train` on small files."""

import io
import json
from pathlib import Path

import pytest

from config.lexicon import load_reader, load_weights, save_weights
from handlers.reading import evaluate, read_jsonl

READER = load_reader()
SET_A = Path(__file__).parent.parent / "messages"


def read_lines(*lines: dict[str, str]) -> list[dict[str, object]]:
    sink = io.BytesIO()
    read_jsonl([json.dumps(line).encode() for line in lines], sink, READER)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_a_line_in_is_a_line_out_in_order() -> None:
    lines = [
        {"id": str(number), "sender": "", "text": text} for number, text in enumerate(("漏水", "早上好", "停电了"))
    ]
    told = read_lines(*lines)
    assert [line["id"] for line in told] == ["0", "1", "2"]
    assert [line["kind"] for line in told] == ["request", "chatter", "request"]
    assert set(told[0]) == {"id", "kind", "requests", "confidence", "why"}


def test_together_and_alone_read_the_same() -> None:
    lines = [json.loads(line) for line in (SET_A / "singles-a.jsonl").read_text(encoding="utf-8").splitlines()[:60]]
    asked = [{"id": line["id"], "sender": line["sender"], "text": line["text"]} for line in lines]
    assert read_lines(*asked) == [read_lines(line)[0] for line in asked]


def test_a_stream_tells_its_tickets() -> None:
    first, second = read_lines(
        {"stream": "s", "t": "08:00:00", "sender": "3-2-501 李姐", "text": "3栋停电了"},
        {"stream": "s", "t": "08:01:00", "sender": "3-1-201 老王", "text": "我家也没电"},
    )
    assert first["tickets"][0]["opens"] and first["tickets"][0]["matter"] == "utility.power_outage"  # type: ignore[index]
    assert second["tickets"] == [{"id": first["tickets"][0]["id"], "opens": False}]  # type: ignore[index]


def test_a_broken_line_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_jsonl([b'{"text": "a"}', b"{"], io.BytesIO(), READER)


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ('{"sender": "a", "text": "电梯坏了"}', "it has no kind"),
        ('{"sender": "a", "kind": "request", "requests": []}', "it has no text"),
        ('{"text": "电梯坏了", "kind": "request"}', "it has no requests (of a stream: no tickets)"),
        ('{"text": "电梯坏了", "kind": "request", "requests": [{"matter": "x.y"}]}', "a request has no class"),
        (
            '{"stream": "s", "t": "8:00", "text": "", "kind": "request", "tickets": [{}]}',
            "a ticket has no id or opens",
        ),
        ("[1]", "not an object of JSON"),
        ("{", "this is no JSON: Expecting property name enclosed in double quotes"),
    ],
)
def test_a_line_without_its_label_is_named(line: str, lacking: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(f'{{"text": "早", "kind": "chatter", "requests": []}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"a labelled line|JSON|Expecting") as raised:
        evaluate([file], READER)
    assert str(raised.value).startswith(f"{file}:3: {lacking}")


def test_the_figures_hold() -> None:
    """A floor that guards against breakage only: this set is learnt from. docs/reading.md has the honest figures."""
    table = evaluate([SET_A / "singles-a.jsonl", SET_A / "streams-a.jsonl"], READER)
    figures = {line[2:36].strip(): line[36:].split()[0] for line in table.splitlines()[1:18]}
    assert float(figures["request F1"]) > 0.95
    assert float(figures["P0 recall"]) > 0.97
    assert float(figures["matter (79), top 1"]) > 0.85


def test_weights_are_the_same_after_a_round_trip(tmp_path: Path) -> None:
    sheet = load_weights()
    save_weights(sheet, tmp_path / "model" / "reader.npz")
    save_weights(load_weights(tmp_path), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == (tmp_path / "model" / "reader.npz").read_bytes()
