"""What the system does: from a submitted article to a contradiction report."""
