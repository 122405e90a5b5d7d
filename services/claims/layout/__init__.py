"""The shape of an article's text: paragraphs, headline, dateline, boilerplate."""
