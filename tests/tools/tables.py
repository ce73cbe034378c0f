"""Tables that somebody downloaded, as the reader of them gets them."""

import csv
import io
import zipfile


def csv_rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of their columns."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet_of(book: bytes) -> str:
    """The XML of the first sheet of a workbook."""
    return zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
