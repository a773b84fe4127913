"""The Bot API methods that put new messages into chats."""

from typing import Any

from playground import files, markup, shapes
from playground.access import Call, check_may_write, replied_to, topic_of, writable_chat
from playground.body import Upload
from playground.refusals import bad_request
from playground.things import Chat, Json, Post


def send_message(call: Call) -> Json:
    chat = writable_chat(call)
    text, found = markup.message_text(call)
    return shapes.message(_send(call, chat, text=text, entities=found))


def send_photo(call: Call) -> Json:
    return _send_file(call, "photo")


def send_document(call: Call) -> Json:
    return _send_file(call, "document")


def send_voice(call: Call) -> Json:
    return _send_file(call, "voice")


def send_poll(call: Call) -> Json:
    chat = writable_chat(call)
    question = call.params.text("question").strip()
    options = [_option(option) for option in call.params.json("options") or []]
    if not question:
        raise bad_request("poll question can't be empty")
    if not 2 <= len(options) <= 12:
        raise bad_request(
            "poll must have at least 2 options" if len(options) < 2 else "poll can't have more than 12 options"
        )
    many, anonymous = call.params.flag("allows_multiple_answers"), call.params.text("is_anonymous", "true") != "false"
    media = files.poll(next(call.world.numbers), question, options, many, anonymous)
    return shapes.message(_send(call, chat, media=media))


def send_media_group(call: Call) -> list[Json]:
    chat = writable_chat(call)
    media = call.params.json("media")
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise bad_request("there are no media to send" if not media else "wrong number of media in the album")
    items = [_album_item(call, item) for item in media]
    check_may_write(call, chat)
    reply, topic = replied_to(call, chat), topic_of(call, chat)
    call.spend(chat, len(items))
    album = str(13_500_000_000_000_000 + next(call.world.numbers))
    sent = [
        call.world.publish(chat, call.bot, text=caption, media=fragment, album=album, reply_to=reply, topic=topic)
        for fragment, caption in items
    ]
    return [shapes.message(post) for post in sent]


def _send(call: Call, chat: Chat, **parts: Any) -> Post:
    """Publish after the checks that all sends share, the limits last."""
    keyboard = markup.keyboard(call)
    check_may_write(call, chat)
    topic = topic_of(call, chat)
    reply = replied_to(call, chat)
    call.spend(chat)
    return call.world.publish(chat, call.bot, topic=topic, reply_to=reply, markup=keyboard, **parts)


def _send_file(call: Call, kind: str) -> Json:
    chat = writable_chat(call)
    text, found = markup.words(call, "caption", markup.CAPTION)
    media = _media(call, kind, kind)
    return shapes.message(_send(call, chat, text=text, entities=found, media=media))


def _album_item(call: Call, item: Any) -> tuple[Json, str]:
    if not isinstance(item, dict) or item.get("type") not in ("photo", "document", "video"):
        raise bad_request("can't parse InputMedia: media type is invalid")
    caption = str(item.get("caption") or "")
    if len(caption) > markup.CAPTION:
        raise bad_request("message caption is too long")
    call.params.values["_item"] = item.get("media")
    return _media(call, "_item", item["type"]), caption


def _media(call: Call, name: str, kind: str) -> Json:
    """The fragment of an uploaded file, or of one known by its file_id."""
    upload = call.params.upload(name)
    if upload is not None:
        return _uploaded(call, kind, upload)
    file_id = call.params.text(name)
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    known = call.world.files.find(file_id)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind == "voice" and known.kind != "voice":
        raise bad_request("can't use file of type " + known.kind.capitalize() + " as VoiceNote")
    return files.photo(known) if kind == "photo" else files.of_kind(known)


def _uploaded(call: Call, kind: str, upload: Upload) -> Json:
    if not upload.content:
        raise bad_request("file must be non-empty")
    suffix = upload.name.rpartition(".")[2] if "." in upload.name else ""
    stored = call.world.files.add(kind, upload.content, suffix, call.params.integer("duration"))
    return files.document(stored, upload.name) if kind == "document" else files.of_kind(stored)


def _option(option: Any) -> str:
    return str(option.get("text", "") if isinstance(option, dict) else option)


METHODS = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendvoice": send_voice,
    "sendpoll": send_poll,
    "sendmediagroup": send_media_group,
}
