"""What a sentence counts, of whom, and who says so."""
