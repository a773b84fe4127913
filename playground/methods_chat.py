"""The Bot API methods about the bot itself, its commands, chats, their members and files."""

from playground import shapes
from playground.access import Call, find_chat, readable_chat, writable_chat
from playground.refusals import bad_request
from playground.things import Chat, Json, Member

LARGEST = 20 * 1024 * 1024


def get_me(call: Call) -> Json:
    return shapes.me(call.bot)


def get_chat(call: Call) -> Json:
    return shapes.full_chat(readable_chat(call))


def get_chat_member(call: Call) -> Json:
    chat = readable_chat(call)
    user_id = call.params.integer("user_id")
    if user_id in chat.members:
        return shapes.member(chat.members[user_id])
    if chat.person is not None and user_id in (chat.id, call.bot.id):
        return shapes.member(Member(chat.person if user_id == chat.id else call.bot))
    if user_id in call.world.people:
        return shapes.member(Member(call.world.people[user_id], "left"))
    raise bad_request("member not found" if user_id else "invalid user_id specified")


def get_chat_administrators(call: Call) -> list[Json]:
    chat = readable_chat(call)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return [shapes.member(member) for member in chat.members.values() if member.admin]


def get_chat_member_count(call: Call) -> int:
    chat = readable_chat(call)
    return 2 if chat.private else sum(member.inside for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    chat: Chat = writable_chat(call)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    call.world.bot_leaves(call.bot, chat)
    return True


def get_file(call: Call) -> Json:
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.world.files.find(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > LARGEST:
        raise bad_request("file is too big")
    return {**stored.shape, "file_path": stored.path}


def set_my_commands(call: Call) -> bool:
    commands = call.params.json("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("can't parse commands JSON object")
    for command in commands:
        _check_command(command)
    call.bot.commands[_scope(call)] = commands
    return True


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("expected an Object of type BotCommand")
    name, words = str(command.get("command", "")), str(command.get("description", ""))
    if not (1 <= len(name) <= 32 and name == name.lower() and name.isascii() and name.replace("_", "").isalnum()):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_scope(call), None)
    return True


def _scope(call: Call) -> str:
    scope = call.params.json("scope") or {"type": "default"}
    return f"{shapes.encode(scope).decode()}|{call.params.text('language_code')}"


def send_chat_action(call: Call) -> bool:
    find_chat(call)
    return True


def log_out(call: Call) -> bool:
    return True


METHODS = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "sendchataction": send_chat_action,
    "logout": log_out,
    "close": log_out,
}
