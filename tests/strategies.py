"""Hypothesis strategies: diagnostics that a check would pass, and settled answers to them.

They are small, so that much of the space of shapes is met: one to three domains with up to four questions each, three
scales, weights, `ask_if`, weaknesses, solutions whose prerequisites form no circle, and rules that all have a remark.
"""

from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from cpch_cli.core.model import Answer, Diagnostic, Question
from helpers import Data, diagnostic, question, rule, scale, settled, solution, weakness

SCALES: Final = {"maturity": (0, 1, 2, 3, 4), "three": (0, 1, 3), "decimal": (0, "0.1", "0.25", 1)}
SOLUTIONS: Final = ("s0", "s1", "s2", "s3", "s4", "s5", "s6")
GRADES: Final = (None, "none", "statement", "document", "verified")
WEIGHTS: Final = ("0.1", "0.5", "1", "1", "1", "3")
BOUNDS: Final = ("0.5", "1", "1.5", "2", "2.5", "3", "4")


@dataclass(frozen=True)
class Case:
    """A diagnostic and settled answers to it."""

    diagnostic: Diagnostic
    answers: dict[str, Answer]


def some(words: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    """Give some of the words, each at most once."""
    return st.lists(st.sampled_from(words), max_size=most, unique=True) if words else st.just([])


@st.composite
def leaf(draw: st.DrawFn, asked: list[Data], domains: list[str]) -> Data:
    """Give a condition on one of the questions, or on one of the domains if there are any."""
    kind = draw(st.sampled_from(["at_least", "at_most", "is", "weakness", *["below"] * bool(domains)]))
    if kind == "below":
        return {"domain": draw(st.sampled_from(domains)), "below": draw(st.sampled_from(BOUNDS))}
    about = draw(st.sampled_from(asked))
    words = [str(value) for value in SCALES[about["scale"]]]
    if kind == "is":
        words += ["unknown", "not_applicable"]
    if kind == "weakness":
        words = ["v", "w"]
    return {"question": about["id"], kind: draw(st.sampled_from(words))}


def conditions(asked: list[Data], domains: list[str]) -> st.SearchStrategy[Data]:
    """Give conditions over these questions and domains."""
    return st.recursive(
        leaf(asked, domains),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


@st.composite
def questions(draw: st.DrawFn, *, routed: bool = True) -> list[Data]:
    """Give questions of one to three domains; `ask_if` looks only at earlier ones."""
    asked: list[Data] = []
    for domain in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        for n in range(draw(st.integers(1, 4))):
            ask_if = conditions(asked, []) if routed and asked and draw(st.booleans()) else st.none()
            asked.append(
                question(
                    f"{domain}.q{n}",
                    critical=draw(st.booleans()),
                    kind=draw(st.sampled_from(["framework", "practice", "result"])),
                    weight=draw(st.sampled_from(WEIGHTS)),
                    scale=draw(st.sampled_from(sorted(SCALES))),
                    not_applicable="Never.",
                    ask_if=draw(ask_if),
                    weaknesses=[weakness(name, *draw(some(SOLUTIONS, 2))) for name in ("v", "w")],
                    solutions=draw(some(SOLUTIONS, 3)),
                )
            )
    return asked


@st.composite
def raised(draw: st.DrawFn, asked: list[Data]) -> dict[str, str]:
    """Give what a solution raises: levels of some questions."""
    chosen = draw(st.lists(st.sampled_from(asked), max_size=2, unique_by=lambda each: str(each["id"])))
    return {each["id"]: str(draw(st.sampled_from(SCALES[each["scale"]]))) for each in chosen}


@st.composite
def solutions(draw: st.DrawFn, asked: list[Data]) -> list[Data]:
    """Give the solutions in any order; each requires only some of those with a lower name."""
    made = [
        solution(
            name,
            effort=draw(st.integers(1, 3)),
            requires=draw(some(SOLUTIONS[:n], 2)),
            raises=draw(raised(asked)),
        )
        for n, name in enumerate(SOLUTIONS)
    ]
    return draw(st.permutations(made))


@st.composite
def rules(draw: st.DrawFn, asked: list[Data]) -> list[Data]:
    """Give rules that all have a remark."""
    domains = sorted({each["domain"] for each in asked})
    whens = draw(st.lists(conditions(asked, domains), max_size=3))
    return [rule(f"r{n}", when, *draw(some(SOLUTIONS, 2)), remark="Look.") for n, when in enumerate(whens)]


@st.composite
def diagnostics(draw: st.DrawFn, *, routed: bool = True) -> Diagnostic:
    """Give diagnostics that a check would pass; without `ask_if` unless routed."""
    asked = draw(questions(routed=routed))
    return diagnostic(
        *asked,
        domains=[
            {"id": domain, "title": domain, "weight": draw(st.sampled_from(WEIGHTS))}
            for domain in dict.fromkeys(each["domain"] for each in asked)
        ],
        solutions=draw(solutions(asked)),
        rules=draw(rules(asked)),
        scales={name: scale(*values) for name, values in SCALES.items()},
    )


@st.composite
def answers(
    draw: st.DrawFn, asked: Question, *, words: tuple[str, ...] = ("unknown", "not_applicable")
) -> Data:
    """Give an answer: a level or one of the words, weaknesses asked or not, with or without evidence."""
    levels = [str(value) for value in SCALES[asked.scale]]
    return {
        "level": draw(st.sampled_from([*levels, *words])),
        "weaknesses": draw(st.none() | some(("v", "w"), 2)),
        "evidence": draw(st.sampled_from(GRADES)),
    }


@st.composite
def cases(draw: st.DrawFn, *, routed: bool = True) -> Case:
    """Give a diagnostic and answers to some of its questions."""
    made = draw(diagnostics(routed=routed))
    chosen = [asked for asked in made.questions if draw(st.integers(0, 3))]
    said: dict[str, Any] = {asked.id: draw(answers(asked)) for asked in chosen}
    return Case(made, settled(made, said))
