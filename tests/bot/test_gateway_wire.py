"""The decoder of Telegram's updates, on captured shapes and on anything else that may come."""

import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.gateways.telegram_wire import GROUP_ANONYMOUS_BOT, lane_of, read, split
from rules.messages import ChatKind, Incoming, Kind, Media, MediaKind, Sender, SenderKind

UPDATES = Path(__file__).parent / "fixtures" / "updates"
BOT, USERNAME, UPDATE_ID = 7100000001, "GridDesk_bot", 848201700
GROUP, BASIC, FORUM, CHANNEL, MIGRATED = -1001234567890, -4012345678, -1009876543210, -1001555666777, -1002223334445
SENT = datetime(2025, 11, 21, 16, 0, tzinfo=UTC)
EDITED = datetime(2025, 11, 21, 16, 1, 30, tzinfo=UTC)

WANG = Sender(5012345678, "王 秀兰", "wxl88")
LI = Sender(6123456789, "李建国")
DESK = Sender(BOT, "小格", USERNAME, SenderKind.BOT)
NOTICES = Sender(CHANNEL, "达濠社区通知", "dahao_notice", SenderKind.CHANNEL)

SAID = Incoming(
    Kind.MESSAGE, BOT, UPDATE_ID, chat=GROUP, chat_title="第一网格居民群", message=5121, sender=WANG, sent_at=SENT
)
IGNORED = Incoming(Kind.IGNORED, BOT, UPDATE_ID)
SERVICE = replace(SAID, kind=Kind.SERVICE)
PRIVATE = replace(SAID, chat=WANG.id, chat_kind=ChatKind.PRIVATE, chat_title="王 秀兰")
IN_TOPIC = replace(SAID, chat=FORUM, chat_title="幸福里小区", topic=310)
PRESSED = replace(
    SAID,
    kind=Kind.BUTTON,
    sent_at=None,
    callback_id="2152801234567890",
    data="1|join|128|",
    carried_at=SENT - timedelta(minutes=1),
)
MOVED = replace(
    SAID, kind=Kind.MIGRATED, chat=BASIC, chat_title="3号楼邻居", migrated_to=MIGRATED, text="", message=5121
)
STANDING = replace(SAID, kind=Kind.BOT_MEMBERSHIP, message=0, sender=LI)
LARGEST = Media(MediaKind.PHOTO, "AgACAgUAAxkBAAIUAWkg-y000003", "AQAD000003", size=141830)


def media(kind: MediaKind, file_id: str = "", unique_id: str = "", **more: Any) -> tuple[Media, ...]:
    return (Media(kind, file_id, unique_id, **more),)


EXPECTED: dict[str, Incoming] = {
    "plain": replace(SAID, text="3号楼2单元的电梯又停了，老人下不来，麻烦看看"),
    "private": replace(PRIVATE, text="我家水管爆了"),
    "basic_group": replace(SAID, chat=BASIC, chat_title="3号楼邻居", text="谁家的狗没拴"),
    "edited": replace(SAID, kind=Kind.EDITED, sent_at=EDITED, text="5号楼2单元的电梯又停了"),
    "command": replace(SAID, text="/Report 路灯不亮\n在东门", command="report", arguments="路灯不亮\n在东门"),
    "command_ours": replace(
        SAID, text="/report@griddesk_bot 路灯不亮", command="report", arguments="路灯不亮", mentions_bot=True
    ),
    "command_other_bot": replace(SAID, text="/report@weather_bot 路灯不亮"),
    "command_later": replace(SAID, text="🔥 /report 着火了"),
    "command_caption": replace(SAID, text="/report 门口堵了", command="report", arguments="门口堵了", media=(LARGEST,)),
    "start_deep_link": replace(PRIVATE, text="/start t128_k9", command="start", arguments="t128_k9"),
    "slash_without_entity": replace(SAID, text="/接单 128"),
    "mention": replace(SAID, text="👷‍♂️ @GridDesk_Bot 帮忙看看", mentions_bot=True),
    "mention_in_chinese": replace(SAID, text="请@GridDesk_bot看看", mentions_bot=True),
    "mention_longer_name": replace(SAID, text="@GridDesk_bot2 你好"),
    "text_mention": replace(SAID, text="小格 在吗", mentions_bot=True),
    "text_mention_neighbour": replace(SAID, text="建国 在吗"),
    "photo": replace(SAID, text="楼道里堆满了纸箱", media=(LARGEST,)),
    "photo_album": replace(SAID, media=(LARGEST,), album="14087654321098765"),
    "live_photo": replace(SAID, media=(LARGEST,)),
    "voice": replace(SAID, media=media(MediaKind.VOICE, "AwACAgUAAxkBAAIUBWkg", "AgADkRIAAo", seconds=7, size=28551)),
    "audio": replace(
        SAID,
        text="听听这声音",
        media=media(MediaKind.AUDIO, "CQACAgUAAxkBAAIU", "AgADlBIAAo", seconds=203, size=3254211, name="noise.mp3"),
    ),
    "video": replace(
        SAID,
        media=media(MediaKind.VIDEO, "BAACAgUAAxkBAAIU", "AgADlRIAAo", seconds=12, size=2841021, name="IMG_2231.MP4"),
    ),
    "video_note": replace(SAID, media=media(MediaKind.VIDEO, "DQACAgUAAxkBAAIU", "AgADlhIAAo", seconds=5, size=501222)),
    "animation": replace(
        SAID, media=media(MediaKind.VIDEO, "CgACAgUAAxkBAAIU", "AgADlxIAAo", seconds=2, size=88210, name="cat.mp4")
    ),
    "document": replace(
        SAID,
        text="附件",
        media=media(MediaKind.DOCUMENT, "BQACAgUAAxkBAAIU", "AgADmBIAAo", size=182731, name="业委会通知.pdf"),
    ),
    "sticker": replace(SAID, media=media(MediaKind.STICKER, "CAACAgUAAxkBAAIU", "AgADmRIAAo", size=16142, name="👍")),
    "location": replace(SAID, media=media(MediaKind.LOCATION, latitude=23.286415, longitude=116.728103)),
    "venue": replace(
        SAID,
        media=media(MediaKind.LOCATION, name="阳光花园东门 光明路12号", latitude=23.2861, longitude=116.7279),
    ),
    "contact_own": replace(PRIVATE, text="+8613812345678"),
    "contact_of_other_private": replace(PRIVATE, media=media(MediaKind.CONTACT, name="王")),
    "contact_own_in_group": replace(SAID, media=media(MediaKind.CONTACT, name="物业 老张")),
    "contact": replace(SAID, media=media(MediaKind.CONTACT, name="物业 老张")),
    "poll": replace(SAID, media=media(MediaKind.POLL, name="周六集中清理楼道，方便吗？")),
    "dice": replace(SAID, media=media(MediaKind.OTHER)),
    "rich_message": replace(SAID, text="下午停水"),
    "rich_blocks": replace(SAID, text="求助\n3号楼着火了\n快来人\n还有\n5楼有人"),
    "checklist": replace(SAID, text="3号楼要修的\n2单元电梯坏了\n门厅灯不亮"),
    "tagged": replace(SAID, text="电梯坏了", sender=replace(WANG, name="3-2-501 王 秀兰")),
    "unseen_signs": replace(SAID, text="3号楼着火了！\n水管也爆了", sender=replace(WANG, name="3-2-501 王 秀兰")),
    "forward_user": replace(SAID, text="明天停电通知"),
    "forward_hidden_user": replace(SAID, text="转一个"),
    "forward_channel": replace(SAID, text="【通知】明日停水"),
    "forward_ours": replace(SAID, text="编号128　电梯停运　3号楼2单元", own=True),
    "forward_unknown_origin": replace(SAID, text="转自新东西"),
    "reply_to_bot": replace(SAID, text="还没修好", reply_to=5100, reply_to_bot=True, reply_text="编号128 已收到"),
    "reply_to_neighbour": replace(
        SAID,
        text="我家也是",
        reply_to=5101,
        reply_text="看这里",
        reply_media=(Media(MediaKind.PHOTO, "AgACAgUAAxkBAAIUAWkg-y000003", "AQAD000003", size=141830),),
    ),
    "reply_elsewhere": replace(SAID, text="这个说的是我们吗"),
    "topic": replace(IN_TOPIC, text="水管漏水"),
    "topic_reply": replace(IN_TOPIC, text="还在漏", reply_to=333, reply_to_bot=True, reply_text="编号129"),
    "reply_thread_not_topic": replace(SAID, text="是的", reply_to=5101, reply_text="停水了？"),
    "anonymous_admin": replace(
        SAID,
        text="大家注意防火",
        sender=Sender(GROUP_ANONYMOUS_BOT, "网格长", kind=SenderKind.ANONYMOUS_ADMIN),
    ),
    "anonymous_admin_untitled": replace(
        SAID,
        text="大家注意防火",
        sender=Sender(GROUP_ANONYMOUS_BOT, "第一网格居民群", kind=SenderKind.ANONYMOUS_ADMIN),
    ),
    "channel_identity": replace(SAID, text="以频道身份说话", sender=NOTICES),
    "automatic_forward": replace(SAID, text="【通知】今晚停水", sender=NOTICES, linked=True),
    "other_bot": replace(SAID, text="今日多云", sender=Sender(7200000002, "天气", "weather_bot", SenderKind.BOT)),
    "migrate_to": MOVED,
    "migrate_from": replace(MOVED, sender=Sender(GROUP_ANONYMOUS_BOT, "3号楼邻居", kind=SenderKind.ANONYMOUS_ADMIN)),
    "service_new_members": SERVICE,
    "service_left_member": SERVICE,
    "service_pinned": SERVICE,
    "service_topic_created": replace(IN_TOPIC, kind=Kind.SERVICE),
    "service_unknown": SERVICE,
    "press": replace(PRESSED, callback_id="21528012345678901"),
    "press_in_topic": replace(PRESSED, callback_id="21528012345678902", chat=FORUM, chat_title="幸福里小区", topic=310),
    "press_inaccessible": replace(PRESSED, callback_id="21528012345678903", carried_at=None),
    "press_game": replace(PRESSED, callback_id="21528012345678904", data=""),
    "press_inline": IGNORED,
    "bot_added": replace(STANDING, status="member"),
    "bot_promoted": replace(STANDING, status="admin"),
    "bot_kicked": replace(STANDING, status="kicked"),
    "bot_blocked": replace(
        STANDING,
        chat=WANG.id,
        chat_kind=ChatKind.PRIVATE,
        chat_title="王 秀兰",
        sender=WANG,
        status="kicked",
    ),
    "bot_in_channel": replace(
        STANDING,
        chat=CHANNEL,
        chat_kind=ChatKind.CHANNEL,
        chat_title="达濠社区通知",
        status="admin",
    ),
    "no_sender": replace(SAID, text="没有作者", sender=None),
    "nulls": replace(SAID, text="空值"),
    "unreadable_parts": replace(SAID, text="照样读得到"),
    "unreadable_photo": replace(SAID, text="照片变了样", media=media(MediaKind.PHOTO)),
    "reaction": IGNORED,
    "channel_post": IGNORED,
    "unknown_kind": IGNORED,
    "chat_of_wrong_type": IGNORED,
    "date_of_wrong_type": IGNORED,
}
OTHER_LANES = {"migrate_from": MIGRATED, "date_of_wrong_type": GROUP}


def body_of(name: str) -> bytes:
    return (UPDATES / f"{name}.json").read_bytes()


def test_every_fixture_is_expected() -> None:
    assert {path.stem for path in UPDATES.glob("*.json")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_reads(name: str) -> None:
    assert read(BOT, USERNAME, body_of(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_lane_is_the_chat(name: str) -> None:
    assert lane_of(body_of(name)) == (UPDATE_ID, OTHER_LANES.get(name, EXPECTED[name].chat))


def test_a_command_for_us_is_found_whatever_the_case_of_our_name() -> None:
    assert read(BOT, "griddesk_BOT", body_of("command_ours")).command == "report"
    assert read(BOT, "somebody_else_bot", body_of("command_ours")).command == ""


def test_half_a_surrogate_pair_costs_that_sign_and_nothing_else() -> None:
    body = body_of("plain").replace("3号楼".encode(), rb"\ud83d3\u53f7\u697c").replace("王".encode(), rb"\udc00\u738b")
    assert replace(read(BOT, USERNAME, body), text="") == replace(
        EXPECTED["plain"], text="", sender=replace(WANG, name="?王 秀兰")
    )
    assert read(BOT, USERNAME, body).text == "?" + EXPECTED["plain"].text
    assert lane_of(body) == (UPDATE_ID, GROUP)


def test_a_nul_is_kept_nowhere() -> None:
    body = body_of("photo").replace(b"AgAC", rb"Ag\u0000AC").replace("王".encode(), "王".encode() + rb"\u0000")
    assert read(BOT, USERNAME, body) == EXPECTED["photo"]
    told = body_of("plain").replace("3号楼".encode(), rb"\\u0000 \\\u0000")
    assert read(BOT, USERNAME, told).text.startswith("\\u0000 \\2单元")


def test_words_in_blocks_are_no_longer_than_any_others_however_deep() -> None:
    shape = json.loads(body_of("rich_blocks"))
    shape["message"]["rich_message"] = {"blocks": [{"type": "paragraph", "text": "火情" * 9000 + "x"}]}
    assert len(read(BOT, USERNAME, json.dumps(shape).encode()).text) <= 4096
    deep = json.dumps(shape).replace(json.dumps("火情" * 9000 + "x"), "[" * 900 + '"火"' + "]" * 900)
    check_tolerant(deep.encode())


@pytest.mark.parametrize("date", [-1, 2**40, 2**70, 1e30, True])
def test_an_impossible_date_is_ignored(date: float) -> None:
    update = json.loads(body_of("plain"))
    update["message"]["date"] = date
    assert read(BOT, USERNAME, json.dumps(update).encode()) == IGNORED


def test_split_refuses_what_is_no_update() -> None:
    assert split(body_of("plain")).lane == GROUP
    for body in (b"", b"[]", b"{}", b"<html>", b'{"update_id":"x"}', b'{"text":"\\"update_id\\": 5"}'):
        with pytest.raises(ValueError, match="update_id"):
            split(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SHAPES = [json.loads(body_of(name)) for name in sorted(EXPECTED)]


def paths(shape: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = shape.items() if isinstance(shape, dict) else enumerate(shape) if isinstance(shape, list) else ()
    return [here] * bool(here) + [path for key, value in items for path in paths(value, (*here, key))]


@st.composite
def damaged_updates(draw: st.DrawFn) -> dict[str, Any]:
    """A captured update in which some values were replaced by anything or taken out."""
    shape: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(SHAPES))))
    for _ in range(draw(st.integers(1, 3))):
        *road, last = draw(st.sampled_from(paths(shape) or [("update_id",)]))
        holder: Any = shape
        for step in road:
            holder = holder[step]
        if isinstance(holder, dict) and draw(st.booleans()):
            holder.pop(last, None)
        else:
            holder[last] = draw(JSON)
    return shape


def check_tolerant(body: bytes) -> Incoming:
    update_id, lane = lane_of(body)
    incoming = read(BOT, USERNAME, body)
    assert isinstance(incoming, Incoming)
    assert all(hasattr(incoming, field.name) for field in fields(Incoming))
    assert abs(update_id) < 2**63 > abs(lane)
    assert incoming.kind is Kind.IGNORED or incoming.update_id == update_id
    return incoming


@settings(max_examples=300, deadline=None)
@given(damaged_updates())
def test_damage_never_raises(shape: dict[str, Any]) -> None:
    body = json.dumps(shape).encode()
    update_id = shape.get("update_id")
    incoming = check_tolerant(body)
    if type(update_id) is int and 0 <= update_id < 10**18:
        assert incoming.update_id == update_id


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_never_raises(value: Any) -> None:
    check_tolerant(json.dumps(value).encode())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_any_bytes_never_raise(noise: bytes, at: int) -> None:
    body = body_of("plain")
    check_tolerant(body[:at] + noise + body[at:])
    check_tolerant(noise)


@settings(max_examples=100, deadline=None)
@given(st.integers(1001, 100_000))
def test_deep_nesting_never_raises(depth: int) -> None:
    check_tolerant(b'{"update_id":5,"x":' + b"[" * depth + b"]" * depth + b"}")


@settings(max_examples=200, deadline=None)
@example("", "\x000", False)
@given(st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_mentions_are_whole_names_anywhere(before: str, after: str, upper: bool) -> None:
    name = USERNAME.upper() if upper else USERNAME
    text = f"{before}@{name}{after}"
    message = {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group"}, "text": text}
    incoming = read(BOT, USERNAME, json.dumps({"update_id": 1, "message": message}).encode())
    # No NUL is read: a zero behind one touches.
    before, after = before.replace("\0", ""), after.replace("\0", "")
    touching = re.search(r"[A-Za-z0-9_]\Z", before) or re.match(r"[A-Za-z0-9_]", after)
    if not touching:
        assert incoming.mentions_bot
    elif USERNAME.lower() not in (before + after).lower():
        assert not incoming.mentions_bot
