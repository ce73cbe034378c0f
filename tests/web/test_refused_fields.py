"""A page that refuses input names each wrong field; a withdrawn service is named too."""

import pytest
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from deskq.core.extensions import db
from deskq.office.models import Service
from deskq.office.service import services
from tests.tools.browsers import browser

__all__ = ["browser"]
#: As PostgreSQL says it.
SAID = 'violates check constraint "ck_message_verdict"\nDETAIL:  Failing row contains (1, سارا احمدی).'


@pytest.fixture
def kiosk(app, browser):
    """A kiosk of the demo office, which is paired already."""
    app.config["DEMO"] = True
    made = browser()
    made.get("/kiosk")
    return made


@pytest.mark.parametrize(
    ("language", "words"), [("en", "<b>Service</b>: Please fill in this field."), ("fa", "<b>خدمت</b>: ")]
)
def test_a_wrong_field_is_named_on_the_page(kiosk, language, words):
    answer = kiosk.post(f"/kiosk/tickets?lang={language}", data={"priority": ""})

    assert answer.status_code == 422
    assert words in answer.text


def test_a_field_that_no_page_has_is_named_as_it_was_sent_and_is_only_text(kiosk):
    answer = kiosk.post("/kiosk/tickets?lang=en", data={"service": "info_desk", "<script>": "1"})

    assert answer.status_code == 422
    assert "<b>&lt;script&gt;</b>: This field does not exist." in answer.text


def test_of_thousands_of_fields_that_no_page_has_none_is_named(kiosk):
    answer = kiosk.post("/kiosk/tickets?lang=en", data={f"invented{n}": "1" for n in range(2000)})

    assert answer.status_code == 422
    assert "invented" not in answer.text
    assert "This value is not in the right format." in answer.text


def test_a_press_at_the_counter_names_its_field(sign_in, browser):
    clerk = sign_in("karimi")

    answer = clerk.post("/counters/5/break?lang=en", data={"minutes": "100000"})

    assert answer.status_code == 422
    assert "<b>Minutes</b>: This number is too large." in answer.text


@pytest.fixture
def gone(kiosk, office):
    """A service that was taken off while somebody looked at it."""
    page = kiosk.get("/kiosk/services/info_desk")
    assert page.status_code == 200
    service = db.session.query(Service).filter(Service.code == "info_desk").one()
    services.offer_service(office, "test", service.id, offered=False)
    db.session.remove()
    return "info_desk"


def test_a_service_taken_off_meanwhile_is_refused_in_its_own_words(kiosk, gone):
    token = kiosk.post("/kiosk/tickets?lang=en", data={"service": gone})
    page = kiosk.get(f"/kiosk/services/{gone}?lang=en")

    assert (token.status_code, page.status_code) == (409, 409)
    assert "is no longer available." in token.text
    assert "is no longer available." in page.text


def test_a_service_that_never_was_is_not_found(kiosk):
    assert kiosk.get("/kiosk/services/tea").status_code == 404


@pytest.mark.parametrize(("kind", "status"), [(IntegrityError, 409), (OperationalError, 503), (DataError, 500)])
def test_the_log_keeps_the_reason_of_the_database_and_never_the_row(make_app, kind, status, caplog):
    app = make_app(PROPAGATE_EXCEPTIONS=False)

    @app.get("/spoiled")
    def spoil():
        raise kind("INSERT", {}, Exception(SAID))

    answer = app.test_client().get("/spoiled")

    assert answer.status_code == status
    assert "ck_message_verdict" in caplog.text
    assert "سارا" not in caplog.text
