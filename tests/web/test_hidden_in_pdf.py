"""PDF files that are made against the check: programs are hidden in them that PDF programs run all the same, or they
take hours."""

import zlib
from time import perf_counter

import pytest

from deskq.core.sizes import MEGABYTE
from deskq.web import pdf_files
from deskq.web.pdf_files import ActivePdf, NoPdf
from tests.tools.pdf_files import pdf, stream
from tests.tools.steps import should_be

LARGEST = 12 * MEGABYTE
OBJECTS = b"/Type /ObjStm /N 1 /First 4"
SCRIPT = b"9 0 << /S /JavaScript /JS (app.alert(1)) >>"
WRONG_SUM = zlib.compress(SCRIPT)[:-4] + b"\0\0\0\0"
SIGNED = b"<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >>"


def packed(filters: bytes, content: bytes, more: bytes = b"") -> bytes:
    """A stream of objects, packed with these filters."""
    return b"<< %s /Length %d /Filter %s %s>>\nstream\n%s\nendstream" % (OBJECTS, len(content), filters, more, content)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (pdf(stream(SCRIPT, OBJECTS + b" /Image 1")), ActivePdf),
        (pdf(stream(SCRIPT, b"/N 1 /First 4 /Image 1")), ActivePdf),
        (pdf(b"(a comment) %stream\n", stream(SCRIPT, OBJECTS)), ActivePdf),
        (pdf(stream(SCRIPT, OBJECTS + b" /X (" + b"x" * 500 + b") /Image 1")), ActivePdf),
        (pdf(stream(SCRIPT, OBJECTS).replace(b"stream\n", b"stream \r", 1)), ActivePdf),
        (pdf(b" " * (MEGABYTE // 4 - 30), b"<< /J#61v#61Script 9 0 R >>"), ActivePdf),
        (pdf(stream(SCRIPT, OBJECTS + b" /X (stream\nendstream endobj) /Image 1")), NoPdf),
        (pdf(stream(SCRIPT, OBJECTS).replace(b"stream\n", b"stream %\n", 1)), NoPdf),
        (pdf(stream(SCRIPT, OBJECTS).replace(b"stream\n", b"stream\0\n", 1)), NoPdf),
        (pdf(stream(SCRIPT, b"/N 1 /First%\n4 /Image 1")), ActivePdf),
        (pdf(stream(SCRIPT, b"/N 1 /First 4 /X (endobj) /Image 1")), ActivePdf),
        (pdf(packed(b"/AHx", SCRIPT.hex().encode() + b">").replace(b"/Filter", b"/F")), NoPdf),
        (pdf(packed(b"/FlateDecode", zlib.compress(SCRIPT), b"/DP << /Predictor 12 >> ")), NoPdf),
        (pdf(b"<< /S /Rendition /JS (app.alert(1)) >>"), ActivePdf),
        (pdf(b"stream\n" * 100_001), NoPdf),
        (pdf(packed(b"/FlateDecode", WRONG_SUM)), NoPdf),
        (pdf(packed(b"/ASCIIHexDecode", SCRIPT.hex().encode() + b">")), NoPdf),
        (pdf(packed(b"[/ASCIIHexDecode /FlateDecode]", zlib.compress(SCRIPT).hex().encode() + b">")), NoPdf),
        (pdf(packed(b"[/FlateDecode /FlateDecode]", zlib.compress(zlib.compress(SCRIPT)))), NoPdf),
        (pdf(packed(b"/FlateDecode", zlib.compress(SCRIPT), b"/DecodeParms << /Predictor 12 >> ")), NoPdf),
    ],
)
def test_a_hidden_program_is_refused(content, refusal):
    with pytest.raises(refusal):
        pdf_files.check(content, LARGEST)


@pytest.mark.parametrize(
    "content",
    [
        pdf(SIGNED, stream(b"9 0 << /Type /Page >>", OBJECTS)),
        pdf(packed(b"[ /FlateDecode ]", zlib.compress(b"9 0 << /Type /Page >>"))),
        pdf(b"<< " + OBJECTS + b" /Length 21 >>\nstream\n9 0 << /Type /Page >>\nendstream"),
        pdf(b"<< /Type /Outlines /First 9 0 R /Last 9 0 R >>", packed(b"/DCTDecode", b"x").replace(OBJECTS, b"/Image")),
        pdf(stream(b"9 0 << >>", OBJECTS), *[stream(b"\0" * 20 * MEGABYTE, b"/Subtype /Image")] * 4),
    ],
)
def test_what_usual_programs_write_is_taken(content):
    pdf_files.check(content, LARGEST)


@pytest.mark.parametrize(
    "many", [b"stream\n" * 20_000, b"#41" * 2_000_000, b"/#4aava" * 1_000_000, b"/First " * 1_000_000]
)
def test_a_file_is_read_once(many):
    """Streams without an end, searched one by one, stopped the server for 37 s; decoding names took 5 s."""
    made = pdf(many)
    began = perf_counter()

    pdf_files.check(made, LARGEST)

    should_be(perf_counter() - began, 3)
