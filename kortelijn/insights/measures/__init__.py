"""Measures of a network, as pure functions on arrays of edges: no Django, so that anybody can check them."""
