"""/api/docs: the API as a page, without the Internet."""


def test_the_page_names_the_document_and_has_a_strict_policy(client):
    answer = client.get("/api/docs")

    assert answer.status_code == 200
    assert 'data-document="/api/v1/openapi.json"' in answer.text
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert "script-src 'self';" in policy
