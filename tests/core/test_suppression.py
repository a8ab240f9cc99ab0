"""Which groups and figures are shown: what is too small is folded or held back, and what would give it away with it."""

from collections.abc import Mapping
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core.suppression import MINIMUM_GROUP, folded, held_back, is_few, sets_few_apart

NAMES = (None, "a", "b", "c", "d", "e")
COUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9))


def test_protection_is_on() -> None:
    """Without anybody asking for a number, nothing about fewer than five is shown."""
    assert 5 == MINIMUM_GROUP


@pytest.mark.parametrize(("count", "expected"), [(0, False), (1, True), (4, True), (5, False)])
def test_few(count: int, expected: bool) -> None:
    """Nothing is not few, and the minimum is enough."""
    assert expected is is_few(count, 5)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param({}, set(), id="none"),
        pytest.param({"a": 5, "b": 6}, set(), id="all large enough"),
        pytest.param({"a": 2, "b": 3, "c": 9}, {"a", "b"}, id="small ones together are enough"),
        pytest.param({"a": 1, "b": 7, "c": 6}, {"a", "c"}, id="the next smallest goes with it"),
        pytest.param({"a": 1, "c": 6, "b": 6}, {"a", "b"}, id="of equal ones the first in the alphabet"),
        pytest.param({None: 1, "a": 7}, {None, "a"}, id="those who say nothing"),
        pytest.param({None: 5, "a": 7}, {None}, id="enough who say nothing"),
        pytest.param({"a": 1, "b": 2}, {"a", "b"}, id="too few in all"),
    ],
)
def test_folded(sizes: Mapping[str | None, int], expected: set[str | None]) -> None:
    """Small groups become *other*, which is not small itself while there is another group to take."""
    assert expected == folded(sizes, 5)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param({"a": 5, "b": 0}, set(), id="nothing to hold back"),
        pytest.param({"a": 4, "b": 6, "c": 5}, {"a", "c"}, id="one alone could be subtracted"),
        pytest.param({"a": 4, "b": 6, "c": 1}, {"a", "c"}, id="two together are enough"),
        pytest.param({"a": 4, None: 5, "b": 5}, {"a", None}, id="of equal ones other, then the alphabet"),
        pytest.param({"a": 4, "b": 0}, {"a"}, id="an empty one hides nothing"),
    ],
)
def test_held_back(counts: Mapping[str | None, int], expected: set[str | None]) -> None:
    """What rests on few is held back, and as much more as is needed that it cannot be worked out."""
    assert expected == held_back(counts, 5)


@given(COUNTS, st.integers(1, 6))
def test_nothing_is_left_by_subtraction(counts: dict[str | None, int], minimum: int) -> None:
    """Whatever of the groups shown is taken from a total that is: what is left is nothing, or enough."""
    total = sum(counts.values())
    shown = [counts[name] for name in counts.keys() - held_back(counts, minimum)]
    chosen = chain.from_iterable(combinations(shown, number) for number in range(len(shown) + 1))

    assert set() == {left for each in chosen if 0 < (left := total - sum(each)) < min(minimum, total)}


@given(COUNTS, st.integers(1, 6))
def test_no_more_than_needed(counts: dict[str | None, int], minimum: int) -> None:
    """Of what is held back or folded without being small, the largest is needed; and no larger one is shown less."""
    for found in (held_back(counts, minimum), folded(counts, minimum)):
        extra = [counts[name] for name in found if name is not None and counts[name] >= minimum]
        assert not extra or sum(counts[name] for name in found) - max(extra) < minimum


@pytest.mark.parametrize(
    ("part", "alike", "expected"),
    [
        pytest.param("abcdef", "abcdef", False, id="all of both blocks"),
        pytest.param("abc", "abc", False, id="one block"),
        pytest.param("abcde", "abcde", True, id="all but one"),
        pytest.param("ab", "ab", True, id="two of one block"),
        pytest.param("adx", "adx", False, id="three, each of another"),
        pytest.param("abcx", "abcx", True, id="one beside a block"),
        pytest.param("abcdef", "abcde", True, id="one that is not the same in both"),
        pytest.param("abcdef", "abd", False, id="three that are not"),
        pytest.param("", "", False, id="nobody"),
    ],
)
def test_few_apart(part: str, alike: str, expected: bool) -> None:
    """A reader takes whole blocks from a figure; too few may not be left."""
    blocks = [frozenset("abc"), frozenset("def")]

    assert expected is sets_few_apart(set(part), set(alike), blocks, 3)
