"""Who is in which group, in what standing, and what Telegram tells the bots about it."""

from playground import shapes
from playground.posting import Posting
from playground.things import SUPERGROUP, Bot, Chat, Member, Person, Topic


class Membership(Posting):
    """Joining, leaving, promoting, migrating."""

    def join(self, chat: Chat | int, person: Person | int, status: str = "member", quiet: bool = False) -> None:
        """A person enters a group; `quiet` leaves out the service message and the updates."""
        chat, person = self.the_chat(chat), self.the_person(person)
        before = self.member(chat, person)
        after = chat.members[person.id] = Member(person, status)
        if not quiet:
            self.notice(chat, person, new_chat_members=[shapes.user(person)])
            self._tell_member(chat, before, after, person)
        self.tell("chat", chat)

    def leave(self, chat: Chat | int, person: Person | int) -> None:
        chat, person = self.the_chat(chat), self.the_person(person)
        self.notice(chat, person, left_chat_member=shapes.user(person))
        self._stand(chat, person, "left", person)

    def add_bot_to_group(
        self, bot: Bot | int, chat: Chat | int, admin: bool = False, by: Person | int | None = None
    ) -> None:
        """Somebody (the group's owner unless said) takes a bot in; the bot hears of it by my_chat_member."""
        bot, chat, person = self.the_bot(bot), self.the_chat(chat), self._by(by)
        before = self.member(chat, bot)
        after = chat.members[bot.id] = Member(bot, "administrator" if admin else "member")
        self._tell_own(bot, chat, before, after, person)
        self.notice(chat, person, new_chat_members=[shapes.user(bot)])
        self.tell("chat", chat)

    def remove_bot(self, bot: Bot | int, chat: Chat | int, by: Person | int | None = None, kicked: bool = True) -> None:
        """Somebody throws a bot out of a group."""
        bot, chat, person = self.the_bot(bot), self.the_chat(chat), self._by(by)
        self.notice(chat, person, left_chat_member=shapes.user(bot))
        self._stand(chat, bot, "kicked" if kicked else "left", person)

    def bot_leaves(self, bot: Bot, chat: Chat) -> None:
        """The bot goes by itself (leaveChat)."""
        chat.members[bot.id] = Member(bot, "left")
        self.notice(chat, bot, left_chat_member=shapes.user(bot))
        self.tell("chat", chat)

    def promote(self, who: Person | Bot | int, chat: Chat | int, by: Person | int | None = None) -> None:
        """Make somebody an administrator."""
        self._stand(self.the_chat(chat), self._somebody(who), "administrator", self._by(by))

    def restrict(self, who: Person | Bot | int, chat: Chat | int, by: Person | int | None = None) -> None:
        """Take the right to write away."""
        self._stand(self.the_chat(chat), self._somebody(who), "restricted", self._by(by))

    def migrate(self, chat: Chat | int) -> int:
        """A group becomes a supergroup with a new id, which is returned; the old id only points there."""
        old = self.the_chat(chat)
        new = self.add_group(SUPERGROUP - abs(old.id) - 1_000_000, old.title, old.forum, old.purpose, "supergroup")
        new.members = dict(old.members)
        self.notice(old, None, migrate_to_chat_id=new.id)
        old.migrated_to = new.id
        self.notice(new, None, migrate_from_chat_id=old.id)
        self.tell("chat", old)
        return new.id

    def add_topic(self, chat: Chat | int, name: str, by: Person | int | None = None) -> int:
        """A new topic in a forum; returns its message_thread_id."""
        chat, person = self.the_chat(chat), self._by(by)
        number = chat.last + 1
        chat.topics[number] = Topic(number, name)
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        return self.publish(chat, person, topic=number, service=True, extra=created).id

    def close_topic(self, chat: Chat | int, topic: int) -> None:
        self.the_chat(chat).topics[topic].closed = True

    def _by(self, by: Person | int | None) -> Person:
        return self.the_person(self.owner if by is None else by)

    def _somebody(self, who: Person | Bot | int) -> Person | Bot:
        if isinstance(who, int):
            return self.bots[who] if who in self.bots else self.the_person(who)
        return who

    def _stand(self, chat: Chat, who: Person | Bot, status: str, by: Person) -> None:
        before = self.member(chat, who)
        after = chat.members[who.id] = Member(who, status, status != "restricted")
        if isinstance(who, Bot):
            self._tell_own(who, chat, before, after, by)
        else:
            self._tell_member(chat, before, after, by)
        self.tell("chat", chat)

    def _tell_own(self, bot: Bot, chat: Chat, before: Member, after: Member, by: Person) -> None:
        bot.updates.put("my_chat_member", self._standing(chat, before, after, by), chat.id)

    def _tell_member(self, chat: Chat, before: Member, after: Member, by: Person) -> None:
        body = self._standing(chat, before, after, by)
        for bot in self.bots_in(chat):
            if self.member(chat, bot).admin:
                bot.updates.put("chat_member", body, chat.id)

    def _standing(self, chat: Chat, before: Member, after: Member, by: Person) -> bytes:
        shape = {
            "chat": shapes.chat(chat),
            "from": shapes.user(by),
            "date": int(self.now()),
            "old_chat_member": shapes.member(before),
            "new_chat_member": shapes.member(after),
        }
        return shapes.encode(shape)
