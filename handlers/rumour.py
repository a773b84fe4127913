"""What is told around in a group: never answered there, shown to staff to check."""

from handlers.desk import LOW, Desk, group_of
from rules.redaction import redact


def show(desk: Desk) -> None:
    """The words, once an hour and group, with nobody's name; they are kept nowhere else."""
    post = group_of(desk, desk.said.chat)
    if post is None or post.place is None or desk.late:
        return
    name = desk.said.sender_name
    words = {"said": redact(desk.said.text, [name]), "group": post.name}
    hour = desk.real_now.strftime("%Y%m%d%H")
    for chat in desk.staff_chats(post.place):
        desk.say_once(f"rumour:{post.chat}:{hour}:{chat}", chat, "rumour", words, priority=LOW, purpose="rumour")
