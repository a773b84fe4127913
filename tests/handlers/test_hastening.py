"""Stories of officials who order in plain words: 抓紧办 under the card, 让亚丽去, 红牌督办1号单, 催一下电梯的事."""

from collections.abc import Callable

import pytest

from tests.handlers.story import OFFICIALS, TOWN, WORKERS, Person, Story

LIFT = "3号楼2单元电梯停了"


@pytest.fixture
def taken(story: Story) -> Story:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("接单 1", WORKERS)
    return story


@pytest.mark.parametrize("words", ["抓紧办", "今天必须修好", "怎么还没人去"])
def test_under_the_card_of_the_officials_it_goes_to_who_should_act(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(minutes=62)
    story.wu.says(words, OFFICIALS, reply_to=story.card(OFFICIALS, "1号单").id)
    asked = f"1号单（电梯故障，3号楼2单元）吴主任在催：“{words}”"
    assert asked in story.xiaoyan.hears() and asked in story.chen.hears() and asked not in story.wu.hears()
    assert story.xiaoyan.sees("在催").labels == ["接单", "去不了"]
    assert story.last(OFFICIALS).text == "1号单转告高晓燕、陈书记了。"
    assert story.ticket().state == "open" and words in story.card(WORKERS, "1号单").text


def test_by_its_number_in_private_it_goes_to_who_has_it(taken: Story) -> None:
    taken.wu.writes("1号单抓紧")
    assert taken.xiaoyan.hears()[-1] == "1号单（电梯故障，3号楼2单元）吴主任在催：“抓紧”"
    assert taken.wu.hears()[-1] == "1号单转告高晓燕了。"


def test_a_worker_under_their_own_card_only_notes_it(taken: Story) -> None:
    taken.xiaoyan.says("尽快处理", WORKERS, reply_to=taken.card(WORKERS, "1号单").id)
    assert not any("在催" in text for text in [*taken.xiaoyan.hears(), *taken.chen.hears()])


def test_a_leader_under_the_card_of_what_they_have_themselves_presses_nobody(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.chen.says("接单 1", WORKERS)
    story.chen.says("抓紧办", WORKERS, reply_to=story.card(WORKERS, "1号单").id)
    assert not any("在催" in text or "转告" in text for text in [*story.chen.hears(), *story.texts(WORKERS)])


@pytest.mark.parametrize("words", ["1号单转给高亚丽", "让高亚丽去处理1号单", "亚丽去一下1号单", "把1号单给高亚丽"])
def test_who_leads_gives_to_another_what_is_taken(taken: Story, words: str) -> None:
    taken.wu.writes(words)
    assert taken.ticket().claimed_by == 502


def test_without_a_number_it_is_of_what_was_just_spoken_of(taken: Story) -> None:
    taken.wu.writes("看 1")
    taken.wu.writes("让亚丽去")
    assert taken.ticket().claimed_by == 502


def test_a_colleague_gives_nothing_of_anothers(taken: Story) -> None:
    taken.yali.writes("1号单转给高亚丽")
    assert taken.ticket().claimed_by == 501


@pytest.mark.parametrize(
    ("words", "colour"), [("红牌督办1号单", "red"), ("催一下电梯的事", "ordinary"), ("催催电梯", "ordinary")]
)
def test_an_order_in_plain_words(taken: Story, words: str, colour: str) -> None:
    taken.yali.writes(words)
    assert not taken.ticket().colour
    taken.wu.writes(words)
    assert taken.ticket().colour == colour
    assert "回一句" in taken.xiaoyan.hears()[-1]


def test_of_nothing_like_it_nothing_is_ordered(taken: Story) -> None:
    taken.wu.writes("催一下漏水的事")
    assert not taken.ticket().colour


def test_somebody_of_another_community_cannot_have_it_and_that_is_said(open_story: Callable[..., Story]) -> None:
    town = TOWN.read_text(encoding="utf-8")
    town = town.replace(
        "groups:",
        "  - {code: gm-lj,   level: community, name: 临江社区, parent: gm}\n"
        '  - {code: gm-lj-1, level: grid,      name: 第四网格, parent: gm-lj, buildings: ["9"]}\ngroups:',
    )
    story = open_story(town + "  - {user_id: 503, name: 周强, roles: [{role: grid_worker, place: gm-lj-1}]}\n")
    people: list[Person] = story.all_staff()
    story.staff(503, "周强")
    story.wang.says(LIFT)
    story.wu.writes("转派 1 周强")
    assert people and story.last(701).text == "第四网格周强不在这个社区，1号单转不过去。转给谁？点名字。"
    story.wu.writes("转派 1 高晓燕")
    story.wu.writes("转派 1 高晓燕")
    assert story.wu.hears()[-1].startswith("高晓燕刚接了")
