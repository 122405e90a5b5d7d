"""Quality and speed, measured: each module runs alone and prints a table, or one JSON object with --json."""
