"""German, the language in which the product is written for its people."""
