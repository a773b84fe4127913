"""What residents write is read as what it is."""

import pytest

from config.lexicon import load_reader
from rules.parsing import Context, read

READER = load_reader()


def reading(text: str, sender: str = ""):  # type: ignore[no-untyped-def]
    return read(text, Context(sender=sender), READER)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("漏水", "property_repair.leak"),
        ("楼道里咋有股煤气味", "safety_hazard.gas_leak"),
        ("3号楼2单元电梯坏了", "property_repair.elevator_fault"),
    ],
)
def test_a_report_is_a_request(text: str, matter: str) -> None:
    assert reading(text).requests[0].matter == matter


@pytest.mark.parametrize("text", ["鸡蛋团购,10元一斤,要的接龙", "早上好", "收到"])
def test_talk_is_met_with_silence(text: str) -> None:
    assert reading(text).requests == ()


def test_the_nickname_completes_the_place() -> None:
    request = reading("漏水", "5-2-301 李姐").requests[0]
    assert (request.building, request.unit, request.room) == ("5", "2", "301")
