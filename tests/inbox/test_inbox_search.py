"""The search of the inbox: by words, a code or its beginning, in pages."""

import re
import sys
from html import unescape

from deskq.core.extensions import db
from deskq.inbox.views import inbox as inbox_views
from deskq.messages import tracking_code
from deskq.messages.service.refer import refer
from deskq.units.models import Unit


def test_a_code_its_beginning_or_words_find_a_message(sign_in, file):
    made = file(body="لاستیک خودرو در چاله ترکید")
    client = sign_in("operator")

    for typed in (made.code, made.code[:6], "لاستيك تركيد"):
        assert f"/inbox/{made.id}" in client.get("/inbox", query_string={"q": typed}).text, typed
    assert "/inbox/1" not in client.get("/inbox", query_string={"q": "999999"}).text


def test_results_have_a_next_page_and_a_link_to_the_first(sign_in, file, monkeypatch):
    monkeypatch.setattr(sys.modules["deskq.inbox.queries.search"], "MOST", 2)
    made, client = [file("suggestion", body="نیمکت پارک").id for _ in range(3)], sign_in("operator")

    first = client.get("/inbox", query_string={"q": "نیمکت", "tab": "all"}).text
    (next_page,) = re.findall(r'inbox-next"><a class="button" href="([^"]+)"', first)
    second = client.get(unescape(next_page)).text

    assert rows(first) == made[:0:-1]
    assert rows(second) == made[:1]
    assert "inbox-next" not in second
    (back,) = re.findall(r'<p><a href="([^"]+)">به صفحهٔ نخست', second)
    assert rows(client.get(unescape(back)).text) == rows(first)


def test_results_by_the_beginning_of_a_code_are_paged_too(sign_in, file, monkeypatch):
    monkeypatch.setattr(inbox_views, "PAGE", 2)
    monkeypatch.setattr(tracking_code, "new", iter(("123400000001", "123400000002", "123400000003")).__next__)
    made, client = [file("suggestion").id for _ in range(3)], sign_in("operator")

    first = client.get("/inbox", query_string={"q": "1234"}).text
    second = client.get("/inbox", query_string={"q": "1234", "after": made[1]}).text

    assert (rows(first), rows(second)) == (made[:0:-1], made[:1])
    assert f"after={made[1]}" in first
    assert "inbox-next" not in second


def rows(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'inbox-title"><a href="/inbox/(\d+)"', page)]


def test_invisible_referred_messages_do_not_hide_older_results(sign_in, file, action, units, monkeypatch):
    monkeypatch.setattr(sys.modules["deskq.inbox.queries.search"], "MOST", 2)
    db.session().query(Unit).filter(Unit.code == "green_space").one().parent_id = units["civil_works"]
    db.session.commit()
    mine, *gone = (file(body="نیمکت پارک") for _ in range(3))
    refer(action("operator", mine), units["civil_works"])
    for made in gone:
        refer(action("operator", made), units["green_space"])
        refer(action("operator", made), units["city_services"])
    number = mine.id

    page = sign_in("civil").get("/inbox", query_string={"q": "نیمکت"}).text

    assert rows(page) == [number]
