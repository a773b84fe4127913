"""Bytes come in and go out here."""
