"""A newsroom that nobody ever had: words, texts and rows of as many clips as are wanted, the same for the same seed."""
