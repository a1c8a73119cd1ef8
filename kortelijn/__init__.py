"""Kortelijn: the short line between a resident's question and fitting support in the neighbourhood."""

__version__ = "0.1.0"
