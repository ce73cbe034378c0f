"""The OpenAPI document is valid, complete, and public."""

import re

from openapi_spec_validator import validate

from deskq.api.openapi import document


def test_the_document_is_valid(client):
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    validate(answer.json)


def test_every_address_of_the_api_is_in_the_document_and_no_other(app):
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.openapi"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    told = {(path, method) for path, calls in document()["paths"].items() for method in calls}

    assert told == served


def test_every_protected_operation_requires_a_token_and_lists_its_roles(app):
    for path, calls in document()["paths"].items():
        for method, call in calls.items():
            guarded = not path.startswith(("/tickets/{token}", "/appointments/{token}"))
            assert bool(call["security"]) is guarded, (method, path)
            assert ("401" in call["responses"]) is guarded, (method, path)
            assert call["summary"], (method, path)


def test_every_operation_that_reads_values_says_that_it_refuses_wrong_ones(app):
    reading = {
        (path, method): call["responses"]
        for path, calls in document()["paths"].items()
        for method, call in calls.items()
        if "requestBody" in call or any(one["in"] != "path" for one in call["parameters"])
    }

    assert [operation for operation, responses in reading.items() if "422" not in responses] == []
    assert len(reading) > 20


def test_operations_are_grouped_by_what_they_are_about(app):
    groups = {tag for calls in document()["paths"].values() for call in calls.values() for tag in call["tags"]}

    assert {"tickets", "counters", "appointments", "messages"} <= groups
