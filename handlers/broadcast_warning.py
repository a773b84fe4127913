"""What the author of a notice should know before it is sent: who is recognised in it, what was left out, how loud."""

from typing import Any

from handlers.broadcast_making import PARTED, by_night, clean, is_red
from handlers.desk import Desk
from models import ping
from models.broadcast import Broadcast
from rules.audience import Targets
from rules.broadcast import Leaving, short_notice
from rules.broadcast_said import calls_everybody, without_calls
from rules.redaction import mask_identity, named


def warnings(desk: Desk, notice: Broadcast, aimed: Targets, found: Leaving, undated: str) -> dict[str, Any]:
    """For the preview; `undated` is its text as it was before days were told by their dates."""
    lead = short_notice(desk.policies.broadcast, notice.kind, found.at, notice.starts_at)
    said = (notice.words, *(str(value) for key, value in notice.fields.items() if key not in PARTED))
    return {
        "hushed": _hushed(desk, notice, aimed, found),
        "everybody": any(map(calls_everybody, said)),
        "lead": int(lead.total_seconds() // 3600) if lead else 0,
        "doors": any(clean(words) != mask_identity(without_calls(words)) for words in said),
        "dated": notice.text != undated,
        "by_night": by_night(desk, notice),
    }


def recognised(desk: Desk, text: str, aimed: Targets) -> list[str]:
    """The residents and mobile numbers that the readers of a group would see; the duty telephone may be rung."""
    return [words for words in named(text) if words != desk.policies.safety.duty_telephone] if aimed.public else []


def _hushed(desk: Desk, notice: Broadcast, aimed: Targets, found: Leaving) -> int:
    """How many groups have been rung so often that day that it arrives there without a sound."""
    chats, most = [post.chat for post, _ in aimed.posts], desk.policies.ladder.budget.group_pings
    return 0 if is_red(notice) else ping.full(desk.session, chats, desk.res.texts.local(found.at).date(), most)
