"""Trains and exports the attribution tagger; see README.md."""
