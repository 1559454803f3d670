"""Receivers: who is told outside what has changed, each behind one small interface."""
