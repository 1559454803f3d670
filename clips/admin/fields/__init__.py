"""The fields of the clip form: each knows what was typed, shows it again, and gives the operation what it needs."""
