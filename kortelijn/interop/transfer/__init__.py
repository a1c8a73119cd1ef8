"""Directories taken in and given out: sheets, HSDS, products of municipalities, OpenStreetMap."""
