"""Pure decisions: standard library only (numpy for the reader's model), no I/O, no rows, `now` is an argument."""
