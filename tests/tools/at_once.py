"""Runs actions in threads that begin together, for the tests of all packages."""

import threading

import pytest

from deskq.core.errors import DomainError
from deskq.core.extensions import db


@pytest.fixture
def together(app):
    """``together(first, second)``: both at once; what each was refused with, or None."""

    def run_all(*acts) -> list[DomainError | None]:
        start, found = threading.Barrier(len(acts)), [None] * len(acts)

        def run(place: int, act) -> None:
            with app.app_context():
                start.wait(10)
                try:
                    act()
                except DomainError as refusal:
                    found[place] = refusal
                finally:
                    db.session.remove()

        threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        db.session.rollback()
        return found

    return run_all
