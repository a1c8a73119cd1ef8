"""What comes along from a search to the page of a service and back: in the session, so that no address tells it."""

import re
from uuid import uuid4

from django.http import HttpRequest, QueryDict

from kortelijn.vocabulary.needs import is_known

KEY = "mee"  # in an address: which of the last few
MOST = 5
UUID = re.compile(r"[0-9a-f-]{36}")
# The earlier line that a recipe follows, and which of the questions of which page it was.
OTHERS = {"na": UUID, "blad": UUID, "nummer": re.compile(r"[0-9]{1,4}")}
Fields = list[tuple[str, str]]


def leave_along(request: HttpRequest) -> str:
    """Keep what came with a tap on a result, and say under which key."""
    key, given = str(uuid4()), QueryDict(mutable=True)
    for name, value in fields_of(request.POST):
        given.appendlist(name, value)
    earlier = request.session.get(KEY, {})
    request.session[KEY] = dict([*earlier.items(), (key, given.urlencode())][-MOST:])
    return key


def along_with(request: HttpRequest) -> QueryDict:
    """What came along to this address; nothing once it was long ago."""
    return QueryDict(request.session.get(KEY, {}).get(request.GET.get(KEY, ""), ""))


def fields_of(given: QueryDict) -> Fields:
    """Of what came along that which we know: needs, an earlier line, and which question it was."""
    needs = [("nodig", code) for code in given.getlist("nodig") if is_known(code)]
    others = [(name, given.get(name, "")) for name in OTHERS]
    return needs + [(name, value) for name, value in others if OTHERS[name].fullmatch(value)]
