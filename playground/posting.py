"""Putting messages into chats, changing and removing them, and telling the bots that may see it."""

from typing import Any

from playground import entities, shapes
from playground.privacy import sees
from playground.store import Store
from playground.things import Bot, Chat, Json, Person, Post


class Posting(Store):
    """What happens to messages, whoever does it."""

    def publish(self, chat: Chat, sender: Person | Bot | None, **parts: Any) -> Post:
        """A new message at the end of a chat; `parts` are fields of Post."""
        chat.last += 1
        post = Post(chat.last, chat, sender, int(self.now()), **parts)
        if post.text and "entities" not in parts:
            post.entities = entities.find(post.text)
        chat.keep(post, self.keep)
        self.deliver("message", post)
        self.tell("message", post)
        return post

    def notice(self, chat: Chat, by: Person | Bot | None, **extra: Any) -> Post:
        """A service message, such as somebody having joined."""
        return self.publish(chat, by, extra=extra, service=True)

    def change(self, post: Post, **parts: Any) -> Post:
        """Give a message new fields."""
        for name, value in parts.items():
            setattr(post, name, value)
        post.edited = int(self.now())
        self.deliver("edited_message", post)
        self.tell("edit", post)
        return post

    def remove(self, post: Post) -> None:
        """Delete a message; bots are not told, as on Telegram."""
        post.chat.posts.pop(post.id, None)
        if post.id in post.chat.pinned:
            post.chat.pinned.remove(post.id)
        self.tell("delete", post)

    def deliver(self, kind: str, post: Post) -> None:
        """Queue a message for each bot of the chat that may see it; no bot sees what a bot wrote."""
        if isinstance(post.sender, Bot):
            return
        body = b""
        for bot in self.bots_in(post.chat):
            if sees(bot, post):
                body = body or shapes.encode(shapes.message(post))
                bot.updates.put(kind, body, post.chat.id)

    def pin(self, post: Post, by: Person | Bot) -> None:
        """Pin, with the service message that says so."""
        if post.id not in post.chat.pinned:
            post.chat.pinned.append(post.id)
        self.tell("pin", post)
        self.notice(post.chat, by, pinned_message=shapes.message(post, 0))

    def unpin(self, chat: Chat, message: int | None = None) -> bool:
        """Unpin one message, or the newest; False if there was none."""
        if not chat.pinned or (message is not None and message not in chat.pinned):
            return False
        chat.pinned.remove(chat.pinned[-1] if message is None else message)
        self.tell("chat", chat)
        return True

    def react(self, post: Post, who: Person | Bot, signs: list[str]) -> None:
        """Replace somebody's reactions on a message by `signs`."""
        before = [sign for sign, by in post.reactions.items() if who.id in by]
        for sign in before:
            post.reactions[sign].discard(who.id)
        for sign in signs:
            post.reactions.setdefault(sign, set()).add(who.id)
        self.tell("reaction", post)
        if isinstance(who, Person):
            self._tell_reaction(post, who, before, signs)

    def _tell_reaction(self, post: Post, who: Person, before: list[str], after: list[str]) -> None:
        shape: Json = {
            "chat": shapes.chat(post.chat),
            "message_id": post.id,
            "user": shapes.user(who),
            "date": int(self.now()),
            "old_reaction": [shapes.emoji(sign) for sign in before],
            "new_reaction": [shapes.emoji(sign) for sign in after],
        }
        body = shapes.encode(shape)
        for bot in self.bots_in(post.chat):
            if post.chat.private or self.member(post.chat, bot).admin:
                bot.updates.put("message_reaction", body, post.chat.id)
