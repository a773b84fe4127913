"""The demo town: a street with its residents', workers' and officials' groups and the people in them. All invented."""

from dataclasses import dataclass
from pathlib import Path

from playground.things import Bot
from playground.world import World

TOWN_FILE = Path(__file__).with_name("town.yaml")
DAY_FILE = Path(__file__).with_name("day.jsonl")
BOT_TOKEN = "7000000001:playground-demo-desk"
BOT_USERNAME = "xiaoge_bot"
ADMIN = 801


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the town and who sits in it."""

    chat: int
    title: str
    purpose: str
    people: tuple[int, ...]


FIRST_GRID = {
    201: "3-2-501 王阿姨",
    202: "3-2-1102 小李",
    203: "1-1-302 周叔",
    204: "2-1-803 阿敏",
    205: "3-1-701 陈老师",
    206: "1-2-404 吴姐",
    207: "2-2-1501 大刘",
    208: "3-2-203 许奶奶",
}
SECOND_GRID = {209: "阳光花园5-1-601 蔡姐", 210: "阳光花园5-2-302 阿强", 211: "幸福里3-402 林嫂"}
STAFF = {501: "高晓燕", 502: "高亚丽", 601: "陈书记", 701: "吴主任", ADMIN: "黎工（管理员）"}
GROUPS = (
    Group(-1001, "第一网格居民群", "residents", (*FIRST_GRID, 501, 502)),
    Group(-1005, "第二网格居民群", "residents", (*SECOND_GRID, 502)),
    Group(-1002, "达濠社区工作群", "workers", (501, 502, 601, ADMIN)),
    Group(-1003, "光明街道指挥群", "officials", (601, 701, ADMIN)),
)


def build(world: World, bot: Bot) -> None:
    """People, groups with the bot as their administrator, and the private chats the staff have opened."""
    for number, name in {**FIRST_GRID, **SECOND_GRID, **STAFF}.items():
        world.add_person(number, name)
    for group in GROUPS:
        _open_group(world, bot, group)
    for number in STAFF:
        world.starts(number, bot)


def _open_group(world: World, bot: Bot, group: Group) -> None:
    world.add_group(group.chat, group.title, purpose=group.purpose)
    for number in group.people:
        world.join(group.chat, number, quiet=True)
    world.add_bot_to_group(bot, group.chat, admin=True, by=ADMIN if ADMIN in group.people else 502)
