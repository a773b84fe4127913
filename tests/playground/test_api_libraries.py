"""Unpatched aiogram and python-telegram-bot start, poll and send against the playground."""

import asyncio
from typing import Any

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from playground.things import Post
from tests.playground.conftest import GROUP, SUPER, TOKEN, Town

PNG = b"\x89PNG\r\n\x1a\nnot really"


async def appears(town: Town, text: str, chat: int = GROUP) -> Post:
    """A message with that text, within five seconds."""
    async with asyncio.timeout(5):
        while True:
            found = [post for post in town.world.messages(chat) if post.text == text]
            if found:
                return found[-1]
            await asyncio.sleep(0.02)


def aiogram_bot(town: Town) -> aiogram.Bot:
    return aiogram.Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(town.playground.url)))


async def test_aiogram_polls_and_answers(town: Town) -> None:
    bot, dispatcher = aiogram_bot(town), aiogram.Dispatcher()

    @dispatcher.message(aiogram.F.text)
    async def echo(message: aiogram.types.Message) -> None:
        button = aiogram.types.InlineKeyboardButton(text="接单", callback_data="1|claim|1|")
        markup = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        await message.reply(f"收到：{message.text}", reply_markup=markup)

    @dispatcher.callback_query()
    async def claimed(query: aiogram.types.CallbackQuery) -> None:
        assert isinstance(query.message, aiogram.types.Message)
        await query.message.edit_text("已接单")
        await query.answer("好")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(dispatcher.start_polling(bot, handle_signals=False))
        town.world.says(town.wang, GROUP, "漏水 & <b>")
        card = await appears(town, "收到：漏水 & <b>")
        pressed = town.world.presses(town.li, GROUP, card.id, "接单")
        await appears(town, "已接单")
        await asyncio.sleep(0.1)
        await dispatcher.stop_polling()
    assert town.world.answer(pressed).text == "好"


async def test_aiogram_uploads_and_asks(town: Town) -> None:
    bot = aiogram_bot(town)
    file = aiogram.types.BufferedInputFile(PNG, "现场.png")
    sent = await bot.send_photo(GROUP, file, caption="现场")
    assert sent.photo is not None
    content = await bot.download(sent.photo[-1].file_id)
    assert content is not None
    assert content.read() == PNG
    media: list[Any] = [aiogram.types.InputMediaPhoto(media=aiogram.types.BufferedInputFile(PNG, "x.png"))] * 2
    assert len(await bot.send_media_group(GROUP, media)) == 2
    assert (await bot.send_poll(GROUP, "几点？", ["早", "晚"])).poll is not None
    assert (await bot.get_chat(GROUP)).title == f"群{GROUP}"
    town.world.promote(town.wang, GROUP)
    town.world.restrict(town.li, GROUP)
    assert len(await bot.get_chat_administrators(GROUP)) == 1
    for number in (100, 201, 202):
        assert (await bot.get_chat_member(GROUP, number)).user.id == number
    assert (await bot.get_webhook_info()).url == ""
    await bot.set_my_commands([aiogram.types.BotCommand(command="report", description="上报")])
    assert (await bot.get_my_commands())[0].command == "report"
    await bot.session.close()


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("429", TelegramRetryAfter),
        ("403", TelegramForbiddenError),
        ("migration", TelegramMigrateToChat),
        ("502", ClientDecodeError),
        ("close_after", TelegramNetworkError),
    ],
)
async def test_aiogram_reads_the_faults(town: Town, kind: str, raised: type[Exception]) -> None:
    bot = aiogram_bot(town)
    town.playground.faults.add(kind, method="sendMessage")
    with pytest.raises(raised):
        await bot.send_message(GROUP, "x")
    await bot.session.close()


def application(town: Town) -> Any:
    url = town.playground.url
    return Application.builder().token(TOKEN).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()


async def test_ptb_polls_and_answers(town: Town) -> None:
    app = application(town)

    async def echo(update: telegram.Update, _: Any) -> None:
        assert update.message is not None
        markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("接单", callback_data="1|claim|1|")]])
        await update.message.reply_text(f"收到：{update.message.text}", reply_markup=markup, do_quote=True)

    async def claimed(update: telegram.Update, _: Any) -> None:
        assert update.callback_query is not None
        await update.callback_query.edit_message_text("已接单")
        await update.callback_query.answer("好")

    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(claimed))
    async with app:
        await app.start()
        await app.updater.start_polling(poll_interval=0, timeout=1)
        town.world.says(town.wang, GROUP, "漏水 & <b>")
        card = await appears(town, "收到：漏水 & <b>")
        assert card.reply_to is not None
        pressed = town.world.presses(town.li, GROUP, card.id, "接单")
        await appears(town, "已接单")
        await asyncio.sleep(0.2)
        await app.updater.stop()
        await app.stop()
    assert town.world.answer(pressed).text == "好"


async def test_ptb_uploads_asks_and_reads_the_faults(town: Town) -> None:
    town.world.promote(town.wang, SUPER)
    async with application(town).bot as bot:
        sent = await bot.send_photo(GROUP, PNG, caption="现场")
        assert bytes(await (await sent.photo[-1].get_file()).download_as_bytearray()) == PNG
        assert len(await bot.send_media_group(GROUP, [telegram.InputMediaPhoto(PNG)] * 2)) == 2
        assert (await bot.send_document(GROUP, b"a,b", filename="表.csv")).document.file_name == "表.csv"
        assert (await bot.get_chat(GROUP)).title == f"群{GROUP}"
        assert len(await bot.get_chat_administrators(SUPER)) == 1
        assert await bot.set_message_reaction(GROUP, sent.message_id, "👍")
        town.playground.faults.add("429", method="sendMessage", retry_after=3)
        with pytest.raises(telegram.error.RetryAfter):
            await bot.send_message(GROUP, "x")
        town.playground.faults.add("502", method="sendMessage")
        with pytest.raises(telegram.error.NetworkError):
            await bot.send_message(GROUP, "x")
        town.playground.faults.add("migration", method="sendMessage")
        with pytest.raises(telegram.error.ChatMigrated):
            await bot.send_message(GROUP, "x")


async def test_both_read_every_kind_of_update(town: Town) -> None:
    """What the world tells is valid in both libraries' eyes."""
    world = town.world
    town.bot.updates.allow(["message", "edited_message", "callback_query", "my_chat_member", "chat_member",
                            "message_reaction"])  # fmt: skip
    world.promote(town.bot, SUPER)
    said = world.says(town.wang, SUPER, "漏水 @desk_bot")
    world.edits(town.wang, SUPER, said, "又漏水")
    world.reacts(town.wang, SUPER, said, "👍")
    world.restrict(town.li, SUPER)
    for how in (
        {"photo": PNG}, {"voice": 3}, {"video": 3}, {"document": ("x", b"x")}, {"sticker": "👍"},
        {"location": (1.0, 2.0)}, {"contact": ("1", "x")}, {"poll": ("?", ["a", "b"])}, {"forwarded": "x"},
        {"anonymous": True}, {"channel": (-1_000_000_000_900, "x")}, {"album": [PNG, PNG]},
    ):  # fmt: skip
        world.says(town.wang, SUPER, "", reply_to=said, **how)
    world.blocks(town.wang, town.bot)
    world.migrate(GROUP)
    world.remove_bot(town.bot, SUPER)
    bot = aiogram_bot(town)
    seen = await bot.get_updates(limit=100)
    await bot.session.close()
    async with application(town).bot as other:
        also = await other.get_updates(limit=100)
    assert [update.update_id for update in also] == [update.update_id for update in seen]
    assert {update.event_type for update in seen} == set(town.bot.updates.allowed) - {"callback_query"}
    assert {telegram_kind(update) for update in also} == set(town.bot.updates.allowed) - {"callback_query"}


def telegram_kind(update: telegram.Update) -> str:
    return next(kind for kind in telegram.Update.ALL_TYPES if getattr(update, kind))
