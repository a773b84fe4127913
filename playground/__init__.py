"""A Telegram on this machine: a Bot API server with a chat page; production code never imports it."""
