"""What Counterclaim can be told to do: one command a file, with what each needs passed in."""
