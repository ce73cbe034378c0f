"""Workbooks read back from their XML: direction, kinds of cells, and texts that stay texts."""

import csv
import io
import tracemalloc
import zipfile
from xml.etree import ElementTree

import pytest

from deskq.web.spreadsheet import Column, harmless, to_csv, write_csv, write_xlsx

HOSTILE = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "{=A1}", "http://example.org", "=cmd|' /C calc'!A0",
           "</t>&\x01"]  # fmt: skip
NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet(rows, columns, title="Visits", persian=True) -> ElementTree.Element:
    file = io.BytesIO()
    write_xlsx(file, title, columns, rows, persian=persian)
    return ElementTree.fromstring(zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml"))


def texts(found: ElementTree.Element) -> list[str]:
    return ["".join(cell.itertext()) for cell in found.iterfind(".//x:c[@t='inlineStr']", NAMESPACE)]


def test_hostile_texts_are_texts_without_formulas_or_links():
    found = sheet([[text] for text in HOSTILE], [Column("Name", "text")])

    assert found.find(".//x:f", NAMESPACE) is None
    assert found.find(".//x:hyperlinks", NAMESPACE) is None
    written = [text.replace("\r", "_x000D_").replace("\x01", "_x0001_") for text in HOSTILE]  # as XLSX spells them
    assert texts(found) == ["Name", *written]


def test_neither_a_header_nor_a_cell_of_a_csv_is_a_formula():
    head, row = ['=HYPERLINK("http://example.org")', "Name", "@SUM(A1)"], ["=1+1", None, 3]
    file = io.BytesIO()
    write_csv(file, head, [row])

    for written in (to_csv(head, [row]), file.getvalue().decode()):
        read = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
        assert read == [[f"'{head[0]}", "Name", "'@SUM(A1)"], ["'=1+1", "", "3"]]


@pytest.mark.parametrize("persian", [True, False])
def test_a_persian_sheet_runs_from_right_to_left(persian):
    found = sheet([], [Column("Name", "text")], persian=persian)

    assert (found.find(".//x:sheetView", NAMESPACE).get("rightToLeft") == "1") == persian


def test_numbers_lengths_and_shares_are_numbers():
    found = sheet([[3, 5400, 87.5, None]], [Column("n"), Column("d", "duration"), Column("p", "percent"), Column("x")])

    values = [float(cell.text) for cell in found.iterfind(".//x:c/x:v", NAMESPACE)]
    assert values == [3, 0.0625, 0.875]


@pytest.mark.parametrize("title", ["A/B: [x]?*\\", "'", "نام" * 40, ""])
def test_any_title_becomes_the_name_of_a_sheet(title):
    assert sheet([[1]], [Column("n")], title) is not None


def test_a_long_table_takes_no_more_memory_than_a_short_one():
    def peak(rows: int) -> int:
        file = io.BytesIO()
        tracemalloc.start()
        write_xlsx(file, "t", [Column("n")] * 5, ([number] * 5 for number in range(rows)), persian=False)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)

    assert peak(4000) < peak(400) + 400_000


def test_in_csv_a_formula_gets_a_quote_and_other_values_stay_as_they_are():
    formulas = ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20a"]
    others = ["a=1", "", 3, None, "۳-"]

    assert [harmless(text) for text in formulas] == [f"'{text}" for text in formulas]
    assert [harmless(value) for value in others] == others
