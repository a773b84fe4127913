"""Which bots of a chat see a message: Telegram's privacy mode."""

from playground.things import Bot, Post


def sees(bot: Bot, post: Post) -> bool:
    """Whether a bot sees what a person wrote: with privacy mode on, only what is meant for it."""
    if post.chat.private or bot.reads_all or post.service:
        return True
    standing = post.chat.members.get(bot.id)
    return (standing is not None and standing.admin) or _meant_for(bot, post)


def _meant_for(bot: Bot, post: Post) -> bool:
    if post.reply_to is not None and post.reply_to.sender is bot:
        return True
    return any(_names(bot, post, entity["type"], entity["offset"], entity["length"]) for entity in post.entities)


def _names(bot: Bot, post: Post, kind: str, offset: int, length: int) -> bool:
    if kind not in ("bot_command", "mention"):
        return False
    raw = post.text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")
    _, at, name = raw.partition("@")
    if kind == "bot_command":
        return offset == 0 and (not at or name.lower() == bot.username.lower())
    return name.lower() == bot.username.lower()
