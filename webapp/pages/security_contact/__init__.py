"""Whom to write to about a weakness."""
