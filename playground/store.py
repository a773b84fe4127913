"""Who and what exists in the world, found by id, and the one place that hands out ids."""

import time
from collections.abc import Callable
from itertools import count
from typing import Any

from playground import shapes
from playground.files import Files
from playground.things import Bot, Chat, Member, Person, PlayError, Post
from playground.updates import Updates

Watcher = Callable[[str, Any], None]
FIRST_UPDATE = 700_000_000


class Store:
    """People, bots, chats and files. `now` gives Unix seconds; a chat keeps its last `keep` messages."""

    def __init__(self, now: Callable[[], float] = time.time, keep: int = 2000) -> None:
        self.now = now
        self.keep = keep
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.tokens: dict[str, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.files = Files()
        self.watchers: list[Watcher] = []
        self.numbers = count(1)
        self.owner = Person(1, "群主")

    def add_person(self, id: int, name: str, username: str | None = None) -> Person:
        person = self.people[id] = Person(id, name, username or "")
        return person

    def bot(self, token: str, username: str = "", name: str = "小格", reads_all: bool = True) -> Bot:
        """A bot account; its id is the number before the colon. The same token again is the same bot."""
        if token in self.tokens:
            return self.tokens[token]
        bot_id = int(token.partition(":")[0])
        number = len(self.bots)
        updates = Updates(FIRST_UPDATE + number * 10_000_000, self.now)
        bot = Bot(bot_id, token, username or f"desk{bot_id}_bot", name, reads_all, number, updates)
        self.bots[bot_id] = self.tokens[token] = bot
        return bot

    def revoke(self, bot: Bot | int) -> None:
        """From now on the bot's token is not known: 401."""
        self.tokens.pop(self.the_bot(bot).token, None)

    def add_group(self, chat_id: int, title: str, forum: bool = False, purpose: str = "", kind: str = "") -> Chat:
        """A group, or a supergroup when its id says so, it is a forum, or `kind` is "supergroup"."""
        kind = kind or ("supergroup" if forum else shapes.kind_of(chat_id))
        chat = self.chats[chat_id] = Chat(chat_id, chat_id, kind, title, forum, purpose)
        self.tell("chat", chat)
        return chat

    def private(self, person: Person | int, bot: Bot | int) -> Chat:
        """The private chat of these two, made when first asked for."""
        person, bot = self.the_person(person), self.the_bot(bot)
        key = (bot.id, person.id)
        if key not in self.privates:
            page_id = bot.number * 10**13 + person.id
            self.privates[key] = Chat(person.id, page_id, "private", person=person, bot=bot)
        return self.privates[key]

    def the_person(self, person: Person | int) -> Person:
        if isinstance(person, Person):
            return person
        if person == self.owner.id:
            return self.owner
        if person not in self.people:
            raise PlayError(f"这里没有 {person} 这个人。")
        return self.people[person]

    def the_bot(self, bot: Bot | int) -> Bot:
        if isinstance(bot, Bot):
            return bot
        if bot not in self.bots:
            raise PlayError(f"这里没有 {bot} 这个机器人。")
        return self.bots[bot]

    def the_chat(self, chat: Chat | Bot | int, person: Person | int | None = None) -> Chat:
        """A chat by itself, its id or its page id; for a private chat also the bot or the person in it."""
        if isinstance(chat, Chat):
            return chat
        if isinstance(chat, int) and chat in self.chats:
            return self.chats[chat]
        if isinstance(chat, Bot) or chat in self.bots:
            if person is None:
                raise PlayError("没说是谁的私聊。")
            return self.private(person, chat)
        return self._private_by_page(chat)

    def _private_by_page(self, page_id: int) -> Chat:
        number, person = divmod(page_id, 10**13)
        bots = list(self.bots.values())
        if page_id < 0 or number >= len(bots) or person not in self.people:
            raise PlayError(f"这里没有 {page_id} 这个群。")
        return self.private(person, bots[number])

    def post(self, chat: Chat | Bot | int, message: int, person: Person | int | None = None) -> Post:
        """A message that is still there; PlayError if it is not."""
        found = self.the_chat(chat, person).posts.get(message)
        if found is None:
            raise PlayError(f"消息 {message} 已经不在了。")
        return found

    def messages(self, chat: Chat | Bot | int, person: Person | int | None = None) -> list[Post]:
        """What stands in a chat, oldest first."""
        return list(self.the_chat(chat, person).posts.values())

    def bots_in(self, chat: Chat) -> list[Bot]:
        """The bots of a chat. Asked for each message: bots are few, members many."""
        if chat.bot is not None:
            return [chat.bot]
        return [bot for bot in self.bots.values() if bot.id in chat.members and chat.members[bot.id].inside]

    def member(self, chat: Chat, who: Person | Bot) -> Member:
        """Somebody's standing; who was never there has left."""
        return chat.members.get(who.id) or Member(who, "left")

    def tell(self, kind: str, what: Any) -> None:
        """Let those who watch (the page) know of a change."""
        for watcher in self.watchers:
            watcher(kind, what)
