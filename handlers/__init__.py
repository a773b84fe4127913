"""People are served here: one use case a module, each in one transaction."""
