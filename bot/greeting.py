"""What is settled with the platform once at the start: the menu of commands, and who cannot hear group talk."""

import logging
from collections.abc import Iterable

from bot.gateway import Account, Gateway
from rules.routing import Directory
from rules.town import Purpose
from templates import Texts

log = logging.getLogger(__name__)
COMMANDS = (
    "report",
    "my",
    "help",
    "claim",
    "contacted",
    "arrived",
    "resolve",
    "escalate",
    "reportfor",
    "invite",
    "bind",
)


async def tell_commands(gateway: Gateway, bots: Iterable[int], texts: Texts) -> None:
    """Gives each bot its menu: the commands that have a word `command_NAME` in the locale."""
    words = {name: texts.word(f"command_{name}") for name in COMMANDS}
    menu = [(name, word) for name, word in words.items() if word != f"command_{name}"]
    for bot in bots:
        await gateway.set_commands(bot, menu)


async def blind_bots(gateway: Gateway, accounts: Iterable[Account], town: Directory) -> list[str]:
    """The user names of bots that hear no group talk: privacy mode is on, and they are no admin of their groups."""
    blind = [account.username for account in accounts if await _is_blind(gateway, account, town)]
    for username in blind:
        log.warning(
            "@%s cannot read group talk: turn its privacy mode off (@BotFather, /setprivacy, Disable) and add it to "
            "its groups anew, or make it an admin there",
            username,
        )
    return blind


async def _is_blind(gateway: Gateway, account: Account, town: Directory) -> bool:
    if account.reads_all:
        return False
    ours = (post for post in town.posts.values() if post.bot in (None, account.id) and not post.gone)
    chats = [post.chat for post in ours if post.purpose == Purpose.RESIDENTS]
    for chat in chats:
        if await gateway.standing(account.id, chat) != "admin":
            return True
    return not chats
