"""Exports the sentence encoder that finds claims on one matter."""
