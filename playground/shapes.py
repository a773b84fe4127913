"""People, chats, members and messages in the Bot API's JSON."""

import msgspec

from playground.things import SUPERGROUP, Bot, Chat, Json, Member, Person, Post

encode = msgspec.json.Encoder().encode
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
AS_CHANNEL: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
FORWARDER: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
_ADMIN = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages "
    "can_manage_topics can_send_welcome_messages"
)
_WRITE = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes "
    "can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages"
)
_ADMIN_RIGHTS, _WRITE_RIGHTS = _ADMIN.split(), _WRITE.split()
_MEMBER_RIGHTS = ("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag")


def user(who: Person | Bot) -> Json:
    shape: Json = {"id": who.id, "is_bot": isinstance(who, Bot), "first_name": who.name}
    if who.username:
        shape["username"] = who.username
    if isinstance(who, Person):
        shape["language_code"] = "zh-hans"
    return shape


def me(bot: Bot) -> Json:
    """What getMe answers."""
    return user(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat(of: Chat) -> Json:
    if of.person is not None:
        shape: Json = {"id": of.id, "type": "private", "first_name": of.person.name}
        if of.person.username:
            shape["username"] = of.person.username
        return shape
    shape = {"id": of.id, "type": of.kind, "title": of.title}
    if of.forum:
        shape["is_forum"] = True
    if of.kind == "group":
        shape["all_members_are_administrators"] = False
    return shape


def full_chat(of: Chat) -> Json:
    """What getChat answers: a ChatFullInfo with what every one of them must carry."""
    shape = chat(of) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}
    if not of.private:
        shape["permissions"] = dict.fromkeys(_WRITE_RIGHTS, True) | dict.fromkeys(_MEMBER_RIGHTS, False)
    if of.pinned and of.pinned[-1] in of.posts:
        shape["pinned_message"] = message(of.posts[of.pinned[-1]])
    return shape


_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def member(of: Member) -> Json:
    """A ChatMember of any standing."""
    shape: Json = {"user": user(of.who), "status": of.status}
    if of.status == "creator":
        shape["is_anonymous"] = False
    elif of.status == "administrator":
        shape |= dict.fromkeys(_ADMIN_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    elif of.status == "restricted":
        shape |= {"is_member": True, "until_date": 0}
        shape |= dict.fromkeys(_WRITE_RIGHTS, of.may_write) | dict.fromkeys(_MEMBER_RIGHTS, False)
    elif of.status == "kicked":
        shape["until_date"] = 0
    return shape


def message(post: Post, depth: int = 1) -> Json:
    """A Message; what it replies to is one level deep, as on Telegram."""
    shape: Json = {"message_id": post.id, "chat": chat(post.chat), "date": post.date}
    if post.sender is not None:
        shape["from"] = user(post.sender)
    shape |= post.extra
    if post.edited:
        shape["edit_date"] = post.edited
    if post.topic is not None:
        shape["message_thread_id"] = post.topic
        shape["is_topic_message"] = True
    if depth and post.reply_to is not None:
        shape["reply_to_message"] = message(post.reply_to, 0)
    if post.album:
        shape["media_group_id"] = post.album
    if post.text:
        _words(shape, post)
    shape |= post.media
    if post.buttons:
        shape["reply_markup"] = {"inline_keyboard": post.buttons}
    return shape


def _words(shape: Json, post: Post) -> None:
    text, entities = ("caption", "caption_entities") if post.media else ("text", "entities")
    shape[text] = post.text
    if post.entities:
        shape[entities] = post.entities


def emoji(sign: str) -> Json:
    return {"type": "emoji", "emoji": sign}


def kind_of(chat_id: int) -> str:
    """A group's kind by the shape of its id."""
    return "supergroup" if chat_id < SUPERGROUP else "group"
