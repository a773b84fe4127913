"""The Bot API methods that change, remove, pin, react to or answer what already stands there."""

from typing import Any

from playground import markup, shapes
from playground.access import Call, own_post, readable_chat, some_post, writable_chat
from playground.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from playground.things import Chat, Json, Post

_SIGNS = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷♂ 🤷 🤷♀ 😡 "
)
EMOJI = frozenset(_SIGNS.split())
TWO_DAYS = 48 * 3600


def edit_text(call: Call) -> Json:
    chat, post = _editable(call)
    text, found = markup.message_text(call)
    if post.media:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, chat, post, text=text, entities=found, markup=markup.keyboard(call))


def edit_caption(call: Call) -> Json:
    chat, post = _editable(call)
    text, found = markup.words(call, "caption", markup.CAPTION)
    if not post.media:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, chat, post, text=text, entities=found, markup=markup.keyboard(call))


def edit_markup(call: Call) -> Json:
    chat, post = _editable(call)
    return _edit(call, chat, post, markup=markup.keyboard(call))


def _editable(call: Call) -> tuple[Chat, Post]:
    chat = writable_chat(call)
    return chat, own_post(call, chat)


def _edit(call: Call, chat: Chat, post: Post, **parts: Any) -> Json:
    if all(getattr(post, name) == value for name, value in parts.items()):
        raise bad_request(NOT_MODIFIED)
    call.spend(chat)
    return shapes.message(call.world.change(post, **parts))


def delete_message(call: Call) -> bool:
    chat = writable_chat(call)
    post = some_post(call, chat, "message to delete not found")
    admin = chat.private or chat.members[call.bot.id].admin
    if post.sender is not call.bot and not admin:
        raise bad_request("message can't be deleted")
    if call.world.now() - post.date > TWO_DAYS and not (admin and not chat.private):
        raise bad_request("message can't be deleted for everyone")
    call.world.remove(post)
    return True


def answer_callback_query(call: Call) -> bool:
    text = call.params.text("text")
    press = call.world.pressed.get(call.params.text("callback_query_id"))
    late = press is not None and call.world.now() - press.at > call.world.callback_seconds
    if press is None or press.bot is not call.bot or press.answered or late:
        raise bad_request(QUERY_TOO_OLD)
    if len(text) > markup.ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered, press.text, press.alert = True, text, call.params.flag("show_alert")
    call.world.tell("answer", press)
    return True


def pin_message(call: Call) -> bool:
    chat = writable_chat(call)
    post = some_post(call, chat, "message to pin not found")
    _check_may_pin(call, chat)
    call.world.pin(post, call.bot)
    return True


def unpin_message(call: Call) -> bool:
    chat = writable_chat(call)
    _check_may_pin(call, chat)
    if not call.world.unpin(chat, call.params.integer("message_id") or None):
        raise bad_request("message to unpin not found")
    return True


def _check_may_pin(call: Call, chat: Chat) -> None:
    if not chat.private and not chat.members[call.bot.id].admin:
        raise bad_request("not enough rights to manage pinned messages in the chat")


def set_reaction(call: Call) -> bool:
    chat = readable_chat(call)
    post = some_post(call, chat, "message to react not found")
    wanted = call.params.json("reaction") or []
    signs = [str(item.get("emoji", "")) for item in wanted if isinstance(item, dict)]
    if any(_bare(sign) not in EMOJI for sign in signs):
        raise bad_request("REACTION_INVALID")
    if len(signs) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    call.world.react(post, call.bot, signs)
    return True


def _bare(sign: str) -> str:
    """Without joiners and variation selectors, as the list of signs stands here."""
    return sign.replace("\ufe0f", "").replace("\u200d", "")


METHODS = {
    "editmessagetext": edit_text,
    "editmessagecaption": edit_caption,
    "editmessagereplymarkup": edit_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "pinchatmessage": pin_message,
    "unpinchatmessage": unpin_message,
    "setmessagereaction": set_reaction,
}
