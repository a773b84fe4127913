"""Every number and word that may be changed: settings, policies, the reader's lexicon, the import file."""
