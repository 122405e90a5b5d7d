"""The rules that find attributions: verbs, quotations, "according to", headlines; and the learned tagger's place
among them."""
