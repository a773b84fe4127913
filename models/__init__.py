"""Every fact is a row here: tables, all statements on them, and no decision."""
