"""Every field of every form of a message with invalid values: refused or accepted, never a server error."""

import pytest

from deskq.core.extensions import db
from deskq.messages.service import refer as refer_service
from deskq.messages.service.refer import refer
from deskq.units.models import Unit
from tests.security.filled import Forms

BAD = ("", "a\x00b", "x" * 5000, "-1", str(10**30), "۱۲۳", "'; --", "\ud800")
#: With every change only these are sent; the others by `make soak`.
FEW = ("a\x00b", str(10**30), "\ud800")


@pytest.mark.parametrize("values", [pytest.param(FEW, id="few"), pytest.param(BAD, id="all", marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    ("name", "kind"), [("operator", "request"), ("civil", "complaint"), ("inspectorate", "report")]
)
def test_no_invalid_field_of_any_form_causes_an_error(name, kind, values, sign_in, file, units, action):
    made = file(kind)
    if name == "civil":
        refer(action("inspectorate", made), units["civil_works"])
        refer_service.accept(action("civil", made))
    client, faults, sent = sign_in(name), {}, set()

    forms = [form for form in Forms(client.get(f"/inbox/{made.id}").text).found if form.action.startswith("/inbox")]
    for form, field, bad in [(one, field, bad) for one in forms for field in one.values for bad in values]:
        answer = client.post(form.action, data={**form.values, field: bad.encode(errors="surrogatepass")})
        sent.add(form.action)
        if answer.status_code >= 500:
            faults[f"{form.action} {field}={bad[:20]!r}"] = answer.status_code

    assert faults == {}
    assert len(sent) >= 4, sorted(sent)


@pytest.mark.parametrize("kind", ["request", "suggestion"])
@pytest.mark.parametrize("verdict", ["foo", "f" * 30])
def test_an_unknown_verdict_is_refused_by_the_form(sign_in, file, kind, verdict, caplog):
    made = file(kind)
    form = {"turn": made.turn, "outcome": "explained", "words": "پاسخ", "verdict": verdict}

    answer = sign_in("operator").post(f"/inbox/{made.id}/answer", data=form)

    assert answer.status_code == 422
    assert "two actions conflicted" not in caplog.text


@pytest.mark.parametrize("field", ["turn", "unit"])
def test_a_form_without_fields_reports_what_is_missing(field, sign_in, file, units):
    made = file()
    form = {"turn": made.turn, "unit": units["civil_works"]}
    del form[field]

    assert sign_in("operator").post(f"/inbox/{made.id}/referral", data=form).status_code == 422


def test_a_referral_to_a_closed_unit_is_reported_and_the_form_is_kept(sign_in, file, units, look, now_of):
    made = file()
    look().get(Unit, units["green_space"]).offered = False
    db.session.commit()

    form = {"turn": made.turn, "unit": units["green_space"], "note": "لطفاً بازدید شود"}
    answer = sign_in("operator").post(f"/inbox/{made.id}/referral", data=form)

    assert answer.status_code == 409
    assert "لطفاً بازدید شود" in answer.text
    assert now_of(made.id).state == "registered"
