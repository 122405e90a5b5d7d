"""Independent reasons for or against a contradiction, one file each."""
