"""Services outside over HTTP: what is sent to them, and every way they can fail."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.outside import LONGEST_ANSWER, OpenAI, OutsideTrouble, address
from tests.bot.outside import FakeService, service

ASK = [{"role": "user", "content": "墙有点怪"}]


@pytest.fixture
async def fake() -> AsyncIterator[FakeService]:
    async with service() as fake:
        yield fake


@pytest.fixture
async def ours(fake: FakeService) -> AsyncIterator[OpenAI]:
    ours = OpenAI(fake.url, "little", "sk-secret")
    yield ours
    await ours.close()


async def test_chat_messages_go_as_they_are_and_nothing_else(fake: FakeService, ours: OpenAI) -> None:
    fake.usually = "好"
    assert await ours.advise(ASK) == "好"
    assert fake.asked == [{"model": "little", "messages": ASK}]
    assert fake.keys == ["Bearer sk-secret"]


async def test_a_voice_note_goes_as_a_file(fake: FakeService, ours: OpenAI) -> None:
    fake.heard = "电梯坏了"
    assert await ours.write_down(b"OggS") == "电梯坏了"
    assert fake.asked == [{"file": b"OggS", "model": "little", "language": "zh", "response_format": "json"}]


async def test_without_a_key_none_is_sent(fake: FakeService) -> None:
    ours = OpenAI(fake.url, "little")
    await ours.advise(ASK)
    await ours.close()
    assert fake.keys == [""]


@pytest.mark.parametrize(
    "answer",
    [
        500,
        401,
        429,
        302,
        b"<html>",
        b"\xff\xfe",
        b"{}",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b"x" * (LONGEST_ANSWER + 1),
    ],
    ids=lambda answer: str(answer)[:30],
)
@pytest.mark.parametrize("way", ["advise", "write_down"])
async def test_whatever_is_no_answer_is_trouble_without_a_key_in_it(
    fake: FakeService, ours: OpenAI, answer: Any, way: str
) -> None:
    fake.will.append(answer)
    with pytest.raises(OutsideTrouble) as trouble:
        await (ours.advise(ASK) if way == "advise" else ours.write_down(b"OggS"))
    assert "sk-secret" not in str(trouble.value)
    assert len(fake.asked) == 1


async def test_a_server_that_is_down_is_trouble() -> None:
    ours = OpenAI("http://127.0.0.1:9/v1", "little", "sk-secret")
    with pytest.raises(OutsideTrouble):
        await ours.advise(ASK)
    await ours.close()


async def test_patience_is_the_callers(fake: FakeService, ours: OpenAI) -> None:
    fake.will.append("slow")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await ours.advise(ASK)
    fake.usually = "好"
    assert await ours.advise(ASK) == "好"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://h:1", "http://h:1/v1/chat/completions"),
        ("http://h/v1", "http://h/v1/chat/completions"),
        ("https://h/api/v3", "https://h/api/v3/chat/completions"),
        ("https://h/v1/chat/completions", "https://h/v1/chat/completions"),
    ],
)
def test_an_address_may_be_given_in_each_usual_way(given: str, asked: str) -> None:
    assert address(given, "/chat/completions") == asked
