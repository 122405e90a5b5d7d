"""The read side's tables and how events fill them: derived from the log alone, droppable, rebuilt the same."""
