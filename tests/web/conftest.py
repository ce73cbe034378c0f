import pytest

from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]


@pytest.fixture
def templates(app) -> dict[str, str]:
    """Every template of a page: its source by its name."""
    environment = app.jinja_env
    return {name: environment.loader.get_source(environment, name)[0] for name in environment.list_templates(["html"])}
