"""Value types, events and decisions. Imports the standard library only."""
