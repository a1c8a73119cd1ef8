"""What follows for finding when the directory changes: the index follows in the same transaction."""

from kortelijn.directory.changes import on_change
from kortelijn.finding.index import follow

on_change(follow)
