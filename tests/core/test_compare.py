"""How files stand to each other, and what each is called."""

from typing import Any, Final

import pytest

from cpch_cli.core.compare import kind_of, rounds_of, voices_of
from documents import sheet
from helpers import diagnostic, question

OF: Final = diagnostic(question("a.one"))
CUSTOMS: Final = {"agency": "customs"}
POLICE: Final = {"agency": "police"}
EARLY: Final = {"date": "2024-05-01"}
LATE: Final = {"date": "2026-05-01"}


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        pytest.param([CUSTOMS, POLICE], "voices", id="two agencies"),
        pytest.param([CUSTOMS | EARLY, POLICE | LATE], "voices", id="two agencies, whatever their dates"),
        pytest.param([CUSTOMS, POLICE, {"agency": "coast_guard"}], "voices", id="three agencies"),
        pytest.param([CUSTOMS | EARLY, CUSTOMS | LATE], "rounds", id="one agency, two days"),
        pytest.param([LATE, EARLY], "rounds", id="no agency, two days"),
        pytest.param([CUSTOMS | EARLY, CUSTOMS | EARLY], None, id="one agency, one day"),
        pytest.param([CUSTOMS | EARLY, CUSTOMS], None, id="one agency, a day missing"),
        pytest.param([CUSTOMS, {}], None, id="an agency missing"),
        pytest.param([CUSTOMS | EARLY, LATE], None, id="an agency missing, two days"),
        pytest.param([CUSTOMS | EARLY, CUSTOMS | LATE, POLICE | LATE], None, id="voices and rounds mixed"),
        pytest.param([{}, {}], None, id="nothing said"),
    ],
)
def test_kind(subjects: list[dict[str, Any]], expected: str | None) -> None:
    """Different agencies are voices, different days of one agency are rounds, anything else does not tell."""
    assert expected == kind_of([sheet(OF, {}, **subject) for subject in subjects])


def files(*subjects: dict[str, Any], names: str = "abc") -> list[tuple[str, Any]]:
    """Return files named by letters."""
    return [(name, sheet(OF, {}, **subject)) for name, subject in zip(names, subjects, strict=False)]


@pytest.mark.parametrize(
    ("subjects", "names", "expected"),
    [
        pytest.param([POLICE, CUSTOMS], "ab", ["police", "customs"], id="by agency, in their order"),
        pytest.param([CUSTOMS, CUSTOMS, POLICE], "abc", ["a", "b", "police"], id="two of one agency"),
        pytest.param([{}, CUSTOMS], "ab", ["a", "customs"], id="an agency missing"),
        pytest.param([CUSTOMS, CUSTOMS, CUSTOMS], "aaa", ["a", "a (2)", "a (3)"], id="files of one name"),
    ],
)
def test_names_of_voices(subjects: list[dict[str, Any]], names: str, expected: list[str]) -> None:
    """A voice is named by its agency, or by its file where the agency is missing or not its alone; no two the same."""
    assert expected == list(voices_of(files(*subjects, names=names)))


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        pytest.param([LATE, EARLY], ["2024-05-01", "2026-05-01"], id="by date"),
        pytest.param([LATE, {}], ["2026-05-01", "b"], id="as given, where a date is missing"),
        pytest.param([LATE, LATE, EARLY], ["2024-05-01", "a", "b"], id="two of one day"),
        pytest.param([{}, {}], ["a", "b"], id="no dates"),
    ],
)
def test_names_and_order_of_rounds(subjects: list[dict[str, Any]], expected: list[str]) -> None:
    """Rounds stand by their days where all have one, and are named by them; else by their files, as given."""
    assert expected == list(rounds_of(files(*subjects)))
