"""Stories of reporting: who says what, and which tickets and cards come of it."""

from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both


@on_both
def test_a_request_becomes_a_card_under_the_message_and_a_card_for_the_workers(story: Story) -> None:
    said = story.wang.says("电梯又坏了，停在3号楼2单元")
    card = story.last(RESIDENTS)
    assert card.reply_to == said
    assert card.text == "编号1　电梯故障　3号楼2单元\n记下了，正在通知网格员，进展在这条里更新。"
    assert card.labels == ["我家也是", "补充", "撤回", "误会了"]
    staff = story.last(WORKERS)
    assert staff.text.startswith(
        "1号单　电梯故障　急\n3号楼2单元　第一网格\n“电梯又坏了，停在3号楼2单元”\n08:12报的，08:27前"
    )
    assert staff.labels == ["接单", "转派", "上报", "误会"]
