"""Published versions, also those of an older Sayso."""

import pytest

from flows.errors import FlowError
from storage.library import read_flow_sources
from workers.shelf import find_doors, load_published


def test_version_of_an_older_sayso_gets_the_shared_texts_it_lacks() -> None:
    sources = read_flow_sources("needs")
    old = {**sources, "system.yaml": "texts:\n  stop: Done.\n"}

    flow = load_published(old, "the-name-it-was-published-under")

    assert flow.version == "the-name-it-was-published-under"
    assert flow.text("system.resume", "en")
    assert find_doors(flow) == ["needs"]


def test_version_that_is_broken_by_itself_is_refused() -> None:
    sources = read_flow_sources("needs")

    with pytest.raises(FlowError):
        load_published({**sources, "needs.yaml": "id: needs\n"}, "broken")
