"""A flat map of the country, good enough to find what is near; how far it really is, is measured on the globe."""

from math import cos, radians

from kortelijn.directory.distance import Point

KILOMETRES_A_DEGREE = 111.2
MIDDLE = 52.2  # degrees north: there the map is right, at its edges distances from east to west are 3 % off


def on_the_map(point: Point) -> tuple[float, float]:
    """Kilometres to the east and to the north."""
    return point.longitude * KILOMETRES_A_DEGREE * cos(radians(MIDDLE)), point.latitude * KILOMETRES_A_DEGREE


def on_earth(east: float, north: float) -> Point:
    """The way back."""
    return Point(north / KILOMETRES_A_DEGREE, east / (KILOMETRES_A_DEGREE * cos(radians(MIDDLE))))
