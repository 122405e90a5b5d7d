"""Trains the encoder that judges pairs of claims."""
