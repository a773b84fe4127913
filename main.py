"""Where the desk starts."""

import io
import os
import sys

# Other programs ask for readings: the reader alone takes a third less memory than with the command line's library.
ONLY_READING = (["read"], ["read", "--jsonl"])


def main() -> None:
    """What the desk says is Chinese, so it is written as UTF-8 whatever the terminal is set to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.argv[1:] in ONLY_READING:
        _only_read()
    else:
        from bot.command_line import app

        app()


def _only_read() -> None:
    from bot.plainly import read_standard_input

    try:
        read_standard_input()
    except BrokenPipeError:
        # Nobody listens any more; what is still to be flushed at the end would say so once again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
