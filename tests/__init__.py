"""What the project promises, as sentences about one verb or one page each."""
