"""A headless Chromium driven over its DevTools protocol, so that the chat page is tested in a real browser."""

import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
import pytest

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--hide-scrollbars",
    "--lang=zh-CN",
    "--remote-debugging-port=0",
)
START_SECONDS = 40.0
WAIT_SECONDS = 15.0
KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowUp": 38, "ArrowDown": 40}
SHIFT = 8


class PageError(AssertionError):
    """The page threw, or what a test waited for did not come."""


def chromium() -> str:
    """Where Chromium is; without it the test is skipped, on CI it fails."""
    path = shutil.which("chromium")
    if path:
        return path
    reason = "NO CHROMIUM: the chat page was NOT tested. Install Debian's `chromium` to test it."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class Page:
    """One tab. Coordinates are CSS pixels, selectors are CSS, scripts are JavaScript expressions."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.errors: list[str] = []
        self._socket = socket
        self._ids = itertools.count(1)
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}

    async def listen(self) -> None:
        """Reads the tab's answers and notes what it complains about, until the tab closes."""
        async for packet in self._socket:
            self._hear(json.loads(packet.data))

    def _hear(self, said: dict[str, Any]) -> None:
        if reply := self._replies.pop(said.get("id", 0), None):
            if not reply.done():
                reply.set_result(said)
        elif said.get("method") == "Runtime.exceptionThrown":
            details = said["params"]["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif said.get("method") == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
            entry = said["params"]["entry"]
            self.errors.append(f"{entry['text']} {entry.get('url', '')}")

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Calls a method of the protocol; a refusal raises PageError."""
        number = next(self._ids)
        reply = self._replies[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        said = await asyncio.wait_for(reply, WAIT_SECONDS + 5)
        if "error" in said:
            raise PageError(f"{method}: {said['error']['message']}")
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, url: str) -> None:
        await self.send("Page.navigate", url=url)
        await self.until("document.readyState === 'complete'")

    async def evaluate(self, script: str) -> Any:
        """The value of an expression, awaited if it is a promise."""
        said = await self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise PageError(f"{script}: {said['exceptionDetails'].get('exception', {}).get('description')}")
        return said["result"].get("value")

    async def until(self, script: str, seconds: float = WAIT_SECONDS) -> Any:
        """Waits until an expression is truthy and returns its value."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not (value := await self.evaluate(TRUTH % script)):
            if asyncio.get_running_loop().time() > deadline:
                raise PageError(f"never came true: {script}; the page said {self.errors}")
            await asyncio.sleep(0.03)
        return value

    async def click(self, selector: str, containing: str = "") -> None:
        """Clicks the middle of the last visible element that matches and contains the text, with a real pointer.

        Waits until it stands still. What lies above the element gets the click, as it would under a finger.
        """
        x, y = await self.until(SPOT % (json.dumps(containing), json.dumps(selector)))
        for kind in ("mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def type(self, text: str) -> None:
        """Types into what has the focus, as an input method does."""
        await self.send("Input.insertText", text=text)

    async def key(self, name: str, shift: bool = False) -> None:
        about: dict[str, Any] = {"key": name, "code": name, "windowsVirtualKeyCode": KEYS[name]}
        text = {"text": "\r"} if name == "Enter" else {}
        modifiers = SHIFT if shift else 0
        await self.send("Input.dispatchKeyEvent", type="keyDown", modifiers=modifiers, **about, **text)
        await self.send("Input.dispatchKeyEvent", type="keyUp", modifiers=modifiers, **about)

    async def upload(self, selector: str, path: Path) -> None:
        """Gives a file to the file input that matches."""
        found = await self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")
        await self.send("DOM.setFileInputFiles", files=[str(path)], objectId=found["result"]["objectId"])

    async def resize(self, width: int, height: int, mobile: bool = False, scale: float = 1) -> None:
        await self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile
        )
        await self.send("Emulation.setTouchEmulationEnabled", enabled=mobile)

    async def dark(self, on: bool = True) -> None:
        feature = {"name": "prefers-color-scheme", "value": "dark" if on else "light"}
        await self.send("Emulation.setEmulatedMedia", features=[feature])

    async def screenshot(self, path: Path) -> None:
        shot = await self.send("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


# A node cannot be handed over, but that it is there can.
TRUTH = "(async (value) => (value = await value) instanceof Node || value)(%s)"
SPOT = """(async () => {
  const isMeant = (one) => one.textContent.includes(%s) && one.getClientRects().length;
  const found = [...document.querySelectorAll(%s)].filter(isMeant);
  const node = found.at(-1);
  if (!node) return null;
  node.scrollIntoView({block: "nearest", inline: "nearest", behavior: "instant"});
  await Promise.allSettled((node.closest("dialog")?.getAnimations() || []).map((one) => one.finished));
  const before = node.getBoundingClientRect();
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const box = node.getBoundingClientRect();
  if (box.top !== before.top || box.left !== before.left) return null;
  return [box.left + box.width / 2, box.top + box.height / 2];
})()"""


class Browser:
    """Chromium with a fresh profile; use it as `async with Browser() as browser`."""

    async def __aenter__(self) -> Self:
        self._stack = contextlib.AsyncExitStack()
        # Chromium still writes while it goes, so what is left of its profile is no fault.
        profile = self._stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        self._process = await asyncio.create_subprocess_exec(
            chromium(),
            *FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
            env={**os.environ, "TMPDIR": profile},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self._stack.push_async_callback(self._end)
        self._http = await self._stack.enter_async_context(aiohttp.ClientSession())
        self._port = await asyncio.wait_for(self._read_port(Path(profile)), START_SECONDS)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _end(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def _read_port(self, profile: Path) -> int:
        written = profile / "DevToolsActivePort"
        while not (written.exists() and written.read_text().strip()):
            if self._process.returncode is not None:
                raise PageError(f"Chromium ended at once with code {self._process.returncode}")
            await asyncio.sleep(0.05)
        return int(written.read_text().splitlines()[0])

    @contextlib.asynccontextmanager
    async def page(self) -> AsyncIterator[Page]:
        """A new tab, closed at the end; a script error on it fails the test that opened it."""
        async with self._http.put(f"http://127.0.0.1:{self._port}/json/new?about:blank") as response:
            target = await response.json()
        async with self._http.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            page = Page(socket)
            # Not a TaskGroup: a fixture may begin and end in different tasks.
            listening = asyncio.create_task(page.listen())
            try:
                for domain in ("Page", "Runtime", "Log", "DOM"):
                    await page.send(f"{domain}.enable")
                yield page
            finally:
                listening.cancel()
        async with self._http.get(f"http://127.0.0.1:{self._port}/json/close/{target['id']}"):
            pass
        if page.errors:
            raise PageError(f"the page complained: {page.errors}")
