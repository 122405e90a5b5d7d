"""Finds each word of an article's clean text again in what was submitted."""
