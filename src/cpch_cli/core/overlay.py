"""A diagnostic in another language: its strings by path, an overlay put over it, and what is wrong with an overlay."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import Field

from cpch_cli.core.model import Diagnostic, FormerWording, Level, Overlay, Question, Resource, Rule, Solution
from cpch_cli.core.problems import Problem, unknown

_PLACEHOLDER: Final = re.compile(r"\{[a-z_]*\}")

# Takes a path and the English string there, and returns what shall stand in its place.
Say = Callable[[str, str], str]


class Translated(Diagnostic):
    """A diagnostic in another language. What it is known by is still the English one's (method 3.11)."""

    english: Diagnostic = Field(exclude=True)

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """The fingerprint of each question's English words by its id."""
        return self.english.asked

    @cached_property
    def digest(self) -> str:
        """The digest of the English diagnostic."""
        return self.english.digest


@dataclass(frozen=True, slots=True)
class Translation:
    """A diagnostic in another language; `in_english` counts the strings that had to stay English."""

    diagnostic: Diagnostic
    in_english: int


def string_hash(english: str) -> str:
    """Return the fingerprint of an English string in an overlay: 8 hex digits of its SHA-256."""
    return hashlib.sha256(english.encode()).hexdigest()[:8]


def strings(diagnostic: Diagnostic) -> Mapping[str, str]:
    """Return every string of a diagnostic that people read, by its path (ids joined by `/`), in the diagnostic's order."""
    found: dict[str, str] = {}

    def note(path: str, text: str) -> str:
        found[path] = text
        return text

    _reworded(diagnostic, note)
    return found


def translate(diagnostic: Diagnostic, overlay: Overlay) -> Translation:
    """Return an English diagnostic in the overlay's language; a string that is missing or stale there stays English."""
    kept: list[str] = []

    def say(path: str, english: str) -> str:
        entry = overlay.strings.get(path)
        if entry is None or entry.of != string_hash(english):
            kept.append(path)
            return english
        return entry.text

    fields = {name: getattr(diagnostic, name) for name in Diagnostic.model_fields}
    reworded = Translated.model_construct(**{**fields, **_reworded(diagnostic, say), "english": diagnostic})
    return Translation(reworded, len(kept))


def problems_of_overlay(diagnostic: Diagnostic, overlay: Overlay) -> tuple[Problem, ...]:
    """Return everything that is wrong with an overlay of this diagnostic: holes, stale, surplus and unlike strings."""
    if overlay.of != diagnostic.id:
        return (Problem(("of",), "other_diagnostic", {"word": overlay.of, "known": diagnostic.id}),)
    return tuple(_problems_of_strings(strings(diagnostic), overlay))


def _problems_of_strings(english: Mapping[str, str], overlay: Overlay) -> Iterator[Problem]:
    for path in english:
        if path not in overlay.strings:
            yield Problem(("strings",), "string_missing", {"word": path})
    for path, entry in overlay.strings.items():
        at = ("strings", path)
        if path not in english:
            yield Problem(at, *unknown("string_surplus", path, list(english)))
        elif entry.of != string_hash(english[path]):
            yield Problem((*at, "of"), "string_stale", {"word": path, "hash": string_hash(english[path])})
        elif _placeholders(entry.text) != _placeholders(english[path]):
            known = ", ".join(_placeholders(english[path]).elements()) or "-"
            yield Problem((*at, "text"), "string_placeholders", {"word": path, "known": known})


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


# --- one walk over all strings ----------------------------------------------------------------------------------------


def _reworded(diagnostic: Diagnostic, say: Say) -> dict[str, Any]:
    """Return the parts of a diagnostic that hold strings, each string replaced by what `say` gives for it."""
    return {
        "title": say("title", diagnostic.title),
        "sections": {
            section: say(f"sections/{section}", title) for section, title in diagnostic.sections.items()
        },
        "scales": {
            scale: tuple(_level(level, f"scales/{scale}/{level.id}", say) for level in levels)
            for scale, levels in diagnostic.scales.items()
        },
        "domains": tuple(
            domain.model_copy(update={"title": say(f"domains/{domain.id}/title", domain.title)})
            for domain in diagnostic.domains
        ),
        "questions": tuple(_question(question, say) for question in diagnostic.questions),
        "solutions": tuple(_solution(solution, say) for solution in diagnostic.solutions),
        "resources": tuple(_resource(resource, say) for resource in diagnostic.resources),
        "rules": tuple(_rule(rule, say) for rule in diagnostic.rules),
    }


def _level(level: Level, at: str, say: Say) -> Level:
    return level.model_copy(update=_texts(level, ("title", "text"), at, say))


def _question(question: Question, say: Say) -> Question:
    at = question.id
    return question.model_copy(
        update={
            **_texts(question, ("text", "why", "not_applicable"), at, say),
            "evidence": _listed(question.evidence, f"{at}/evidence", say),
            "levels": _by_level(question.levels, f"{at}/levels", say),
            "weaknesses": tuple(
                weakness.model_copy(update={"text": say(f"{at}/weaknesses/{weakness.id}", weakness.text)})
                for weakness in question.weaknesses
            ),
            "formerly": tuple(
                _former(former, f"{at}/formerly/{former.asked}", say) for former in question.formerly
            ),
        }
    )


def _former(former: FormerWording, at: str, say: Say) -> FormerWording:
    levels = _by_level(former.levels, f"{at}/levels", say)
    return former.model_copy(update={**_texts(former, ("text",), at, say), "levels": levels})


def _solution(solution: Solution, say: Say) -> Solution:
    at = f"solutions/{solution.id}"
    texts = _texts(solution, ("title", "first_step", "done_when"), at, say)
    return solution.model_copy(update={**texts, "steps": _listed(solution.steps, f"{at}/steps", say)})


def _resource(resource: Resource, say: Say) -> Resource:
    fields = ("title", "owner", "customs", "police", "note")
    return resource.model_copy(update=_texts(resource, fields, f"resources/{resource.id}", say))


def _rule(rule: Rule, say: Say) -> Rule:
    return rule.model_copy(update=_texts(rule, ("remark", "because"), f"rules/{rule.id}", say))


def _texts(part: object, fields: tuple[str, ...], at: str, say: Say) -> dict[str, str]:
    """Return those of a part's texts that are there, reworded."""
    return {name: say(f"{at}/{name}", text) for name in fields if (text := getattr(part, name)) is not None}


def _listed(items: tuple[str, ...], at: str, say: Say) -> tuple[str, ...]:
    """Return the items of a list reworded; in their paths they count from 1."""
    return tuple(say(f"{at}/{number}", item) for number, item in enumerate(items, start=1))


def _by_level(texts: Mapping[str, str], at: str, say: Say) -> dict[str, str]:
    return {level: say(f"{at}/{level}", text) for level, text in texts.items()}
