"""Which rows go along when a network leaves, how they are reached from it, and what stays behind and why.

Every model of ours stands in exactly one of the two lists; `tests/archive/test_travel.py` fails on one that does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["own", "shared", "of_person"]


@dataclass(frozen=True, slots=True)
class Way:
    """How the rows of one model are reached, and what of them is told differently.

    `own` rows belong to one network, along `path`. `shared` rows (a person, an organization, an area) go along when
    something that travels points at them. Rows `of_person` go along with their person. What is `closed` only its giver
    may see: an installation takes it in, and no reading copy shows it.
    """

    kind: Kind = "own"
    path: str = "network"
    leave_out: frozenset[str] = frozenset()  # columns that stay: secrets, and numbers that the database deals out
    files: Mapping[str, str] = field(default_factory=dict)  # column of bytes -> the folder in which they stand
    not_rows: Mapping[str, object] = field(default_factory=dict)  # those of which this is true stay
    unread: frozenset[str] = frozenset()  # columns that no reading copy shows: keys that still open something
    closed: bool = False


OWN, SHARED, OF_PERSON, CLOSED = Way(), Way("shared", ""), Way("of_person", "person"), Way(closed=True)


def along(path: str, **more: object) -> Way:
    """Rows that belong to the network along this path."""
    return Way("own", path, **more)  # type: ignore[arg-type]  # the names are those of Way


# In the order in which they stand in the file and are taken in: what is pointed at first, where that can be.
TRAVELS: dict[str, Way] = {
    # who there is
    "parties.Area": SHARED,
    "parties.Network": along("pk"),
    "parties.Organization": SHARED,
    "parties.Membership": OWN,
    "parties.Person": SHARED,
    "parties.Account": Way("of_person", "person", frozenset({"password"})),
    "parties.Seat": OWN,
    "parties.Tenure": along("seat__network"),
    "parties.Absence": OWN,
    # what is owed
    "tasks.Task": OWN,
    "tasks.Escalation": along("task__network"),
    "tasks.Pause": along("task__network"),
    "tasks.Handover": OWN,
    "residents.Resident": OWN,
    # what there is
    "directory.Location": OWN,
    "directory.Service": OWN,
    "directory.ServiceAtLocation": along("service__network"),
    "directory.Schedule": along("service__network"),
    "directory.Contact": along("service__network"),
    "directory.FormerOrganization": OWN,
    "consent.Consent": OWN,
    "ground.Feature": OWN,
    "ground.Credit": OWN,
    # who knows whom, and small steps
    "ties.TieSettings": OWN,
    "ties.ObservedTie": OWN,
    "ties.Wave": OWN,
    "ties.Round": CLOSED,
    "ties.Asked": CLOSED,
    "ties.Answer": CLOSED,
    "ties.Capacity": CLOSED,
    "steps.Step": OWN,
    # keeping it up to date
    "upkeep.Revision": OWN,
    "upkeep.Report": OWN,
    "upkeep.Remark": along("report__network"),
    "upkeep.Claim": OWN,
    "upkeep.Draft": Way(not_rows={"status": "writing"}),  # handed in it is a proposal that somebody owes an answer
    "freshness.Check": OWN,
    "freshness.Letter": OWN,
    "freshness.Apart": OWN,
    "freshness.ApartOrganizations": OWN,
    "rota.House": OWN,
    "rota.Room": OWN,
    "rota.Shift": OWN,
    "rota.Deviation": OWN,
    "rota.NameShown": OF_PERSON,
    "voices.Story": OWN,
    "voices.Recording": along("story__network", files={"content": "geluid"}),
    "voices.Portrait": along("story__network", files={"content": "foto"}),
    # what is tried and agreed
    "initiatives.Initiative": OWN,
    "initiatives.Party": along("initiative__network"),
    "initiatives.Money": along("initiative__network"),
    "initiatives.Ask": along("initiative__network"),
    "initiatives.Offer": along("ask__initiative__network"),
    "initiatives.Introduction": OWN,
    "agreements.Agreement": OWN,
    "agreements.Version": OWN,
    "agreements.Article": OWN,
    "agreements.Signature": OWN,
    "agreements.Comment": OWN,
    "agreements.Term": OWN,
    "agreements.Route": OWN,
    "agreements.LeadRule": OWN,
    "ambition.Course": OWN,
    "ambition.Goal": OWN,
    "ambition.Reading": OWN,
    "ambition.Interest": OWN,
    "ambition.Point": OWN,
    "ambition.Commitment": OWN,
    "ambition.Answer": OWN,
    "ambition.Condition": OWN,
    # who meet
    "walks.Season": OWN,
    "walks.Day": OWN,
    "walks.Host": OWN,
    "walks.Reception": OWN,
    "walks.Walker": OWN,
    "walks.Group": OWN,
    "walks.Visit": OWN,
    "walks.Place": OWN,
    "walks.Lesson": OWN,
    "gatherings.Circle": OWN,
    "gatherings.Member": OWN,
    "gatherings.Result": OWN,
    "gatherings.Approach": OWN,
    "gatherings.Meeting": OWN,
    "gatherings.AgendaItem": OWN,
    "gatherings.Decision": OWN,
    "gatherings.Attendance": OWN,
    "gatherings.Poll": OWN,
    "gatherings.Moment": OWN,
    "gatherings.Invitee": OWN,
    "gatherings.Choice": OWN,
    "gatherings.BusyTime": Way("of_person", "person", closed=True),
    "gatherings.Review": OWN,
    "gatherings.Opinion": OWN,
    # who can what
    "competences.Skill": CLOSED,
    "competences.Wanted": OWN,
    "competences.Asks": OWN,
    "competences.Placement": OWN,
    "competences.Training": OWN,
    "competences.Joining": along("training__network", closed=True),
    # what is asked, sent and shown
    "finding.Search": along("network", leave_out=frozenset({"id"})),
    "lifestyle.LifestyleMap": OWN,
    "lifestyle.Group": along("map__network"),
    "lifestyle.Entry": along("map__network"),
    "referrals.Referral": Way(unread=frozenset({"code"})),
    "referrals.ContactAttempt": along("referral__network"),
    "referrals.LastStep": along("referral__network"),
    "succession.Departure": OWN,
    "succession.Answer": OWN,
    "succession.Introduction": OWN,
    "turnover.Contract": OWN,
    "turnover.Ending": OWN,
    "turnover.Receiver": OWN,
    "turnover.Move": OWN,
    "turnover.Introduction": OWN,
    "insights.Measurement": OWN,
    "wall.Evening": Way(unread=frozenset({"code"})),
    "wall.Contribution": OWN,
    "interop.ColumnMapping": OWN,
    "startkit.Skipped": OWN,
    # what happened, and who looked
    "kernel.Event": along("network_id", not_rows={"kind__startswith": "archive."}),
    "kernel.AccessLog": along("network_id"),
}

_ADDRESS = "een geheim adres is een sleutel van deze installatie; op de nieuwe maakt iedereen een eigen adres"
_TYPING = "wat iemand nog aan het typen is, hoort bij diens account hier"
_JOB = "werk van deze installatie, dat hier wordt afgemaakt"
STAYS: dict[str, str] = {
    "kernel.Delivery": "wie hier van een gebeurtenis hoorde; op de nieuwe installatie wordt niets opnieuw verteld",
    "kernel.IdempotencyKey": "een herhaalde verzending komt binnen dagen, en hier",
    "kernel.KeptPost": _TYPING,
    "referrals.Draft": _TYPING,
    "initiatives.Draft": _TYPING,
    "rota.Feed": _ADDRESS,
    "gatherings.NetworkFeed": _ADDRESS,
    "finding.Listing": "de index van zoeken wordt op de nieuwe installatie gemaakt",
    "walks.Planning": _JOB,
    "interop.Import": _JOB,
    "wall.Showing": "een code voor een scherm, die vanzelf verloopt",
    "archive.Export": "wie hier wat meenam, hoort bij deze installatie",
}
