"""What people would see in the chats of the gateway in memory: each message with its buttons, or that it is gone."""

from dataclasses import dataclass, field

from bot.gateway import Gone, Moved, Outcome, Refused, Sent
from rules.messages import Act, Button, ChatKind, Outgoing, Sender, Upload


@dataclass(slots=True)
class Shown:
    """One message on the screen; `sender` None when the desk's bot wrote it."""

    id: int
    text: str
    sender: Sender | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    photos: tuple[str, ...] = ()
    document: str = ""
    voice: str = ""
    upload: Upload | None = None
    reply_to: int | None = None
    topic: int | None = None
    silent: bool = False
    ask_reply: bool = False
    deleted: bool = False
    pinned: bool = False
    reaction: str = ""
    edits: int = 0

    @property
    def labels(self) -> list[str]:
        """The words on its buttons, row after row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, word: str) -> Button:
        """The button whose text contains `word`; raises LookupError naming what can be pressed."""
        for row in self.buttons:
            for button in row:
                if word in button.text:
                    return button
        raise LookupError(f"no button {word!r} on message {self.id}: {self.labels}")


@dataclass(slots=True)
class MemoryChat:
    """A chat and what stands in it. `opened` False: a private chat where nobody has pressed start."""

    id: int
    title: str
    kind: ChatKind
    bots: list[int]
    messages: dict[int, Shown] = field(default_factory=dict)
    opened: bool = True
    standing: str = "member"
    moved_to: int | None = None
    closed_topics: set[int] = field(default_factory=set)
    last: int = 0

    @property
    def visible(self) -> list[Shown]:
        """What is on the screen, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def next_id(self) -> int:
        self.last += 1
        return self.last

    def put(self, message: Shown) -> int:
        self.messages[message.id] = message
        return message.id

    def apply(self, out: Outgoing) -> Outcome:
        """Does what a platform would do with `out`."""
        return self._refusal() or self._act(out)

    def _refusal(self) -> Outcome | None:
        if self.moved_to is not None:
            return Moved(self.moved_to)
        if self.standing in ("left", "kicked"):
            return Gone("kicked", "Forbidden: bot was kicked from the supergroup chat")
        if not self.opened:
            return Gone("unreachable", "Forbidden: bot can't initiate conversation with a user")
        return None

    def _act(self, out: Outgoing) -> Outcome:
        if out.act is Act.SEND:
            return self._send(out)
        if out.act is Act.LEAVE:
            self.standing = "left"
            return Sent()
        return self._change(out, self.messages.get(out.message or 0))

    def _send(self, out: Outgoing) -> Outcome:
        topic = None if out.topic in self.closed_topics else out.topic
        reply_to = out.reply_to if out.reply_to in self.messages else None
        sent = [
            Shown(
                self.next_id(),
                text,
                None,
                out.buttons,
                photos,
                out.document or out.file,
                out.voice,
                out.upload,
                reply_to,
                topic,
                out.silent,
                out.ask_reply,
            )
            for text, photos in _parts(out)
        ]
        for message in sent:
            self.put(message)
        return Sent(sent[0].id)

    def _change(self, out: Outgoing, message: Shown | None) -> Outcome:
        if message is None or message.deleted:
            return Sent() if out.act is Act.DELETE else Refused("lost_message", f"message to {out.act} not found")
        match out.act:
            case Act.EDIT:
                _edit(message, out)
            case Act.DELETE:
                message.deleted = True
            case Act.REACT:
                message.reaction = out.text
            case Act.PIN:
                message.pinned = True
        return Sent()


def _parts(out: Outgoing) -> list[tuple[str, tuple[str, ...]]]:
    """An album is a message a photo, the first one carrying the words."""
    if not out.photos:
        return [(out.text, ())]
    return [(out.text if at == 0 else "", (photo,)) for at, photo in enumerate(out.photos)]


def _edit(message: Shown, out: Outgoing) -> None:
    if (message.text, message.buttons) != (out.text, out.buttons):
        message.text, message.buttons = out.text, out.buttons
        message.edits += 1
