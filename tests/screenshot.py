"""Takes the README's picture: the demo in a headless Chromium, at a moment of its day. `python -m tests.screenshot`"""

import asyncio
import re
import tempfile
from pathlib import Path

import typer

from tests.commands import ROOT, running
from tests.playground.browser import Browser

PICTURE = ROOT / "docs" / "playground.png"
# Late enough for a lift that was repaired, a danger with its words, and a report in private.
MOMENT = "开窗了，我们都下来了"
SECONDS = 300.0
SETTLE = 2.0


async def take(picture: Path, moment: str, speed: float, width: int, height: int) -> None:
    """Plays the demo's day until somebody has said `moment`, then writes what the page shows."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            running("demo", "--port", "0", "--speed", str(speed), "--folder", folder) as demo,
            Browser() as chromium,
        ):
            await demo.until(lambda: "Ctrl-C" in demo.out, SECONDS)
            address = re.search(r"http://\S+", demo.out)
            assert address
            async with chromium.page() as page:
                await page.resize(width, height)
                await page.open(address[0])
                await page.until(f"document.body.innerText.includes({moment!r})", SECONDS)
                await asyncio.sleep(SETTLE)
                await page.screenshot(picture)
            await demo.interrupted()


def main(
    picture: Path = PICTURE, moment: str = MOMENT, speed: float = 4.0, width: int = 1440, height: int = 900
) -> None:
    """Takes the picture; `moment` is something that somebody says."""
    asyncio.run(take(picture, moment, speed, width, height))
    typer.echo(f"{picture}: {picture.stat().st_size // 1024} KB")


if __name__ == "__main__":
    typer.run(main)
