"""Around which tables people sit, when they meet, and who could sit there too."""

from kortelijn.gatherings.models.approach import Approach
from kortelijn.gatherings.models.circle import Circle, Member, Result
from kortelijn.gatherings.models.meeting import AgendaItem, Attendance, Decision, Meeting
from kortelijn.gatherings.models.poll import BusyTime, Choice, Invitee, Moment, NetworkFeed, Poll
from kortelijn.gatherings.models.review import Opinion, Review, Verdict

__all__ = [
    "AgendaItem",
    "Approach",
    "Attendance",
    "BusyTime",
    "Choice",
    "Circle",
    "Decision",
    "Invitee",
    "Meeting",
    "Member",
    "Moment",
    "NetworkFeed",
    "Opinion",
    "Poll",
    "Result",
    "Review",
    "Verdict",
]
