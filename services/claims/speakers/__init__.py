"""Who speaks: names, pronouns, role descriptions and metonyms resolved across the article."""
