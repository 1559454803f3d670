"""The desk: Django's admin with our own frame, in which every write is one operation."""

from clips.admin import clips

__all__ = ["clips"]
