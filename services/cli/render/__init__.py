"""How rows look in a terminal."""
