"""Parts of speech and lemmas by the stock model's own tables, worked out once for each word and kept."""
