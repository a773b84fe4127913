"""One extension, told to the reporter; a suspension only with approval, a ground, public words and a review."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.delay import GROUNDS, SuspensionPolicy, extension_refusal, suspension_objection
from rules.resolving import ResolvePolicy, Rung
from rules.town import Level

HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
POLICY = ResolvePolicy(10 * HOUR, "duty", (Rung(1, "report_up"),), at_street=20 * HOUR, extension=1.0)
NONE = ResolvePolicy(10 * HOUR, "duty", (Rung(1, "report_up"),))


@pytest.mark.parametrize(
    ("policy", "level", "extended", "more", "reason", "late", "refusal"),
    [
        (POLICY, Level.GRID, 0, 10, "等配件", False, ""),
        (POLICY, Level.GRID, 0, 11, "等配件", False, "too_long"),
        (POLICY, Level.STREET, 0, 20, "等配件", False, ""),
        (POLICY, Level.GRID, 0, 0, "等配件", False, "too_long"),
        (POLICY, Level.GRID, 0, -1, "等配件", False, "too_long"),
        (POLICY, Level.GRID, 1, 1, "等配件", False, "extended_before"),
        (POLICY, Level.GRID, 0, 1, "  ", False, "reason_missing"),
        (POLICY, Level.GRID, 0, 1, "等配件", True, "too_late"),
        (NONE, Level.GRID, 0, 1, "等配件", False, "not_for_this_class"),
    ],
)
def test_an_extension(
    policy: ResolvePolicy, level: Level, extended: int, more: int, reason: str, late: bool, refusal: str
) -> None:
    assert extension_refusal(policy, level, extended * HOUR, more * HOUR, reason, late) == refusal


@pytest.mark.parametrize(
    ("approver", "ground", "wording", "days", "objection"),
    [
        (Level.COMMUNITY, "season", "雨季后施工", 60, ""),
        (Level.STREET, "funds", "等待维修资金", 90, ""),
        (Level.GRID, "season", "雨季后施工", 60, "not_this_level"),
        (Level.DISTRICT, "season", "雨季后施工", 60, "not_this_level"),
        (Level.STREET, "mood", "雨季后施工", 60, "no_ground"),
        (Level.STREET, "season", " ", 60, "wording_missing"),
        (Level.STREET, "season", "雨季后施工", 0, "review_not_ahead"),
        (Level.STREET, "season", "雨季后施工", 91, "review_too_far"),
    ],
)
def test_a_suspension(approver: Level, ground: str, wording: str, days: int, objection: str) -> None:
    review = NOW + timedelta(days=days)
    assert suspension_objection(SuspensionPolicy(), approver, ground, wording, NOW, review) == objection


def test_a_policy_that_leaves_nothing_is_refused() -> None:
    for policy in ({"longest": timedelta(0)}, {"approvers": ()}):
        with pytest.raises(ValueError, match="needs a longest time"):
            SuspensionPolicy(**policy)
    assert GROUNDS == ("season", "funds", "third_party")
