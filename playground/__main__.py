"""`python -m playground --port N`: a Telegram on this machine, empty or with the demo town."""

import argparse
import asyncio
import signal
import sys

from playground import scene
from playground.server import Playground


async def serve(host: str, port: int, limits: bool, town: bool) -> None:
    """Run until interrupted; any well-shaped token is a bot."""
    playground = Playground(limits=limits, open_tokens=True)
    if town:
        scene.build(playground.world, playground.bot(scene.BOT_TOKEN, scene.BOT_USERNAME))
    try:
        await playground.start(host, port)
    except OSError as taken:
        sys.exit(f"cannot listen on {host}:{port}: {taken.strerror}")
    print(playground.url, flush=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    await stop.wait()
    await playground.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="playground", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 = any free port; the address is printed")
    parser.add_argument("--no-limits", action="store_true", help="without Telegram's limits on sending")
    parser.add_argument("--town", action="store_true", help=f"with the demo town; its bot is {scene.BOT_TOKEN}")
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.host, chosen.port, not chosen.no_limits, chosen.town))


if __name__ == "__main__":
    main()
