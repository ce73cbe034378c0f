"""The page of what ratings say: who sees it, what stands on it, and what can not be read from it."""

import csv
import io
import re
from datetime import timedelta

import pytest

from deskq import clock, persian
from deskq.office.events import OfficeChanged
from deskq.office.models import Office, Service
from deskq.ratings import results
from deskq.transactions import transaction
from tests.ratings.past import Visit, happened

PAGE = "/manage/ratings"


def day(ago: int):
    return clock.now().astimezone(clock.zone()).date() - timedelta(days=ago)


@pytest.fixture
def found(office, look):
    """``found("month", "140508")``: the results of that period now."""

    def read(kind: str = "half", of: str = "") -> results.Results:
        session = look()
        house = session.get_one(Office, office)
        return results.results(session, house, results.period(session, house, kind, of))

    return read


@pytest.fixture
def last_half(office):
    """``last_half(visits)`` happened in the first half of 1405, which is over."""

    def write(*groups: tuple[int, dict[str, object]]) -> None:
        visits = [Visit(day(90 + n % 20), **fields) for count, fields in groups for n in range(count)]
        happened(office, visits)

    return write


@pytest.fixture
def page(sign_in):
    def read(who: str = "supervisor", **asked: str) -> str:
        answer = sign_in(who).get(PAGE, query_string={"lang": "en", **asked})
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))

    return read


def row(rows, key):
    return next(one for one in rows if one.key == key)


def test_of_visits_that_ended_those_that_were_rated_make_the_score(last_half, found):
    last_half((20, {"score": 5}), (10, {"score": 2}), (30, {}))

    shown = found("half", "14051")

    assert (shown.visits, shown.n, shown.response) == (60, 30, 0.5)
    assert shown.face.score == pytest.approx(75)
    assert shown.face.glad == pytest.approx(2 / 3)
    assert (shown.bounds.low, shown.bounds.high) == pytest.approx((37.5, 87.5))


def test_every_ending_has_its_response_rate(last_half, found):
    last_half((20, {"score": 5}), (12, {"score": 1, "outcome": "not_possible"}), (11, {"score": 2, "state": "absent"}))
    last_half((20, {"state": "cancelled"}), (11, {"state": "absent"}))

    shown = found("half", "14051").by_ending

    assert (row(shown, "done").n, row(shown, "done").response) == (20, 1)
    assert row(shown, "could_not").figure.score == 0
    assert (row(shown, "absent").visits, row(shown, "absent").response) == (22, 0.5)
    assert (row(shown, "cancelled").n, row(shown, "cancelled").response) == (0, 0)


def test_what_is_marked_stands_apart_with_its_reason_and_is_not_lost(last_half, found, page):
    last_half((20, {"score": 5}), (11, {"score": 1, "mark": "burst"}), (2, {"score": 1, "mark": "staff"}))

    shown = found("half", "14051")

    assert shown.face.score == 100
    assert shown.apart == {"burst": 11, "staff": 2}
    assert shown.with_apart.score == pytest.approx(20 / 33 * 100)
    text = page(of="14051")
    assert "In a burst from one place 11" in text
    assert "With them the score would be 61." in text


def test_a_few_set_apart_do_not_give_themselves_away_by_a_second_score(last_half, found):
    last_half((20, {"score": 5}), (1, {"score": 1, "mark": "staff"}))

    assert found("half", "14051").with_apart is None


def test_the_axes_come_from_the_answers_and_no_opinion_is_none(last_half, found):
    told = {"visits": 4, "promise": 2, "sections": 3, "steps": 0}
    last_half((12, {"score": 5, "answers": told}))

    shown = found("half", "14051")

    assert shown.axes["time"].score == pytest.approx(50)
    assert shown.items["steps"] is None
    assert shown.axes["transparency"] is None
    assert shown.total is None


def test_answers_of_a_marked_rating_do_not_count(last_half, found):
    last_half(
        (12, {"score": 5, "answers": {"accuracy": 5}}), (12, {"score": 1, "mark": "staff", "answers": {"accuracy": 1}})
    )

    assert found("half", "14051").items["accuracy"].score == 100


def test_a_small_counter_is_hidden_and_the_next_with_it(last_half, found, page):
    last_half((30, {"score": 5, "counter": 1}), (20, {"score": 4, "counter": 2}), (3, {"score": 1, "counter": 3}))

    shown = found("half", "14051").by_counter

    assert sorted(one.hidden for one in shown if one.visits) == [False, True, True]
    assert [one.n for one in shown if one.hidden] == [None, None]
    assert "not shown" in page(of="14051")


def test_the_waiting_is_measured_beside_what_is_said_of_it(last_half, found, page):
    last_half((10, {"score": 1, "reasons": "waiting,order", "waited": 30}), (10, {"score": 2, "reasons": "conduct"}))

    measured = found("half", "14051").measured

    assert (measured.half, measured.most) == (10, 30)
    text = page(of="14051")
    assert "50% of the dissatisfied who gave a reason name the waiting" in text
    assert "Half were called within 10 minutes, nine of ten within 30." in text


def test_visits_whose_work_was_not_done_there_are_measured(last_half, found):
    last_half((15, {"score": 3}), (5, {"outcome": "documents_missing"}), (9, {"outcome": "unrecorded"}))

    assert found("half", "14051").measured.again.share == 0.25


def test_today_is_never_part_of_it(office, found):
    happened(office, [Visit(day(0), 1) for _ in range(40)])

    assert found().visits == 0


def test_while_a_period_runs_the_newest_ratings_wait_for_their_group(office, found):
    happened(office, [Visit(day(5), 5) for _ in range(23)])

    shown = found("half")

    assert shown.running
    assert (shown.n, shown.later) == (15, 8)


def test_one_more_rating_in_a_running_period_moves_nothing_until_a_group_has_come(office, found):
    happened(office, [Visit(day(5), 5) for _ in range(25)])
    before = found("half").face
    for count in range(1, 5):
        happened(office, [Visit(day(4), 1)])
        assert found("half").face == before, count

    happened(office, [Visit(day(4), 1)])

    assert found("half").n == 25


def test_once_a_period_is_over_all_its_ratings_count(last_half, found):
    last_half((23, {"score": 5}))

    shown = found("half", "14051")

    assert (shown.running, shown.n, shown.later) == (False, 23, 0)


@pytest.mark.parametrize(
    ("kind", "of", "expected"),
    [
        ("half", "", ("14050701", "14050902")),
        ("half", "14051", ("14050101", "14050631")),
        ("month", "", ("14050901", "14050902")),
        ("month", "140507", ("14050701", "14050730")),
        ("week", "", ("14050830", "14050902")),
        ("half", "14053", ("14050701", "14050902")),
        ("half", "99999", ("14050701", "14050902")),
        ("month", "140513", ("14050901", "14050902")),
        ("month", "nonsense", ("14050901", "14050902")),
        ("month", "۱۴۰۵۰۷", ("14050701", "14050730")),
        ("century", "-1", ("14050701", "14050902")),
    ],
)
def test_the_address_names_the_period(office, last_half, found, kind, of, expected):
    last_half((1, {}))
    happened(office, [Visit(persian.gregorian(14050110), 3)])

    assert found(kind, of).period.days == tuple(map(int, expected))


def test_on_the_first_day_of_a_week_nothing_has_ended_yet(page, office):
    happened(office, [Visit(day(3), 5) for _ in range(20)])
    clock.fix(clock.now() + timedelta(days=4))  # Saturday

    assert "This period begins today." in page(period="week")


def test_an_empty_office_says_what_will_stand_here(page):
    assert "No visit ended in this period." in page()


def test_too_few_ratings_say_nothing_at_all(last_half, page):
    last_half((9, {"score": 5}))

    text = page(of="14051")

    assert "Fewer than 10 ratings can be shown yet." in text
    assert "100" not in text.replace("Manage", "")


def test_the_office_sets_from_how_many_a_score_is_told(last_half, found, set_office):
    set_office(rate_least=20)
    last_half((19, {"score": 5}))

    assert found("half", "14051").face is None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("inspectorate", 200),
        ("mayor", 200),
        ("admin", 200),
        ("karimi", 403),
        ("operator", 403),
        ("civil", 403),
    ],
)
def test_those_who_lead_see_it_and_clerks_do_not(sign_in, who, status):
    reader = sign_in(who)

    assert reader.get(PAGE).status_code == status
    assert reader.get(f"{PAGE}/table.csv").status_code == status


def test_only_the_inspectorate_reads_the_words_and_learns_no_visit_from_them(office, last_half, page):
    last_half((12, {"score": 5, "comment": "صندلی کم بود"}))

    assert "صندلی کم بود" in page("inspectorate", of="14051")
    for who in ("supervisor", "mayor", "admin"):
        assert "صندلی کم بود" not in page(who, of="14051")


def _rename(office: int, name: str) -> None:
    with transaction(office, "test") as tell:
        tell.session.query(Service).filter_by(office_id=office, code="renewal_levy").one().name_en = name
        tell.catalogue_changed()
        tell(OfficeChanged("service", 1))


def test_the_table_holds_the_same_figures_and_no_formulas(office, last_half, sign_in):
    _rename(office, "=1+1")
    last_half((20, {"score": 5, "counter": 1}), (3, {"score": 1, "counter": 3}))

    answer = sign_in("supervisor").get(f"{PAGE}/table.csv", query_string={"of": "14051", "lang": "en"})

    assert answer.mimetype == "text/csv"
    assert 'filename="ratings-14050101-14050631.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    face = next(line for line in rows if line["of"] == "face")
    assert (face["visits"], face["answers"], face["score"]) == ("23", "23", str(round((20 * 4) / 23 / 4 * 100, 1)))
    assert {line["note"] for line in rows if line["of"] == "counter" and line["name"] in ("1", "3")} == {"not shown"}
    assert not any(cell.startswith("=") for line in rows for cell in line.values() if cell)


def test_a_month_is_not_shown_when_its_half_year_less_the_others_were_a_small_group(office, found):
    months = {14050110: 12, 14050210: 15, 14050310: 3}
    happened(office, [Visit(persian.gregorian(day), 5) for day, count in months.items() for _ in range(count)])

    shown = [found("month", str(day // 100)).face is not None for day in months]

    assert shown == [False, True, False]
    assert found("half", "14051").n == 30


def test_a_counter_of_a_month_is_covered_by_its_half_year_too(office, found):
    for month, few in ((14050110, 3), (14050210, 20), (14050310, 30)):
        visits = [Visit(persian.gregorian(month), 5, counter=1) for _ in range(40)]
        happened(office, visits + [Visit(persian.gregorian(month), 4, counter=2) for _ in range(few)])
        happened(office, [Visit(persian.gregorian(month), 3, counter=3) for _ in range(25)])

    hidden = [sum(one.hidden for one in found("month", of).by_counter) for of in ("140501", "140502", "140503")]

    assert hidden == [2, 2, 0]
