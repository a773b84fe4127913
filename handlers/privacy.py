"""What somebody may ask of their own data: in private to see it and to have it erased, anywhere not to be named."""

from handlers.desk import Desk
from models import callout, inbox, rollcall
from models.place import Person, forget_professions, professions_of
from models.privacy import count_told, forget_private, forget_sent, forget_told, told_by
from rules.messages import Button
from rules.privacy import Wish, wish_in

COMMANDS: dict[str, Wish] = {"mydata": "show", "erase": "erase"}
MOST = 20


def asked(desk: Desk) -> bool:
    """Serves 我的信息 and 删除我的信息, typed or as /mydata and /erase; whether this was one."""
    wish = COMMANDS.get(desk.said.command) or wish_in(desk.said.text)
    if wish == "erase":
        _erase(desk)
    elif wish == "show":
        _show(desk)
    return bool(wish)


def asks_unnamed(desk: Desk) -> bool:
    """别写我名字, 能不能私下说: what is kept from whom is said, and in a group where to tell it in private."""
    if desk.by_staff or not desk.res.ear.keeps_private(desk.said.text):
        return False
    post = desk.town.posts.get(desk.said.chat)
    if post and desk.late:
        return False
    link = desk.private_link(f"p{post.place}") if post else ""
    buttons = ((Button(desk.word("private"), url=link),),) if link else ()
    desk.reply_seldom("unnamed", {"in_group": bool(post)}, buttons=buttons, purpose="asked")
    return True


def _show(desk: Desk) -> None:
    """Everything that is kept of the person who asks."""
    person = desk.session.get(Person, desk.actor)
    place = desk.town.spots.get(person.home_place or 0) if person else None
    name = person.name if person else ""
    desk.reply(
        "my_data",
        {
            "name": name,
            "place": place.name if place else "",
            "reports": told_by(desk.session, desk.actor, MOST),
            "rolls": rollcall.told_by(desk.session, desk.actor),
            "professions": professions_of(desk.session, desk.actor),
            "callouts": len(callout.rows_of(desk.session, desk.actor)),
        },
    )


def _erase(desk: Desk) -> None:
    """Takes the person out of what is finished, and its cards; what is still open is needed to bring them the answer.

    What they can do and their answers to call-outs go too, but for one that still counts on them.
    """
    erased, tickets = forget_told(desk.session, desk.actor)
    for ticket in tickets:
        desk.refresh(ticket)
    forget_sent(desk.session, [ticket.id for ticket in tickets])
    rollcall.forget_user(desk.session, desk.actor)
    if forget_professions(desk.session, desk.actor):
        desk.town_changed()
    pending = callout.forget_user(desk.session, desk.actor)
    desk.res.talk.clear()
    kept = count_told(desk.session, desk.actor)
    person = desk.session.get(Person, desk.actor)
    if not desk.by_staff:
        forget_private(desk.session, desk.actor)
        inbox.forget_chat(desk.session, desk.actor)
    if person and not desk.by_staff:
        person.name, person.home_place = "", None
        desk.session.add(person)
    desk.reply("data_erased", {"erased": erased, "kept": kept, "pending": pending})
