"""One file a platform library, all behind `bot.gateway.Gateway`."""
