"""One click is enough to be somebody, here and nowhere else."""

import pytest
from django.test import Client

from kortelijn.demo.logins import LOGINS, STORY, Login, Part


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.key)
def test_one_click_logs_in(client: Client, login: Login) -> None:
    response = client.post(f"/demo/als/{login.key}/", follow=True)
    assert response.status_code == 200
    assert response.context["request"].actor.name == login.name


@pytest.mark.usefixtures("here")
def test_everybody_has_a_card(client: Client) -> None:
    page = client.get("/demo/").content.decode()
    assert all(login.name in page for login in LOGINS)
    assert all(f"/demo/als/{login.key}/" in page for login in LOGINS)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("part", STORY, ids=lambda part: str(part.title))
def test_every_part_of_the_story_begins_somewhere(client: Client, part: Part) -> None:
    address = part.begins()
    if part.login:
        entered = client.post(f"/demo/als/{part.login}/", query_params={"verder": address})
        assert entered.headers["Location"] == address
    assert client.get(address, follow=True).status_code == 200


@pytest.mark.usefixtures("here")
def test_going_on_stays_on_this_site(client: Client) -> None:
    response = client.post("/demo/als/huisarts/?verder=https://elders.example/")
    assert response.headers["Location"] == "/"
