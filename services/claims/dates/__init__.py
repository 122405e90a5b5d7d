"""When a thing was said: "Monday" against the dateline."""
