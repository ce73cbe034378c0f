"""Who sees what, by every way there is: pages, lists, counts, search, photos, paper, the journal for machines."""

import re
from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from deskq import clock, journal, persian, photos
from deskq.extensions import db
from deskq.messages import keeper, queries, service
from deskq.messages.queries.inbox import TABS
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from deskq.staff.models import Leave, Person

#: One of each role, and of the units that matter: the desk's clerk, the head of civil works, another unit's expert.
PEOPLE = ("moradi", "civil", "city", "operator", "supervisor", "inspectorate", "deputy", "mayor", "admin")
EVERYWHERE = ("operator", "supervisor", "inspectorate", "deputy", "mayor")
WORDS = "نشانهٔ یکتا در متن پیام"
#: {message: who sees it}. A report is seen where it is read, whatever it names; all else by its unit and by those who
#: look after all.
TABLE = {
    "request with civil works": (*EVERYWHERE, "civil"),
    "request with the desk": (*EVERYWHERE, "moradi"),
    "complaint with civil works": (*EVERYWHERE, "civil"),
    "complaint with urban services": (*EVERYWHERE, "city"),
    "report about civil works": ("inspectorate",),
    "report about the desk": ("inspectorate",),
    "report about nobody": ("inspectorate",),
    "report about the inspectorate": ("mayor",),
}
UNITS = {
    **{"civil works": "civil_works", "the desk": "desk", "urban services": "city_services"},
    **{"the inspectorate": "inspectorate", "nobody": ""},
}
WAYS = ("page", "work order", "photo", "small photo", "list", "code")
NOUNS = ("referral", "acceptance", "assignment", "passing-on", "answer", "extension", "duplicate", "sorting", "undo")


@pytest.fixture
def written(file, units, press):
    """``written("report about the desk")``: that message, with a photo."""

    def write(what: str, **more: object):
        kind, how, unit = re.fullmatch(r"(\w+) (with|about) (.+)", what).groups()
        drawn = BytesIO()
        Image.new("RGB", (40, 40), (25 * list(TABLE).index(what), 0, 90)).save(drawn, "JPEG")
        kept = photos.keep(FileStorage(BytesIO(drawn.getvalue()), "a.jpg"))
        about = units.get(UNITS[unit])
        given = {"body": WORDS, "photos": [("report", kept)], "address": "خیابان امام", **more}
        if how == "about":
            return file(kind, about_unit_id=about, **given)
        made = file(kind, **given)
        service.refer(press("inspectorate", made), about)
        return made

    return write


@pytest.fixture
def inside(browser):
    """``inside("civil")``: a browser of that person's, signed in once."""
    known = {}

    def enter(name: str):
        if name not in known:
            known[name] = browser()
            form = {"name": name, "password": "a password for tests 42"}
            assert known[name].post("/sign-in", data=form).status_code == 303
        return known[name]

    return enter


@pytest.fixture
def ways(inside, office):
    """``ways("civil", message)``: {way: whether that person finds the message by it}."""

    def found(name: str, made) -> dict[str, bool]:
        client = inside(name)
        file = queries.photos(db.session(), made.id)[0].file
        code = queries.by_id(db.session(), office, made.id).code
        link = f"/inbox/{made.id}"

        def listed(**query: str) -> bool:
            text = client.get("/inbox", query_string=query).text
            if "q" in query:
                return f'href="{link}"' in text
            return f'href="{link}"' in text or code in re.sub(r"\D", "", text)

        return {
            "page": client.get(link).status_code == 200,
            "work order": client.get(f"{link}/work-order").status_code == 200,
            "photo": client.get(f"/inbox/photos/{file}").status_code == 200,
            "small photo": client.get(f"/inbox/photos/{file}?small=1").status_code == 200,
            "list": any(listed(tab=tab) for tab in TABS),
            "code": listed(q=code),
        }

    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_a_message_is_found_by_those_it_is_for_and_by_no_one_else(name, written, ways):
    made = {what: written(what) for what in TABLE}

    found = {what: ways(name, message) for what, message in made.items()}

    assert found == {what: dict.fromkeys(WAYS, name in TABLE[what]) for what in TABLE}


@pytest.mark.parametrize("name", PEOPLE)
def test_of_a_report_nobody_else_learns_even_that_it_is_there(name, written, inside, office):
    client = inside(name)
    before = [client.get(f"/inbox?tab={tab}").text for tab in TABS]

    hidden = [written(what) for what in TABLE if what.startswith("report") and name not in TABLE[what]]

    after = [client.get(f"/inbox?tab={tab}").text for tab in TABS]
    assert [_plain(text) for text in after] == [_plain(text) for text in before]
    for made in hidden:
        for noun in (*NOUNS, "sender", "work-order"):
            status = client.post(f"/inbox/{made.id}/{noun}", data={"turn": 0}).status_code
            assert status == (403 if name == "admin" else 404), noun


#: Who is told, while typing, that something like it was said before; a clerk of what is about the town, without a code.
TOLD = {what: () if what.startswith("report") else EVERYWHERE for what in TABLE}
TOLD |= {what: (*EVERYWHERE, "moradi") for what in TABLE if what.startswith("request")}


@pytest.mark.parametrize("name", PEOPLE)
def test_who_types_a_message_in_is_told_of_its_like_and_gets_the_code_of_what_they_see(name, written, inside):
    made = {what: written(what, address=f"خیابان {word}") for what, word in zip(TABLE, STREETS, strict=True)}
    client = inside(name)

    near = {
        what: client.post("/intake/near", data={"address": f"خیابان {word}"}).text
        for what, word in zip(TABLE, STREETS, strict=True)
    }

    assert {what for what, text in near.items() if 'class="near-one"' in text} == {
        what for what in TABLE if name in TOLD[what]
    }
    assert {what for what, text in near.items() if made[what].code in text} == {
        what for what in TABLE if name in TOLD[what] and name in EVERYWHERE
    }


STREETS = ("طالقانی", "سعدی", "فردوسی", "کاشانی", "بهشتی", "مدرس", "نواب", "شیرازی")


@pytest.mark.parametrize("name", PEOPLE)
def test_who_knows_the_number_finds_what_they_see_and_no_report(name, written, inside):
    made = {what: written(what, phone="09121234567") for what in SOME}
    client = inside(name)

    text = re.sub(r"\D", "", persian.ascii_digits(client.post("/intake/caller", data={"phone": "09121234567"}).text))

    takes = name not in ("civil", "city", "admin")
    assert {what for what, message in made.items() if message.code in text} == {
        what for what in SOME if takes and name in TABLE[what] and not what.startswith("report")
    }


SOME = [
    what for what in TABLE if what not in ("request with civil works", "report about nobody", "report about the desk")
]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_code_and_the_digits_open_nothing_beside_a_session_of_the_staff(name, written, inside):
    made = written("complaint with civil works")
    client = inside(name)

    refused = client.post(f"/track/{made.code}/proof", data={"digits": "4567"})
    page = client.get(f"/track/{made.code}")

    assert refused.status_code == 403
    assert page.status_code == 200
    assert WORDS not in page.text


def test_a_message_that_may_be_about_a_clerk_is_told_to_no_clerk_under_any_kind(file, inside, about, press, units):
    place = {"address": "باجهٔ ۱، خیابان طالقانی"}
    file(category="conduct", **place)
    moved = file(category="other", **place)
    service.refer(press("operator", moved), units["inspectorate"])

    told = {
        name: inside(name).post("/intake/near", data=place).text.count('class="near-one"')
        for name in ("moradi", "operator")
    }

    assert told == {"moradi": 0, "operator": 2}


def test_each_look_by_number_is_in_the_journal_without_the_number(written, inside, office):
    written("complaint with civil works")
    inside("moradi").post("/intake/caller", data={"phone": "09121234567"})
    inside("operator").post("/intake/caller", data={"phone": "09121234567"})
    inside("operator").post("/intake/caller", data={"phone": "0912"})

    entries = journal.after_sequence(db.session(), office, 0, 9999)
    looks = [entry for entry in entries if entry.kind == "message.caller_looked_up"]

    people = [f"person:{staff_queries.person_by_name(db.session(), name).id}" for name in ("moradi", "operator")]
    assert [(entry.by, entry.facts) for entry in looks] == [(people[0], {"shown": 0}), (people[1], {"shown": 1})]


def _plain(text: str) -> str:
    return re.sub(r'(value|content)="[^"]{30,}"', "", text)  # tokens of forms are new each time


def _viewer(name: str, office: int):
    session, today = db.session(), clock.now().astimezone(clock.zone()).date()
    return queries.viewer(session, office, staff_queries.person_by_name(session, name).id, today)


def test_the_words_of_a_report_are_found_by_no_search(written, office):
    written("report about civil works")

    for name in PEOPLE:
        assert queries.search(db.session(), office, _viewer(name, office), WORDS).messages == []


@pytest.mark.parametrize("substitute", ["civil", "operator"])
def test_a_substitute_of_the_inspectorate_reads_no_report(substitute, written, office, ways):
    made, day = written("report about civil works"), clock.now().astimezone(clock.zone()).date()
    away, there = (staff_queries.person_by_name(db.session(), one).id for one in ("inspectorate", substitute))
    db.session.add(Leave(office_id=office, person_id=away, substitute_id=there, first_day=day, last_day=day))
    db.session.commit()

    found = ways(substitute, made)

    assert found == dict.fromkeys(found, False)


def test_one_of_the_inspectorate_who_belongs_to_the_named_unit_does_not_read_it(written, ways, units):
    made = written("report about civil works")
    session = db.session()
    person = session.get_one(Person, staff_queries.person_by_name(session, "inspectorate").id)
    person.unit_id = units["civil_works"]
    session.commit()

    found = ways("inspectorate", made)

    assert found == dict.fromkeys(found, False)


def test_a_late_report_climbs_as_a_row_without_content(written, inside, units):
    made = written("report about civil works")
    clock.fix(made.started_at + 3 * (made.due_at - made.started_at))
    keeper.keep_once()
    seen = {}

    for name in PEOPLE:
        client = inside(name)
        text = client.get("/inbox?tab=escalated&lang=en").text
        seen[name] = "A confidential report is late" in text
        if name != "inspectorate":
            assert f"/inbox/{made.id}" not in text
            assert made.code not in re.sub(r"\D", "", text)
            narrowed = client.get(f"/inbox?tab=escalated&lang=en&district={made.district_id or 1}").text
            assert "A confidential report is late" not in narrowed

    assert seen == {**dict.fromkeys(PEOPLE, False), "mayor": True}


def test_a_late_report_that_names_the_mayors_own_unit_does_not_climb_to_it(file, inside, units):
    made = file("report", body=WORDS, about_unit_id=units["mayor"])
    clock.fix(made.started_at + 3 * (made.due_at - made.started_at))
    keeper.keep_once()
    client = inside("mayor")

    assert "A confidential report is late" not in client.get("/inbox?tab=escalated&lang=en").text


def test_machines_read_of_reports_nothing_in_the_journal(written, office, browser, press):
    made = written("report about civil works")
    service.note_report_read(press("inspectorate", made))
    service.answer(press("inspectorate", made), service.Answer("explained", "رسیدگی شد."))
    plain = written("request with civil works")
    machine = browser()
    machine.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {staff_service.create_token(office, 'integration')}"

    entries, after = [], 0
    while (page := machine.get(f"/api/v1/journal?after={after}").get_json())["last"] != after:
        entries, after = entries + page["entries"], page["last"]
    told = [entry for entry in entries if entry["kind"].startswith("message.")]

    assert {entry["facts"]["message"] for entry in told} == {plain.id}


def test_the_story_of_a_visit_tells_of_no_message_that_grew_out_of_it(file, office, inside):
    from deskq import tokens
    from deskq.queue import service as queue_service

    ticket = queue_service.issue(office, "test", "info_desk", tokens.new())
    made = file("report", body=WORDS, ticket_id=ticket.id)

    for name in ("supervisor", "admin"):
        client = inside(name)
        page = client.get(f"/manage/tickets/{ticket.id}").text
        assert WORDS not in page
        assert made.code not in page
