"""Large matrices of cases: whole under `CPCH_MATRIX=whole`, as `make test-all` runs them, and else in samples."""

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pytest

WHOLE: Final = os.environ.get("CPCH_MATRIX") == "whole"
MARKER: Final = (
    "sampled(n): of the cases of this test run n, spread evenly, where not the whole matrix is wanted."
)


def left_out(items: Iterable[pytest.Item]) -> set[str]:
    """Return the ids of the cases that a sample does without."""
    cases: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for item in items:
        marker = item.get_closest_marker("sampled")
        if marker is not None:
            cases[item.nodeid.partition("[")[0], marker.args[0]].append(item.nodeid)
    return {case for (_, n), ids in cases.items() for case in set(ids) - set(_spread(ids, n))}


def _spread(ids: list[str], n: int) -> list[str]:
    """Return the first, the last and what lies evenly between them: of a product of parameters all are varied."""
    return [ids[place * (len(ids) - 1) // max(1, n - 1)] for place in range(n)]
