"""What machines subscribe to: feeds with the full text, and the lists for search engines."""
