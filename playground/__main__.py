"""`python -m playground --port N`: an empty Telegram on this machine."""

import argparse
import asyncio
import signal

from playground.server import Playground


async def serve(host: str, port: int, limits: bool) -> None:
    """Run until interrupted; any well-shaped token is a bot."""
    playground = Playground(limits=limits, open_tokens=True)
    await playground.start(host, port)
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
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.host, chosen.port, not chosen.no_limits))


if __name__ == "__main__":
    main()
