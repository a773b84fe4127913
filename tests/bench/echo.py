"""What the desk is measured against: the shortest bot that answers every message, on either library.

`python -m tests.bench.echo aiogram|quiet|ptb API TOKEN` polls until it is stopped. `quiet` is aiogram answering 3 of
100 messages, as many as a desk does on an ordinary day.
"""

import asyncio
import sys
from itertools import count

ANSWER_TO_NO_WORDS = "👀"


async def echo_by_aiogram(api: str, token: str, in_a_hundred: int) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher, heard = Dispatcher(), count()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        if next(heard) % 100 < in_a_hundred:
            await message.answer(message.text or ANSWER_TO_NO_WORDS)

    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await dispatcher.start_polling(Bot(token, session=session), handle_signals=False)


def echo_by_ptb(api: str, token: str) -> None:
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or ANSWER_TO_NO_WORDS, do_quote=False)

    application = Application.builder().token(token).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.run_polling()


if __name__ == "__main__":
    library, server, bot_token = sys.argv[1:]
    if library == "ptb":
        echo_by_ptb(server, bot_token)
    else:
        asyncio.run(echo_by_aiogram(server, bot_token, in_a_hundred=100 if library == "aiogram" else 3))
