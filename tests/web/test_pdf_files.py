"""PDF files are judged by their content."""

import tracemalloc

import pytest

from deskq.core.sizes import MEGABYTE
from deskq.web import pdf_files
from deskq.web.pdf_files import ActivePdf, LockedPdf, NoPdf, PdfTooLarge
from tests.tools.pdf_files import archive, pdf, stream

LARGEST = 12 * MEGABYTE
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        pdf(stream(b"BT /F1 12 Tf (JavaScript and Launch are words) Tj ET")),
        pdf(b"<< /Type /XObject /Subtype /Image /Length 20 >>\nstream\n\x00/Encrypt in pixels\nendstream"),
        pdf() + b"\n\x00" * 100,
    ],
)
def test_an_ordinary_file_is_taken(content):
    pdf_files.check(content, LARGEST)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (archive(), NoPdf), (b"", NoPdf), (pdf()[:-40], NoPdf), (b"GIF89a" + pdf(), NoPdf), (b"%PDF-1.7\n%%EOF", NoPdf),
        (pdf() + archive() * 30, NoPdf),
        (pdf(trailer=b"/Encrypt 9 0 R"), LockedPdf), (pdf(trailer=b"/#45ncrypt 9 0 R"), LockedPdf),
        (pdf(SCRIPT), ActivePdf), (pdf(SCRIPT.replace(b"/Java", b"/J#61va")), ActivePdf),
        (pdf(stream(b"9 0 " + SCRIPT, b"/Type /ObjStm /N 1 /First 4")), ActivePdf),
        (pdf(stream(b"9 0 " + SCRIPT.replace(b"/Java", b"/#4aava"), b"/Type /ObjStm")), ActivePdf),
        (pdf(b"<< /S /Launch /F (calc.exe) >>"), ActivePdf),
        (pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), ActivePdf),
        (pdf(b"<< /AcroForm << /XFA 9 0 R >> >>"), ActivePdf),
        (pdf() + b" " * LARGEST, PdfTooLarge),
    ],
)  # fmt: skip
def test_what_is_refused(content, refusal):
    with pytest.raises(refusal):
        pdf_files.check(content, LARGEST)


def test_a_small_file_does_not_unpack_into_gigabytes():
    bomb = pdf(*(stream(b"\x00" * 50 * MEGABYTE) for _ in range(4)))
    tracemalloc.start()
    pdf_files.check(bomb, LARGEST)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 16 * MEGABYTE


def test_many_packed_objects_are_taken_and_those_that_unpack_into_more_than_a_letter_needs_refused():
    pdf_files.check(pdf(*(stream(b"<</Type/Page>>" * 1000, b"/Type /ObjStm") for _ in range(300))), LARGEST)
    with pytest.raises(ActivePdf):
        pdf_files.check(pdf(stream(b" " * 60 * MEGABYTE, b"/Type /ObjStm")), LARGEST)
