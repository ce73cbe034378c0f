"""The page of an application shows the buttons for what its reader may do with it now, and no others."""

import pytest
from flask import url_for

from deskq.applications.service import endings

WHOLE = ("extend", "refuse", "withdraw", "object_to_refusal", "decide")


@pytest.fixture
def offered(sign_in, app):
    """``offered("planner", application)``: the actions on the whole application that have a form on the page."""

    def read(name: str, application) -> set[str]:
        page = sign_in(name).get(f"/applications/{application.id}").text
        with app.test_request_context():
            addresses = {one: url_for(f"applications.{one}", application_id=application.id) for one in WHOLE}
        return {one for one, address in addresses.items() if f'action="{address}"' in page}

    return read


def test_each_state_has_its_actions(opened, action, offered):
    made = opened()
    running = offered("planner", made)
    endings.refuse(action("planner", made), "کاربری فضای سبز است.")
    refused = offered("planner", made)
    endings.object_to_refusal(action("planner", made), "نامه دارم")

    assert running == {"extend", "refuse", "withdraw"}
    assert refused == {"object_to_refusal"}
    assert offered("planner", made) == {"withdraw"}
    assert offered("inspectorate", made) == {"extend", "decide"}
