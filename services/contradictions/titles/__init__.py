"""Titles of matters: what a statement says made into a short question or phrase, without a parser."""
