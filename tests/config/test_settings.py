"""The environment: what it means, and every way to get it wrong."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import Settings, SettingsFaults, bot_id, webhook_secret

TOKEN = "123456:AAsecretsecret"


def faults_of(**variables: str) -> list[str]:
    with pytest.raises(SettingsFaults) as caught:
        Settings.from_environment({f"DESK_{key}": value for key, value in variables.items()})
    return caught.value.faults


def settings_of(**variables: str) -> Settings:
    return Settings.from_environment({f"DESK_{key}": value for key, value in variables.items()})


def test_the_defaults_are_the_contract() -> None:
    settings = Settings.from_environment({"PATH": "/bin", "HOME": "/"})
    assert settings == Settings()
    assert settings.database_url == "sqlite+aiosqlite:///data/desk.db"
    assert (settings.gateway, settings.mode, settings.locale) == ("telegram_aiogram", "polling", "zh")
    assert settings.timezone == ZoneInfo("Asia/Shanghai")
    assert settings.clock_speed == 1
    assert settings.live


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = settings_of(
        DATABASE_URL="postgresql+asyncpg://desk:pass@db/desk",
        BOT_TOKENS=f"{TOKEN}, 7:x:y ,",
        TELEGRAM_API="http://127.0.0.1:8081/",
        GATEWAY="telegram_ptb",
        MODE="webhook",
        WEBHOOK_URL="https://desk.example.org/hook",
        HTTP_PORT="0",
        TIMEZONE="Europe/Berlin",
        LOCALE="en",
        POLICY_DIR=str(tmp_path),
        ADMINS="501, 502,501",
        CLOCK_SPEED="60",
        LLM_URL="http://127.0.0.1:11434/v1/",
        LLM_MODEL="qwen3:8b",
        LLM_KEY="sk-x",
        STT_URL="http://127.0.0.1:8000",
        STT_MODEL="whisper-large-v3",
        STT_KEY="sk-y",
    )
    assert settings == Settings(
        database_url="postgresql+asyncpg://desk:pass@db/desk",
        bot_tokens=(TOKEN, "7:x:y"),
        telegram_api="http://127.0.0.1:8081",
        gateway="telegram_ptb",
        mode="webhook",
        webhook_url="https://desk.example.org/hook",
        http_port=0,
        timezone=ZoneInfo("Europe/Berlin"),
        locale="en",
        policy_dir=tmp_path,
        admins=(501, 502),
        clock_speed=60.0,
        llm_url="http://127.0.0.1:11434/v1",
        llm_model="qwen3:8b",
        llm_key="sk-x",
        stt_url="http://127.0.0.1:8000",
        stt_model="whisper-large-v3",
        stt_key="sk-y",
    )
    assert not settings.live
    assert settings.database_file is None


def test_what_is_empty_is_not_set() -> None:
    assert settings_of(HTTP_PORT="", ADMINS=" ", WEBHOOK_URL="") == Settings()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite+aiosqlite:///data/desk.db", "data/desk.db"),
        ("sqlite:////var/lib/desk/desk.db?timeout=5", "/var/lib/desk/desk.db"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://desk@db/desk", None),
    ],
)
def test_the_database_file(url: str, file: str | None) -> None:
    assert settings_of(DATABASE_URL=url).database_file == (Path(file) if file else None)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("DATABASE_URL", "mysql://root:hunter2@db/desk", "starts with 'mysql'"),
        ("DATABASE_URL", "data/desk.db", "starts with 'data/desk.db'"),
        ("DATABASE_URL", "postgresql://", "starts with 'postgresql'"),
        ("DATABASE_URL", "sqlite://desk.db", "has two slashes; allowed: three before a file here"),
        ("DATABASE_URL", "sqlite+aiosqlite://data/desk.db", "has two slashes"),
        ("DATABASE_URL", "postgresql://desk:p@ss:1@db:543x/desk", "has a port that is no number"),
        ("DATABASE_URL", "postgresql://desk@db：5432/desk", "has a port that is no number"),
        ("BOT_TOKENS", f"{TOKEN};234567:other", "has no token at place 1"),
        ("BOT_TOKENS", f"{TOKEN}、234567:other", "has no token at place 1"),
        ("TELEGRAM_API", "http://[::1", "allowed: an address such as"),
        ("TELEGRAM_API", "http://127.0.0.1:80x", "allowed: an address such as"),
        ("HEARTBEAT_URL", "hc-ping.com/a-secret", "is no address; allowed: such as https://hc-ping.com/"),
        ("BOT_TOKENS", "123456", "has no token at place 1; allowed: digits:text"),
        ("BOT_TOKENS", f"{TOKEN},abc:def", "has no token at place 2"),
        ("BOT_TOKENS", f"{TOKEN},12 34:x", "has no token at place 2"),
        ("BOT_TOKENS", f"{TOKEN},123456:other", "names bot 123456 twice"),
        ("TELEGRAM_API", "127.0.0.1:8081", "allowed: an address such as https://api.telegram.org"),
        ("GATEWAY", "telegram_aiogramm", "(did you mean 'telegram_aiogram'?); allowed: telegram_aiogram, telegram_ptb"),
        ("GATEWAY", "memory", "allowed: telegram_aiogram, telegram_ptb"),
        ("MODE", "push", "is 'push'; allowed: polling, webhook"),
        ("MODE", "webhook", "DESK_WEBHOOK_URL is not set"),
        ("WEBHOOK_URL", "http://desk.example.org/", "allowed: an https address"),
        ("HTTP_PORT", "65536", "is '65536'; allowed: 1 to 65535"),
        ("HTTP_PORT", "-1", "allowed: 1 to 65535"),
        ("HTTP_PORT", "http", "allowed: 1 to 65535"),
        ("HTTP_PORT", "８０", "allowed: 1 to 65535"),
        ("TIMEZONE", "Asia/Shanghi", "which no time zone is called"),
        ("TIMEZONE", "../etc/passwd", "which no time zone is called"),
        ("LOCALE", "de", "is 'de'; allowed: zh, en"),
        ("POLICY_DIR", "/no/such/folder", "which is no folder"),
        ("ADMINS", "501,@wang", "has '@wang'; allowed: numeric user ids"),
        ("ADMINS", "-5", "has '-5'"),
        ("CLOCK_SPEED", "fast", "allowed: a number above 0"),
        ("CLOCK_SPEED", "0", "allowed: a number above 0"),
        ("CLOCK_SPEED", "nan", "allowed: a number above 0"),
        ("CLOCK_SPEED", "60", "refused while DESK_TELEGRAM_API is Telegram's own"),
        ("HTTP_PROT", "80", "DESK_HTTP_PROT is unknown (did you mean 'DESK_HTTP_PORT'?)"),
    ],
)
def test_one_wrong_variable(key: str, value: str, fault: str) -> None:
    faults = faults_of(**{key: value})
    assert len(faults) == 1
    assert faults[0].startswith(f"DESK_{key} ")
    assert fault in faults[0]


def test_a_chinese_comma_stands_between_as_well() -> None:
    assert settings_of(BOT_TOKENS=f"{TOKEN}，234567:other", ADMINS="501，502").bot_tokens == (TOKEN, "234567:other")
    assert settings_of(ADMINS="501，502").admins == (501, 502)


@pytest.mark.parametrize(
    "url", ["postgresql://u:p@s:s@[::1]:5432/n", "postgresql://u@h/n?host=/run", "postgresql:///n?host=/run/pg"]
)
def test_addresses_of_postgresql_that_are_sound(url: str) -> None:
    assert settings_of(DATABASE_URL=url).database_url == url


def test_all_faults_at_once() -> None:
    faults = faults_of(HTTP_PORT="x", LOCALE="fr", MODE="webhook", TOKENS=TOKEN)
    assert [fault.split()[0] for fault in faults] == ["DESK_HTTP_PORT", "DESK_LOCALE", "DESK_TOKENS", "DESK_MODE"]


def test_one_fault_is_not_told_twice() -> None:
    assert len(faults_of(MODE="webhook", WEBHOOK_URL="nowhere")) == 1
    assert len(faults_of(CLOCK_SPEED="60", TELEGRAM_API="nowhere")) == 1


def test_the_fast_clock_is_for_other_servers() -> None:
    assert settings_of(CLOCK_SPEED="60", TELEGRAM_API="http://127.0.0.1:1").clock_speed == 60
    assert faults_of(CLOCK_SPEED="60", TELEGRAM_API="https://API.telegram.org./")
    assert not settings_of(TELEGRAM_API="https://not-telegram.org").live


def test_secrets_are_not_shown() -> None:
    settings = settings_of(BOT_TOKENS=TOKEN, DATABASE_URL="postgresql://desk:hunter2@db/desk")
    shown = repr(settings)
    assert "secret" not in shown
    assert "hunter2" not in shown
    said = faults_of(BOT_TOKENS=f"{TOKEN} {TOKEN}", DATABASE_URL="mysql://u:hunter2@db")
    assert not any("secret" in fault or "hunter2" in fault for fault in said)


def test_a_webhook_secret_is_steady_and_tells_nothing() -> None:
    secret = webhook_secret(TOKEN)
    assert secret == webhook_secret(TOKEN)
    assert secret != webhook_secret("7:x")
    assert len(secret) == 64
    assert set(secret) <= set("0123456789abcdef")
    assert bot_id(TOKEN) == 123456


@given(st.dictionaries(st.sampled_from(["HTTP_PORT", "ADMINS", "CLOCK_SPEED", "TIMEZONE", "X"]), st.text(max_size=20)))
def test_any_value_is_a_setting_or_a_plain_fault(variables: dict[str, str]) -> None:
    try:
        settings_of(**variables)
    except SettingsFaults as caught:
        assert all(fault.startswith("DESK_") and "\n" not in fault for fault in caught.faults)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TOKEN", "BOT_TOKENS"),
        ("PORT", "HTTP_PORT"),
        ("LANG", "LOCALE"),
        ("LANGUAGE", "LOCALE"),
        ("POLICIES", "POLICY_DIR"),
        ("TZ", "TIMEZONE"),
        ("DB_URL", "DATABASE_URL"),
        ("ADMIN", "ADMINS"),
        ("TELEGRAM_URL", "TELEGRAM_API"),
    ],
)
def test_a_name_of_ours_that_is_none_is_a_fault_with_what_was_meant(name: str, meant: str) -> None:
    (fault,) = faults_of(**{name: "x"})
    assert fault.startswith(f"DESK_{name} is unknown (did you mean 'DESK_{meant}'?); allowed: DESK_ADMINS, ")


def test_a_name_like_nothing_is_a_fault_too() -> None:
    (fault,) = faults_of(COLOUR="red")
    assert fault.startswith("DESK_COLOUR is unknown; allowed: DESK_ADMINS, ")


def test_a_variable_of_somebody_else_is_no_fault() -> None:
    assert Settings.from_environment({"DESKTOP_SESSION": "xfce", "LANG": "C"}) == Settings()


@pytest.mark.parametrize("service", ["LLM", "STT"])
def test_a_service_outside_needs_its_model(service: str) -> None:
    assert faults_of(**{f"{service}_URL": "http://h/v1"}) == [
        f"DESK_{service}_URL is set, but DESK_{service}_MODEL is not: which model is to be asked?"
    ]


def test_a_service_outside_has_an_address_and_its_key_is_no_sentence() -> None:
    assert faults_of(LLM_URL="here", LLM_MODEL="m") == [
        "DESK_LLM_URL is 'here'; allowed: an address such as http://127.0.0.1:11434/v1"
    ]
    (fault,) = faults_of(STT_KEY="two words")
    assert fault == "DESK_STT_KEY has a blank in it; allowed: one word"
    assert "sk-x" not in repr(settings_of(LLM_URL="http://h", LLM_MODEL="m", LLM_KEY="sk-x"))
