"""The pages of imports: upload, columns, report, progress, refused rows as a file; in both languages."""

import csv
import io

import pytest

from deskq.application_exchange import work
from deskq.application_exchange.models import ApplicationImport
from deskq.core.extensions import db
from tests.application_exchange.conftest import HEAD, quiet
from tests.application_exchange.test_import import TWO, content_of_office

BAD = TWO + '=1+1,building_permit,yesterday,,,,,"=cmd|x",,\n'


@pytest.fixture
def admin(sign_in):
    return sign_in("admin")


@pytest.fixture
def sent(admin, office):
    """``sent(content)``: the address of an import that was uploaded by the page."""

    def send(content: str, kind: str = "applications", name: str = "جدول.csv") -> str:
        data = {"kind": kind, "file": (io.BytesIO(content.encode()), name)}
        answer = admin.post("/manage/imports", data=data, content_type="multipart/form-data")
        assert answer.status_code == 303, answer.text
        return answer.location

    return send


def goes_on(office: int, address: str) -> None:
    db.session.rollback()
    work.go_on(office, int(address.rpartition("/")[2]), quiet)
    db.session.rollback()


def test_a_table_goes_from_the_upload_to_the_report_and_its_bad_rows_come_back(admin, sent, office):
    address = sent(BAD)
    assert "<import-progress" in admin.get(address).text
    goes_on(office, address)
    page = admin.get(address).text
    assert "کاظم یوسفی" in page
    form = {f"column_{name}": str(place) for place, name in enumerate(HEAD.strip().split(","))}
    assert admin.post(f"{address}/columns", data=form).location == address
    goes_on(office, address)
    before = content_of_office()

    checked = admin.get(address).text
    assert content_of_office() == before
    assert "این تاریخ را نمی‌توان بی‌تردید خواند" in checked
    refused = admin.get(f"{address}/refused.csv").get_data(as_text=True)
    before_start = admin.get(f"{address}?lang=en").text
    admin.post(f"{address}/start")
    goes_on(office, address)

    assert admin.get(f"{address}/progress").get_json() == {"state": "done", "done": 3, "total": 3}
    head, row = csv.reader(io.StringIO(refused.removeprefix("\ufeff")))
    assert head[-3:] == ["ردیف", "فیلد نادرست", "دلیل"]
    assert row[0] == "'=1+1"  # no spreadsheet takes it for a formula
    assert row[-3:-1] == ["4", "زمان ثبت"]
    assert admin.post(f"{address}/start").status_code == 409
    assert "An import cannot be undone." in before_start
    assert "What was imported stays." in admin.get(f"{address}?lang=en").text
    assert admin.post(f"{address}/removal").location == "/manage/imports"
    assert admin.get(address).status_code == 404


def test_columns_that_are_missing_are_said_at_their_fields(admin, sent, office):
    address = sent("a,b\n1,2\n")
    goes_on(office, address)

    refused = admin.post(
        f"{address}/columns", data={"column_key": "0", "same_service": "dig_permit", "column_name": "99"}
    )

    assert refused.status_code == 422
    assert refused.text.count("هر ردیف به این نیاز دارد") == 2  # in the list and at the field
    assert 'value="dig_permit"' in refused.text


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"kind": "applications"}, 422, "لطفاً فایلی انتخاب کنید"),
        ({"kind": "cats", "file": (io.BytesIO(b"a,b\n"), "a.csv")}, 422, "ردیف‌های جدول چه هستند"),
    ],
)
def test_what_is_no_upload_is_refused_in_words(admin, office, data, status, said):
    answer = admin.post("/manage/imports", data=data, content_type="multipart/form-data")

    assert (answer.status_code, said in answer.text) == (status, True)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(admin, office):
    too_long = {"CONTENT_LENGTH": str(50 * 1024 * 1024)}

    answer = admin.post("/manage/imports", data={"kind": "files"}, environ_overrides=too_long)

    assert (answer.status_code, "بزرگ‌تر از ۴۰ مگابایت" in answer.text) == (413, True)


def test_what_is_no_table_and_a_stopped_import_are_said(admin, sent, office):
    failed, stopped = sent("\n\n"), sent(TWO)
    goes_on(office, failed)
    admin.post(f"{stopped}/cancel")
    goes_on(office, stopped)

    assert "این فایل خالی است." in admin.get(failed).text
    assert db.session.get(ApplicationImport, int(stopped.rpartition("/")[2])).state == "cancelled"
