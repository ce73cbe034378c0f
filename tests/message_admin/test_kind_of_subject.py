"""A subject that is a kind of its own, as praise is, sets the kind of its messages, however they come."""

import pytest

from deskq.core.extensions import db
from deskq.message_settings.kinds import kind_of
from deskq.message_settings.models import Category
from deskq.messages.service.reclassify import Classification, reclassify


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


def test_praise_typed_from_a_slip_is_praise_although_the_kind_was_left_alone(sign_in, filed, praise):
    operator = sign_in("operator")
    opened = operator.post("/boxes/1/openings", data={"others": "رضا", "slips": "2", "request_key": "key-of-opening"})

    answer = operator.post(
        f"{opened.location}/slips",
        data={"kind": "criticism", "category": praise, "body": "از متصدی سپاسگزارم", "request_key": "key-of-slip"},
    )

    assert [made.kind for made in filed()] == ["praise"]
    assert answer.location.endswith("kind=criticism")  # the next slip begins as before


def test_a_slip_sent_twice_is_one_slip_although_its_kind_was_set(sign_in, filed, praise):
    operator = sign_in("operator")
    opened = operator.post("/boxes/1/openings", data={"others": "رضا", "slips": "2", "request_key": "key-of-opening"})
    slip = {"kind": "criticism", "category": praise, "body": "سپاس", "request_key": "key-of-slip"}

    answers = [operator.post(f"{opened.location}/slips", data=slip).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(filed()) == 1


def test_praise_by_phone_is_praise(sign_in, filed, praise):
    told = {"kind": "complaint", "channel": "phone", "category": praise, "body": "سپاس", "request_key": "key-of-call"}

    sign_in("operator").post("/intake", data=told)

    assert [made.kind for made in filed()] == ["praise"]


def test_praise_of_another_program_is_praise(file):
    assert file("criticism", category="praise", channel="app").kind == "praise"


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


def test_an_administrator_lets_another_subject_set_its_kind(sign_in, client, about, file):
    ideas = about().category_by_code["green"]
    ideas.sets_kind = "suggestion"
    db.session().commit()

    page = client.get("/messages/new?kind=request").text

    assert file("request", category="green").kind == "suggestion"
    assert f'name="category_id" value="{ideas.id}"' not in page


def test_the_page_of_a_category_saves_the_kind(sign_in, about, look):
    admin, category = sign_in("admin"), about().category_by_code["green"]
    from tests.tools.forms import form_of

    address = f"/manage/messages/categories/{category.id}"
    admin.post(address, data=form_of(admin.get(address).text, address).changed(sets_kind="suggestion"))

    assert look().get(Category, category.id).sets_kind == "suggestion"
