"""Intake: plain text, HTML, ninjs, JSON lines and feeds become clean articles, or errors that say where and why."""
