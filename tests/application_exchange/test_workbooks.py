"""Workbooks: dates as numbers, merged cells, formulas, empty rows, and files that are made to do harm."""

import io
import zipfile
from datetime import datetime
from time import monotonic

import pytest
from openpyxl import Workbook

from deskq.application_exchange.reading import reader
from deskq.application_exchange.reading.reader import TableRefused
from tests.tools.steps import should_be


def workbook(rows, merged: tuple[str, ...] = (), title: str = "Sheet") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(content: bytes, change) -> bytes:
    """The same workbook with the XML of its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part, change(body) if part.filename == "xl/worksheets/sheet1.xml" else body)
    return out.getvalue()


SMALL = workbook([["key", "name"], ["12", "x"]])


@pytest.fixture
def read(tmp_path):
    def rows(content: bytes):
        (tmp_path / "source").write_bytes(content)
        table = reader.read(tmp_path / "source", tmp_path / "lines")
        return table.headers, [(number, cells) for _, number, cells in reader.rows(tmp_path / "lines")]

    return rows


def test_numbers_dates_and_texts_are_read_as_they_are_shown(read):
    content = workbook([["شماره", "زمان", "کد"], [12, datetime(2024, 7, 30, 10, 30), 1.5], ["۰۰۷", 45503, True]])  # noqa: DTZ001

    assert read(content) == (
        ["شماره", "زمان", "کد"],
        [(2, ["12", "2024-07-30T10:30:00", "1.5"]), (3, ["۰۰۷", "45503", "true"])],
    )


def test_merged_cells_all_say_what_the_first_says(read):
    content = workbook(
        [["پرونده‌های سال ۱۴۰۳", None, None], ["key", "stage", "at"], ["12", "opening", "1403/01/05"],
         [None, "inspection", "1403/01/06"], [None, "report", "1403/01/07"]],
        ("A1:C1", "A3:A5"),
    )  # fmt: skip

    headers, rows = read(content)

    assert headers == ["key", "stage", "at"]
    assert [cells[0] for _, cells in rows] == ["12", "12", "12"]


def test_a_formula_is_never_evaluated_only_its_stored_value_is_read(read):
    content = workbook([["key", "name"], ["12", '=HYPERLINK("http://example.ir","x")'], ["13", "=1+1"]])
    content = rewritten(content, lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>").replace(
        b"<f>1+1</f><v />", b"<f>1+1</f><v>7</v>"))  # fmt: skip

    assert read(content)[1] == [(2, ["12"]), (3, ["13", "7"])]


def test_a_hundred_thousand_empty_rows_are_passed_over_quickly(read):
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 100_003))
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>13</t></is></c></row></sheetData>'
    content = rewritten(SMALL, lambda xml: xml.replace(b"</sheetData>", empty + last))

    began = monotonic()

    assert read(content)[1] == [(2, ["12", "x"]), (1048576, ["13"])]
    should_be(monotonic() - began, 60)  # some seconds; a cell each for the million rows would take minutes


def test_a_workbook_that_lies_about_its_size_is_read_by_its_rows(read):
    content = rewritten(SMALL, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))

    assert read(content)[1] == [(2, ["12", "x"])]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read):
    row = b"<row><c t='inlineStr'><is><t>" + b"0" * 1000 + b"</t></is></c></row>"
    content = rewritten(workbook([["key"]]), lambda xml: xml.replace(b"</sheetData>", row * 400_000 + b"</sheetData>"))
    assert len(content) < 8_000_000

    with pytest.raises(TableRefused) as refused:
        read(content)

    assert "too large when it is unpacked" in refused.value.words


def test_entities_that_multiply_are_refused(read):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + nth, b"&%c;" % (97 + nth) * 10) for nth in range(9)
    ) + b"]>"  # fmt: skip
    content = rewritten(SMALL, lambda xml: bomb + xml.replace(b">12<", b">&j;<").replace(b">x<", b">&j;<"))

    with pytest.raises(TableRefused):
        read(content)


@pytest.mark.parametrize("place", [b"2000000000", b"99999999999999999999"])
def test_a_row_that_says_it_comes_after_a_billion_empty_ones_is_refused_at_once(read, place):
    content = rewritten(workbook([["key", "stage"], ["1", "a"]]), lambda xml: xml.replace(b'r="2"', b'r="%s"' % place))
    began = monotonic()

    with pytest.raises(TableRefused):
        read(content)

    should_be(monotonic() - began, 30)
