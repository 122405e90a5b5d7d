"""The web pages: rendered on the server, no script needed to read them."""
