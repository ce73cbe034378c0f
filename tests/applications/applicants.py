"""An applicant who is proven on the tracking page of an application that lacks a document."""

from io import BytesIO

import pytest

from tests.applications.conftest import DOCUMENTS

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def lacking(opened):
    """An application that lacks its title deed."""
    return opened(received=DOCUMENTS - {"deed"})


@pytest.fixture
def citizen(browser):
    """``citizen(application)``: a browser in which the applicant is proven; ``post("call", words=...)`` of it sends."""

    def proven(application, digits: str = "4567"):
        page = browser()
        answer = page.post(f"/track/{application.code}/application/proof", data={"digits": digits})
        assert answer.status_code == 303, answer.text
        page.send = lambda button, **data: page.post(f"/track/{application.code}/application/{button}", data=data)
        page.look = lambda: page.get(f"/track/{application.code}").text
        return page

    return proven


def paper(content: bytes = PAPER, name: str = "deed.pdf") -> tuple[BytesIO, str]:
    return BytesIO(content), name
