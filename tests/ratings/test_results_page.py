"""The results page and its CSV: who may read them, and what must not be inferable from them."""

import csv
import io

import pytest

from deskq.core.transactions import transaction
from deskq.office.events import OfficeChanged
from deskq.office.models import Service

PAGE = "/manage/ratings"


def test_an_empty_results_page_explains_what_it_will_show(page):
    assert "No visit ended in this period." in page()


def test_too_few_ratings_show_no_figure(last_half, page):
    last_half((9, {"score": 5}))

    text = page(of="14051")

    assert "There are fewer than 10 ratings to show." in text
    assert "100" not in text.replace("Manage", "")


@pytest.mark.parametrize(
    ("who", "status"),
    [*((who, 200) for who in ("supervisor", "inspectorate", "mayor", "admin")),
     *((who, 403) for who in ("karimi", "operator", "civil"))],
)  # fmt: skip
def test_managers_may_read_results_and_clerks_may_not(sign_in, who, status):
    reader = sign_in(who)

    assert reader.get(PAGE).status_code == status
    assert reader.get(f"{PAGE}/table.csv").status_code == status


def test_only_the_inspectorate_reads_comments_without_their_visits(office, last_half, page):
    last_half((12, {"score": 5, "comment": "صندلی کم بود"}))

    assert "صندلی کم بود" in page("inspectorate", of="14051")
    for who in ("supervisor", "mayor", "admin"):
        assert "صندلی کم بود" not in page(who, of="14051")


def _rename(office: int, name: str) -> None:
    with transaction(office, "test") as tx:
        tx.session.query(Service).filter_by(office_id=office, code="renewal_levy").one().name_en = name
        tx.config_changed()
        tx.record(OfficeChanged("service", 1))


def test_the_csv_has_the_same_figures_and_no_formulas(office, last_half, sign_in):
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
