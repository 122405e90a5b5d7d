"""Runs the whole system on one machine: servers, migration, relay, workers, API."""
