"""What every transaction shares, put together from the settings."""

from collections.abc import Callable, Mapping

from config.lexicon import load_reader
from config.policies import load_policies
from config.settings import Settings
from handlers.desk import Account, Resources
from rules.messages import Incoming
from rules.parsing import Context, Reading, read
from templates import Texts


def _nothing(bot: int, body: bytes) -> Incoming:
    raise LookupError("no gateway is open")


def resources_for(
    settings: Settings,
    accounts: Mapping[int, Account] | None = None,
    decode: Callable[[int, bytes], Incoming] = _nothing,
) -> Resources:
    """The policies, words and reader of these settings. Raises ConfigurationFaults for what is wrong in them."""
    reader = load_reader(settings.policy_dir)

    def understand(text: str, context: Context) -> Reading:
        return read(text, context, reader)

    return Resources(
        policies=load_policies(settings.policy_dir, settings.timezone),
        texts=Texts(settings.locale, settings.timezone, settings.policy_dir),
        read=understand,
        decode=decode,
        accounts=accounts or {},
        admins=frozenset(settings.admins),
    )
