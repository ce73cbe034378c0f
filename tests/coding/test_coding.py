"""Items are coded one after another by two people; one in ten is read a second time, blind."""

import pytest
from sqlalchemy import update

from deskq.coding import counts, proposals, queries, service
from deskq.coding.models import Coding
from deskq.coding.rules import codes
from deskq.coding.service import Code, Coder
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.staff import queries as staff_queries

PAGE = "/manage/coding/1405-2"


@pytest.fixture
def coder(office):
    def of(name: str) -> Coder:
        person = staff_queries.person_by_name(db.session(), name).id
        return Coder(office, f"person:{person}", person)

    return of


@pytest.fixture
def coded(file, coder, half):
    """``coded(3, "long_queue")``: messages, coded by the supervisor."""

    def make(times: int, cause: str = "no_budget", body: str = "بودجه نیست و صبر کنید") -> list[int]:
        made = [file(category="asphalt", body=f"{body} {number}").id for number in range(times)]
        for one in made:
            service.code(coder("supervisor"), half.code, "message", one, Code(None, cause))
        return made

    return make


def test_an_item_is_coded_and_counted(file, coder, half, office, about):
    made = file(category="asphalt")
    file("report", body="محرمانه")

    service.code(
        coder("operator"), half.code, "message", made.id, Code(about().category_by_code["civil"].id, "no_budget")
    )

    rows = counts.counted(db.session(), office, half.days)
    assert [(row.category_id, row.cause, row.items) for row in rows] == [
        (about().category_by_code["civil"].id, "no_budget", 1)
    ]


def test_the_second_of_two_people_sees_the_code_of_the_first(file, coder, half, sign_in, client):
    made = file()
    service.code(coder("operator"), half.code, "message", made.id, Code(None, "no_budget"))

    with pytest.raises(codes.CodedMeanwhile):
        service.code(coder("supervisor"), half.code, "message", made.id, Code(None, "long_queue"))
    sign_in("supervisor")
    answer = client.post(f"{PAGE}/message/{made.id}?lang=en", data={"cause": "long_queue", "turn": ""})

    assert answer.status_code == 409
    assert "Coded already: No budget" in answer.text
    assert 'value="long_queue" data-key="m" required checked' in answer.text
    assert 'name="turn" value="1"' in answer.text


def test_what_is_no_code_and_no_item_is_refused(file, coder, half, sign_in, client):
    made, report = file(), file("report", body="محرمانه")

    with pytest.raises(InvalidInput):
        service.code(coder("operator"), half.code, "message", made.id, Code(None, "not_coded"))
    with pytest.raises(InvalidInput):
        service.code(coder("operator"), half.code, "message", made.id, Code(9999, "no_budget"))
    sign_in("supervisor")
    assert client.get(f"{PAGE}/message/{report.id}").status_code == 404
    assert client.get(f"/manage/coding/1404-1/message/{made.id}").status_code == 404
    assert client.get(f"{PAGE}/comment/1").status_code == 403
    assert client.post(f"{PAGE}/message/{made.id}", data={"cause": ""}).status_code == 422


def test_the_sample_is_read_blind_by_somebody_else_and_gives_kappa(coded, coder, half, office, sign_in, client):
    coded(21)

    assert service.draw_sample(office, "person:1", half.code) == 3
    assert service.draw_sample(office, "person:1", half.code) == 0
    mine = queries.next_to_read_again(db.session(), office, half.code, coder("supervisor").person_id, True)
    theirs = queries.next_to_read_again(db.session(), office, half.code, coder("operator").person_id, True)
    assert mine is None
    with pytest.raises(codes.OwnCoding):
        service.read_again(coder("supervisor"), theirs.id, Code(None, "no_budget"))
    sign_in("operator")
    text = client.get(f"{PAGE}/second?lang=en").text
    assert "checked" not in text
    assert "Proposal" not in text
    assert client.post(f"{PAGE}/second/{theirs.id}", data={"cause": "no_budget"}).status_code == 303
    with pytest.raises(codes.ReadAlready):
        service.read_again(coder("inspectorate"), theirs.id, Code(None, "no_budget"))

    found = queries.reading(db.session(), office, half)
    assert (found.cause.n, found.cause.same) == (1, 1)


def test_a_code_corrected_after_the_second_reading_does_not_improve_the_agreement(coded, coder, half, office):
    made = coded(1)[0]
    service.draw_sample(office, "person:1", half.code)
    row = queries.coding_of_item(db.session(), office, "message", made)
    service.read_again(coder("operator"), row.id, Code(None, "long_queue"))

    service.code(coder("supervisor"), half.code, "message", made, Code(None, "long_queue", turn=row.turn))

    assert queries.reading(db.session(), office, half).cause.same == 0


def test_proposals_come_from_the_offices_own_codes(coded, file, office, half, sign_in, client, about):
    coded(20, "no_budget", "بودجه و اعتبار نداریم")
    coded(20, "long_queue", "در صف معطل ماندیم")
    new = file(category="asphalt", body="باز هم در صف معطل شدیم")

    found = proposals.proposed(
        db.session(), office, queries.item(db.session(), office, "message", new.id),
        {row.id: row.code for row in about().categories.values()},
    )  # fmt: skip
    sign_in("supervisor")
    text = client.get(f"{PAGE}/next?lang=en", follow_redirects=True).text

    assert found.cause.code == "long_queue"
    assert "Proposal: Long queue, because of" in text
    assert "Such proposals were right in 100% of 40 tests" in text
    client.post(f"{PAGE}/message/{new.id}", data={"cause": "long_queue", "turn": "", "proposed": "long_queue"})
    assert "1 of 1 proposals were accepted unchanged" in client.get(f"{PAGE}?lang=en").text


def test_the_reason_for_no_proposal_is_that_there_are_none_yet_or_that_the_text_is_unclear(coded, file, sign_in):
    new = file(category="asphalt", body="باز هم در صف معطل شدیم")
    coder = sign_in("supervisor")
    before = coder.get(f"{PAGE}/message/{new.id}?lang=en").text
    coded(20, "no_budget", "بودجه و اعتبار نداریم")
    coded(20, "long_queue", "در صف معطل ماندیم")

    unclear = file(category="green", body="نامفهوم")
    after = coder.get(f"{PAGE}/message/{unclear.id}?lang=en").text

    yet, clear = "There are no proposals yet", "the text is not clear enough"
    assert (yet in before, clear in before) == (True, False)
    assert (yet in after, clear in after) == (False, True)


def test_an_erased_text_is_still_counted_and_says_so(file, office, half, sign_in, client):
    made = file(category="asphalt")
    db.session().execute(update(Message).values(body=""))
    db.session().commit()
    sign_in("supervisor")

    assert "The text has been erased by rule." in client.get(f"{PAGE}/message/{made.id}?lang=en").text


def test_only_an_item_of_the_sample_is_read_again(coded, coder, half, office, look):
    made = queries.coding_of_item(db.session(), office, "message", coded(1)[0]).id

    for coding_id in (made, made + 1):
        with pytest.raises(NotFound):
            service.read_again(coder("operator"), coding_id, Code(None, "long_queue"))

    assert look().get_one(Coding, made).second_cause is None


def test_saving_without_a_root_cause_says_so_at_the_field_and_at_the_top(file, sign_in, client):
    made = file(category="asphalt")
    sign_in("supervisor")

    answer = client.post(f"{PAGE}/message/{made.id}?lang=en", data={"cause": "", "turn": ""})

    assert answer.status_code == 422
    assert 'method="post" action="/manage/coding/1405-2/message/' in answer.text
    assert " novalidate>" in answer.text, "otherwise the browser would not send it"
    assert '<a href="#cause">Root cause</a>: Please choose one of the options.' in answer.text
    assert 'id="cause" aria-describedby="cause-problem"' in answer.text


def test_the_next_item_links_to_the_one_that_the_same_person_coded_last(file, coded, coder, half, sign_in, client):
    first, last = coded(2)
    new = file(category="asphalt")
    sign_in("supervisor")
    pages = [client.get(f"{PAGE}/message/{one}?lang=en").text for one in (new.id, last)]
    sign_in("operator")
    pages.append(client.get(f"{PAGE}/message/{new.id}?lang=en").text)

    links = [f'href="{PAGE}/message/{last}?lang=en">Correct the item you coded last' in text for text in pages]
    assert links == [True, False, False]
    assert f'href="{PAGE}/message/{first}?lang=en"' not in "".join(pages)


@pytest.mark.parametrize(("half", "status"), [("1405-2", 200), ("1405-1", 404), ("1406-1", 404), ("1405-3", 404)])
def test_only_half_years_that_have_begun_and_of_which_there_is_something_have_pages(file, sign_in, half, status):
    made, coder = file(), sign_in("supervisor")
    pages = ("", "/next", "/second", f"/message/{made.id}")

    found = {page: coder.get(f"/manage/coding/{half}{page}", follow_redirects=True).status_code for page in pages}
    sample = coder.post(f"/manage/coding/{half}/sample").status_code

    assert found == dict.fromkeys(pages, status)
    assert sample == (303 if status == 200 else status)
