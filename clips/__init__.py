"""The newsroom: clips, their tags, relations, notices and pictures."""
