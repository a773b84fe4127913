"""The ports to services outside, and both as any OpenAI-compatible server speaks them."""

import ssl
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiohttp
import certifi
import msgspec

CHAT, SPEECH = "/chat/completions", "/audio/transcriptions"
LONGEST_ANSWER = 1_000_000
UNREADABLE = (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, LookupError, TypeError)


class OutsideTrouble(Exception):
    """The service could not be asked, or says nothing we can read; no key stands in its words."""


class Adviser(Protocol):
    """A model of language: chat messages in, its words out. Raises OutsideTrouble."""

    async def advise(self, messages: list[dict[str, str]]) -> str: ...


class Scribe(Protocol):
    """Speech to text: a voice note in, its words out. Raises OutsideTrouble."""

    async def write_down(self, sound: bytes) -> str: ...


class OpenAI:
    """One model behind `url`, such as http://127.0.0.1:11434/v1; `language` is that of the voice notes.

    Patience is the caller's: nothing here waits for less than an answer.
    """

    def __init__(self, url: str, model: str, key: str = "", language: str = "zh") -> None:
        self._url, self._model, self._language = url, model, language
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._session: aiohttp.ClientSession | None = None

    async def advise(self, messages: list[dict[str, str]]) -> str:
        """The answer to chat messages. No further wishes are sent: each is refused by some server."""
        answer = await self._post(CHAT, json={"model": self._model, "messages": messages})
        try:
            return str(msgspec.json.decode(answer)["choices"][0]["message"]["content"] or "")
        except UNREADABLE as error:
            raise OutsideTrouble(f"an answer of unknown shape: {error}") from None

    async def write_down(self, sound: bytes) -> str:
        """The words of an Ogg Opus voice note."""
        form = aiohttp.FormData()
        form.add_field("file", sound, filename="voice.ogg", content_type="audio/ogg")
        for name, value in (("model", self._model), ("language", self._language), ("response_format", "json")):
            form.add_field(name, value)
        answer = await self._post(SPEECH, data=form)
        try:
            return str(msgspec.json.decode(answer)["text"])
        except UNREADABLE as error:
            raise OutsideTrouble(f"an answer of unknown shape: {error}") from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _post(self, path: str, **what: Any) -> bytes:
        try:
            # A redirect would carry people's words to who knows where.
            async with self._opened().post(address(self._url, path), allow_redirects=False, **what) as answer:
                if answer.status != 200:
                    raise OutsideTrouble(f"HTTP {answer.status}")
                return await _body(answer)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise OutsideTrouble(type(error).__name__) from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=trust(self._url)),
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=None),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


def trust(url: str) -> ssl.SSLContext | bool:
    """The system's certificates and certifi's: some machines come without the first, private servers need them."""
    if not url.startswith("https:"):
        return True
    both = ssl.create_default_context()
    both.load_verify_locations(certifi.where())
    return both


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in answer.content.iter_chunked(65536):
        body += piece
        if len(body) > LONGEST_ANSWER:
            raise OutsideTrouble("an answer without end")
    return bytes(body)


def address(url: str, path: str) -> str:
    """Where to ask: under a server's base address, its /v1, or the whole address if that was given."""
    if url.endswith(path):
        return url
    return url + ("/v1" if urlsplit(url).path in ("", "/") else "") + path
