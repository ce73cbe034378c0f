"""Every page in two languages: the office's own unless the address asks for the other."""

from tests.tools.browsers import Browser


def test_the_office_s_language_comes_first_whatever_the_browser_prefers(client):
    page = client.get("/sign-in", headers={"Accept-Language": "en"}).text

    assert '<html lang="fa" dir="rtl"' in page


def test_an_address_asks_for_the_other_language_and_one_that_is_not_spoken_is_the_office_s(client):
    assert '<html lang="en" dir="ltr"' in client.get("/sign-in?lang=en").text
    for asked in ("de", "", "fa_IR", "../en", "en\n"):
        assert '<html lang="fa" dir="rtl"' in client.get("/sign-in", query_string={"lang": asked}).text, asked


def test_links_of_an_english_page_lead_to_english_pages(client):
    page = client.get("/?lang=en").text

    assert 'href="/messages/new?lang=en"' in page
    assert 'href="/sign-in?lang=en"' in page


def test_the_way_to_the_other_language_keeps_the_page_and_its_question_where_there_is_one(client):
    page = client.get("/sign-in?next=/counters/3&x=1&x=2").text

    assert 'href="/sign-in?lang=en&amp;next=%2Fcounters%2F3&amp;x=1&amp;x=2"' in page
    assert 'href="/?lang=en"' in client.get("/nothing").text


def test_an_english_office_speaks_english_and_links_to_persian(make_app):
    app = make_app(LANGUAGE="en")
    page = Browser(app, app.response_class).get("/sign-in").text

    assert '<html lang="en" dir="ltr"' in page
    assert 'href="/sign-in?lang=fa"' in page
