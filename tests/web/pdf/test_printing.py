"""PDF files are made without a browser: Persian is shaped, the file is tagged, and nobody waits behind one for long."""

import subprocess

import pytest
from pypdf import PdfReader

from deskq.core.extensions import db
from deskq.web.pdf import printing
from deskq.web.pdf.printing import Paper
from tests.tools import pdf_text
from tests.tools.waiting import until

PAGE = """
<html><body><nav>menu</nav><main>
<h1>گزارش نیم‌سال</h1>
<p>درخواست‌های ۱۳۷ با کد <bdi dir="ltr">B-042، C-7</bdi> از «۸:۳۰ تا ۱۳:۴۵» و ۷۵٪ از ۱۰۰.</p>
<h2>جدول</h2>
<table><thead><tr><th scope="col">موضوع</th><th scope="col" class="number">شمار</th></tr></thead>
<tbody><tr><th scope="row">روشنایی معابر</th><td class="number">۱۲۳</td></tr></tbody></table>
<ul><li>یک</li><li><a href="/track">پیگیری</a></li></ul>
</main></body></html>
"""


@pytest.fixture
def printed(app):
    """``printed("<h1>A</h1>")``: the file of this page, in English."""

    def make(main: str, language: str = "en", **paper: str) -> bytes:
        with app.test_request_context(f"/?lang={language}"):
            return printing.of_html(f"<main>{main}</main>", Paper("Desk", **paper))

    return make


@pytest.fixture
def made(app) -> bytes:
    with app.test_request_context("/?lang=fa"):
        return printing.of_html(PAGE, Paper("میز خدمت شهرداری"))


def test_the_words_are_in_the_file_in_the_order_in_which_they_are_read(made):
    text = pdf_text.text(made)

    for words in ("گزارش نیم‌سال", "درخواست‌های ۱۳۷ با کد", "روشنایی معابر", "۱۲۳", "میز خدمت شهرداری"):
        assert pdf_text.plain(words) in text, text
    assert "menu" not in text


def test_a_code_between_persian_words_runs_from_left_to_right(made):
    assert "B-042،C-7" in pdf_text.seen(made)


@pytest.mark.parametrize(("words", "pieces"), [("ببببب", 1), ("ددددد", 5)], ids=["joined", "apart"])
def test_letters_are_joined_as_persian_joins_them(app, words, pieces):
    with app.test_request_context("/?lang=fa"):
        file = printing.of_html(f"<main><br><h1>{words}</h1></main>", Paper(""))

    assert pdf_text.pieces(file) == pieces


def test_the_file_is_tagged_and_says_its_language_and_title(made):
    catalogue, tags = pdf_text.catalogue(made), pdf_text.tags(made)

    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("fa")
    assert pdf_text.title(made) == "گزارش نیم‌سال"
    assert {"Table", "TH", "TD", "L", "LI", "P", "H1"} <= set(tags) | ({"H1"} if "Title" in tags else set())
    assert b"pdfuaid:part" in made


def test_letters_are_of_our_own_font(made, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(made)

    fonts = {str(font.get_object()["/BaseFont"]) for page in PdfReader(file).pages
             for font in page["/Resources"]["/Font"].values()}  # fmt: skip

    assert fonts
    assert all("Vazirmatn" in name for name in fonts)


def test_links_lead_to_the_office(made):
    assert pdf_text.links(made) == ["http://localhost/track"]


def test_an_english_file_has_its_own_language_and_nothing_that_people_wrote_is_a_command(printed):
    hostile = '#panic("x") $x^2$ \\u{41} #read("/etc/passwd") *b* _i_ `c` @a <l> "q" {n} // x /* y'

    made = printed(f"<h1>A</h1><p>{hostile.replace('<', '&lt;')}</p>")

    assert str(pdf_text.catalogue(made)["/Lang"]).startswith("en")
    assert "Page 1 of 1" in pdf_text.text(made)
    assert hostile.replace(" ", "") in pdf_text.text(made).replace(" ", "")


def test_a_letter_that_no_font_has_is_shown_as_a_box_and_the_rest_is_there(printed):
    made = printed("<h1>الف</h1><p>چاله 😀 在 پر شد</p>", "fa")

    assert "چاله" in pdf_text.text(made)
    assert "Table" not in pdf_text.tags(made)


def test_no_connection_to_the_database_is_held_while_a_file_is_made(app, monkeypatch):
    held, real = [], printing._printed

    def look(document, template):
        held.append(db.session().in_transaction())
        return real(document, template)

    monkeypatch.setattr(printing, "_printed", look)
    with app.test_request_context("/"):
        db.session().connection()
        printing.of_html("<main><h1>A</h1></main>", Paper("Desk"))

    assert held == [False]


def test_only_one_file_is_made_at_a_time_and_many_of_one_address_are_sent_away(printed, monkeypatch, together):
    """The first file is done when the others wait or were sent away."""
    now, most, sent_away = [], [], []

    def slow(document, template):
        now.append(1)
        most.append(len(now))
        until(lambda: len(sent_away) == 2)
        now.pop()
        return b"%PDF-"

    monkeypatch.setattr(printing, "_printed", slow)

    def ask():
        try:
            printed("<h1>A</h1>", who="one")
        except printing.ManyPrint:
            sent_away.append("one")
            raise

    refused = together(*[ask] * (1 + printing.MOST_WAITING + 2))

    assert (max(most), len(most)) == (1, 1 + printing.MOST_WAITING)
    assert [type(one) for one in refused if one is not None] == [printing.ManyPrint] * 2


@pytest.mark.parametrize(("name", "value"), [("SECONDS", 0.01), ("MEMORY_MEGABYTES", 60)])
def test_a_program_that_takes_too_long_or_too_much_memory_is_ended_and_says_so(printed, monkeypatch, name, value):
    monkeypatch.setattr(printing, name, value)

    with pytest.raises(printing.NoPdf):
        printed("<h1>A</h1>")


def test_the_program_gets_no_secret_of_the_server(printed, monkeypatch):
    monkeypatch.setenv("DESKQ_SECRET_KEY", "a secret")
    given, real = [], subprocess.run

    def note(words, **more):
        given.append(more["env"])
        return real(words, **more)

    monkeypatch.setattr(printing.subprocess, "run", note)
    printed("<h1>A</h1>")

    assert set(given[0]) <= {*printing.ENVIRONMENT, *printing.ONE_THREAD}


def test_a_list_that_is_too_long_is_made_as_far_as_it_goes_and_says_how_much_is_left(printed):
    rows = "".join(f"<tr><td>{n}</td><td>روشنایی معابر شمارهٔ {n}</td><td>متن بلند دیگری</td></tr>" for n in range(3166))

    made = printed(f"<h1>فهرست</h1><table><tbody>{rows}</tbody></table>", "fa")

    assert "۵۰۰ سطر دیگر" in pdf_text.text(made)
