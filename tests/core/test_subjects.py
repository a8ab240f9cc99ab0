"""Who is who among many files: which are of one subject, what it is called, and what counts of it."""

from typing import Any, Final

import pytest

from cpch_cli.core.group_fields import can_group_by
from cpch_cli.core.subjects import alphabetical, as_compared, members, subjects
from many import OF, file, joint

CUSTOMS: Final[dict[str, Any]] = {"agency": "customs"}
POLICE: Final[dict[str, Any]] = {"agency": "police"}


def together(*given: dict[str, Any]) -> list[str]:
    """Return which files, named by letters, are of one subject."""
    found = subjects(file(name, **subject) for name, subject in zip("pqrs", given, strict=False))
    return ["".join(each.name for each in files) for files in found.values()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([{"country": "Belmara"}, {"country": " BELMARA"}], ["pq"]),
        ([{"country": "Bel\u0301mara"}, {"country": "B\u00e9lmara"}], ["p", "q"]),
        ([{"country": "Bé"}, {"country": "BE\u0301"}], ["pq"]),
        ([{"country": "Bel  mara"}, {"country": "Bel\u00a0mara"}], ["pq"]),
        ([{"country": "Belmara"}, {"country": "Corvania"}], ["p", "q"]),
        ([{"country_code": "QMB"}, {"country_code": "QMB", "country": "Belmara"}], ["pq"]),
        (
            [{"country": "Belmara"}, {"country_code": "QMB", "country": "belmara"}, {"country_code": "QMB"}],
            ["pqr"],
        ),
        (
            [{"country": "Belmara", "country_code": code} for code in ("QMB", "QMC")]
            + [{"country": "Belmara"}],
            ["p", "q", "r"],
        ),
        ([{"country": "Belmara"}, {"country": "Belmara", "scope": "National"}], ["pq"]),
        ([{"country": "Belmara"}, {"country": "Belmara", "scope": "port"}], ["p", "q"]),
        ([{"country": "Belmara", "site": "Sel"}, {"country": "Belmara", "site": "sel"}], ["pq"]),
        ([{"country": "Belmara", "site": "Sel"}, {"country": "Belmara", "site": "Nor"}], ["p", "q"]),
        ([{"country": "Belmara"}, {"country": "Belmara", "site": "Belmara"}], ["p", "q"]),
        ([{"site": "Sel"}, {"site": "Sel"}], ["pq"]),
        ([{"site": "Sel"}, {"country": "Sel"}, {"scope": "Sel"}], ["p", "q", "r"]),
        ([{}, {}, {"region": "North"}, {"region": "North"}], ["p", "q", "r", "s"]),
        ([{"country": "a | site=b"}, {"country": "a", "site": "b"}], ["p", "q"]),
        ([{"country": "Belmara", **CUSTOMS}, {"country": "Belmara", **POLICE}], ["pq"]),
    ],
)
def test_one_subject(given: list[dict[str, Any]], expected: list[str]) -> None:
    """The same country, scope and site are one subject; what names none is a subject of its own."""
    assert expected == together(*given)


def test_files_of_the_same_name() -> None:
    """Two that name no subject are two, even where they are called the same."""
    assert ["file=p", "file=p (2)"] == list(subjects([file("p"), file("p")]))


def test_keys_stay_the_same() -> None:
    """A key is what the key file of labels goes by, so that it may never change."""
    given: dict[str, Any] = {"country": "Bel | Mara", "country_code": "QMB", "scope": "Port", "site": "Sel"}

    assert ["country=QMB | scope=port | site=sel"] == list(subjects([file("p", **given)]))
    assert ["country=bel || mara"] == list(subjects([file("p", country="Bel | Mara", scope="nacional")]))


def labels(*given: dict[str, Any]) -> list[str]:
    """Return how the subjects of files named by letters are called, in their order."""
    found = subjects(file(name, **subject) for name, subject in zip("pqrs", given, strict=False))
    return [member.label for member in members(OF, found, "claimed").values()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([{"country": "Belmara", "scope": "national"}], ["Belmara"]),
        ([{"country": "Belmara", "scope": "police only", "site": "Sel"}], ["Belmara, police only, Sel"]),
        ([{"country_code": "QMB"}], ["QMB"]),
        ([{"site": "Sel"}], ["Sel"]),
        ([{}, {"country": "P"}], ["p", "P (2)"]),
        (
            [{"country": "Belmara", "country_code": code} for code in ("QMB", "QMC")],
            ["Belmara (QMB)", "Belmara (QMC)"],
        ),
        ([{"country": "Émar"}, {"country": "Zul"}, {"country": "ebor"}], ["ebor", "Émar", "Zul"]),
        ([{"country": "Two\nlines"}], ["Two lines"]),
        (
            [{"country": "New", "date": "2026-01-01"}, {"country": "new", "date": "2027-01-01"}],
            ["new"],
        ),
        (
            [{"country_code": "QMB", "date": "2027-01-01"}, {"country_code": "QMB", "country": "Belmara"}],
            ["Belmara"],
        ),
    ],
)
def test_labels(given: list[dict[str, Any]], expected: list[str]) -> None:
    """Country, scope and site in the words of the latest file; no two the same; alphabetical."""
    assert expected == labels(*given)


def only(*files: Any, by: str | None = None) -> Any:
    """Return the only member."""
    (member,) = members(OF, subjects(files), "claimed", by=by).values()
    return member


def test_a_subject_counts_once() -> None:
    """By its latest round; the rounds before are there too, with who speaks in them."""
    member = only(
        file("old", {"a.one": 1}, country="B", date="2024-01-01", **CUSTOMS),
        file("c", {"a.one": 3}, country="B", date="2026-01-01", **CUSTOMS),
        file("p", {"a.one": 1}, country="B", date="2026-02-01", **POLICE),
    )

    assert ("B", "voices", ("c", "p"), ("a.one",), True) == (
        *(member.label, member.of, member.sources, member.disputed, member.several_voices),
    )
    assert [("2024-01-01", ("customs",)), ("2026-02-01", ("customs", "police"))] == [
        (str(each.day), each.voices) for each in member.rounds
    ]
    assert member.standing is member.rounds[-1].standing
    assert 1 == member.standing.facts["a.one"].s


def test_names_of_files_are_on_one_line() -> None:
    """A file can be called anything."""
    assert ("a b",) == only(file("a\n\x1bb", country="B")).sources


@pytest.mark.parametrize(
    ("subject", "by", "expected"),
    [
        ({"region": "North"}, "region", "North"),
        ({}, "region", None),
        ({"x-income": "low"}, "x-income", "low"),
        ({"x-income": ["low"]}, "x-income", None),
        (CUSTOMS, "agency", "customs"),
        ({"conducted": "peer"}, "conducted", "peer"),
        ({"region": "North"}, None, None),
    ],
)
def test_group(subject: dict[str, Any], by: str | None, expected: str | None) -> None:
    """What a subject says in the field, also in one of its own."""
    assert expected == only(file("p", country="B", **subject), by=by).group


def test_group_of_voices() -> None:
    """Of voices that say different things the latest counts; several services together are joint."""
    voices = [
        file("c", country="B", region="North", date="2026-01-01", **CUSTOMS),
        file("p", country="B", region="South", date="2026-02-01", **POLICE),
    ]

    assert "South" == only(*voices, by="region").group
    assert "joint" == only(*voices, by="agency").group
    assert (
        "joint"
        == only(
            joint("j", {"customs": {"a.one": 1}}, {"a.one": 1}, country="B", **CUSTOMS), by="agency"
        ).group
    )


@pytest.mark.parametrize("field", ["date", "respondents", "domains", "handling", "x-", "nonsense"])
def test_nothing_to_group_by(field: str) -> None:
    """Days, lists and unknown fields make no groups."""
    assert not can_group_by(field)
    with pytest.raises(ValueError, match="nothing to group by"):
        members(OF, subjects([]), "claimed", by=field)


def test_as_compared() -> None:
    """Nothing said is an empty text."""
    assert ("", "a b") == (as_compared(None), as_compared(" A\n b "))


def test_alphabetical() -> None:
    """By letters first, accents decide between equals."""
    assert ["Ea", "ea", "éa", "Éb"] == sorted(["Éb", "éa", "ea", "Ea"], key=alphabetical)
