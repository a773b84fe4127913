"""Whether a worker says that it is done: everyday sentences, and those that only sound like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.done import after_button, core, names_no_thing, tells_it_is_over, without_signs


@pytest.mark.parametrize(
    "words",
    [
        "修好啦",
        "弄好喽",
        "灯泡换了",
        "灯泡换好了",
        "灯泡换过了",
        "垃圾清走了",
        "清走了两桶",
        "已更换灯泡",
        "已处理",
        "处理完毕",
        "已清理完毕",
        "已修复",
        "已恢复供水",
        "完成",
        "已完成",
        "搞定啦",
        "换了个新的",
        "换了灯泡，亮了",
        "我把灯泡换了",
        "师傅已经修好了",
        "楼道的灯都换了",
        "墙补上了",
        "车挪走了",
        "没问题了",
        "没味了",
        "修好了，不漏了",
        "看了，灯泡换了",
        "配件到了，换好了",
        "弄好了，换了灯座",
        "下水道通了",
        "电来了",
        "好了 合上闸了",
        "OK了 合上闸了",
        "OK 换了灯泡",
        "好了 拧紧阀门",
        "修好",
        "更换完成",
        "已妥善处理",
        "已劝离",
        "树枝锯掉了",
        "换上新的了",
        "装了个新的",
        "给他换了",
        "电表换了",
    ],
)
def test_it_is_done(words: str) -> None:
    assert tells_it_is_over(words)


@pytest.mark.parametrize(
    "words",
    [
        "灯泡买了",
        "换了还是不亮",
        "灯泡换了，还是不亮",
        "换了新灯泡也不亮",
        "修好了吗",
        "修好了吧",
        "修好没",
        "明天修好",
        "该换了",
        "要换了",
        "修了一半",
        "修了两天",
        "修了又坏了",
        "换了两次灯泡了",
        "换了师傅",
        "换了班",
        "清了一部分",
        "处理了一下",
        "师傅说修好要三天",
        "物业说，修好了",
        "师傅去修了",
        "师傅来修了",
        "开始修了",
        "正在处理了",
        "已处理中",
        "交给物业处理了",
        "已派人处理",
        "已联系物业",
        "已报物业",
        "报修了",
        "快好了",
        "没修好",
        "换不了",
        "修好了再说",
        "修好了，跟我说一声",
        "处理完了告诉我",
        "如果修好了",
        "情况弄清了",
        "电话接通了",
        "已接单",
        "警戒线拉好了",
        "有人把消防栓拆了",
        "楼上把我家墙拆了",
        "井盖被搬走了",
        "孩子接走了",
        "没灯泡了",
        "没电了",
        "不来了",
        "等配件",
        "已经不亮了",
        "花名册弄好了",
        "又堵上了",
        "昨天修好了，今天又漏",
        "灯修好了，开关也坏了",
        "上次换了灯泡，今天又不亮了",
        "ok 我去了",
        "OK 通知他们了",
        "ok 已经转了",
        "OK 清楚",
        "ok 通过了",
        "OK 换个灯泡",
        "好了 修了一半",
        "好了 接电话",
        "水喷起来了",
        "井盖冲走了",
        "消防通道锁上了",
        "地上弄成这样了",
        "店门都遭堵完了",
        "拆开了，里面线烧了",
        "拆完了，准备装新的",
        "拆了，厂家下周来装新的",
        "管子接好了，在冲",
        "修路修了三个月",
        "沟通好了",
        "跟物业协调好了",
        "登记表填好了",
        "换新的",
        "师傅修好",
        "怎么弄好",
    ],
)
def test_it_is_not_done_yet(words: str) -> None:
    assert not tells_it_is_over(words)


@pytest.mark.parametrize(("words", "left"), [("都办好啦", "办好了"), ("已经好了👌", "好了"), ("换了灯泡", "换了灯泡")])
def test_what_is_left_of_a_result(words: str, left: str) -> None:
    assert core(words) == left


@given(st.text("好了啦换修清已经都没不把灯泡，。 👌?", max_size=60))
def test_any_words_are_over_or_not(words: str) -> None:
    assert not (tells_it_is_over(words) and "吗" in words)
    assert not without_signs(words).endswith("👌")


@pytest.mark.parametrize("part", ["换了", "修好了 ", "清", "已", "好了，", "都全", "没问题"])
def test_a_long_sentence_does_not_take_for_ever(part: str) -> None:
    tells_it_is_over(part * 3000 + "x")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("办结换了灯泡", "换了灯泡"),
        ("办结：清理了楼道", "清理了楼道"),
        ("办结修好了", "修好了"),
        ("办结已恢复供水", "已恢复供水"),
        ("办结疏通下水道", "疏通下水道"),
        ("办结不了", ""),
        ("办结率多少", ""),
        ("办结前拍照", ""),
        ("办结换了吗", ""),
        ("办结换灯还没", ""),
        ("办结修理中", ""),
        ("办结", ""),
        ("换了灯泡", ""),
    ],
)
def test_what_runs_into_the_word_of_the_button(words: str, what: str) -> None:
    assert after_button(words) == what


@pytest.mark.parametrize(("words", "nothing"), [("修好了", True), ("好了 换了灯泡", True), ("空调修好了", False)])
def test_whether_something_is_named_that_is_done(words: str, nothing: bool) -> None:
    assert names_no_thing(words) is nothing
