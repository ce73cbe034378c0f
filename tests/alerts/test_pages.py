"""The page of alerts: settings, the duty list, numbers that do not exist, and what became of the last SMS."""

import pytest

from deskq.alerts.models import DutyPerson
from deskq.alerts.queries import stored
from deskq.core.extensions import db
from deskq.messages.service.refer import refer
from deskq.sms.gateways import port
from tests.alerts.conftest import NUMBER

FIELDS = {"name": "رضا", "phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷", "on_duty": "1", "of_messages": "1"}


@pytest.fixture
def supervisor(enter):
    return enter("supervisor")


def people(look) -> list[tuple[str, str, bool]]:
    return [(one.name, one.phone, one.of_hall) for one in look().query(DutyPerson).order_by(DutyPerson.id)]


def revision_at(supervisor, path: str) -> str:
    return supervisor.get(path).text.split('name="revision" value="')[1].split('"')[0]


def test_a_person_is_added_once_with_any_spelling_of_the_number(supervisor, look):
    assert supervisor.post("/manage/alerts/duty", data=FIELDS).status_code == 303
    assert people(look) == [("رضا", NUMBER, False)]
    assert "0912***4567" in supervisor.get("/manage/alerts?lang=en").text

    again = supervisor.post("/manage/alerts/duty?lang=en", data={**FIELDS, "phone": "+98 912 123 4567"})
    assert again.status_code == 409
    assert "already on the list" in again.text
    assert len(people(look)) == 1


def test_a_number_that_cannot_exist_is_refused_beside_its_field(supervisor, look):
    for typed in ("0912 345", "02188881111", "+44 7700 900123", "nine", "۰۹۱۲۱۲۳۴۵۶۷۸۹"):
        answer = supervisor.post("/manage/alerts/duty?lang=en", data={**FIELDS, "phone": typed})
        assert answer.status_code == 422, typed
        assert 'id="phone-problem"' in answer.text
        assert f'value="{typed}"' in answer.text
        assert people(look) == []


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (port.SendRefused(port.NUMBER, 411), "The gateway says that this number does not exist. Please correct it."),
        (port.SendRefused(port.CREDIT, 418), "The account for text messages has no credit left."),
        (port.Unconfirmed(port.TIMEOUT), "did not confirm the last text message"),
        (None, "was accepted at 10:00"),
    ],
)
def test_what_became_of_a_test_message_is_said_in_words(supervisor, gateway, work, failure, words, look):
    supervisor.post("/manage/alerts/duty", data=FIELDS)
    person = look().query(DutyPerson).one().id
    gateway.answers = [failure] if failure is not None else []

    assert supervisor.post(f"/manage/alerts/duty/{person}/test").status_code == 303
    work()

    assert words in supervisor.get("/manage/alerts?lang=en").text


def test_a_test_without_a_gateway_is_refused_in_words(supervisor, look):
    supervisor.post("/manage/alerts/duty", data=FIELDS)

    answer = supervisor.post(f"/manage/alerts/duty/{look().query(DutyPerson).one().id}/test?lang=en")

    assert answer.status_code == 409
    assert "no gateway is set up" in answer.text


@pytest.mark.parametrize(("typed", "status"), [("0", 422), ("601", 422), ("", 422), ("x", 422), ("۴۵", 303)])
def test_a_limit_has_its_range(supervisor, office, typed, status):
    path = "/manage/alerts/kinds/wait"
    fields = {"limit": typed, "screens": "1", "repeat": "30", "revision": revision_at(supervisor, path)}

    assert supervisor.post(path, data=fields).status_code == status
    db.session.remove()
    assert stored.settings(db.session(), office)["wait"].limit == (45 if status == 303 else 40)


def test_a_kind_without_limit_takes_none(supervisor):
    path = "/manage/alerts/kinds/late"

    answer = supervisor.post(f"{path}?lang=en", data={"limit": "3", "revision": revision_at(supervisor, path)})

    assert answer.status_code == 422
    assert "This field does not exist." in answer.text


def test_what_stands_now_is_on_the_page(supervisor, round_, told, file, units, action):
    made = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])
    round_()

    assert "was referred to Civil works." in supervisor.get("/manage/alerts?lang=en").text
