"""Scores: domains, ranges, coverage, bands and caps, paper and practice, and the whole."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import pytest

from cpch_cli.core.conditions import DomainFact
from cpch_cli.core.routing import route
from cpch_cli.core.scoring import (
    Band,
    Count,
    DomainScore,
    Overall,
    PaperAndPractice,
    WhyNotRated,
    band_of,
    cap_of,
    domain_fact,
)
from helpers import Said, assessed, diagnostic, only_domain, question, scale, settled

# Short for the answers of a table of cases: a level, don't know, not applicable, or none.
WORDS: Final[dict[str, Said]] = {"?": "unknown", "x": "not_applicable"}
Keys = dict[str, Any]


def said(letters: str, domain: str = "a") -> dict[str, Said]:
    """Return answers to q0, q1... of a domain: a digit, `?` unknown, `x` not applicable, `-` none."""
    return {f"{domain}.q{n}": WORDS.get(one, one) for n, one in enumerate(letters) if one != "-"}


def questions(*keys: Keys, domain: str = "a") -> list[Keys]:
    """Return questions q0, q1... of a domain with these keys."""
    return [question(f"{domain}.q{n}", **each) for n, each in enumerate(keys)]


def score(letters: str, *keys: Keys) -> DomainScore:
    """Return the score of a domain with these answers; its questions have these keys, the others none."""
    padded = [*keys, *[{}] * (len(letters) - len(keys))]
    return only_domain(assessed(diagnostic(*questions(*padded)), said(letters)))


def exact(written: str | None) -> Fraction | None:
    """Return the number that is written, or None."""
    return None if written is None else Fraction(written)


CRITICAL: Final[Keys] = {"critical": True}


# --- score, range, coverage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param("1234", ("5/2", "5/2", "5/2"), id="all levels"),
        pytest.param("14?", ("5/3", "5/3", "3"), id="unknown: counts as 0, could be 4"),
        pytest.param("14-", ("5/2", "5/3", "3"), id="open: not in the score, widens the range"),
        pytest.param("14x", ("5/2", "5/2", "5/2"), id="not applicable: leaves the sums"),
        pytest.param("3?-x", ("3/2", "1", "11/3"), id="everything at once"),
        pytest.param("??", ("0", "0", "4"), id="unknown only"),
        pytest.param("---", (None, "0", "4"), id="nothing answered"),
        pytest.param("xx", (None, None, None), id="nothing applies"),
    ],
)
def test_score_and_range(letters: str, expected: tuple[str | None, ...]) -> None:
    """The score is over what was answered, the range over what applies: unknown and open at 0 and at 4."""
    found = score(letters)

    assert tuple(map(exact, expected)) == (found.score, found.low, found.high)


@pytest.mark.parametrize(
    ("weights", "letters", "expected"),
    [
        (("2", "1"), "41", ("3", "3", "3")),
        (("0.5", "1.5"), "40", ("1", "1", "1")),
        (("3", "1"), "4-", ("4", "3", "4")),
        (("3", "1"), "-4", ("4", "1", "4")),
        (("0.1", "0.2"), "41", ("2", "2", "2")),
        (("5", "1"), "x3", ("3", "3", "3")),
        (("2", "1"), "?3", ("1", "1", "11/3")),
    ],
)
def test_weights(weights: tuple[str, ...], letters: str, expected: tuple[str, ...]) -> None:
    """Means are weighted by the questions' weights, exactly."""
    found = score(letters, *({"weight": weight} for weight in weights))

    assert tuple(Fraction(one) for one in expected) == (found.score, found.low, found.high)


def test_other_scales() -> None:
    """Levels of any scale count by their strength: 4 * value / highest value."""
    keys: tuple[Keys, ...] = ({"scale": "three"}, {"scale": "ten"}, {})
    tiny = diagnostic(*questions(*keys), scales={"three": scale(0, 1, 2), "ten": scale(0, "2.5", 10)})
    found = only_domain(assessed(tiny, {"a.q0": 1, "a.q1": "2.5", "a.q2": 4}))

    assert Fraction(2 + 1 + 4, 3) == found.score


def test_strengths_that_are_no_whole_numbers() -> None:
    """Thirds add up exactly, among themselves and with whole ones, by their weights."""
    keys: tuple[Keys, ...] = ({"scale": "thirds", "weight": "2"}, {"scale": "thirds"}, {})
    tiny = diagnostic(*questions(*keys), scales={"thirds": scale(0, 1, 2, 3)})
    found = only_domain(assessed(tiny, said("121")))

    assert Fraction(2 * 4, 12) + Fraction(8, 12) + Fraction(1, 4) == found.score
    assert found.score == found.low == found.high


@pytest.mark.parametrize(
    ("letters", "expected", "coverage"),
    [
        ("12?x-", Count(3, 4, 1, 1), Fraction(3, 4)),
        ("----", Count(0, 4, 0, 0), Fraction(0)),
        ("??", Count(2, 2, 2, 0), Fraction(1)),
        ("xx", Count(0, 0, 0, 2), None),
    ],
)
def test_count(letters: str, expected: Count, coverage: Fraction | None) -> None:
    """Asked are the questions that apply; answered are also those with don't know."""
    count = score(letters).count

    assert (expected, coverage) == (count, count.coverage)


def test_coverage_is_not_weighted() -> None:
    """Coverage counts questions, whatever their weight."""
    assert Fraction(1, 2) == score("4-", {"weight": 9}).count.coverage


# --- rated or not -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param("333--", None, id="coverage of 0.6 is enough"),
        pytest.param("33--", WhyNotRated.COVERAGE, id="below 0.6"),
        pytest.param("3333333333------", None, id="0.625"),
        pytest.param("33333333333--------", WhyNotRated.COVERAGE, id="0.579"),
        pytest.param("???--", None, id="unknown is coverage"),
        pytest.param("3xx--", WhyNotRated.COVERAGE, id="not applicable is none"),
        pytest.param("xx", WhyNotRated.NOTHING_APPLIES, id="nothing applies"),
        pytest.param("--", WhyNotRated.COVERAGE, id="nothing answered"),
    ],
)
def test_not_rated(letters: str, expected: WhyNotRated | None) -> None:
    """A domain has no band below a coverage of 0.6 or where nothing applies, and keeps its numbers."""
    found = score(letters)

    assert (expected, expected is not None) == (found.not_rated, found.band is Band.NOT_RATED)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param("-444", WhyNotRated.CRITICAL_OPEN, id="open"),
        pytest.param("---4", WhyNotRated.CRITICAL_OPEN, id="open, and little coverage"),
        pytest.param("444-", None, id="another is open"),
        pytest.param("?444", None, id="unknown is an answer"),
        pytest.param("x444", None, id="not applicable is an answer"),
    ],
)
def test_not_rated_while_a_critical_question_is_open(letters: str, expected: WhyNotRated | None) -> None:
    """A domain has no band while an applicable critical question of it is unanswered."""
    assert expected is score(letters, CRITICAL).not_rated


def test_critical_question_that_is_not_asked() -> None:
    """A critical question that is not asked holds no band back and caps none."""
    routed = {"critical": True, "ask_if": {"question": "a.q0", "at_most": 1}}
    found = only_domain(assessed(diagnostic(*questions({}, routed)), {"a.q0": 4, "a.q1": 0}))

    assert (Band.SOUND, (), Count(1, 1, 0, 0)) == (found.band, found.capped_by, found.count)


# --- bands and caps -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("s", "expected"),
    [
        ("0", Band.CRITICAL_GAP),
        ("0.999999999999", Band.CRITICAL_GAP),
        ("1", Band.WEAK),
        ("1.999999999999", Band.WEAK),
        ("2", Band.PARTIAL),
        ("2.999999999999", Band.PARTIAL),
        ("3", Band.SOUND),
        ("4", Band.SOUND),
    ],
)
def test_band(s: str, expected: Band) -> None:
    """A band begins exactly at its bound."""
    assert expected is band_of(Fraction(s))


@pytest.mark.parametrize(
    ("s", "expected"),
    [
        ("0", Band.WEAK),
        ("0.99", Band.WEAK),
        ("1", Band.PARTIAL),
        ("1.99", Band.PARTIAL),
        ("2", None),
        ("4", None),
    ],
)
def test_cap(s: str, expected: Band | None) -> None:
    """A critical question below 1 caps at weak, below 2 at partial."""
    assert expected is cap_of(Fraction(s))


@pytest.mark.parametrize(
    ("critical", "letters", "band", "capped_by"),
    [
        pytest.param(1, "0444", Band.WEAK, [0], id="0 caps at weak"),
        pytest.param(1, "?444", Band.WEAK, [0], id="unknown caps like 0"),
        pytest.param(1, "1444", Band.PARTIAL, [0], id="1 caps at partial"),
        pytest.param(1, "2444", Band.SOUND, [], id="2 caps nothing"),
        pytest.param(1, "x444", Band.SOUND, [], id="not applicable caps nothing"),
        pytest.param(0, "0444", Band.SOUND, [], id="only critical ones cap"),
        pytest.param(1, "0222", Band.WEAK, [], id="the score alone gives the same band"),
        pytest.param(1, "1233", Band.PARTIAL, [], id="the score alone gives the same band, partial"),
        pytest.param(1, "0001", Band.CRITICAL_GAP, [], id="the score alone gives a lower band"),
        pytest.param(2, "1144444444", Band.PARTIAL, [0, 1], id="both cap"),
        pytest.param(3, "1044444444", Band.WEAK, [1], id="the lower cap alone"),
        pytest.param(3, "0?14444444", Band.WEAK, [0, 1], id="0 and unknown, not 1"),
    ],
)
def test_capped(critical: int, letters: str, band: Band, capped_by: list[int]) -> None:
    """A weak critical question caps the band, not the score; named are those whose cap gives the band."""
    found = score(letters, *[CRITICAL] * critical)

    assert (band, tuple(f"a.q{n}" for n in capped_by)) == (found.band, found.capped_by)


def test_cap_leaves_the_score() -> None:
    """The score of a capped domain stays as it is."""
    assert Fraction(3) == score("0444", CRITICAL).score


# --- paper and practice -------------------------------------------------------------------------------------------

FRAMEWORK: Final[Keys] = {"kind": "framework"}
RESULT: Final[Keys] = {"kind": "result"}


@pytest.mark.parametrize(
    ("letters", "keys", "expected"),
    [
        pytest.param("41", [FRAMEWORK], ("4", "1"), id="framework beside practice"),
        pytest.param("413", [FRAMEWORK, {}, RESULT], ("4", "2"), id="results are practice"),
        pytest.param("4?", [FRAMEWORK], ("4", "0"), id="unknown counts as 0"),
        pytest.param("42221", [{**FRAMEWORK, "weight": 3}, FRAMEWORK], ("7/2", "5/3"), id="weighted"),
        pytest.param("41x", [FRAMEWORK], ("4", "1"), id="not applicable leaves the sums"),
        pytest.param("4312-", [FRAMEWORK, FRAMEWORK], ("7/2", "3/2"), id="coverage of two thirds"),
        pytest.param("4-11", [FRAMEWORK, FRAMEWORK], None, id="too little coverage of the framework"),
        pytest.param("41-", [FRAMEWORK], None, id="too little coverage of the practice"),
        pytest.param("44", [FRAMEWORK, FRAMEWORK], None, id="no practice"),
        pytest.param("44", [], None, id="no framework"),
        pytest.param("x4", [FRAMEWORK], None, id="no framework that applies"),
    ],
)
def test_paper_and_practice(letters: str, keys: Sequence[Keys], expected: tuple[str, str] | None) -> None:
    """The means of the two sides stand beside each other where each has a coverage of 0.6."""
    both = expected and PaperAndPractice(*(Fraction(side) for side in expected))

    assert both == score(letters, *keys).paper_and_practice


@pytest.mark.parametrize(
    ("framework", "practice", "texts", "use"),
    [
        ("3", "2", True, False),
        ("3", "2.01", False, False),
        ("2", "3", False, True),
        ("2.01", "3", False, False),
        ("2", "2", False, False),
    ],
)
def test_notable_difference(framework: str, practice: str, texts: bool, use: bool) -> None:
    """A difference of a level or more is named, whichever side is ahead."""
    both = PaperAndPractice(Fraction(framework), Fraction(practice))

    assert (texts, use) == (both.good_texts_weak_use, both.use_without_texts)


# --- the whole ----------------------------------------------------------------------------------------------------


def whole(
    domains: dict[str, str], *, weights: dict[str, str] | None = None, scope: list[str] | None = None
) -> Overall:
    """Return the overall score for the answers of each domain; the first question of domain k is critical."""
    asked = [
        each
        for name, letters in domains.items()
        for each in questions(CRITICAL if name == "k" else {}, *[{}] * (len(letters) - 1), domain=name)
    ]
    keys = [{"id": name, "title": name, "weight": (weights or {}).get(name)} for name in domains]
    answers = {key: one for name, letters in domains.items() for key, one in said(letters, name).items()}
    return assessed(diagnostic(*asked, domains=keys), answers, scope=scope).overall


@pytest.mark.parametrize(
    ("domains", "expected", "rated", "of"),
    [
        pytest.param({"a": "13", "b": "4"}, ("3", "3", "3"), 2, 2, id="mean of domains, not of questions"),
        pytest.param({"a": "44-", "b": "0?"}, ("2", "4/3", "3"), 2, 2, id="ranges"),
        pytest.param({"a": "13", "b": "4---"}, ("2", "2", "2"), 1, 2, id="only rated domains"),
        pytest.param({"a": "13", "k": "-44"}, ("2", "2", "2"), 1, 2, id="critical question open"),
        pytest.param(
            {"a": "13", "k": "0444"}, ("5/2", "5/2", "5/2"), 2, 2, id="a capped domain counts with its score"
        ),
        pytest.param({"a": "13", "b": "xx"}, ("2", "2", "2"), 1, 1, id="where nothing applies is no domain"),
        pytest.param({"a": "-", "b": "4---"}, (None, None, None), 0, 2, id="none rated, none given"),
        pytest.param({"a": "x"}, (None, None, None), 0, 0, id="nothing applies at all"),
    ],
)
def test_overall(domains: dict[str, str], expected: tuple[str | None, ...], rated: int, of: int) -> None:
    """Score, low and high are the means of those of the rated domains."""
    found = whole(domains)

    assert tuple(map(exact, expected)) == (found.score, found.low, found.high)
    assert (rated, of) == (found.domains_rated, found.domains)


def test_overall_by_the_weights_of_domains() -> None:
    """Domains count by their weights; those that are not rated with none."""
    found = whole({"a": "2-", "b": "4", "c": "0"}, weights={"a": "7", "b": "1.5", "c": "0.5"})

    assert Fraction(3) == found.score


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, Count(4, 6, 1, 1)),
        (["a"], Count(2, 4, 0, 0)),
        (["b"], Count(2, 2, 1, 1)),
        ([], Count(0, 0, 0, 0)),
    ],
)
def test_overall_count(scope: list[str] | None, expected: Count) -> None:
    """Counts are over all domains in scope, rated or not."""
    assert expected == whole({"a": "13--", "b": "x?3"}, scope=scope).count


def test_overall_paper_and_practice() -> None:
    """Paper and practice of the file go over its questions, not over its domains."""
    tiny = diagnostic(
        *questions(FRAMEWORK, domain="a"), *questions({}, {}, {}, domain="b"), *questions({}, domain="c")
    )
    found = assessed(tiny, {**said("4"), **said("123", "b"), **said("4", "c")})

    assert PaperAndPractice(Fraction(4), Fraction(10, 4)) == found.overall.paper_and_practice
    assert [None, None, None] == [domain.paper_and_practice for domain in found.domains]


def test_overall_paper_and_practice_in_scope() -> None:
    """Questions outside the scope are on neither side."""
    tiny = diagnostic(*questions(FRAMEWORK, {}), *questions({}, domain="b"))
    found = assessed(tiny, {**said("42"), **said("0", "b")}, scope=["a"])

    assert PaperAndPractice(Fraction(4), Fraction(2)) == found.overall.paper_and_practice


# --- what conditions on a domain look at --------------------------------------------------------------------------


def fact_of(letters: str, *keys: Keys, scope: list[str] | None = None) -> DomainFact:
    """Return what is known of domain a with these answers."""
    padded = [*keys, *[{}] * (len(letters) - len(keys))]
    tiny = diagnostic(*questions(*padded))
    return domain_fact(tiny, "a", route(tiny, settled(tiny, said(letters)), scope=scope))


@pytest.mark.parametrize(
    ("letters", "low", "high", "unsettled", "weakest"),
    [
        pytest.param("213", "2", "2", [], 1, id="the lowest level"),
        pytest.param(
            "2-?x", "2/3", "10/3", [1, 2], 0, id="unknown and open are unsettled, and not the weakest"
        ),
        pytest.param("311", "5/3", "5/3", [], 1, id="the first of equals"),
        pytest.param("--", "0", "4", [0, 1], None, id="nothing answered"),
        pytest.param("xx", None, None, [], None, id="nothing applies"),
    ],
)
def test_domain_fact(
    letters: str, low: str | None, high: str | None, unsettled: list[int], weakest: int | None
) -> None:
    """A condition on a domain sees its range, what is unsettled in it, and its weakest answered question."""
    expected = DomainFact(
        exact(low),
        exact(high),
        tuple(f"a.q{n}" for n in unsettled),
        None if weakest is None else f"a.q{weakest}",
    )

    assert expected == fact_of(letters)


def test_weakest_of_equals() -> None:
    """Among questions with the lowest level the critical one is the weakest."""
    assert "a.q2" == fact_of("1213", {}, {}, CRITICAL, CRITICAL).weakest


def test_domain_fact_sees_no_cap() -> None:
    """The range that a condition sees is the uncapped one."""
    assert Fraction(3) == fact_of("0444", CRITICAL).high


def test_domain_fact_out_of_scope() -> None:
    """Of a domain outside the scope nothing is known, whatever was answered."""
    assert DomainFact(Fraction(0), Fraction(4), ("a.q0", "a.q1"), None) == fact_of("12", scope=[])
