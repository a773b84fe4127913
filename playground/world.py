"""The world of the playground: what people do in their chats, written as a script of synchronous calls."""

import json
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypedDict, Unpack

from playground import entities, files, shapes
from playground.membership import Membership
from playground.things import Bot, Chat, Json, Member, Person, PlayError, Post

CALLBACKS_KEPT = 5000


class Manner(TypedDict, total=False):
    """How something is said. Bytes are the file's content, `voice` and `video` are seconds.

    `reply_to` is a message id, `topic` a message_thread_id, `forwarded` the name of who wrote it first,
    `anonymous` writes as the group, `channel` is the (id, title) of the channel written as,
    `linked` lets that channel's post come through the discussion group's link.
    """

    reply_to: int | None
    topic: int | None
    photo: bytes | None
    album: list[bytes]
    voice: int | None
    video: int | None
    document: tuple[str, bytes]
    sticker: str
    location: tuple[float, float]
    contact: tuple[str, str]
    poll: tuple[str, list[str]]
    forwarded: str
    anonymous: bool
    channel: tuple[int, str]
    linked: bool
    album_id: str


@dataclass(slots=True)
class Pressed:
    """A button press that waits for its answer, and the answer when it has come."""

    id: str
    bot: Bot
    person: Person
    post: Post
    at: float
    answered: bool = False
    text: str = ""
    alert: bool = False


class World(Membership):
    """People, bots, chats and what is said in them; `callback_seconds` is how long a press may be answered."""

    callback_seconds: float = 900.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pressed: dict[str, Pressed] = {}

    def says(self, person: Person | int, chat: Chat | Bot | int, text: str = "", **how: Unpack[Manner]) -> int:
        """A person writes or sends something; returns the message's id (an album's first)."""
        writer, place = self._writer(person, chat)
        parts = self._parts(place, how)
        if how.get("album"):
            return self._album(writer, place, text, how, parts)
        media = self._media(how)
        post = self.publish(place, self._signed(writer, how), text=text, media=media, **parts)
        return post.id

    def edits(self, person: Person | int, chat: Chat | Bot | int, message: int, text: str) -> None:
        """A person changes the words of an own message."""
        writer, place = self._writer(person, chat)
        post = self.post(place, message)
        if post.sender is not writer:
            raise PlayError("只有发的人能改这句话。")
        self.change(post, text=text, entities=entities.find(text))

    def presses(self, person: Person | int, chat: Chat | Bot | int, message: int, button: str) -> str:
        """Press a button by its data or its text; returns the callback id, "" for a link.

        A link to a bot's start opens that private chat. PlayError if there is no such button.
        """
        presser, place = self._presser(person, chat)
        post = self.post(place, message)
        found = _button(post, button)
        if "url" in found:
            self._follow(presser, found["url"])
            return ""
        return self.forges(presser, place, message, found["callback_data"])

    def forges(self, person: Person | int, chat: Chat | Bot | int, message: int, data: str) -> str:
        """A press with any data, as a forged or outdated client would send it; returns the callback id."""
        presser, place = self._presser(person, chat)
        post = self.post(place, message)
        if not isinstance(post.sender, Bot):
            raise PlayError("只有机器人的消息有按钮。")
        press = Pressed(str(4_000_000_000_000 + next(self.numbers)), post.sender, presser, post, self.now())
        self.pressed[press.id] = press
        for old in list(islice(self.pressed, max(0, len(self.pressed) - CALLBACKS_KEPT))):
            del self.pressed[old]
        self._tell_press(press, data)
        return press.id

    def starts(self, person: Person | int, bot: Bot | int, payload: str = "") -> int:
        """Press start in a bot's private chat; returns the message id of the /start."""
        person, bot = self.the_person(person), self.the_bot(bot)
        self.unblocks(person, bot)
        person.started.add(bot.id)
        chat = self.private(person, bot)
        self.tell("chat", chat)
        return self.publish(chat, person, text=f"/start {payload}".strip()).id

    def blocks(self, person: Person | int, bot: Bot | int) -> None:
        person, bot = self.the_person(person), self.the_bot(bot)
        if bot.id not in person.blocked:
            person.blocked.add(bot.id)
            self._tell_blocked(person, bot, "member", "kicked")

    def unblocks(self, person: Person | int, bot: Bot | int) -> None:
        person, bot = self.the_person(person), self.the_bot(bot)
        if bot.id in person.blocked:
            person.blocked.discard(bot.id)
            self._tell_blocked(person, bot, "kicked", "member")

    def reacts(self, person: Person | int, chat: Chat | Bot | int, message: int, *signs: str) -> None:
        """Replace a person's reactions on a message; no sign takes them away."""
        reader, place = self._presser(person, chat)
        self.react(self.post(place, message), reader, list(signs))

    def inject(self, bot: Bot | int, update: Json) -> None:
        """Queue any update whatever for a bot; an update_id in it is replaced by the next one."""
        fields = {key: value for key, value in update.items() if key != "update_id"}
        # Half a surrogate pair, which Telegram has sent, can only be written escaped.
        self.the_bot(bot).updates.put_raw(json.dumps(fields).encode()[1:-1], _lane(update))

    def answer(self, callback: str) -> Pressed:
        """A press and what the bot answered to it."""
        return self.pressed[callback]

    def _writer(self, person: Person | int, chat: Chat | Bot | int) -> tuple[Person, Chat]:
        writer, place = self._presser(person, chat)
        if place.bot is not None and place.bot.id not in writer.started:
            raise PlayError(f"{writer.name}还没有点“开始”。")
        if not place.private and not self.member(place, writer).inside:
            raise PlayError(f"{writer.name}不在“{place.title}”里。")
        if place.migrated_to is not None:
            raise PlayError("这个群已经升级成新的群。")
        return writer, place

    def _presser(self, person: Person | int, chat: Chat | Bot | int) -> tuple[Person, Chat]:
        somebody = self.the_person(person)
        place = self.the_chat(chat, somebody)
        if place.private and place.person is not somebody:
            raise PlayError("这是别人的私聊。")
        return somebody, place

    def _parts(self, chat: Chat, how: Manner) -> dict[str, Any]:
        reply, topic, extra = how.get("reply_to"), how.get("topic"), _authorship(chat, how, int(self.now()))
        parts: dict[str, Any] = {"topic": topic, "extra": extra}
        if reply is not None:
            parts["reply_to"] = self.post(chat, reply)
        elif topic is not None:
            parts["reply_to"] = chat.posts.get(topic)
        if how.get("album_id"):
            parts["album"] = how["album_id"]
        return parts

    def _signed(self, writer: Person, how: Manner) -> Person | None:
        return None if how.get("anonymous") or how.get("channel") else writer

    def _album(self, writer: Person, chat: Chat, text: str, how: Manner, parts: dict[str, Any]) -> int:
        album = str(13_000_000_000_000_000 + next(self.numbers))
        posts = []
        for at, content in enumerate(how["album"]):
            media = files.photo(self.files.add("photo", content))
            words = text if at == 0 else ""
            posts.append(self.publish(chat, self._signed(writer, how), text=words, media=media, album=album, **parts))
        return posts[0].id

    def _media(self, how: Manner) -> Json:
        photo, voice, video = how.get("photo"), how.get("voice"), how.get("video")
        if photo is not None:
            return files.photo(self.files.add("photo", photo))
        if voice is not None:
            return files.voice(self.files.add("voice", b"OggS", seconds=voice))
        if video is not None:
            return files.video(self.files.add("video", b"film", seconds=video))
        if "document" in how:
            name, content = how["document"]
            return files.document(self.files.add("document", content), name)
        return self._small_media(how)

    def _small_media(self, how: Manner) -> Json:
        if "sticker" in how:
            return files.sticker(self.files.add("sticker", b"RIFF"), how["sticker"])
        if "location" in how:
            return files.location(*how["location"])
        if "contact" in how:
            return files.contact(*how["contact"])
        if "poll" in how:
            return files.poll(next(self.numbers), *how["poll"])
        return {}

    def _follow(self, person: Person, url: str) -> None:
        """A link https://t.me/<bot>?start=<payload> opens that bot's private chat."""
        name, _, payload = url.partition("t.me/")[2].partition("?start=")
        for bot in self.bots.values():
            if name and bot.username.lower() == name.lower():
                self.starts(person, bot, payload)

    def _tell_press(self, press: Pressed, data: str) -> None:
        shape: Json = {
            "id": press.id,
            "from": shapes.user(press.person),
            "message": shapes.message(press.post),
            "chat_instance": str(-7_000_000_000 - press.post.chat.page_id),
            "data": data,
        }
        press.bot.updates.put("callback_query", shapes.encode(shape), press.post.chat.id)

    def _tell_blocked(self, person: Person, bot: Bot, before: str, after: str) -> None:
        old, new = Member(bot, before), Member(bot, after)
        self._tell_own(bot, self.private(person, bot), old, new, person)


def _button(post: Post, wanted: str) -> Json:
    """The button of that data, else of that text, else of that word behind its emoji."""
    told = [((b.get("callback_data"), b["text"], *b["text"].split()[-1:]), b) for row in post.buttons for b in row]
    fits = [(names.index(wanted), button) for names, button in told if wanted in names]
    if not fits:
        raise PlayError(f"这条消息上没有“{wanted}”这个按钮。")
    return min(fits, key=lambda fit: fit[0])[1]


def _authorship(chat: Chat, how: Manner, now: int) -> Json:
    extra: Json = {}
    if how.get("anonymous"):
        extra = {"from": shapes.ANONYMOUS, "sender_chat": shapes.chat(chat)}
    elif how.get("channel"):
        extra = _as_channel(*how["channel"], linked=how.get("linked", False))
    if how.get("forwarded"):
        extra["forward_origin"] = {"type": "hidden_user", "sender_user_name": how["forwarded"], "date": now - 60}
    return extra


def _as_channel(id: int, title: str, linked: bool) -> Json:
    sender = {"id": id, "type": "channel", "title": title}
    if linked:
        return {"from": shapes.FORWARDER, "sender_chat": sender, "is_automatic_forward": True}
    return {"from": shapes.AS_CHANNEL, "sender_chat": sender}


def _lane(update: Json) -> int:
    for value in update.values():
        if isinstance(value, dict):
            holder = value.get("message", value)
            if isinstance(holder, dict) and isinstance(holder.get("chat"), dict):
                return int(holder["chat"].get("id", 0))
    return 0
