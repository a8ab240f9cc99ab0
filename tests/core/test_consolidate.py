"""What many assessments come to together, and what a reader of a copy for others can not work out from it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpch_cli.core.conditions import State
from cpch_cli.core.consolidate import consolidate
from cpch_cli.core.consolidation import (
    Consolidation,
    DisputeCount,
    Distribution,
    NotComparable,
    Refused,
    SolutionCount,
    WeaknessCount,
)
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.scoring import Band
from cpch_cli.core.standing import Standing
from cpch_cli.core.subjects import subjects
from helpers import Said, diagnostic, question, scale
from many import FORMER, OF, file, joint

NA: Final = {"level": "not_applicable", "reason": "None."}


def many(*said: dict[str, Said] | int, of: Diagnostic = OF, **subject: Any) -> list[Standing]:
    """Return a file for each country, named by letters; a number is the level of every question."""
    return [
        file(
            f"f{letter}",
            dict.fromkeys(of.question, one) if isinstance(one, int) else one,
            of,
            country=letter,
            **subject,
        )
        for letter, one in zip("ABCDEFGHIJKLMN", said, strict=False)
    ]


# --- the office's own copy ------------------------------------------------------------------------------------------


def test_domains() -> None:
    """The mean is over those who are rated, the bands over those who have the domain in their scope."""
    found = consolidate(OF, [*many(1, 2, {"b.three": 4}), *many(3, domains=["b"], scope="port")])
    first, second = found.domains

    assert ("a", Fraction(3, 2), 2) == (first.domain, first.score, first.scored)
    assert {Band.WEAK: 1, Band.PARTIAL: 1, Band.NOT_RATED: 1} == {
        b: n for b, n in (first.bands or {}).items() if n
    }
    assert set(Band) == set(first.bands or ())
    assert (Fraction(5, 2), 4, False) == (second.score, second.scored, second.held_back)


def test_counts() -> None:
    """Files, subjects, drafts, questions, days, versions, services, marks."""
    files = [
        file("one", {"a.one": 1}, country="A", date="2026-03-01", agency="customs", handling="Secret"),
        file("two", {"a.one": 1}, country="A", date="2024-03-01", agency="customs"),
        file("three", dict.fromkeys(OF.question, 2), country="B", date="2025-01-01", handling="Restricted"),
    ]
    found = consolidate(OF, files, refused=[Refused("four", "not_text")])

    assert (2, 3, 1, 1) == (found.counted, found.files, found.superseded, found.drafts)
    assert (4, 6) == (found.answered, found.asked)
    assert (dt.date(2025, 1, 1), dt.date(2026, 3, 1)) == (found.first_day, found.last_day)
    assert {"": 1, "customs": 2} == found.agencies
    assert {"": 2} == found.versions
    assert "Secret / Restricted" == found.handling
    assert (Refused("four", "not_text"),) == found.refused
    assert ["A", "B"] == [member.label for member in found.members]


def test_distribution() -> None:
    """How many gave which answer; every level is named, and what is outside a scope was not asked."""
    said: list[dict[str, Said]] = [{"a.one": one} for one in (1, 1, 3, "unknown", NA)]
    found = consolidate(OF, [*many(*said, {}), *many(4, domains=["b"], scope="port")])

    assert (
        Distribution(
            question="a.one",
            levels={"absent": 0, "ad_hoc": 2, "defined": 0, "operating": 1, "institutionalised": 0},
            unknown=1,
            open=1,
            not_applicable=1,
            not_asked=1,
            weak=2,
            mean=Fraction(5, 3),
        )
        == found.questions[0]
    )
    assert found.questions[1].mean is None
    assert list(OF.question) == [each.question for each in found.questions]


def test_question_that_is_not_asked() -> None:
    """One whose condition is false is counted as not asked."""
    of = diagnostic(question("a.one"), question("a.two", ask_if={"question": "a.one", "at_least": "2"}))

    assert 1 == consolidate(of, many({"a.one": 1}, of=of)).questions[1].not_asked


def test_distribution_on_the_basis_of_evidence() -> None:
    """A level that evidence carries to between two levels is the lower one."""
    of = diagnostic(question("a.one", scale="three"), scales={"three": scale(0, 1, 3)})
    files = [file("f", {"a.one": {"level": 3, "evidence": "statement"}}, of, "evidenced", country="A")]
    (found,) = consolidate(of, files, basis="evidenced").questions

    assert {"absent": 0, "ad_hoc": 1, "defined": 0} == found.levels
    assert 2 == found.mean


def test_weaknesses() -> None:
    """Ticked at a level, of those who were asked; the most frequent first."""
    said: list[dict[str, Said]] = [
        {"a.one": {"level": 1, "weaknesses": ["w"]}},
        {"a.one": {"level": 3, "weaknesses": ["v", "w"]}},
        {"a.one": {"level": 2, "weaknesses": []}},
        {"a.one": {"level": "unknown", "weaknesses": ["v"]}},
        {"a.one": 1, "b.three": 2},
        {"a.one": 4},
    ]
    found = consolidate(OF, many(*said))

    assert (WeaknessCount("a.one", "w", 2, 3), WeaknessCount("a.one", "v", 1, 3)) == found.weaknesses
    assert 1 == found.weaknesses_not_asked


def test_solutions() -> None:
    """By how many need them now, then by how many at all, then in the diagnostic's order; who is named."""
    weak: dict[str, Said] = {"a.one": 1, "b.three": 2}
    found = consolidate(OF, many(weak, {"b.three": 1}, {"b.three": 4}))

    assert (
        SolutionCount("t", 1, 1, (("A", "improve"), ("B", "now"))),
        SolutionCount("s", 1, 0, (("A", "now"),)),
    ) == found.solutions


def test_disputes() -> None:
    """Of subjects with several voices, those that disagree; the most disputed first, then in the diagnostic's order."""
    files = [
        joint(
            "A",
            {"customs": {"a.two": 4, "b.three": 1}, "police": {"a.two": 1, "b.three": 4}},
            {"a.two": 2, "b.three": 2},
            country="A",
        ),
        *(
            file(f"B{agency}", {"b.three": level}, country="B", agency=agency)
            for agency, level in (("customs", 0), ("police", 2))
        ),
        *many(1, scope="port"),
    ]

    assert (
        DisputeCount("b.three", 2, 2, ("A", "B")),
        DisputeCount("a.two", 1, 2, ("A",)),
    ) == consolidate(OF, files).disputes


def test_other_words() -> None:
    """Questions that were answered in other words than today's are named."""
    said: list[dict[str, Said]] = [{"a.one": {"level": 1, "asked": FORMER}}, {"a.one": 2}]

    assert (NotComparable("a.one", 1),) == consolidate(OF, many(*said)).not_comparable


def rounds(*levels: tuple[dict[str, Said], dict[str, Said]], **subject: Any) -> list[Standing]:
    """Return two files of a service for each country: what it said first, and last."""
    then = many(*(first for first, _ in levels), date="2024-01-01", **subject)
    return [*then, *many(*(last for _, last in levels), date="2026-01-01", **subject)]


def test_movements() -> None:
    """How many rose, fell, stayed, over the questions that can be compared; what nobody can compare is left out."""
    found = consolidate(
        OF,
        rounds(
            ({"a.one": 1, "a.two": 4}, {"a.one": 2}),
            ({"a.one": 3}, {"a.one": 1}),
            ({"a.one": 2}, {"a.one": 2}),
            ({"a.one": {"level": 0, "asked": FORMER}}, {"a.one": 4}),
        ),
    )
    (moved,) = found.movements

    assert ("a", 3, 1, 1, 1) == (moved.domain, moved.members, moved.rose, moved.fell, moved.stayed)
    assert (Fraction(2), Fraction(5, 3), False) == (moved.first, moved.last, moved.held_back)


def test_movement_between_the_same_services_alone() -> None:
    """A second voice is no movement: the first round is the earliest in which the same services speak."""
    levels = [("customs", "2022", 4), ("customs", "2023", 3), ("police", "2023", 1), ("customs", "2024", 0)]
    files = [
        file(f"{agency}{year}", {"a.one": level}, country="A", agency=agency, date=f"{year}-01-01")
        for agency, year, level in levels
    ]

    assert () == consolidate(OF, files[:3]).movements
    (moved,) = consolidate(OF, files).movements
    assert (Fraction(1), Fraction(0)) == (moved.first, moved.last)


# --- groups ---------------------------------------------------------------------------------------------------------


def in_regions(*regions: str | None) -> list[Standing]:
    """Return a file for each region, of countries named by letters; the first has level 0, the next 1 and so on."""
    return [
        in_region(letter, region, dict.fromkeys(OF.question, number % 5))
        for number, (letter, region) in enumerate(zip("ABCDEFGHIJKLMN", regions, strict=False))
    ]


def in_region(country: str, region: str | None, said: dict[str, Said]) -> Standing:
    """Return a file of a country in a region, if it says which."""
    subject: dict[str, Any] = {"region": region} if region else {}
    return file(f"f{country}", said, country=country, **subject)


def test_groups() -> None:
    """Alphabetical, however they are written; *other* last, with those who say nothing."""
    files = in_regions("South", "south ", "North", "North", "Isles", "Plains", None)
    found = consolidate(OF, files, by="region", minimum_group=2)

    assert [("North", 2, 1), ("South", 2, 1), (None, 3, 3)] == [
        (group.name, group.members, group.folded) for group in found.groups
    ]
    assert [Fraction(5, 2), Fraction(1, 2), Fraction(5, 3)] == [
        group.domains[0].score for group in found.groups
    ]
    assert ["a", "b"] == [domain.domain for domain in found.groups[0].domains]


def test_a_figure_of_few_in_a_group_is_held_back() -> None:
    """And the next smallest with it, or it could be subtracted; without an answer there is nothing to hold back."""
    without: dict[str, Said] = {"b.three": 1}
    files = [
        *in_regions("North", "South", "South", "South", "South"),
        *(in_region(country, "North", without) for country in "FG"),
        *(in_region(country, "West", without) for country in "HIJ"),
    ]
    found = consolidate(OF, files, by="region", minimum_group=3)

    assert [("North", True), ("South", True), ("West", False)] == [
        (group.name, group.domains[0].held_back) for group in found.groups
    ]
    held, empty = found.groups[0].domains[0], found.groups[2].domains[0]
    assert (None, 0, None) == (held.score, held.scored, held.bands)
    assert (None, 0, {Band.NOT_RATED: 3}) == (
        *(empty.score, empty.scored, {band: count for band, count in (empty.bands or {}).items() if count}),
    )
    assert 5 == found.domains[0].scored


THEN_AND_NOW: Final[tuple[dict[str, Said], dict[str, Said]]] = (
    {"a.one": 1, "a.two": 1},
    {"a.one": 2, "a.two": 2},
)

# --- a copy for others ----------------------------------------------------------------------------------------------


def test_no_single_subject() -> None:
    """Neither as a row nor by name; what others can use stays."""
    files = [*many(1, 1, 1, region="North"), *rounds(*[THEN_AND_NOW] * 3, scope="port")]
    found = consolidate(OF, files, minimum_group=3, releasable=True, refused=[Refused("A.yaml", "not_text")])

    assert ((), {}, (Refused("", ""),)) == (found.members, found.agencies, found.refused)
    assert [()] == list({each.who for each in found.solutions})
    assert (6, False, {"": 6}) == (found.counted, found.too_few, found.versions)
    assert [6, 3] == [domain.scored for domain in found.domains]


def test_too_few_in_all() -> None:
    """Of fewer than the minimum nothing is shown but that they are too few."""
    found = consolidate(OF, many(1, 2, date="2026-01-01"), by="region", releasable=True)

    assert (True, 2, 0, 0, 0, None) == (
        found.too_few,
        found.counted,
        found.drafts,
        found.answered,
        found.asked,
        found.first_day,
    )
    assert [(), (), (), (), (), ()] == [
        *(found.members, found.domains, found.groups, found.questions, found.solutions, found.movements)
    ]
    assert {} == found.versions
    assert not consolidate(OF, many(1, 2)).too_few


def test_versions_of_few_are_not_told() -> None:
    """A version that few have would tell who they are, to those who know."""
    files = many(1, 1, 1)
    named = {"id": "tiny", "version": "0.9"}
    sheet = files[0].sheet.model_validate(
        {"format": "cpch-answers/1", "diagnostic": named, "subject": {"country": "A"}}
    )
    odd = file("f", {"a.one": 1}, country="A")
    odd = type(odd)(**{name: getattr(odd, name) for name in odd.__slots__} | {"sheet": sheet})

    assert {"": 2, "0.9": 1} == consolidate(OF, [odd, *files[1:]]).versions
    assert {} == consolidate(OF, [odd, *files[1:]], releasable=True, minimum_group=2).versions


def test_those_who_say_nothing_hide_nobody() -> None:
    """In a copy for others, one who answered beside many who did not is no group; they count in the office's own copy."""
    files = [file("f", {"a.one": 1}, country="A"), *(file(f"e{n}", country=f"E{n}") for n in range(5))]
    others, office = (consolidate(OF, files, releasable=releasable) for releasable in (True, False))

    assert (True, 1, ()) == (others.too_few, others.counted, others.solutions)
    assert (False, 6) == (office.too_few, office.counted)


def test_what_few_stand_behind_is_left_out_and_counted() -> None:
    """Questions, weaknesses, disputes, rewordings."""
    said: list[dict[str, Said]] = [
        {"a.one": {"level": 1, "weaknesses": ["w"], "asked": FORMER}, "a.two": 1, "b.three": 1},
        {"a.one": 3, "a.two": 3},
        {"a.one": 3, "a.two": 3},
    ]
    voices = [
        file(f"p{level}", {"a.one": level, "a.two": 1}, country="D", agency=f"s{level}") for level in (0, 4)
    ]
    files = [*many(*said), *voices]
    found = consolidate(OF, files, minimum_group=2, releasable=True)
    own = consolidate(OF, files, minimum_group=2)

    assert ((), (), ()) == (found.weaknesses, found.disputes, found.not_comparable)
    assert ["a.one", "a.two"] == [each.question for each in found.questions]
    assert (4, 0) == (found.held_back, own.held_back)
    assert [1, 1, 1, 3] == [
        len(each) for each in (own.weaknesses, own.disputes, own.not_comparable, own.questions)
    ]


def test_few_that_are_not_rated_are_in_no_distribution() -> None:
    """The means of the questions less that of the domain would be theirs; with enough of them it would not."""
    partly: dict[str, Said] = {"a.one": 4}
    found = {
        number: consolidate(OF, many(1, 1, 1, *[partly] * number), minimum_group=2, releasable=True)
        for number in (1, 2)
    }

    assert {1: (0, 1), 2: (2, 2)} == {
        number: (each.questions[0].levels["institutionalised"], each.questions[1].open)
        for number, each in found.items()
    }


def test_few_that_have_answered_otherwise() -> None:
    """Then the question with the most levels is left out, or what is left of all others would be theirs."""
    of = diagnostic(*(question(f"a.{each}", not_applicable="Never.") for each in ("one", "two", "three")))
    odd: dict[str, Said] = {"a.one": NA, "a.two": 1, "a.three": 1}
    found = {
        number: consolidate(of, many(1, 1, 1, *[odd] * number, of=of), minimum_group=2, releasable=True)
        for number in (0, 1, 2)
    }

    assert {0: 3, 1: 2, 2: 3} == {number: len(each.questions) for number, each in found.items()}
    assert ["a.one", "a.three"] == [each.question for each in found[1].questions]
    assert [0, 1, 0] == [each.held_back for each in found.values()]


def test_total_of_few() -> None:
    """The figure of a domain in which few are rated is held back, but for the office itself."""
    files = many(1, {"b.three": 1}, {"b.three": 2})

    assert [(True, None), (False, Fraction(4, 3))] == [
        (each.held_back, each.score)
        for each in consolidate(OF, files, minimum_group=2, releasable=True).domains
    ]
    assert not consolidate(OF, files, minimum_group=2).domains[0].held_back


def test_movement_of_few() -> None:
    """Held back where few can be compared, and where few could not, since these are the difference to all."""
    shown = {
        number: consolidate(
            OF,
            [*rounds(*[THEN_AND_NOW] * number), *many(2, 2, 2, 2, 2)[number:]],
            minimum_group=2,
            releasable=True,
        ).movements
        for number in (1, 2, 3, 4, 5)
    }

    assert {1: True, 2: False, 3: False, 4: True, 5: False} == {
        number: each[0].held_back for number, each in shown.items()
    }
    assert (0, 0, None) == (shown[1][0].members, shown[1][0].rose, shown[1][0].last)


@pytest.mark.parametrize("labels", [None, {}])
def test_at_least_one(labels: dict[str, str] | None) -> None:
    """A group of nobody is none."""
    with pytest.raises(ValueError, match="at least one"):
        consolidate(OF, [], minimum_group=0, labels=labels)


# --- without names --------------------------------------------------------------------------------------------------

SECRET: Final = "Belmara"
NAMED: Final[dict[str, Any]] = {
    **dict.fromkeys(("country", "site", "scope", "period", "x-own"), SECRET),
    "country_code": "QMB",
    "agency": "belmara",
    "respondents": [SECRET],
}


def test_no_name_is_left() -> None:
    """Whatever names a subject is gone; its figures stay, under its label, in the order of the labels."""
    files = [
        file(
            f"{SECRET}.yaml",
            {"a.one": {"level": 1, "note": SECRET, "x-note": SECRET}, SECRET: 1},
            date="2024-01-01",
            **NAMED,
        ),
        file(f"{SECRET}-2.yaml", {"a.one": 2}, date="2026-01-01", **NAMED),
        joint("Aldoria", {"belmara": {"a.one": 1}, "other": {"a.one": 4}}, {"a.one": 1}, country="Aldoria"),
    ]
    labels = dict(zip(subjects(files), ("S-2", "S-1"), strict=True))
    found = consolidate(OF, files, labels=labels, refused=[Refused(SECRET, SECRET)])

    assert [] == [
        text
        for text in texts(found)
        if text.casefold() in ("belmara", "qmb") or "elmara" in text or "Aldoria" in text
    ]
    assert (
        ["S-1", "S-2"]
        == [member.label for member in found.members]
        == [member.standing.name for member in found.members]
    )
    assert [1, 2] == [member.standing.facts["a.one"].s for member in found.members]
    assert found.anonymous
    assert [("s", (("S-1", "now"), ("S-2", "improve")))] == [
        (each.solution, each.who) for each in found.solutions
    ]
    assert ("S-1",) == found.disputes[0].who
    assert [dt.date(2024, 1, 1), dt.date(2026, 1, 1)] == [each.day for each in found.members[1].rounds]


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a consolidation, the diagnostic's aside."""
    match value:
        case Diagnostic():
            return
        case str():
            yield value
        case dict():
            yield from (text for pair in value.items() for part in pair for text in texts(part))
        case tuple() | list() | frozenset():
            yield from (text for part in value for text in texts(part))
        case _ if is_dataclass(value):
            yield from (text for field in fields(value) for text in texts(getattr(value, field.name)))
        case _ if hasattr(value, "model_dump"):
            yield from texts(value.model_dump())
        case _:
            return


def test_names_are_found_where_they_are() -> None:
    """The test above would see a name: with names they are there."""
    assert "Belmara" in set(texts(consolidate(OF, [file("f", **NAMED)])))


def test_group_of_a_subject_without_name() -> None:
    """It is told only where the group is shown."""
    files = in_regions("North", "North", "Isles", "Plains")
    labels = {key: f"S-{number}" for number, key in enumerate(subjects(files))}
    found = consolidate(OF, files, by="region", minimum_group=2, labels=labels)

    assert ["North", "North", None, None] == [member.group for member in found.members]
    assert "Isles" == consolidate(OF, files, by="region", minimum_group=2).members[2].group


@pytest.mark.parametrize("by", ["country", "country_code", "site"])
def test_groups_that_name_subjects(by: str) -> None:
    """By them a label would be no label."""
    with pytest.raises(ValueError, match="would name subjects"):
        consolidate(OF, [], by=by, labels={})


def test_every_subject_needs_a_label() -> None:
    """One without is not shown under its name instead."""
    with pytest.raises(ValueError, match="1 subjects have no label"):
        consolidate(OF, many(1), labels={})


# --- trying to subtract ---------------------------------------------------------------------------------------------

DAY: Final = "2026-01-01"
WORDS: Final = (0, 1, 2, 3, 4, "unknown", None)
TWO: Final = diagnostic(question("a.one"), question("a.two", weight=3), question("b.three"))


@st.composite
def regions(draw: st.DrawFn) -> list[Standing]:
    """Give files of up to twelve countries in four regions, some with an earlier round."""
    found = []
    for letter in "ABCDEFGHIJKL"[: draw(st.integers(0, 12))]:
        region = draw(st.sampled_from(("East", "North", "South", "West", None)))
        subject: dict[str, Any] = {"country": letter, **({"region": region} if region else {})}
        for year in ("2024", "2026")[draw(st.integers(0, 1)) :]:
            given_ = {each: draw(st.sampled_from(WORDS)) for each in TWO.question}
            said: dict[str, Said] = {each: one for each, one in given_.items() if one is not None}
            found.append(file(f"{letter}{year}", said, TWO, date=f"{year}-01-01", **subject))
    return found


# One answer that is not known to a reader: whose, in which round, to which question.
Unknown = tuple[str, str, str]
# What a reader knows of them: a sum of them, each times a number.
Sum = dict[Unknown, Fraction]


def score(standing: Standing, domain: str, asked: Sequence[str] | None = None) -> Sum:
    """Return the score of a subject in a domain, by its answers; over the questions asked alone, where they are given."""
    own = [each for each in TWO.questions if each.domain == domain and (asked is None or each.id in asked)]
    answered = [each for each in own if standing.facts[each.id].answered]
    whole = sum(each.weight for each in answered)
    subject = standing.sheet.subject
    return {(str(subject.country), str(subject.date), each.id): each.weight / whole for each in answered}


def added(sums: Sequence[Sum]) -> Sum:
    """Return the sum of sums."""
    found: Sum = {}
    for each in sums:
        for unknown, times in each.items():
            found[unknown] = found.get(unknown, Fraction(0)) + times
    return found


def published(files: Sequence[Standing], found: Consolidation) -> Iterator[tuple[int, Sum]]:
    """Yield what a reader multiplies out of a copy for others: of how many subjects it says it is, and the sum it is.

    Nothing here looks at how the figures were made: which subjects are behind each is found anew from the files.
    """
    latest = {str(each.sheet.subject.country): each for each in files}
    first = {str(each.sheet.subject.country): each for each in reversed(files)}
    shown = [group.name for group in found.groups]
    for position, domain in enumerate(each.id for each in TWO.domains):
        own = {name: each for name, each in latest.items() if _is_rated(each, domain)}
        total = found.domains[position]
        if not total.held_back:
            yield total.scored, added([score(each, domain) for each in own.values()])
        for group in found.groups:
            if not group.domains[position].held_back:
                inside = [each for each in own.values() if _region(each, shown) == group.name]
                yield group.domains[position].scored, added([score(each, domain) for each in inside])
        for movement in found.movements:
            if movement.domain == domain and not movement.held_back:
                pairs = [(first[name], latest[name]) for name in latest if first[name] is not latest[name]]
                alike = {id(now): _comparable(then, now, domain) for then, now in pairs}
                yield (
                    movement.members,
                    added([score(now, domain, asked) for _, now in pairs if (asked := alike[id(now)])]),
                )


def _is_rated(standing: Standing, domain: str) -> bool:
    return any(each.domain == domain and each.band is not Band.NOT_RATED for each in standing.domains)


def _region(standing: Standing, shown: Sequence[str | None]) -> str | None:
    region = standing.sheet.subject.region
    return region if region in shown else None


def _comparable(then: Standing, now: Standing, domain: str) -> list[str]:
    levels = [{each for each, fact in of.facts.items() if fact.state is State.LEVEL} for of in (then, now)]
    return [each.id for each in TWO.questions_of(domain) if each.id in levels[0] & levels[1]]


PRIME: Final = 2**61 - 1


def rank(rows: Sequence[Sum], unknowns: Sequence[Unknown]) -> int:
    """Return how many of the sums do not follow from the others, looking at some of the unknowns alone."""
    left = [[_modulo(row.get(each, Fraction(0))) for each in unknowns] for row in rows]
    found = 0
    for column in range(len(unknowns)):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        found += 1
        by = pow(pivot[column], -1, PRIME)
        left = [
            [(a - row[column] * by * b) % PRIME for a, b in zip(row, pivot, strict=True)]
            if row[column]
            else row
            for row in left
        ]
    return found


def _modulo(number: Fraction) -> int:
    return number.numerator * pow(number.denominator, -1, PRIME) % PRIME


def worked_out(rows: Sequence[Sum], minimum: int) -> list[tuple[str, ...]]:
    """Return the sets of fewer subjects of whom alone some combination of the sums tells anything."""
    unknowns = sorted({unknown for row in rows for unknown in row})
    whole = rank(rows, unknowns)
    who = sorted({name for name, _, _ in unknowns})
    return [
        few
        for number in range(1, minimum)
        for few in combinations(who, number)
        if rank(rows, [each for each in unknowns if each[0] not in few]) < whole
    ]


@settings(max_examples=80, deadline=None)
@given(regions(), st.integers(2, 4))
def test_nothing_of_few_can_be_worked_out(files: list[Standing], minimum: int) -> None:
    """Add and subtract what is published of domains, groups and movements as you like: it never tells of few alone."""
    found = consolidate(TWO, files, by="region", minimum_group=minimum, releasable=True)
    if found.too_few:
        return
    sums = list(published(files, found))

    assert [] == [count for count, _ in sums if 0 < count < minimum]
    assert [] == [group.members for group in found.groups if group.members < minimum]
    assert found.counted == sum(group.members for group in found.groups)
    assert [] == worked_out([each for _, each in sums], minimum)


def answered(files: Sequence[Standing], found: Consolidation, minimum: int) -> Iterator[Sum]:
    """Yield the sums of the levels of each question that is shown."""
    for each in found.questions:
        domain = TWO.question[each.question].domain
        levels = [file for file in files if file.facts[each.question].s is not None]
        unrated = [file for file in levels if not _is_rated(file, domain)]
        counted = [file for file in levels if file not in unrated or len(unrated) >= minimum]
        assert sum(each.levels.values()) == len(counted)
        yield {(str(file.sheet.subject.country), DAY, each.question): Fraction(1) for file in counted}


@settings(max_examples=80, deadline=None)
@given(regions(), st.integers(2, 4))
def test_questions_tell_no_more_of_few(every: list[Standing], minimum: int) -> None:
    """With the figures of the questions, nothing can be worked out of few that the domains would not tell.

    A reader may even know who answered *don't know*, which counts as 0.
    """
    files = [each for each in every if str(each.sheet.subject.date) == DAY]
    found = consolidate(TWO, files, by="region", minimum_group=minimum, releasable=True)
    if found.too_few:
        return
    of_domains = [_of_levels(each, files) for _, each in published(files, found)]
    with_questions = [*of_domains, *answered(files, found, minimum)]

    assert set() == {*worked_out(with_questions, minimum)} - {*worked_out(of_domains, minimum)}


def _of_levels(sum_: Sum, files: Sequence[Standing]) -> Sum:
    levels = {
        (str(each.sheet.subject.country), question)
        for each in files
        for question, fact in each.facts.items()
        if fact.s is not None
    }
    return {unknown: times for unknown, times in sum_.items() if (unknown[0], unknown[2]) in levels}


def test_the_attacker_can_attack() -> None:
    """Where a mean of all and one of all but one stand beside each other, it finds the one."""
    files = many(0, 1, 2, of=TWO)
    sums = [score(each, "a") for each in files]

    assert [("C",)] == worked_out([added(sums), added(sums[:2])], 2)
    assert [] == worked_out([added(sums)], 3)
