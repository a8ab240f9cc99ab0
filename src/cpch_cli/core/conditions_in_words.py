"""A condition as people say it: one sentence, or paragraphs and lists where it has many parts.

A `not` is said of the questions it stands over: not all of A and B is *not A, or not B*. The verdicts come out the same
(method 3.8), and no reader has to turn a bracket round.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from cpch_cli.core.document import Block, Items, Paragraph
from cpch_cli.core.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    All,
    Any_,
    AtLeast,
    AtMost,
    Below,
    Condition,
    Diagnostic,
    HasWeakness,
    Is,
    Leaf,
    Not,
    Question,
)
from cpch_cli.core.words import Words

_Kind = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class _Claim:
    """That a condition on a question or a domain holds, or that it does not."""

    leaf: Leaf
    holds: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """At least two claims or groups of the other kind, of which all hold or any."""

    kind: _Kind
    parts: tuple["_Claim | _Group", ...]


def condition_in_words(diagnostic: Diagnostic, condition: Condition, words: Words) -> str:
    """Return a checked condition as a clause, to stand after *if* or *when*: no capital, no full stop."""
    return _clause(diagnostic, _claimed(condition), words)


def condition_in_lists(diagnostic: Diagnostic, condition: Condition, words: Words) -> tuple[Block, ...]:
    """Return a checked condition as it is read best: a sentence, or lists, each under the words that join it."""
    claimed = _claimed(condition)
    if isinstance(claimed, _Claim):
        return (Paragraph(f"{_capital(_claim(diagnostic, claimed, words))}."),)
    lists = list(_lists(claimed))
    titles = [_title(lists[0], words), *(words(f"condition.more.{claimed.kind}") for _ in lists[1:])]
    return tuple(
        block
        for title, group in zip(titles, lists, strict=True)
        for block in (Paragraph(title), Items(tuple(_items(diagnostic, group, words))))
    )


def question_in_words(question: Question, words: Words) -> str:
    """Return how a sentence names a question: by number and text."""
    return words("condition.question", number=question.number, text=question.text)


def level_in_words(diagnostic: Diagnostic, question_id: str, written: str, words: Words) -> str:
    """Return how a sentence names a level, given by id or number, of a question: by title and value."""
    s = diagnostic.strength(question_id, written)
    levels = diagnostic.levels[question_id]
    level = next(level for level in levels if diagnostic.strength(question_id, level.id) == s)
    return words("condition.level", title=level.title, value=words.value(level.value))


# --- what is claimed ----------------------------------------------------------------------------------------------


def _claimed(condition: Condition, *, holds: bool = True) -> _Claim | _Group:
    match condition:
        case Not(not_=part):
            return _claimed(part, holds=not holds)
        case All(all_=parts):
            return _group("all" if holds else "any", [_claimed(part, holds=holds) for part in parts])
        case Any_(any_=parts):
            return _group("any" if holds else "all", [_claimed(part, holds=holds) for part in parts])
        case _:
            return _Claim(condition, holds)


def _group(kind: _Kind, parts: Iterable[_Claim | _Group]) -> _Claim | _Group:
    flat = [inner for part in parts for inner in _parts_for(kind, part)]
    return flat[0] if len(flat) == 1 else _Group(kind, tuple(flat))


def _parts_for(kind: _Kind, part: _Claim | _Group) -> tuple[_Claim | _Group, ...]:
    return part.parts if isinstance(part, _Group) and part.kind == kind else (part,)


# --- sentences ----------------------------------------------------------------------------------------------------


def _clause(diagnostic: Diagnostic, claimed: _Claim | _Group, words: Words) -> str:
    if isinstance(claimed, _Claim):
        return _claim(diagnostic, claimed, words)
    parts = [_nested(diagnostic, part, words) for part in claimed.parts]
    return reduce(lambda before, after: words(f"condition.{claimed.kind}", before=before, after=after), parts)


def _nested(diagnostic: Diagnostic, part: _Claim | _Group, words: Words) -> str:
    clause = _clause(diagnostic, part, words)
    return clause if isinstance(part, _Claim) else words(f"condition.nested.{part.kind}", parts=clause)


def _claim(diagnostic: Diagnostic, claim: _Claim, words: Words) -> str:
    kind, places = _said(diagnostic, claim.leaf, words)
    return words(f"condition.{'holds' if claim.holds else 'fails'}.{kind}", **places)


def _said(diagnostic: Diagnostic, leaf: Leaf, words: Words) -> tuple[str, dict[str, str]]:
    """Return what kind of claim a condition makes, and what fills the places of its sentence."""
    if isinstance(leaf, Below):
        domain = diagnostic.domain[leaf.domain].title
        return "below", {"domain": domain, "value": words.value(leaf.below)}
    places = {"question": question_in_words(diagnostic.question[leaf.question], words)}
    match leaf:
        case AtLeast(at_least=written):
            return "at_least", {**places, "level": level_in_words(diagnostic, leaf.question, written, words)}
        case AtMost(at_most=written):
            return "at_most", {**places, "level": level_in_words(diagnostic, leaf.question, written, words)}
        case Is(is_=written) if written in (UNKNOWN, NOT_APPLICABLE):
            return written, places
        case Is(is_=written):
            return "is", {**places, "level": level_in_words(diagnostic, leaf.question, written, words)}
        case _:
            return "weakness", {**places, "weakness": _weakness(diagnostic, leaf)}


def _weakness(diagnostic: Diagnostic, leaf: HasWeakness) -> str:
    weaknesses = diagnostic.question[leaf.question].weaknesses
    return next(weakness.text for weakness in weaknesses if weakness.id == leaf.weakness)


# --- lists --------------------------------------------------------------------------------------------------------


def _lists(group: _Group) -> Iterator[_Group]:
    """Yield what goes into one list each: the claims of a group, then every group in it."""
    claims = tuple(part for part in group.parts if isinstance(part, _Claim))
    if claims:
        yield _Group(group.kind, claims)
    yield from (part for part in group.parts if isinstance(part, _Group))


def _title(group: _Group, words: Words) -> str:
    return words("condition.list.one" if len(group.parts) == 1 else f"condition.list.{group.kind}")


def _items(diagnostic: Diagnostic, group: _Group, words: Words) -> Iterator[str]:
    return (_capital(_nested(diagnostic, part, words)) for part in group.parts)


def _capital(clause: str) -> str:
    return clause[:1].upper() + clause[1:]
