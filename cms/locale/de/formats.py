"""Dates and times as a German newsroom writes them; what is missing here is as in Django's German."""

DATETIME_FORMAT = r"j. F Y, H:i \U\h\r"
SHORT_DATETIME_FORMAT = r"d.m.Y, H:i \U\h\r"
