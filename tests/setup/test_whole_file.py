"""The whole set-up as one file: out and in again, mistakes with their line, all or nothing, and no secrets."""

import html
import re
from io import BytesIO

import pytest
import yaml

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.models import ServiceGroup
from deskq.staff.models import Person
from tests.conftest import PASSWORD

HEAD = "deskq_setup: 1\n"


def exported(admin) -> str:
    return admin.get("/manage/setup/file.yaml").text


def check(admin, text: str):
    return admin.post("/manage/setup/file/check?lang=en", data={"text": text})


def apply(admin, text: str):
    page = check(admin, text).text
    revision = re.search(r'name="revision" value="([0-9a-f]+)"', page)
    return admin.post("/manage/setup/file?lang=en", data={"text": text, "revision": revision[1] if revision else ""})


def said(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_a_changed_file_is_shown_then_applied_and_then_there_is_nothing_left(admin, office, look):
    text = exported(admin)
    assert "Nothing. The set-up of the office already matches this file." in check(admin, text).text
    data = yaml.safe_load(text)
    data["office"]["bound_minutes"] = 41
    data["services"][0]["name_en"] = "Permit to build"
    data["services"].append({**data["services"][1], "code": "pool", "name_en": "Pool", "name_fa": "استخر"})
    data["counters"].append({"number": 9, "room_fa": "اتاق ۹", "serves": {"pool": 1}})
    data["people"].append(
        {"sign_in_name": "new", "name": "سارا", "role": "clerk", "active": True, "services": ["pool"]}
    )
    data["hours"] = [{"weekdays": [0, 1], "opens": "8:00", "closes": "12:30", "valid_from": "1405/01/01"}]
    text = yaml.safe_dump(data, allow_unicode=True)

    shown, before = said(check(admin, text).text), look().query(journal.Entry).count()
    answer = apply(admin, text)

    assert "bound_minutes : 30" in re.sub(r"\s+", " ", shown)
    assert answer.status_code == 303
    db.session.remove()
    about = config_cache.of(db.session(), office)
    assert about.office.bound_minutes == 41
    pool = about.any_service("pool")
    assert [row.number for row in about.counters_of(pool.id)] == [9]
    assert sorted((row.weekday, row.opens, row.closes) for row in about.weekly) == [(0, 480, 750), (1, 480, 750)]
    person = db.session.query(Person).filter_by(sign_in_name="new").one()
    assert about.skills[person.id] == {pool.id}
    assert db.session.query(journal.Entry).count() > before
    assert "Nothing. The set-up of the office already" in check(admin, text).text


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "The first line must be"),
        ("- a\n- b", 1, "The first line must be"),
        (HEAD + "services:\n  - code: [x", 3, "not valid YAML"),
        (HEAD + "servicez: []", 2, "This section does not exist."),
        (HEAD + "services: 3", 2, "not in the right form"),
        (HEAD + "office:\n  name_fa: میز\n  bound_minutes: زیاد", 4, "whole number"),
        (HEAD + "counters:\n  - number: 1\n    serves:\n      nothing: 1", 4, "does not exist, neither"),
        (HEAD + "counters:\n  - number: 1\n    numbre: 2", 4, "This field does not exist."),
        (HEAD + "counters:\n  - number: 7\n  - number: ۷", 4, "twice"),
        (HEAD + "office: {}\noffice: {}", 3, "twice"),
        (HEAD + "people:\n  - {sign_in_name: a, name: b, role: king}", 3, "This role does not exist."),
        (HEAD + "hours:\n  - weekdays: [0]\n    opens: 25:00\n    closes: 7:00\n    valid_from: 1405/01/01", 4, "time"),
        (HEAD + "x: &a [1]\ny: *a", 2, "Anchors and tags"),
        (HEAD + "x: !!python/object/apply:os.system [id]", 2, "Anchors and tags"),
        (HEAD + "services: " + "[" * 40, 2, "nested too deeply"),
        (HEAD + "services: " + "[" * 40 + "]" * 40, 2, "nested too deeply"),
    ],
)
def test_a_mistake_has_its_line_and_a_sentence_and_nothing_is_changed(admin, text, line, sentence):
    before = exported(admin)

    checked = check(admin, text)
    applied = admin.post("/manage/setup/file?lang=en", data={"text": text, "revision": "x"})

    assert checked.status_code == 422
    assert re.search(rf"Line {line}\b[^<]*(<bdi[^>]*>[^<]*</bdi>)?[^<]*{sentence}", checked.text), said(checked.text)
    assert applied.status_code >= 400
    assert exported(admin) == before


def test_groups_with_one_name_from_before_get_a_number_and_a_file_still_finds_them(admin, office):
    with transaction(office, "test") as tx:
        one, two = tx.session.query(ServiceGroup).filter_by(office_id=office).order_by(ServiceGroup.id).limit(2)
        one.name_fa = two.name_fa = "دوبار"
        second = two.id
        tx.config_changed()
    data = yaml.safe_load(exported(admin))
    moved = next(row for row in data["services"] if row["group"] == "دوبار")
    moved["group"] = "دوبار (۲)"

    unchanged, answer = check(admin, exported(admin)), apply(admin, yaml.safe_dump(data, allow_unicode=True))

    assert "Nothing. The set-up of the office already" in unchanged.text
    assert answer.status_code == 303
    db.session.remove()
    about = config_cache.of(db.session(), office)
    assert about.any_service(moved["code"]).group_id == second
    assert len(about.groups) == len(data["groups"])


def test_one_refusal_refuses_all_of_it(admin):
    """The last admin cannot be made a clerk, so the service before it is not renamed either."""
    data = yaml.safe_load(exported(admin))
    data["services"][0]["name_en"] = "Renamed"
    next(row for row in data["people"] if row["role"] == "admin")["role"] = "clerk"
    before = exported(admin)

    assert apply(admin, yaml.safe_dump(data, allow_unicode=True)).status_code == 409
    assert exported(admin) == before


def test_a_file_is_not_applied_without_its_revision_or_to_an_office_that_changed_since_it_was_checked(admin):
    text = HEAD + "counters:\n  - {number: 8, room_fa: اتاق}"
    revision = re.search(r'name="revision" value="([0-9a-f]+)"', check(admin, text).text)[1]
    before = exported(admin)
    assert admin.post("/manage/setup/file", data={"text": text}).status_code == 400
    assert exported(admin) == before
    assert apply(admin, HEAD + "counters:\n  - {number: 7, room_fa: اتاق}").status_code == 303

    assert admin.post("/manage/setup/file", data={"text": text, "revision": revision}).status_code == 409
    assert "number: 8" not in exported(admin)


def test_no_secret_is_in_the_file(admin, app):
    text = exported(admin)

    hashes = [person.password_hash for person in db.session.query(Person)]
    assert "password" not in text
    assert [one for one in (*hashes, PASSWORD, app.config["SECRET_KEY"], app.config["DATA_KEY"]) if one in text] == []


def test_a_file_that_is_no_text_is_refused_with_a_sentence(admin):
    sent = {"file": (BytesIO(b"\xff\xfe\x00"), "a.yaml")}

    answer = admin.post("/manage/setup/file/check?lang=en", data=sent, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "This file is not text in UTF-8." in answer.text
