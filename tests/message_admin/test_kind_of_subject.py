"""A subject that is a kind of its own, as praise is, sets the kind of its messages, however they come."""

import pytest

from deskq.core.extensions import db
from deskq.message_settings.kinds import kind_of
from deskq.messages.service.reclassify import Classification, reclassify
from tests.tools.forms import form_of


@pytest.fixture
def praise(about) -> str:
    return str(about().category_by_code["praise"].id)


@pytest.mark.parametrize(
    ("chosen", "of_subject", "kind"),
    [
        ("criticism", "praise", "praise"),
        ("criticism", "", "criticism"),
        ("praise", "", "praise"),
        ("report", "praise", "report"),
    ],
)
def test_a_kind_of_the_subject_goes_before_the_chosen_one_but_not_before_a_report(chosen, of_subject, kind):
    assert kind_of(chosen, of_subject) == kind


def test_praise_typed_from_a_slip_is_praise_although_the_kind_was_left_alone_and_it_was_sent_twice(
    sign_in, filed, praise
):
    operator = sign_in("operator")
    opened = operator.post("/boxes/1/openings", data={"others": "رضا", "slips": "2", "request_key": "key-of-opening"})
    slip = {"kind": "criticism", "category": praise, "body": "از متصدی سپاسگزارم", "request_key": "key-of-slip"}

    answers = [operator.post(f"{opened.location}/slips", data=slip) for _ in range(2)]

    assert [made.kind for made in filed()] == ["praise"]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location.endswith("kind=criticism")  # the next slip begins as before


def test_praise_by_phone_or_of_another_program_is_praise(sign_in, filed, file, praise):
    told = {"kind": "complaint", "channel": "phone", "category": praise, "body": "سپاس", "request_key": "key-of-call"}

    sign_in("operator").post("/intake", data=told)
    file("criticism", category="praise", channel="app")

    assert [made.kind for made in filed()] == ["praise", "praise"]


def test_the_forms_tell_their_script_which_kind_a_subject_sets(sign_in, praise):
    page = sign_in("operator").get("/intake").text

    assert f'<option value="{praise}"' in page
    assert 'data-kind="praise"' in page
    assert "data-kind-note" in page


def test_a_message_that_is_sorted_to_praise_becomes_praise_and_may_be_put_right(file, action, now_of, praise):
    made = file("criticism")
    content = {"address": made.address, "district_id": None, "lat": None, "lon": None}

    reclassify(action("operator", made), Classification("criticism", int(praise), **content))
    sorted_kind = now_of(made.id).kind
    reclassify(action("operator", made), Classification("criticism", int(praise), **content))

    assert (sorted_kind, now_of(made.id).kind) == ("praise", "criticism")


def test_an_administrator_lets_another_subject_set_its_kind(inside, client, about, file):
    green = about().category_by_code["green"].id
    admin, address = inside("admin"), f"/manage/messages/categories/{green}"

    saved = admin.post(address, data=form_of(admin.get(address).text, address).changed(sets_kind="suggestion"))

    assert saved.status_code == 303
    db.session.remove()
    assert file("request", category="green").kind == "suggestion"
    assert f'name="category_id" value="{green}"' not in client.get("/messages/new?kind=request").text
