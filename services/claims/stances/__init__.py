"""What a speaker does with a content: asserts, denies, condemns, demands; and what the content is aimed at."""
