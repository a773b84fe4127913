"""Supervision orders never step down, drafts need a signature, and replies are asked for what they leave out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.duty import DutyHours
from rules.supervision import (
    ELEMENTS,
    Colour,
    Order,
    SupervisionPolicy,
    colour_in,
    ends_draft,
    missing,
    raised,
    reply_due,
)

HOURS = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)


def short(*left_out: str) -> set[str]:
    return set(left_out)


@pytest.mark.parametrize(
    ("reply", "lacks"),
    [
        # All four.
        (
            "7月20日9点收到督办单，9点半与报修人王女士电话沟通，已安排物业更换水泵，预计7月22日18点前恢复供水。",
            short(),
        ),
        ("昨天下午接到，当晚上门见了王阿姨说明情况，物业已换新阀门，今天上午已恢复供水", short()),
        ("今早8:10接单;联系了3栋业主和楼上住户;现场检查是地漏堵了,已疏通;明天复查", short()),
        ("周一收到。和双方当事人当面谈了两次。已经调解处理,双方签了协议。3天内把杂物清走", short()),
        # One or more left out.
        ("已收到，已联系居民，已修好", short("received")),
        ("收到，马上处理", short("received", "talked", "done", "by_when")),
        ("好的", short(*ELEMENTS)),
        ("", short(*ELEMENTS)),
        ("今天上午10点收到，正在处理", short("talked", "done", "by_when")),
        ("7月20日接到督办，已联系业主李先生", short("done", "by_when")),
        ("7月20日接到督办，与业主李先生通了电话，预计周五前修好", short("done")),
        ("7月20日接到督办，与业主李先生通了电话，尚未处理", short("done", "by_when")),
        ("7月20日接到督办，物业已围挡积水处，已报修，3个工作日内修复", short("talked")),
        ("7月20日接到督办，物业经理已电话告知业主，已到现场查看，等配件", short("by_when")),
        ("已更换声控灯，并告知报修人", short("received")),
        ("已更换完毕，并电话告知报修人", short("received")),
        ("昨天9点接到，约好业主上门", short("done", "by_when")),
        ("刚收到。已派人去。下周三之前完成。业主在外地，电话里说明了", short()),
        ("计划下周清理", short("received", "talked", "done")),
        ("上午接到后已联系供电所，供电所答复下午六点前送电", short("done")),
        ("3月2日收到督办，走访了楼上住户，劝其晚十点后不再拖椅子，对方同意，今晚回访", short()),
    ],
)
def test_a_reply_is_asked_for_what_it_leaves_out(reply: str, lacks: set[str]) -> None:
    assert set(missing(reply)) == lacks


PARTS = {
    "received": "7月20日9点收到督办",
    "talked": "已与业主王女士电话沟通",
    "done": "现场更换了水阀",
    "by_when": "预计周五前全部恢复",
}


@given(st.permutations(ELEMENTS), st.integers(0, 4), st.sampled_from("，。；\n!？"))
def test_what_stands_in_a_clause_of_its_own_is_found_in_any_order(order: list[str], some: int, sign: str) -> None:
    told = order[:some]
    assert missing(sign.join(PARTS[element] for element in told)) == tuple(e for e in ELEMENTS if e not in told)


@given(st.text(max_size=200))
def test_any_words_are_read(words: str) -> None:
    assert set(missing(words)) <= set(ELEMENTS)
    assert set(missing(f"{words}。{'。'.join(PARTS.values())}")) == set()


def test_an_ordinary_order_is_in_force_at_once_and_the_others_when_they_are_signed() -> None:
    signed_at = FRIDAY + timedelta(hours=3)
    assert Order(Colour.ORDINARY, FRIDAY).in_force_from == FRIDAY
    draft = Order(Colour.YELLOW, FRIDAY)
    assert (draft.is_draft, draft.in_force_from) == (True, None)
    signed = draft.sign(701, signed_at)
    assert (signed.is_draft, signed.in_force_from, signed.signed_by) == (False, signed_at, 701)
    refused = draft.refuse(701)
    assert (refused.is_draft, refused.in_force_from) == (False, None)


def test_only_a_draft_is_signed_or_refused() -> None:
    signed = Order(Colour.RED, FRIDAY).sign(701, FRIDAY)
    for order in (signed, Order(Colour.RED, FRIDAY).refuse(701), Order(Colour.ORDINARY, FRIDAY)):
        with pytest.raises(ValueError, match="no signature"):
            order.sign(701, FRIDAY)
        with pytest.raises(ValueError, match="no signature"):
            order.refuse(701)


def test_a_reply_is_due_a_working_day_after_the_order_is_in_force() -> None:
    policy = SupervisionPolicy(timedelta(hours=13), "working")
    order = Order(Colour.ORDINARY, FRIDAY)
    assert reply_due(order, policy, HOURS) == FRIDAY + timedelta(days=3)
    hour = timedelta(hours=1)
    assert reply_due(order, policy, HOURS, FRIDAY + hour) == FRIDAY + hour
    assert reply_due(order, policy, HOURS, FRIDAY + timedelta(days=9)) == FRIDAY + timedelta(days=3)
    assert reply_due(order, policy, HOURS, FRIDAY - hour) == FRIDAY + timedelta(days=3)
    assert reply_due(Order(Colour.RED, FRIDAY), policy, HOURS) is None
    answered = Order(Colour.ORDINARY, FRIDAY, replied_at=FRIDAY + timedelta(hours=1))
    assert reply_due(answered, policy, HOURS) is None
    with pytest.raises(ValueError, match="leave time"):
        SupervisionPolicy(timedelta(0))


orders = st.builds(Order, st.sampled_from(Colour), st.just(FRIDAY)).flatmap(
    lambda order: st.sampled_from(
        [order, order.sign(1, FRIDAY), order.refuse(1)] if order.is_draft else [order],
    )
)


@given(st.lists(orders, max_size=6).map(tuple), st.sampled_from(Colour))
def test_orders_never_step_down(before: tuple[Order, ...], wanted: Colour) -> None:
    colour = raised(before, wanted)
    assert colour.rank >= wanted.rank
    assert all(colour.rank >= order.colour.rank for order in before if order.in_force_from)
    assert colour is wanted or any(order.colour is colour and order.in_force_from for order in before)


DRAFTS = {colour: Order(colour, FRIDAY) for colour in Colour}


@pytest.mark.parametrize(
    ("order", "draft", "ends"),
    [
        (Order(Colour.RED, FRIDAY, signed_by=1, signed_at=FRIDAY), DRAFTS[Colour.YELLOW], True),
        (Order(Colour.RED, FRIDAY, signed_by=1, signed_at=FRIDAY), DRAFTS[Colour.RED], True),
        (Order(Colour.YELLOW, FRIDAY, signed_by=1, signed_at=FRIDAY), DRAFTS[Colour.RED], False),
        # What only waits itself, or was refused, ends nothing; an ordinary order is weaker than any draft.
        (DRAFTS[Colour.RED], DRAFTS[Colour.YELLOW], False),
        (Order(Colour.RED, FRIDAY, refused_by=1), DRAFTS[Colour.YELLOW], False),
        (DRAFTS[Colour.ORDINARY], DRAFTS[Colour.YELLOW], False),
        (Order(Colour.RED, FRIDAY, 1, FRIDAY), Order(Colour.YELLOW, FRIDAY, 1, FRIDAY), False),
    ],
)
def test_a_stronger_order_in_force_ends_a_draft(order: Order, draft: Order, ends: bool) -> None:
    assert ends_draft(order, draft) is ends


@pytest.mark.parametrize(
    ("reply", "lacks"),
    [
        ("今早8:10收到；联系了小李；换了门机；今天18:00前恢复", short()),
        ("今早8:10收到；跟业主李先生说了；换灯头；今天下班前好", short()),
        ("8:10接的；和物业周师傅谈过；约了师傅来换灯；明天上午", short()),
        ("8:10\n老王\n给门轴上了油\n明天", short()),
        ("received at 8:10; spoke with Mr Li; new lamp; today by 18:00", short()),
        # Told over several messages, each on a line of its own.
        ("再等等\n8:10收到\n跟业主说了\n换灯头\n今天18:00前", short()),
        # Four parts that say nothing in their places.
        ("好的；好的；好的；好的", short(*ELEMENTS)),
        ("收到；马上处理；谢谢；好的", short(*ELEMENTS)),
        ("今早8:10收到；没联系上；还没办；明天18:00前", short("talked", "done")),
        ("换灯头；跟业主说了；8:10收到；谢谢", short("by_when")),
        # Not in order, or in sentences: words decide.
        ("今早8:10收到。跟业主李先生说了", short("done", "by_when")),
        ("今早8:10收到，和物业周师傅谈过，换灯头，今天18:00前好", short()),
        ("今早8:10收到，联系了小李，修理中", short("done", "by_when")),
        ("今早8:10收到，联系了小区，等着", short("talked", "done", "by_when")),
        ("今早8:10收到，跟老张打过招呼，约了师傅来换灯，明天上午修好", short()),
        # Numbered on one line, or four parts between commas and blanks.
        ("1. 上午9点收到 2. 和王师傅谈了 3. 换了灯管 4. 周五前全部换完", short()),
        ("1、上午9点收到，2、和王师傅谈了，3、换了灯管，4、周五前全部换完", short()),
        ("（1）上午9点收到（2）找王阿姨谈了（3）灯管换了（4）明天弄好", short()),
        ("①上午9点收到②和王师傅谈了③换了灯管④周五前全部换完", short()),
        ("上午收到,找物业谈了,灯换了,周五前完成", short()),
        ("上午收到 找物业谈了 灯换了 周五前完成", short()),
        ("早上收到、和王阿姨谈了、灯管换了、周五前弄完", short()),
        ("上午收到，和老张碰了头，拉了警戒线，周三前补好路面", short()),
        ("1. 上午9点收到 2. 3. 换了灯管 4. 周五前", short("talked")),
        ("上午收到，还没找到物业，灯换了，周五前完成", short("talked")),
        ("上午收到，找物业谈了，灯没换，周五前完成", short("done")),
        ("上午收到，找物业谈了，灯要换，周五前完成", short("done")),
        ("上午收到，物业不在，等了一上午，明天再说", short("talked", "done")),
        ("今早8:10收到，很忙，再等等，明天", short("talked", "done")),
        ("8:10收到，3.5米的灯管换了", short("talked")),
    ],
)
def test_a_reply_in_plain_words(reply: str, lacks: set[str]) -> None:
    assert set(missing(reply)) == lacks


@pytest.mark.parametrize(
    ("words", "colour", "rest"),
    [
        ("红色", Colour.RED, ""),
        ("红牌督办", Colour.RED, ""),
        ("黄牌 今天办好", Colour.YELLOW, "今天办好"),
        ("黄色，今天办好", Colour.YELLOW, "今天办好"),
        ("今天办好 红牌", Colour.RED, "今天办好"),
        ("普通 今天办好", Colour.ORDINARY, "今天办好"),
        ("red order, today", Colour.RED, "today"),
        ("Yellow", Colour.YELLOW, ""),
        # A colour of something is no colour of an order.
        ("红色的砖掉下来了", None, "红色的砖掉下来了"),
        ("今天把黄色警戒线拉上", None, "今天把黄色警戒线拉上"),
        ("reduce the noise", None, "reduce the noise"),
        ("今天办好", None, "今天办好"),
        ("", None, ""),
    ],
)
def test_a_colour_that_is_told(words: str, colour: Colour | None, rest: str) -> None:
    assert colour_in(words) == (colour, rest)
