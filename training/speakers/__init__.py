"""Trains the ranking of what a pronoun may mean."""
