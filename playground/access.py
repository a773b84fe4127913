"""Finding the chat a call is about, and Telegram's refusals when the bot may not write there."""

from dataclasses import dataclass

from playground.body import Params
from playground.limits import Limits
from playground.refusals import bad_request, forbidden, migrated
from playground.things import Bot, Chat, Person, Post
from playground.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """One API call: who calls, with which parameters, in which world."""

    world: World
    limits: Limits
    bot: Bot
    params: Params

    def spend(self, chat: Chat, count: int = 1) -> None:
        self.limits.spend(self.bot.id, chat, count)


def chat_id(params: Params) -> int | None:
    """The chat a call names, for faults and the log; None if there is none or it is no number."""
    value = params.values.get("chat_id")
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        return None


def find_chat(call: Call) -> Chat:
    """The chat named by chat_id, whether or not the bot may write there."""
    value = call.params.text("chat_id").strip()
    if not value:
        raise bad_request("chat_id is empty")
    try:
        number = int(value)
    except ValueError:
        raise bad_request("chat not found") from None
    return _private(call, number) if number > 0 else _group(call, number)


def _private(call: Call, number: int) -> Chat:
    if number in call.world.bots:
        raise forbidden("bot can't send messages to bots")
    if number not in call.world.people:
        raise bad_request("chat not found")
    return call.world.private(number, call.bot)


def _group(call: Call, number: int) -> Chat:
    chat = call.world.chats.get(number)
    if chat is None or call.bot.id not in chat.members:
        raise bad_request("chat not found")
    return chat


def readable_chat(call: Call) -> Chat:
    """A chat the bot can look into; of a supergroup it must be a member."""
    chat = find_chat(call)
    if chat.kind == "supergroup":
        _check_inside(call, chat)
    return chat


def writable_chat(call: Call) -> Chat:
    """A chat the bot may write in now."""
    chat = find_chat(call)
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if chat.person is not None:
        _check_person(call.bot, chat.person)
    else:
        _check_inside(call, chat)
    return chat


def _check_person(bot: Bot, person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if bot.id in person.blocked:
        raise forbidden("bot was blocked by the user")
    if bot.id not in person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_inside(call: Call, chat: Chat) -> None:
    standing = chat.members[call.bot.id]
    if standing.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if standing.status == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def check_may_write(call: Call, chat: Chat) -> None:
    standing = chat.members.get(call.bot.id)
    if standing is not None and not standing.may_write:
        raise bad_request("not enough rights to send text messages to the chat")


def topic_of(call: Call, chat: Chat) -> int | None:
    """The topic to send to; refuses one that is unknown or closed."""
    number = call.params.integer("message_thread_id")
    if not number:
        return None
    topic = chat.topics.get(number)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not chat.members[call.bot.id].admin:
        raise bad_request("TOPIC_CLOSED")
    return number


def replied_to(call: Call, chat: Chat) -> Post | None:
    """The message to reply to; None if there is none and it may be left out."""
    wanted = call.params.json("reply_parameters") or {}
    if not isinstance(wanted, dict):
        raise bad_request("can't parse reply parameters JSON object")
    number = int(wanted.get("message_id") or call.params.integer("reply_to_message_id"))
    if not number:
        return None
    post = chat.posts.get(number)
    optional = wanted.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply")
    if post is None and str(optional) not in ("True", "true", "1"):
        raise bad_request("message to be replied not found")
    return post


def own_post(call: Call, chat: Chat) -> Post:
    """The bot's own message that is to be edited."""
    number = call.params.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    post = chat.posts.get(number)
    if post is None:
        raise bad_request("message to edit not found")
    if post.sender is not call.bot:
        raise bad_request("message can't be edited")
    return post


def some_post(call: Call, chat: Chat, words: str) -> Post:
    """Any message of the chat; refused with `words` if it is gone."""
    number = call.params.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    post = chat.posts.get(number)
    if post is None:
        raise bad_request(words)
    return post
