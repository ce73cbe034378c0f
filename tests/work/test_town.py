"""How the town does, for executives: few figures with a sentence each, each leading to its page."""

from deskq.message_settings.models import MessagePolicy


def test_an_executive_reads_what_waits_and_how_the_town_does_with_pages_that_open(file, opened, units, enter, later):
    file(), opened(), file("report", about_unit_id=units["civil_works"])
    later(days=60)

    mayor = enter("mayor")
    page = mayor.get("/work?lang=en").text

    assert "What waits for you" in page
    assert "How the town does" in page
    for words in ("Late messages", "Late applications", "In the hall now", "Half-year report"):
        assert words in page
    assert "Of 1 open message, 1 is past its promised time." in page  # the confidential report is in no figure
    assert "Of 1 open application, 1 is past the promised day." in page
    addresses = [part.partition('"')[0] for part in page.split('<h3><a href="')[1:]]
    assert len(addresses) >= 4
    assert [mayor.get(one).status_code for one in addresses] == [200] * len(addresses)


def test_others_read_their_own_work_only(enter):
    for name in ("planner", "operator", "inspectorate", "karimi", "supervisor"):
        assert "How the town does" not in enter(name).get("/work?lang=en").text, name


def test_an_office_that_runs_the_queue_alone_has_a_first_page_too(enter, look):
    session = look()
    session.delete(session.query(MessagePolicy).one())
    session.commit()

    page = enter("mayor").get("/work?lang=en")

    assert page.status_code == 200
    assert "Nothing waits for you." in page.text
    assert "Late messages" not in page.text
    assert "In the hall now" in page.text


def test_the_first_page_of_an_executive_is_short_and_leads_to_all(opened, enter, later):
    for _ in range(8):
        opened()
    later(days=120)
    mayor = enter("mayor")

    page = mayor.get("/work?lang=en").text

    assert page.count('class="work-row"') == 6
    assert "All that waits for you: 8" in page
    assert mayor.get("/work?lang=en&of=all").text.count('class="work-row"') == 8
