"""Whom a speaker speaks for: read from the text first, from the gazetteer where the text is silent."""
