"""Reads who said what in news text: spaCy components from quotations to parties. Knows neither database nor queue."""
