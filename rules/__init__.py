"""Pure decisions: standard library only, no I/O, no rows, `now` is an argument."""
