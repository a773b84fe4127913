"""The environment (prefix DESK_) as one frozen value, every fault told at once."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.faults import nearest

PREFIX = "DESK_"
TELEGRAM = "https://api.telegram.org"
GATEWAYS = ("telegram_aiogram", "telegram_ptb")
MODES = ("polling", "webhook")
LOCALES = ("zh", "en")
# What people call them elsewhere.
OTHER_NAMES = {"LANG": "LOCALE", "LANGUAGE": "LOCALE", "TZ": "TIMEZONE"}
SCHEMES = ("sqlite", "sqlite+aiosqlite", "postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg")
_TOKEN = re.compile(r"[0-9]{1,19}:[A-Za-z0-9_:-]+")
_COMMA = re.compile("[,，]")

T = TypeVar("T")


class SettingsFaults(Exception):
    """What is wrong with the environment: `faults` in plain words, one line each; no secret stands in them."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Settings:
    """How this desk runs; the names are those of the environment without the prefix.

    `bot_tokens` are in their order, one a bot; `admins` are platform user ids; `policy_dir` None means the defaults;
    `clock_speed` 60 makes a minute pass each second. Secrets do not stand in its repr.
    """

    database_url: str = field(default="sqlite+aiosqlite:///data/desk.db", repr=False)
    bot_tokens: tuple[str, ...] = field(default=(), repr=False)
    telegram_api: str = TELEGRAM
    gateway: Literal["telegram_aiogram", "telegram_ptb"] = "telegram_aiogram"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    http_port: int = 8080
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    locale: Literal["zh", "en"] = "zh"
    policy_dir: Path | None = None
    admins: tuple[int, ...] = ()
    clock_speed: float = 1.0
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    stt_url: str = ""
    stt_model: str = ""
    stt_key: str = field(default="", repr=False)
    call_url: str = field(default="", repr=False)
    heartbeat_url: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in these variables; what is empty counts as not set. Raises SettingsFaults."""
        reading = _Reading(environ)
        values = {key: value for key, read in _READERS.items() if (value := reading.take(key, read)) is not None}
        settings = cls(**values)  # type: ignore[arg-type]
        faults = [*reading.faults.values(), *reading.unknown(), *_contradictions(settings, reading.faults)]
        if faults:
            raise SettingsFaults(faults)
        return settings

    @property
    def live(self) -> bool:
        """Whether the Bot API is Telegram's own, so that real people read what is sent."""
        host = (urlsplit(self.telegram_api).hostname or "").rstrip(".")
        return host == urlsplit(TELEGRAM).hostname

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None for PostgreSQL and for a database in memory."""
        if not self.database_url.startswith("sqlite"):
            return None
        path = self.database_url.partition(":///")[2].partition("?")[0]
        return Path(path) if path and path != ":memory:" else None


def webhook_secret(token: str) -> str:
    """What Telegram must send with each webhook call of this bot: 64 hexadecimal digits that do not tell the token."""
    # The library of ciphers that comes with it is a twentieth of what a reader alone needs.
    import hmac

    return hmac.new(token.encode(), b"griddesk webhook", "sha256").hexdigest()


def bot_id(token: str) -> int:
    """The numeric id of a token's bot."""
    return int(token.partition(":")[0])


class _Reading:
    """One pass over the variables, gathering faults."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._given = {key: value.strip() for key, value in environ.items() if key.startswith(PREFIX)}
        self.faults: dict[str, str] = {}

    def take(self, key: str, read: Callable[[str], T]) -> T | None:
        """The value of one variable; None where it is not set or wrong."""
        text = self._given.get(key_name(key), "")
        if not text:
            return None
        try:
            return read(text)
        except ValueError as problem:
            self.faults[key] = f"{key_name(key)} {problem}"
            return None

    def unknown(self) -> list[str]:
        """A line for each DESK_ variable that is none of ours: what it is meant to set would be as if it were not."""
        known = [key.upper() for key in sorted(_READERS)]
        strange = sorted({key.removeprefix(PREFIX) for key in self._given}.difference(known))
        near = {key: nearest(OTHER_NAMES.get(key, key), known) for key in strange}
        allowed = ", ".join(PREFIX + key for key in known)
        return [
            f"{PREFIX}{key} is unknown{f' (did you mean {PREFIX + meant!r}?)' if meant else ''}; allowed: {allowed}"
            for key, meant in near.items()
        ]


def key_name(key: str) -> str:
    """The variable of a setting: "http_port" is DESK_HTTP_PORT."""
    return PREFIX + key.upper()


def _contradictions(settings: Settings, faulty: Collection[str]) -> list[str]:
    """What does not go together, as far as the `faulty` settings do not explain it."""
    faults = []
    if settings.mode == "webhook" and not settings.webhook_url and "webhook_url" not in faulty:
        faults.append("DESK_MODE is webhook, but DESK_WEBHOOK_URL is not set: where is Telegram to call?")
    if settings.clock_speed != 1 and settings.live and "telegram_api" not in faulty:
        faults.append("DESK_CLOCK_SPEED is for the playground: it is refused while DESK_TELEGRAM_API is Telegram's own")
    faults += (
        f"{key_name(help)}_URL is set, but {key_name(help)}_MODEL is not: which model is to be asked?"
        for help in ("llm", "stt")
        if getattr(settings, f"{help}_url") and not getattr(settings, f"{help}_model")
    )
    return faults


def _database_url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if not separator or scheme not in SCHEMES or (not scheme.startswith("sqlite") and not rest.strip("/")):
        # The rest may hold a password.
        raise ValueError(
            f"starts with {scheme[:24]!r}; allowed: sqlite+aiosqlite:///FILE or postgresql://USER@HOST/NAME"
        )
    if scheme.startswith("sqlite") and rest and not rest.startswith("/"):
        raise ValueError("has two slashes; allowed: three before a file here, sqlite:///data/desk.db, four before /var")
    if not scheme.startswith("sqlite") and not _port_of(rest):
        raise ValueError("has a port that is no number; allowed: postgresql://USER@HOST:5432/NAME")
    return text


def _port_of(rest: str) -> bool:
    """Whether what stands after the host, if anything does, is a port; the password may hold any sign."""
    host = rest.partition("?")[0].rpartition("@")[2].partition("/")[0]
    return bool(re.fullmatch(r"(\[[^\]]*\]|[^:：\[]*)(:[0-9]{1,5})?", host, re.ASCII))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _COMMA.split(text) if part.strip()]


def _tokens(text: str) -> tuple[str, ...]:
    tokens = tuple(_parts(text))
    for position, token in enumerate(tokens, 1):
        if not _TOKEN.fullmatch(token):
            raise ValueError(f"has no token at place {position}; allowed: digits:text, several with commas between")
    ids = [bot_id(token) for token in tokens]
    doubled = next((each for each in ids if ids.count(each) > 1), None)
    if doubled is not None:
        raise ValueError(f"names bot {doubled} twice")
    return tokens


def _address(text: str, such_as: str = TELEGRAM) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise ValueError(f"is {text!r}; allowed: an address such as {such_as}")
    return text.rstrip("/")


def _service(text: str) -> str:
    return _address(text, "http://127.0.0.1:11434/v1")


def _secret_address(text: str) -> str:
    """An address that may hold a key: it is not repeated."""
    try:
        return _address(text)
    except ValueError:
        raise ValueError("is no address; allowed: such as https://hc-ping.com/your-check") from None


def _webhook_address(text: str) -> str:
    text = _address(text, "https://desk.example.org")
    if urlsplit(text).scheme != "https" and urlsplit(text).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError(f"is {text!r}; allowed: an https address that Telegram can reach")
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ValueError(f"is {text!r}; allowed: 1 to 65535, or 0 for any free port")
    return int(text)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"is {text!r}, which no time zone is called; allowed: such as Asia/Shanghai") from None


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError(f"is {text!r}, which is no folder")
    return Path(text)


def _admins(text: str) -> tuple[int, ...]:
    parts = _parts(text)
    for part in parts:
        if not (part.isascii() and part.isdigit() and 0 < int(part) < 2**63):
            raise ValueError(f"has {part!r}; allowed: numeric user ids with commas between")
    return tuple(dict.fromkeys(int(part) for part in parts))


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = math.nan
    if not 0 < speed <= 100_000:
        raise ValueError(f"is {text!r}; allowed: a number above 0, 1 for real time")
    return speed


def _word(text: str) -> str:
    if not text.isprintable() or " " in text:
        raise ValueError("has a blank in it; allowed: one word")
    return text


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            near = nearest(text, allowed)
            hint = f" (did you mean {near!r}?)" if near else ""
            raise ValueError(f"is {text!r}{hint}; allowed: {', '.join(allowed)}")
        return text

    return read


_READERS: dict[str, Callable[[str], object]] = {
    "database_url": _database_url,
    "bot_tokens": _tokens,
    "telegram_api": _address,
    "gateway": _one_of(GATEWAYS),
    "mode": _one_of(MODES),
    "webhook_url": _webhook_address,
    "http_port": _port,
    "timezone": _zone,
    "locale": _one_of(LOCALES),
    "policy_dir": _folder,
    "admins": _admins,
    "clock_speed": _speed,
    "llm_url": _service,
    "llm_model": _word,
    "llm_key": _word,
    "stt_url": _service,
    "stt_model": _word,
    "stt_key": _word,
    "call_url": _secret_address,
    "heartbeat_url": _secret_address,
}
