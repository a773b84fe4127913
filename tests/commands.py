"""The real commands, run as a person runs them: in processes of their own, or here, with their own environment."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.command_line import app

ROOT = Path(__file__).parents[1]
SECONDS = 60.0
HIDDEN = ("DISPLAY", "WAYLAND_DISPLAY")
Say = Callable[..., Result]


def environment(**settings: object) -> dict[str, str]:
    """This process's environment with these DESK_ settings and no others, and without a display."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DESK_") and key not in HIDDEN}
    return kept | {f"DESK_{key.upper()}": str(value) for key, value in settings.items()}


def command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *words]


def run(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        command(*words),
        env=environment(**settings),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def run_here(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """The same in this process, which takes a tenth of the time; for a command that leaves nothing running."""
    cleared: dict[str, str | None] = {key: None for key in os.environ if key.startswith("DESK_")}
    told = CliRunner().invoke(app, words, env={**cleared, **environment(**settings)})
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return subprocess.CompletedProcess(words, told.exit_code, told.stdout, told.stderr)


def speaker(monkeypatch: pytest.MonkeyPatch, url: str) -> Say:
    """Runs a command in this process on a database."""

    def invoke(*words: str, **settings: object) -> Result:
        for key, value in (("DATABASE_URL", url), *settings.items()):
            monkeypatch.setenv(f"DESK_{key.upper()}", str(value))
        return CliRunner().invoke(app, words)

    return invoke


def refused(result: Result) -> list[str]:
    """The lines of a refusal."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    return result.stderr.splitlines()


def fine(result: Result) -> str:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refusal(done: subprocess.CompletedProcess[str], lines: int = 1) -> str:
    """What a refused command says: exit code 2, nothing on standard output, that many lines and no traceback."""
    assert "Traceback" not in done.stderr, done.stderr
    assert (done.returncode, done.stdout) == (2, ""), done
    assert len(done.stderr.splitlines()) == lines, done.stderr
    return done.stderr.strip()


class Running:
    """A command that goes on until it is told to end. `out` and `err` are what it has said so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.out = self.err = ""
        self._reading = [
            asyncio.ensure_future(self._read(process.stdout, "out")),
            asyncio.ensure_future(self._read(process.stderr, "err")),
        ]

    async def _read(self, stream: asyncio.StreamReader | None, name: str) -> None:
        assert stream is not None
        while line := await stream.readline():
            setattr(self, name, getattr(self, name) + line.decode())

    async def until(self, holds: Callable[[], object], seconds: float = SECONDS) -> None:
        """Waits until something is so; fails with what the command has said, also when it has ended."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not holds():
            assert self._process.returncode is None, f"it has ended:\n{self.out}\n{self.err}"
            assert asyncio.get_running_loop().time() < deadline, f"it never came:\n{self.out}\n{self.err}"
            await asyncio.sleep(0.05)

    def told_to_reload(self) -> None:
        """SIGHUP, as an operator sends it."""
        self._process.send_signal(signal.SIGHUP)

    async def interrupted(self, seconds: float = 10.0) -> int:
        """Its exit code after Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        code = await asyncio.wait_for(self._process.wait(), seconds)
        await asyncio.gather(*self._reading)
        return code

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await asyncio.gather(*self._reading)


@asynccontextmanager
async def running(*words: str, **settings: object) -> AsyncIterator[Running]:
    """Starts a command and kills it at the end of the block if it still runs."""
    process = await asyncio.create_subprocess_exec(
        *command(*words),
        env=environment(**settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    started = Running(process)
    try:
        yield started
    finally:
        await started.kill()
