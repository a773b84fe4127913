"""A danger that goes on: what is said next of it is for those who were called, and no second danger somewhere else."""

import re
from datetime import timedelta

from handlers.desk import Desk, Told
from models.talk import dangers_in
from models.ticket import Ticket, by_desk
from rules.parsing import Request
from rules.places import addresses
from rules.tickets import ACTIVE, State

ONE_DAY, MINUTES, ONE_FIRE = timedelta(days=1), timedelta(minutes=10), timedelta(minutes=15)
AGAINST = frozenset({"violence", "crime"})
# 他拿刀了 is of whom its sender has told of; 小区门口有人拿刀 is of somebody else.
OF_HIM = re.compile(r"[他她]|[老丈前][公夫婆]|妻子|男朋友|女朋友|对象|那(?:个)?(?:男|女)的")
OF_ANOTHER = re.compile(r"有人|有个|一群|一帮|[两几]个人|别人|邻居|隔壁|楼上|对门")
# 还有一个孕妇，她喘不上气 right after 我被关在电梯里了.
MORE_OF_IT = re.compile(r"(?:里面|这里|车里|电梯里)?还有(?!人说)|[他她](?!家|们家)|里面|那?(?:个)?[男女]的")
ELSEWHERE = re.compile(r"家|屋|房间|厨房|客厅|卧室|阳台|厕所|卫生间|楼[上下道]|隔壁|对门|小区|门口|路[上边]|另")
SEEN_FROM = re.compile(r"(?:号楼|[栋幢]|单元|这[边里]|[我俺咱]们?家)(?:这[边里])?[也都能就可以]{1,4}看得?[到见]")
BURNS_THERE = re.compile(r"烧|着火|起火|着了|火着")


def goes_on_with(desk: Desk, request: Request, words: str, told: Told) -> Ticket | None:
    """The danger that is open already and that words tell more of; None where they may tell another."""
    if not request.danger or told.proxy or told.forced or desk.town.is_staff(desk.actor):
        return None
    return _seen_from_afar(desk, request, words) or _of_own(desk, request, words)


def add(desk: Desk, ticket: Ticket, request: Request, words: str, told: Told) -> None:
    """It stands on the ticket; while nobody has that, everybody who was called is rung with it."""
    desk.join(ticket, request, words, told)
    if ticket.state == State.OPEN and ticket.submitted_by is None and not desk.late:
        desk.ring(ticket)


def _of_own(desk: Desk, request: Request, words: str) -> Ticket | None:
    if addresses(words):
        return None
    mine = [each for each in desk.told_within(ONE_DAY) if each.state in ACTIVE and each.danger]
    last = mine[-1] if mine else None
    if last is None:
        return None
    if last.danger in AGAINST and request.danger in AGAINST:
        same = last.quiet and OF_HIM.search(words) and not OF_ANOTHER.search(words)
        return last if same else None
    lately = desk.now - last.created_at <= MINUTES and not request.place
    more = MORE_OF_IT.match(words.strip()) and not ELSEWHERE.search(words)
    return last if lately and more else None


def _seen_from_afar(desk: Desk, request: Request, words: str) -> Ticket | None:
    """6号楼也看得到 好大的烟 is of the fire that was just told in this group, and not at 6号楼."""
    if request.danger != "fire" or BURNS_THERE.search(words) or not SEEN_FROM.search(words):
        return None
    near = (by_desk(desk.session, each) for each in dangers_in(desk.session, desk.said.chat, desk.now - ONE_FIRE))
    return next((each for each in near if each.danger == "fire" and each.state in ACTIVE), None)
