"""Tables as Persian programs write them: every encoding, delimiter and date is read the same; what is none, refused."""

import codecs
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from deskq.application_exchange.reading import reader
from deskq.application_exchange.reading.reader import TableRefused
from deskq.application_exchange.rules import fields, values
from deskq.application_exchange.rules.values import WrongCell

TEHRAN = ZoneInfo("Asia/Tehran")
TEXT = "شماره,خدمت,تاریخ ثبت,متقاضی\nالف-۱۲,پروانه ساختمان,۱۴۰۳/۰۵/۰۹,کاظم یوسفی\n"
ROW = ["الف-۱۲", "پروانه ساختمان", "۱۴۰۳/۰۵/۰۹", "کاظم یوسفی"]


@pytest.fixture
def read(tmp_path):
    def rows(content: bytes) -> tuple[list[str], list[list[str]]]:
        (tmp_path / "source").write_bytes(content)
        table = reader.read(tmp_path / "source", tmp_path / "lines")
        found = [cells for _, _, cells in reader.rows(tmp_path / "lines")]
        assert len(found) == table.rows
        return table.headers, found

    return rows


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        ("درخواست‌های سال\n\n" + TEXT + "\n\n,,,\n").encode(),
    ],
)
def test_a_table_is_read_the_same_in_every_encoding_and_with_every_delimiter(read, content):
    headers, rows = read(content)

    assert headers == ["شماره", "خدمت", "تاریخ ثبت", "متقاضی"]
    assert rows == [ROW]


def test_a_table_of_a_persian_windows_program_is_read(read):
    text = "شماره;متقاضي;خدمت\n12;كاظم يوسفي;پروانه\n"

    assert read(text.encode("cp1256")) == (["شماره", "متقاضي", "خدمت"], [["12", "كاظم يوسفي", "پروانه"]])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "nothing in this file"),
        (b"\n\n,,\n", "nothing in this file"),
        (b"%PDF-1.7\n" + bytes(range(1, 32)) * 20, "no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
        (b"PK\x03\x04 not really a workbook", "no table"),
        (b'a,b\n1,"' + b"x" * 2_000_000, "no table"),
        (b"a,b\n" + b"1,2\n" * 200_001, "more than 200,000 rows"),
    ],
)
def test_what_is_no_table_is_refused_in_words(read, content, why):
    with pytest.raises(TableRefused) as refused:
        read(content)

    assert why in refused.value.words


@pytest.mark.parametrize(
    "text",
    ["1403/05/09 10:30", "۱۴۰۳/۵/۹ ۱۰:۳۰", "1403-05-09T10:30:00", "2024-07-30 10:30", "2024-07-30T07:00:00Z",
     "2024-07-30T07:00:00.000+00:00", "2024/7/30 10:30:00", "45503.4375", "٤٥٥٠٣.٤٣٧٥"],
)  # fmt: skip
def test_a_moment_is_read_in_every_calendar(text):
    assert values.moment(text, TEHRAN) == datetime(2024, 7, 30, 7, tzinfo=UTC)


@pytest.mark.parametrize(("text", "end"), [("14030509", False), ("45503", False), ("1403/05/09", False)])
def test_a_day_begins_at_its_first_minute_and_a_promise_is_kept_until_its_last(text, end):
    assert values.moment(text, TEHRAN) == datetime(2024, 7, 29, 20, 30, tzinfo=UTC)
    assert values.moment(text, TEHRAN, end_of_day=True) == datetime(2024, 7, 30, 20, 29, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1403/13/01", "30/07/2024", "07/30/2024", "1403/12/31", "دیروز", "1403/05", "9"])
def test_a_date_that_could_be_two_or_is_none_is_refused(text):
    with pytest.raises(WrongCell) as wrong:
        values.moment(text, TEHRAN)

    assert wrong.value.words == values.WRONG_MOMENT


@pytest.mark.parametrize("known", [values.OUTCOMES, values.CHANGES, values.APPLICANTS])
@pytest.mark.parametrize("text", ["", "شاید", "done?"])
def test_a_word_that_is_none_of_its_set_is_refused(known, text):
    with pytest.raises(WrongCell) as wrong:
        values.word(text, known)

    assert wrong.value.words == values.UNKNOWN_WORD


def test_columns_are_known_by_their_headers_in_both_languages():
    fa = fields.suggested("applications", ["متقاضی", "شمارهٔ درخواست", "زمان ثبت", "خدمت", "کد نوسازی"])
    en = fields.suggested("stages", ["case", "Activity", "TIME", "resource"])

    assert fa.columns == {"name": 0, "key": 1, "opened_at": 2, "service": 3, "parcel_code": 4}
    assert en.columns == {"key": 0, "stage": 1, "at": 2, "note": 3}
    assert fields.read(fields.written(fa)) == fa
    assert json.loads(fields.written(fa))["unit"] == ""
