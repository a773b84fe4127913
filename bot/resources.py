"""What every transaction shares, put together from the settings."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from config.faults import ConfigurationFaults, Fault, said
from config.lexicon import learnt_faults, load_reader
from config.lexicon_files import lexicon_faults
from config.policies import PolicyFaults, load_policies
from config.policy_shapes import Policies
from config.settings import Settings
from handlers.desk import Account, Resources
from handlers.foresight import Foresight
from models.backup import copies_of, newest
from rules.hearing import Ear
from rules.messages import Incoming
from rules.parsing import Context, Reading, alarming, read_many
from templates import Texts
from templates.overrides import wording_faults


def _nothing(bot: int, body: bytes) -> Incoming:
    raise LookupError("no gateway is open")


def resources_for(
    settings: Settings,
    accounts: Mapping[int, Account] | None = None,
    decode: Callable[[int, bytes], Incoming] = _nothing,
) -> Resources:
    """The policies, words and reader of these settings. Raises ConfigurationFaults for everything wrong in them."""
    texts = Texts(settings.locale, settings.timezone, settings.policy_dir)
    english = Texts("en", settings.timezone, settings.policy_dir) if settings.locale == "zh" else None
    policies = sound_policies(settings, texts, *([english] if english else []))
    reader = load_reader(settings.policy_dir)

    def understand(messages: Sequence[tuple[str, Context]]) -> list[Reading]:
        return read_many(messages, reader)

    foresight = Foresight(understand)
    return Resources(
        policies=policies,
        texts=texts,
        english=english,
        read=foresight,
        ear=Ear.of(reader),
        foresee=foresight.foresee,
        alarms=lambda text: alarming(text, reader),
        ready=reader.ready,
        decode=decode,
        accounts=accounts or {},
        admins=frozenset(settings.admins),
        advised=bool(settings.llm_url),
        transcribed=bool(settings.stt_url),
        room=partial(_room, settings.database_file),
        copied=partial(_copied, settings.database_file),
        copies=settings.database_file is not None,
        shell="desk" if _is_unit() else ".venv/bin/python main.py",
    )


def _is_unit() -> bool:
    """Whether systemd itself has started this process: the desk as a service, or a command typed beside it."""
    return os.environ.get("SYSTEMD_EXEC_PID") == str(os.getpid())


def _room(file: Path | None) -> int | None:
    """How many megabytes are free where the database's file is; None where there is none, or it cannot be asked."""
    try:
        return shutil.disk_usage(file.absolute().parent).free // 10**6 if file else None
    except OSError:
        return None


def _copied(file: Path | None, until: date) -> date | None:
    """The day of the newest copy of the database's file up to a day; None where there is no file."""
    return newest(copies_of(file), until) if file else None


def sound_policies(settings: Settings, *texts: Texts) -> Policies:
    """The policies, once nothing in the operator's folder is wrong: numbers, words of the reader, messages."""
    policies, faults, matters = None, [], frozenset[str]()
    try:
        policies = load_policies(settings.policy_dir, settings.timezone)
        matters = frozenset(policies.taxonomy.matters)
    except PolicyFaults as wrong:
        faults, matters = wrong.faults, wrong.matters
    faults += lexicon_faults(settings.policy_dir, matters)
    faults += learnt_faults(settings.policy_dir)
    told = [fault for each in texts for fault in wording_faults(each)]
    faults += [Fault(file, line, said(name, **values)) for file, line, name, values in told]
    if policies is None or faults:
        raise ConfigurationFaults(faults)
    return policies
