"""A clerk appeals without seeing anything; the inspectorate decides; nobody learns more than they may."""

import re
from datetime import timedelta

import pytest

from deskq import clock, journal, persian
from deskq.errors import BadFields, NotFound
from deskq.ratings import appealing, appeals, gathered, proofs
from deskq.ratings import service as ratings
from deskq.ratings.models import RatingAppeal
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff
from tests.conftest import PASSWORD

WHY = "این مراجعه‌کننده به باجهٔ ما نیامده بود"
UPHELD = appealing.Verdict(True, "other_visit", "از نوشته پیداست")
NOT_UPHELD = appealing.Verdict(False, "", "دلیلی دیده نشد")


@pytest.fixture
def people(office, look):
    """{sign-in name: id}, with a second inspector."""
    staff.create_person(office, "inspector2", "بازرس دوم", "inspectorate", PASSWORD, "test")
    return {person.sign_in_name: person.id for person in staff_queries.people(look(), office)}


@pytest.fixture
def own(visit, people):
    """A visit that ended today at the counter of Shafiei: the ticket and its secret."""
    ticket, _ = visit(2)
    assert ticket.clerk_id == people["shafiei"]
    return ticket


def today():
    return clock.now().astimezone(clock.zone()).date()


@pytest.fixture
def appeal(office, people, own):
    def make(why: str = WHY, who: str = "shafiei", code: str = "", day=None) -> RatingAppeal:
        return appealing.appeal(office, people[who], day or today(), code or own.code, why)

    return make


@pytest.fixture
def rows(look):
    return lambda: look().query(RatingAppeal).all()


def test_an_appeal_is_kept_and_journalled_without_its_words(appeal, own, look):
    made = appeal()

    entry = journal.of_ticket(look(), own.id)[-1]
    assert (entry.kind, entry.facts) == (
        "rating.appealed",
        {"ticket": own.id, "counter": own.counter_id, "appeal": made.id},
    )


def test_the_same_press_twice_is_one_appeal(appeal, rows):
    first, again = appeal(), appeal()

    assert first.id == again.id
    assert len(rows()) == 1


def test_one_visit_is_appealed_once(appeal, rows):
    appeal()

    with pytest.raises(appeals.AlreadyAppealed):
        appeal("چیز دیگری")
    assert len(rows()) == 1


def test_the_number_is_read_as_people_type_it(appeal, own):
    assert appeal(code=f" {persian.persian_digits(own.code)} ").ticket_id == own.id


@pytest.mark.parametrize(
    "wrong", [{"who": "karimi"}, {"code": "999"}, {"day": "yesterday"}], ids=["another's", "nobody's", "another day"]
)
def test_only_a_visit_of_ones_own_can_be_named(appeal, rows, wrong):
    day = today() - timedelta(days=1) if "day" in wrong else None

    with pytest.raises(appeals.NoSuchVisit):
        appeal(**{**wrong, "day": day})
    assert rows() == []


def test_a_visit_that_goes_on_cannot_be_named(office, people, at, rows):
    from deskq.queue import service

    service.open_counter(at(3))
    running = service.issue(office, "test", "building_permit", "a secret")
    service.call_next(at(3), running.id)

    with pytest.raises(appeals.NoSuchVisit):
        appealing.appeal(office, people["taheri"], today(), running.code, WHY)


def test_after_a_week_it_is_too_late(appeal, later):
    day = today()
    later(days=7, seconds=1)

    with pytest.raises(appeals.TooLateToAppeal):
        appeal(day=day)


def test_five_appeals_may_wait_and_no_sixth(office, people, visit):
    codes = [visit(2)[0].code for _ in range(6)]
    for code in codes[:5]:
        appealing.appeal(office, people["shafiei"], today(), code, WHY)

    with pytest.raises(appeals.TooManyOpen):
        appealing.appeal(office, people["shafiei"], today(), codes[5], WHY)


@pytest.mark.parametrize("why", ["", "  \n ", "x" * 1001])
def test_an_appeal_needs_words_of_a_right_length(appeal, why):
    with pytest.raises(BadFields):
        appeal(why)


def test_an_appeal_answers_alike_whether_the_visit_was_rated_or_not(office, sign_in, people, visit):
    """The clerk's page and its answers to the letter, but for the number of the token."""
    clerk, seen = sign_in("shafiei"), []
    for rated in (False, True):
        ticket, _ = visit(2)
        if rated:
            ratings.rate(office, ticket.id, 1, "phone", comment="بد بود")
        sent = {"day": persian.short_date(today()), "code": ticket.code, "why": WHY}
        answers = [clerk.post("/account/appeals", data=sent) for _ in range(2)]
        answers.append(clerk.post("/account/appeals", data={**sent, "why": "دوباره"}))
        seen.append([(one.status_code, plain(one.text, ticket)) for one in answers])
        ticket_appeal = appealing.appeal(office, people["shafiei"], today(), ticket.code, WHY)
        assert ticket_appeal.state == "open"

    assert [status for status, _ in seen[0]] == [303, 303, 409]
    first, second = ([text.count("وارد") for _, text in one] for one in seen)
    assert first == second
    assert "بد بود" not in clerk.get("/account/appeals").text


def plain(text: str, ticket) -> str:
    return re.sub(r"\s+", " ", text.replace(persian.persian_digits(ticket.code), "N"))


# deciding


@pytest.fixture
def decided(office, people, appeal, later):
    """``decided(UPHELD)``: an appeal, and the decision after the time to rate is over."""

    def decide(verdict: appealing.Verdict, who: str = "inspectorate") -> RatingAppeal:
        made = appeal()
        later(hours=25)
        return appealing.decide(office, people[who], made.id, verdict)

    return decide


def test_an_upheld_appeal_sets_the_rating_apart_and_changes_nothing_of_it(office, own, decided, rated, look):
    ratings.rate(office, own.id, 1, "phone", comment="بد")
    decided(UPHELD)

    kept = rated(own)
    assert (kept.score, kept.comment, kept.mark) == (1, "بد", None)
    (given,) = all_given(look(), office)
    assert (given.ground, given.counts) == ("other_visit", False)


def test_one_that_is_not_upheld_leaves_the_rating_counted(office, own, decided, look):
    ratings.rate(office, own.id, 1, "phone")
    decided(NOT_UPHELD)

    (given,) = all_given(look(), office)
    assert given.counts


def all_given(session, office):
    day = persian.jalali_number(today())
    return gathered.ratings(session, gathered.Span(office, day - 1, day, clock.now()))


def test_the_journal_tells_the_decision_without_score_or_words(decided, own, people, look):
    made = decided(UPHELD)

    assert proofs.first_forged(look(), own.office_id) is None
    entry = journal.of_ticket(look(), own.id)[-1]
    assert entry.kind == "rating.appeal_decided"
    assert entry.by == f"person:{people['inspectorate']}"
    assert entry.facts == {
        "ticket": own.id, "counter": own.counter_id, "appeal": made.id, "upheld": True, "ground": "other_visit",
    }  # fmt: skip


def test_nothing_is_decided_while_the_visit_can_still_be_rated(office, people, appeal, later):
    made = appeal()
    later(hours=24)

    with pytest.raises(appeals.StillToBeRated):
        appealing.decide(office, people["inspectorate"], made.id, UPHELD)


def test_of_two_inspectors_at_once_the_second_reads_that_it_is_decided(office, people, decided, rows):
    made = decided(UPHELD)

    with pytest.raises(appeals.AlreadyDecided):
        appealing.decide(office, people["inspector2"], made.id, NOT_UPHELD)
    assert [row.state for row in rows()] == ["upheld"]


def test_the_same_decision_pressed_twice_is_one(office, people, decided, look):
    made = decided(UPHELD)
    again = appealing.decide(office, people["inspectorate"], made.id, UPHELD)

    assert again.id == made.id
    kinds = [entry.kind for entry in journal.of_ticket(look(), made.ticket_id)]
    assert kinds.count("rating.appeal_decided") == 1


def test_nobody_decides_their_own_appeal(office, people, appeal, later):
    made = appeal()
    later(hours=25)
    staff.save_person(people["shafiei"], "رضا شفیعی", "inspectorate", True, set(), "test")

    with pytest.raises(appeals.OwnAppeal):
        appealing.decide(office, people["shafiei"], made.id, UPHELD)


@pytest.mark.parametrize(
    "verdict",
    [appealing.Verdict(True, "", "x"), appealing.Verdict(True, "unfair", "x"), appealing.Verdict(False, "", " ")],
)
def test_a_decision_needs_a_ground_when_upheld_and_a_reason_always(office, people, appeal, later, verdict):
    made = appeal()
    later(hours=25)

    with pytest.raises(BadFields):
        appealing.decide(office, people["inspectorate"], made.id, verdict)


def test_an_appeal_that_is_not_there_is_not_found(office, people):
    with pytest.raises(NotFound):
        appealing.decide(office, people["inspectorate"], 999, UPHELD)


# the pages


def test_the_clerk_reads_the_decision_and_neither_reason_nor_score(office, own, decided, sign_in):
    ratings.rate(office, own.id, 1, "phone", comment="خیلی بد")
    decided(UPHELD)

    page = sign_in("shafiei").get("/account/appeals").text

    assert "وارد است" in page
    assert WHY in page
    assert UPHELD.reason not in page
    assert "خیلی بد" not in page


@pytest.mark.parametrize("verdict", [UPHELD, NOT_UPHELD])
def test_the_clerks_page_is_the_same_with_and_without_a_rating(office, people, visit, later, sign_in, look, verdict):
    pages = []
    for rated in (True, False):
        ticket, _ = visit(2)
        if rated:
            ratings.rate(office, ticket.id, 1, "phone")
        made = appealing.appeal(office, people["shafiei"], today(), ticket.code, WHY)
        later(hours=25)
        appealing.decide(office, people["inspectorate"], made.id, verdict)
        text = sign_in("shafiei").get("/account/appeals").text
        pages.append(sorted(set(re.findall(r'appeals-state">(.*?)</span>', text, re.S))))
        session = look()
        session.delete(session.get(RatingAppeal, made.id))
        session.commit()

    assert pages[0] == pages[1]


def test_the_inspectorate_sees_the_score_and_the_words(office, own, appeal, sign_in, later):
    ratings.rate(office, own.id, 2, "phone", ["conduct"], "منتظر ماندم")
    made = appeal()
    later(hours=25)
    inspector = sign_in("inspectorate")

    assert own.code in persian.ascii_digits(inspector.get("/manage/ratings/appeals").text)
    page = inspector.get(f"/manage/ratings/appeals/{made.id}").text
    assert "منتظر ماندم" in page
    assert "ضعیف" in page
    assert WHY in page


def test_the_inspectorate_is_told_how_many_wait_where_ratings_are_read(own, appeal, sign_in):
    inspector = sign_in("inspectorate")
    assert "to be decided" not in inspector.get("/manage/ratings?lang=en").text

    appeal()

    assert "Appeals: 1 to be decided" in inspector.get("/manage/ratings?lang=en").text


def test_the_inspectorate_decides_by_the_form(own, appeal, sign_in, later, rows):
    made = appeal()
    later(hours=25)
    inspector = sign_in("inspectorate")
    assert "نظری ثبت نشده است" in inspector.get(f"/manage/ratings/appeals/{made.id}").text

    sent = {"verdict": "not_upheld", "ground": "", "reason": "دلیلی نیست"}
    answer = inspector.post(f"/manage/ratings/appeals/{made.id}/decision", data=sent)

    assert answer.status_code == 303
    assert [row.state for row in rows()] == ["not_upheld"]
    other = inspector.post(
        f"/manage/ratings/appeals/{made.id}/decision", data={**sent, "verdict": "upheld", "ground": "abuse"}
    )
    assert other.status_code == 409


def test_the_page_keeps_what_was_typed_when_the_ground_is_missing(appeal, sign_in, later):
    made = appeal()
    later(hours=25)

    sent = {"verdict": "upheld", "ground": "", "reason": "چون چنین است"}
    answer = sign_in("inspectorate").post(f"/manage/ratings/appeals/{made.id}/decision", data=sent)

    assert answer.status_code == 422
    assert "چون چنین است" in answer.text


@pytest.mark.parametrize("who", ["supervisor", "admin", "shafiei", "operator", "mayor"])
def test_only_the_inspectorate_opens_appeals(sign_in, appeal, who):
    made = appeal()
    reader = sign_in(who)

    for path in ("/manage/ratings/appeals", f"/manage/ratings/appeals/{made.id}"):
        assert reader.get(path).status_code == 403


def test_the_story_of_the_ticket_tells_of_both(decided, own, sign_in):
    decided(UPHELD)

    page = sign_in("supervisor").get(f"/manage/tickets/{own.id}").text

    assert "اعتراض کرد" in page
    assert "وارد دانست" in page


def test_an_appeal_of_another_office_is_not_there(appeal, office, look):
    made = appeal()

    with pytest.raises(NotFound):
        appealing.decide(office + 1, 1, made.id, UPHELD)
