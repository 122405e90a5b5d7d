"""Judges claims against each other: candidates, signals, decision, explanation."""
