"""Weighs the attribution rules on training articles."""
