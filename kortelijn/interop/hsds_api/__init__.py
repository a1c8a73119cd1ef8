"""The HSDS 3.1 API: the directory as open data."""
