"""Texts that try to be more than text, `cases/hostile.yaml`, and what people type them into: answers files and diagnostics.

Each document holds a chunk of the texts, every one of them in every kind of place that can be there more than once. All
of it comes from files, as it does for a user.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import yaml

from cpch_cli.answers_file import parse_answers
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.outcome import Outcome, conclude
from cpch_cli.diagnostic_file import load_diagnostic
from helpers import Data, diagnostic_data, question, resource, rule, scale, solution, weakness

_FILE: Final = yaml.safe_load((Path(__file__).parent / "cases" / "hostile.yaml").read_text("utf-8"))

BY_KIND: Final[dict[str, tuple[str, ...]]] = {
    **{kind: tuple(found) for kind, found in _FILE["strings"].items()},
    "repeated": tuple(text * times for text, times in _FILE["repeated"]),
}
STRINGS: Final = tuple(text for found in BY_KIND.values() for text in found)
# Nothing is left of these once they are cleaned.
EMPTY: Final[tuple[str, ...]] = tuple(_FILE["empty"])

BUILT_IN: Final = load_diagnostic()
# No more than there are questions in the built-in diagnostic, so that each text comes to stand in each place.
_SIZE: Final = 40
# Every so many texts: a chunk then holds some of each kind.
_CHUNKS: Final = -(-len(STRINGS) // _SIZE)
CHUNKS: Final = tuple(STRINGS[first::_CHUNKS] for first in range(_CHUNKS))
# What is only text, in the shapes that text can have: lines, paragraphs, long words, right to left.
HARMLESS: Final = (
    "word",
    "two words",
    "two\nlines",
    "two\n\nparagraphs",
    "w" * 60,
    "\u0645\u0631\u062d\u0628\u0627",
    "\u6d77\u5173",
)
# As JSON writes it; YAML, by whose rules all files are read, knows no longer keys.
_LONGEST_KEY: Final = 1000


@dataclass(frozen=True, slots=True)
class Typed:
    """What follows from files in which texts were typed.

    Attributes:
        shown: how often each text stands where a report shows it.
    """

    outcome: Outcome
    shown: dict[str, int]


class _Texts:
    """Hands out texts: `take("note")` gives all of them, one after the other, to each place of this name in turn.

    Named ones end with the name of their place.
    """

    def __init__(self, texts: Sequence[str], *, named: bool = False) -> None:
        self._texts = texts
        self._named = named
        self._next: dict[str, int] = {}
        self.shown: dict[str, int] = {}

    def take(self, place: str) -> str:
        """Return the next text for a kind of place that a report shows."""
        text = self.hide(place)
        if self._named:
            text = f"{text} ({place})"
        self.shown[text] = self.shown.get(text, 0) + 1
        return text

    def hide(self, place: str) -> str:
        """Return the next text for a kind of place that a report need not show."""
        # Each kind of place begins with another text, so that what stands beside each other differs.
        position = self._next.setdefault(place, len(self._next))
        self._next[place] = position + 1
        return self._texts[position % len(self._texts)]


@cache
def answers(texts: tuple[str, ...], *, named: bool = False) -> Typed:
    """Return the answers to the built-in diagnostic of people who type these texts wherever they can."""
    places = _Texts(texts, named=named)
    return Typed(_concluded(BUILT_IN, answers_data(texts, places)), places.shown)


def answers_data(texts: Sequence[str], places: _Texts | None = None) -> Data:
    """Return such an answers file as plain data."""
    places = places or _Texts(texts)
    said = {each.id: _answer(places, position % 5) for position, each in enumerate(BUILT_IN.questions)}
    return {
        "format": "cpch-answers/1",
        # A later version may ask what this one does not know: ids and levels are free then.
        "diagnostic": {"id": "cpch", "version": "99.0"},
        "subject": _subject(places),
        "answers": {**said, **dict(_of_later_version(places, texts)), "x-own": {"x": list(texts)}},
        "x-own": {text: text for text in texts if _is_key(text)},
    }


def _subject(places: _Texts) -> Data:
    return {
        **{name: places.take(name) for name in ("country", "region", "site", "scope", "period")},
        "handling": places.hide("mark"),
        "respondents": [places.take("respondent") for _ in range(_SIZE)],
        "cleared_by": [
            {"service": places.take("service"), "function": places.take("function")} for _ in range(_SIZE)
        ],
        "x-own": places.hide("own"),
    }


def _answer(places: _Texts, level: int) -> Data:
    return {
        "level": level,
        "evidence": "statement",
        **_words(places, ""),
        "agreed": [places.take("agreed"), places.take("agreed")],
        "voices": {
            "customs": {"level": 4 - level, **_words(places, "voice ")},
            "coast_guard": {"level": "unknown", "note": places.take("own voice")},
        },
        "x-own": places.hide("own"),
    }


def _words(places: _Texts, whose: str) -> Data:
    return {
        "note": places.take(f"{whose}note"),
        "reason": places.take(f"{whose}reason"),
        "reference": {"title": places.take(f"{whose}title"), "holder": places.take(f"{whose}holder")},
        "dissent": [{"who": places.take(f"{whose}who"), "text": places.take(f"{whose}dissent")}],
        "open": [{"text": places.take(f"{whose}open"), "owner": places.take(f"{whose}owner")}],
    }


def _of_later_version(places: _Texts, texts: Sequence[str]) -> Iterator[tuple[str, Data]]:
    for text in filter(_is_key, texts):
        yield text, {"level": places.take("level"), "note": places.take("kept note")}


def _is_key(text: str) -> bool:
    return len(json.dumps(text)) < _LONGEST_KEY and not text.startswith("x-")


@cache
def third_party(texts: tuple[str, ...], *, named: bool = False) -> Typed:
    """Return the answers to a diagnostic whose author typed these texts wherever they could."""
    places = _Texts(texts, named=named)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "diagnostic.json"
        file.write_text(json.dumps(_diagnostic(places, texts)), "utf-8")
        diagnostic = load_diagnostic(file)
    said = {
        f"d{n}.q": {"level": "lower", "weaknesses": ["seen"], "asked": "0" * 16} for n in range(len(texts))
    }
    data = {"format": "cpch-answers/1", "answers": {**said, "more.unknown": "unknown"}}
    return Typed(_concluded(diagnostic, data), places.shown)


def _diagnostic(places: _Texts, texts: Sequence[str]) -> Data:
    """Return a diagnostic with a domain, a question, a scale, a solution, a resource and a rule for each text.

    One question more, that nobody can answer, has all texts as evidence; another is open, and a rule with it.
    """
    numbers = range(len(texts))
    data = diagnostic_data(
        *(_question(places, n) for n in numbers),
        question("more.unknown", evidence=[places.take("evidence") for _ in texts]),
        question("more.open"),
        title=places.take("title"),
        version=places.take("version"),
        sections={f"S{n}": places.take("section") for n in numbers},
        scales={f"scale{n}": _scale(places) for n in numbers},
        solutions=[_solution(places, n) for n in numbers],
        resources=[_resource(places, n) for n in numbers],
        rules=[*(_rule(places, n) for n in numbers), _undecided(len(texts))],
    )
    for domain in data["domains"][:-1]:
        domain["title"] = places.take("domain")
    return data


def _question(places: _Texts, n: int) -> Data:
    return question(
        f"d{n}.q",
        number=places.take("number"),
        text=places.take("question"),
        why=places.hide("why"),
        handbook=f"S{n}",
        scale=f"scale{n}",
        levels={"lower": places.take("level of question")},
        not_applicable=places.hide("not applicable"),
        weaknesses=[{**weakness("seen", f"solution{n}"), "text": places.take("weakness")}],
        solutions=[f"solution{n}"],
        formerly=[
            {
                "asked": "0" * 16,
                "version": places.hide("former version"),
                "text": places.hide("former text"),
                "levels": {"lower": places.hide("former level")},
            }
        ],
    )


def _scale(places: _Texts) -> list[Data]:
    levels = scale(0, 1, ids=("lower", "upper"))
    return [
        {**each, "title": places.take("level title"), "text": places.take("level text")} for each in levels
    ]


def _solution(places: _Texts, n: int) -> Data:
    return solution(
        f"solution{n}",
        title=places.take("solution"),
        steps=[places.take("step"), places.take("step")],
        first_step=places.take("first step"),
        done_when=places.take("done when"),
        resources=[f"resource{n}"],
    )


def _resource(places: _Texts, n: int) -> Data:
    names = ("title", "owner", "customs", "police", "url", "note")
    return resource(f"resource{n}", **{name: places.take(f"{name} of resource") for name in names})


def _rule(places: _Texts, n: int) -> Data:
    when = {"question": f"d{n}.q", "is": "lower"}
    words = {"remark": places.take("remark"), "because": places.take("because")}
    return {**rule(f"rule{n}", when, f"solution{n}"), **words}


def _undecided(count: int) -> Data:
    return rule(
        "undecided", {"question": "more.open", "is": "absent"}, *(f"solution{n}" for n in range(count))
    )


def _concluded(diagnostic: Diagnostic, data: Data) -> Outcome:
    return conclude(diagnostic, read(data, diagnostic), "claimed")


def read(data: Data, diagnostic: Diagnostic = BUILT_IN) -> Sheet:
    """Return an answers file as it is read; JSON can hold everything, halves of surrogate pairs too."""
    return parse_answers(json.dumps(data), "answers.json", diagnostic, as_json=True).sheet


KINDS: Final[dict[str, Callable[..., Typed]]] = {"answers": answers, "diagnostic": third_party}
