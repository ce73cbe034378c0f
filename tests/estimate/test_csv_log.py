"""Logs as offices have them: encodings, calendars, mistakes."""

import pytest

from deskq.estimate.csv_log import CsvLog, InvalidLog, write_visits

HEADER = "arrival,call,finish,service,counter,weight,left\n"
ROW = "2026-11-24T10:00,2026-11-24T10:05,2026-11-24T10:10,عوارض,1,1,\n"


@pytest.fixture
def read(tmp_path):
    def visits(text, encoding="utf-8"):
        path = tmp_path / "visits.csv"
        path.write_bytes(text.encode(encoding))
        return CsvLog().visits(path)

    return visits


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_log_is_read_in_the_encodings_of_office_software(read, encoding):
    assert len(read(HEADER + ROW, encoding)) == 1


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("date", ["2026-11-24", "1405-09-03", "1405/9/3", "۱۴۰۵/۰۹/۰۳"])
def test_columns_may_be_separated_by_semicolons_or_tabs_and_dates_be_jalali(read, separator, date):
    text = (HEADER + ROW).replace(",", separator).replace("2026-11-24", date)

    assert read(text) == read(HEADER + ROW)
    assert len(read(text.replace(date, "1405-02-31"))) == 1  # no Gregorian month has this day


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-11-24T10:00,2026-11-24T10:05\n", "as many columns"),
        (ROW.replace(",1,1,", ",1,nan,"), "weight"),
        (ROW.replace(",1,1,", ",1,-1,"), "weight"),
        (ROW.replace(",1,1,", ",1,inf,"), "weight"),
        (ROW.replace(",1,1,", ", ,1,"), "no name"),
        (ROW.replace("عوارض", ""), "no name"),
        (ROW.replace("2026-11-24", "1405-13-01"), "line 2"),
        ("2026-11-24T10:00,2026-11-24T10:01,,levy,1,1,2026-11-24T10:07\n", "has no call"),  # called, so did not leave
    ],
)
def test_a_mistake_is_named_with_its_line(read, row, reason):
    with pytest.raises(InvalidLog, match=reason) as refused:
        read(HEADER + row)
    assert "line 2" in str(refused.value)


def test_who_left_stands_in_the_log_without_a_call(read, tmp_path):
    (gone,) = read(HEADER + "2026-11-24T10:00,,,levy,,1,2026-11-24T10:07\n")

    assert gone.left
    assert gone.call - gone.arrival == 420
    write_visits(tmp_path / "again.csv", [gone])
    assert [visit.left for visit in CsvLog().visits(tmp_path / "again.csv")] == [True]
