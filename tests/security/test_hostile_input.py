"""Hostile values for every field of every form and behind every address: no server error, and a person reads a
sentence. ``make test`` sends some to each field, ``make soak`` all."""

from urllib.parse import urlencode

import pytest

from tests.security import hostile_input
from tests.security.faults import fault
from tests.security.filled import Form, Forms
from tests.security.hostile_input import asked_names, bodies, coded_form, questions
from tests.security.hostile_pages import CALLERS, at_counter, filled
from tests.security.kept_office import all_hostile, database_url, make, now, town
from tests.security.routes import PAIR, SIGN_IN, TABLE
from tests.security.test_every_route import match

__all__ = ["database_url", "now", "town"]
#: What would end the walk, for the caller or for others; and machines, whose requests are no forms of pages.
LEFT_OUT = ("/sign-out", "/sign-out-everywhere", "/revocation", "/api/", "/sms/in/", "/static/")
#: So many forms must have been found, or the walk lost its way.
LEAST = {"nobody": 12, "clerk": 20, "operator": 20, "inspectorate": 15, "supervisor": 15, "admin": 60, "kiosk": 4,
         "tablet": 3}  # fmt: skip
#: Who comes in the short form: those whose pages take most from strangers. ``test_bad_input`` comes as others too.
SHORT_FIELDS, SHORT_QUESTIONS = ("nobody", "operator"), ("nobody", "admin")


@pytest.fixture(scope="session")
def made(seeded_file, instance_of_tests, tmp_path_factory):
    """The hostile office; without applications, which have tests of their own (test_hostile_applications.py)."""
    return make(tmp_path_factory.mktemp("hostile"), seeded_file, lambda: all_hostile(applications=False))


def each(short: tuple[str, ...]) -> list[object]:
    """(caller, whether every value is sent) of each test."""
    return [
        *(pytest.param(name, False, id=name) for name in short),
        *(pytest.param(name, True, id=f"{name}-all", marks=pytest.mark.soak) for name in CALLERS),
    ]


@pytest.fixture
def addresses(app, town):
    """``addresses("clerk", "GET")``: (address, rule, endpoint) of all that this caller may ask for."""

    def of(name: str, method: str, *, every: bool) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []
        for row, answers in TABLE.items():
            verb, path = row.split()
            if verb == method and answers[name] not in (403, SIGN_IN, PAIR) and not is_left_out(path):
                endpoint, rule, _ = match(app, verb, path)
                known = filled(path, town)[: None if every else 2]
                found += [(at_counter(one, name), rule, endpoint) for one in known]
        return found

    return of


def is_left_out(path: str) -> bool:
    return any(part in path for part in LEFT_OUT)


@pytest.mark.parametrize(("name", "every"), each(SHORT_FIELDS))
def test_no_value_of_any_field_causes_a_fault(app, caller, addresses, town, name, every):
    forms = check_every_field(app, caller, addresses, name, every)

    assert len(forms) >= LEAST.get(name, 1), sorted(form.action for form in forms.values())


def check_every_field(app, caller, addresses, name: str, every: bool) -> dict[str, Form]:
    """Send hostile values to all forms of ``addresses``: no fault, and each page opens afterwards. {kind: form}."""
    comes, faults = caller(name), {}
    forms = {form.kind: form for form in every_form(app, comes, name, addresses, every)}

    for form in forms.values():
        for what, sent in bodies(form, every=every):
            answer = comes.post(form.action, **sent)
            if wrong := fault(answer):
                faults[f"{form.action} {what}"] = wrong
            if answer.status_code == 303 and answer.location.startswith("/sign-in"):
                comes = caller(name)
    left = {path: wrong for path, _, _ in addresses(name, "GET", every=every) if (wrong := fault(comes.get(path)))}

    assert faults == {}
    assert left == {}, "a page that no longer opens after it"
    return forms


def every_form(app, comes, name: str, addresses, every: bool):
    """The forms of all pages, with their values; and those of all other addresses that take one, by their code."""
    shown = set()
    for path, _, _ in addresses(name, "GET", every=every):
        page = comes.get(path)
        for form in Forms(page.text if page.mimetype == "text/html" else "").found:
            if form.values and not is_left_out(form.action) and form.action.startswith("/"):
                shown.add(match(app, "POST", form.action.partition("?")[0])[0])
                yield form
    for path, rule, endpoint in addresses(name, "POST", every=every):
        form = coded_form(app, path, rule, endpoint) if endpoint not in shown else None
        if form is not None:
            yield form


@pytest.mark.parametrize(("name", "every"), each(SHORT_QUESTIONS))
def test_no_question_behind_an_address_causes_a_fault(caller, addresses, town, name, every):
    comes, faults, names = caller(name), {}, asked_names()

    for path, _, _ in addresses(name, "GET", every=every):
        for asked in questions(names, every=every):
            query = urlencode(asked, errors="surrogatepass")
            answer = comes.get(f"{path.partition('?')[0]}?{query}")
            if wrong := fault(answer):
                faults[f"{path} {query[:300]}"] = wrong

    assert faults == {}
    assert len(names) > 20


def test_a_time_after_the_last_year_is_refused_with_a_sentence(client, town):
    """Found by an attack: it was a server error."""
    fields = {"service": "building_permit", "phone": "09123456789", "request_key": "k" * 20}

    for starts in ("4999999999", "2147483647"):
        answer = client.post("/appointments", data=fields | {"starts": starts})

        assert answer.status_code == 422
        assert "<h1" in answer.text


def test_the_short_form_sends_every_value_somewhere():
    sent = {value for n in range(500) for value in hostile_input.values(f"/form {n}", every=False)}

    assert sent == set(hostile_input.VALUES)


def test_forms_that_only_scripts_send_are_known_by_their_code(app):
    form = coded_form(app, "/counters/1/calls", "", match(app, "POST", "/counters/1/calls")[0])

    assert isinstance(form, Form)
    assert set(form.values) >= {"turn", "ticket", "finish"}
