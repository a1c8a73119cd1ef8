"""One line that is late, and everybody who could stand beside it, each with a browser."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kortelijn.agreements.actions import agree_route
from kortelijn.agreements.models import Route
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local, moved_to
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Seat
from kortelijn.referrals.actions import log_attempt
from kortelijn.referrals.drafts import save_draft
from kortelijn.referrals.models import Referral
from kortelijn.tasks.actions import ask_handover
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Handover, Task
from tests.factories.sitting import at_work
from tests.factories.world import World, person
from tests.rights import props
from tests.rights.addresses import Address

MINUTE = timedelta(minutes=1)
TOKEN = {"csrfmiddlewaretoken": "is in every form"}
WHAT_CHANGES = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f-]{36}")  # tokens against forgery, and keys


@dataclass(frozen=True)
class Answer:
    """What came back, as the table writes it, and what it left in the access log."""

    outcome: str
    page: str
    looks: list[AccessLog]

    @property
    def body(self) -> str:
        """The page without what differs each time."""
        return WHAT_CHANGES.sub("…", self.page)


class Stage:
    """The network; the line was late, the deputy and one of two coordinators were told, a handover is asked."""

    def __init__(self) -> None:
        self.world, self.draft = World(), uuid4()
        world = self.world
        referral = world.referral(service=world.service)
        self.second_coordinator = world.seat(
            world.welfare, "Tweede coördinator", "Omar", profession="netwerkcoordinator", functions=["coordinates"]
        )
        self.asked_seat = world.seat(
            world.welfare, "Ouderenwerker", "Ilse", profession="maatschappelijk-werker", functions=["receives"]
        )
        self.now = self._grow_late(log_attempt(world.link_worker, referral, "wrong-number"))
        self.referral = Referral.objects.with_line().get(pk=referral.pk)
        with moved_to(self.now):
            self.handover = ask_handover(world.link_worker, self.referral.task, self.asked_seat, "Liever een man.")
            save_draft(world.gp, self.draft, {"name": "De heer Yilmaz"})
        self.route = agree_route(SYSTEM, world.network, "geld", "basic")
        with moved_to(self.now):
            self.props = props.objects(self)
        self.clients = self._everybody()

    def _grow_late(self, referral: Referral) -> Any:
        due = referral.task.due_at
        for moment in (due + MINUTE, after_working_days(due, 1) + 2 * MINUTE):
            with moved_to(moment):
                sweep()
        return moment

    def _everybody(self) -> dict[str, Client]:
        world = self.world
        board = world.seat(world.welfare, "Bestuurder", "Henk", profession="bestuurder", functions=["governs"])
        with moved_to(self.now):
            return {
                "anonymous": Client(), "resident": self._resident(), "sender": at_work(world.gp_seat),
                "colleague": at_work(self._colleague()), "holder": at_work(world.link_seat),
                "asked": at_work(self.asked_seat), "elsewhere": at_work(self._elsewhere()),
                "deputy_told": at_work(world.deputy_seat), "coordinator_told": at_work(world.coordinator_seat),
                "coordinator": at_work(self.second_coordinator), "board": at_work(board),
                "no_seat": self._without_seat(), "other_network": at_work(self._far_away()),
            }  # fmt: skip

    def _resident(self) -> Client:
        """Nobody with an account, but with the code of the card."""
        client = Client()
        client.post("/recept/", {"code": self.referral.code})
        return client

    def _colleague(self) -> Seat:
        world = self.world
        return world.seat(
            world.practice, "Huisarts op vrijdag", "Bram", profession="huisarts", functions=["prescribes"]
        )

    def _elsewhere(self) -> Seat:
        other = add_organization(SYSTEM, self.world.network, name="Zuiderhuis", kind="welzijn")
        functions = ["link-worker", "receives"]
        return self.world.seat(other, "Welzijnscoach", "Lotte", profession="welzijnscoach", functions=functions)

    def _far_away(self) -> Seat:
        """Somebody with every function there is, in another network."""
        far = World(slug="moerwijk")
        return far.seat(far.welfare, "Alles", "Piet", profession="huisarts", functions=list(Seat.Function.values))

    def _without_seat(self) -> Client:
        client, account = Client(), person("Sam").account
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    @property
    def line(self) -> str:
        """Where the line is."""
        return f"/lijnen/{self.referral.pk}/"

    def object_at(self, address: Address) -> Any:
        """The row that the address of this stage is about."""
        world, model = self.world, address.model
        here = {
            Referral: self.referral, Task: self.referral.task, Handover: self.handover, Seat: world.link_seat,
            Route: self.route, **self.props,
        }  # fmt: skip
        return here.get(model) or {"Service": world.service, "Tenure": world.link_seat.tenures.get()}[model.__name__]

    def path(self, address: Address, pk: UUID | None = None) -> str:
        """The address with the keys of this stage in it, or with another key."""
        route = address.route
        if address.model:
            route = route.replace("<uuid:pk>", str(pk or self.object_at(address).pk))
        if address.route == "/recept/nieuw/":
            route += f"?concept={uuid4()}"
        route = route.replace("<uuid:key>", str(self.draft)).replace("<slug:key>", "huisarts")
        for part, value in props.keys(self).items():
            route = route.replace(part, value)
        return route.replace("<slug:slug>", self.world.network.slug)

    def asks(self, role: str, method: str, path: str) -> Answer:
        """One request, with everything filled in that the page asks for; whatever it changed is undone."""
        client = self.clients[role]
        agreed = receiver_on(client, path) if method == "POST" and "/recept/nieuw/" in path else {}
        before = set(AccessLog.objects.values_list("pk", flat=True))
        client.cookies.pop("messages", None)  # what an earlier answer wanted to say
        with moved_to(self.now), transaction.atomic():
            filled = TOKEN | self._filled_in(path) | agreed
            response = client.get(path) if method == "GET" else client.post(path, filled)
            looks = list(AccessLog.objects.exclude(pk__in=before))
            transaction.set_rollback(True)
        return Answer(outcome(response), response.getvalue().decode(errors="replace"), looks)

    def _filled_in(self, path: str) -> dict[str, str]:
        """What somebody types on the page with this address."""
        later = local(self.now + timedelta(days=3))
        typed = {
            "poging": {"result": "no-answer"},
            "nieuw": {"name": "Mevrouw Pinas", "phone": "0612345678", "consent": "verbal"},
            "afspraak": {"at": later.strftime("%Y-%m-%dT%H:%M")}, "nummer": {"phone": "0612345679"},
            "uitkomst": {"outcome": "helped", "line": "Eet nu elke dinsdag mee."},
            "teruggeven": {"outcome": "no-capacity", "line": "Vol tot januari."},
            "overdragen": {"to_seat": str(self.second_coordinator.pk), "note": "Past beter."},
            "pauze": {"until": later.date().isoformat(), "reason": "Op reis."}, "intrekken": {"reason": "Hoeft niet."},
            "nee": {"reason": "Ik zit vol."}, "weggaan": {"on": later.date().isoformat()},
            "opvolger": {"given_name": "Bilal", "family_name": "Öztürk", "email": "bilal@rivierkant.example"},
        }  # fmt: skip
        typed |= props.typed(self)
        return typed.get(urlsplit(path).path.rstrip("/").rsplit("/", 1)[-1], {})


def receiver_on(client: Client, path: str) -> dict[str, str]:
    """The organization that the form names, for which the resident's yes is."""
    named = re.search(r'name="organization" value="([^"]+)"', client.get(path).content.decode())
    return {"organization": named[1]} if named else {}


def outcome(response: HttpResponse) -> str:
    """The status, or `login` when somebody is asked to log in first."""
    goes_to = response.headers.get("Location", "")
    return "login" if goes_to.startswith("/account/login/") else str(response.status_code)
