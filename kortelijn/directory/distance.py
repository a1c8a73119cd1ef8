"""How far something is, for somebody on foot."""

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EARTH_RADIUS = 6_371_008.8  # metres, the mean radius of the IUGG
DETOUR = 1.3
METRES_A_MINUTE = 80
FAR = 30  # minutes: beyond this nobody thinks in minutes of walking
KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


def metres_between(a: Point, b: Point) -> float:
    """The great-circle distance, by the haversine formula (right to 0.5 %: the earth is not quite round)."""
    latitude_a, latitude_b = radians(a.latitude), radians(b.latitude)
    chord = (
        sin((latitude_b - latitude_a) / 2) ** 2
        + cos(latitude_a) * cos(latitude_b) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def walking_minutes(metres: float) -> int:
    """Minutes on foot for a distance as the crow flies, rounded up, at least one.

    Streets make a walk longer by a factor of about 1.3: on a square grid the mean over all directions is 4/pi = 1.27
    and the most is 1.41. A walk goes at 80 metres a minute (4.8 km/h), as Transport for London assumes in its measure
    of access to public transport (PTAL). Somebody with a walking frame takes about twice as long.
    """
    return max(1, ceil(metres * DETOUR / METRES_A_MINUTE))


def walking_words(metres: float) -> str:
    """`6 min lopen`, or the distance when it is too far to think of walking."""
    minutes = walking_minutes(metres)
    if minutes > FAR:
        return distance_words(metres)
    return ngettext("%(minutes)d min lopen", "%(minutes)d min lopen", minutes) % {"minutes": minutes}


def distance_words(metres: float) -> str:
    """`400 m` or `2,4 km`: the way on foot, rounded as people say it."""
    way = metres * DETOUR
    rounded = max(50, round(way / 50) * 50)
    if rounded < KILOMETRE:
        return _("%(metres)d m") % {"metres": rounded}
    return _("%(kilometres)s km") % {"kilometres": number_format(way / KILOMETRE, decimal_pos=1)}
