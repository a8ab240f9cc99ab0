"""What a consolidation is: many subjects, each counted once, and what they have in common. Values only; see consolidate.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cpch_cli.core.model import Diagnostic
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import Band
from cpch_cli.core.standing import Need, Standing


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a subject; `day` is None where its files name none.

    Attributes:
        voices: the services that speak in it, alphabetically ("" for one that has no name).
    """

    day: dt.date | None
    standing: Standing
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A subject, counted once: by its latest round.

    Attributes:
        label: what it is called, unlike any other member: country, scope, site; or a label that tells nothing.
        of: the joint file, the only file, or what the voices come to together (method 3.10).
        sources: the names of the files or rows that count, those of the voices included.
        disputed: the questions on which its voices were two levels apart or more, in the diagnostic's order.
        rounds: every round that can be told apart, the earliest first; the last one is what counts.
        group: what it says in the field by which is grouped; None where it says nothing.
        several_voices: several voices can be heard on it, so that something could be disputed.
    """

    label: str
    of: Literal["file", "joint", "voices"]
    sources: tuple[str, ...]
    disputed: tuple[str, ...]
    rounds: tuple[Round, ...]
    group: str | None
    several_voices: bool = False

    @property
    def standing(self) -> Standing:
        """Where it stands now."""
        return self.rounds[-1].standing


@dataclass(frozen=True, slots=True)
class DomainOfMany:
    """A domain over many subjects.

    Attributes:
        score: the mean of the scores, 0 to 4, of the `scored` subjects that are rated in it; None where that is held back.
        bands: how many subjects have which band, every band named; None where it is held back.
        held_back: there are figures, and too few subjects behind them to show.
    """

    domain: str
    score: Fraction | None
    scored: int
    bands: Mapping[Band, int] | None
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects that have something in common.

    Attributes:
        name: what they say in the field; None for those folded into *other*.
        folded: how many groups are in it; 1 for one that stands for itself.
    """

    name: str | None
    members: int
    domains: tuple[DomainOfMany, ...]
    folded: int = 1


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many subjects gave which answer to a question.

    Attributes:
        levels: by level id, lowest first, every level named.
        mean: of the strengths, 0 to 4, of those that have a level; None where nobody has.
    """

    question: str
    levels: Mapping[str, int]
    unknown: int
    open: int
    not_applicable: int
    not_asked: int
    weak: int
    mean: Fraction | None


@dataclass(frozen=True, slots=True)
class WeaknessCount:
    """How often a weakness was ticked, of how many subjects that were asked for it."""

    question: str
    weakness: str
    ticked: int
    asked: int


@dataclass(frozen=True, slots=True)
class SolutionCount:
    """How many subjects need a solution, and which (their labels, alphabetically; empty in a copy for others)."""

    solution: str
    now: int
    improve: int
    who: tuple[tuple[str, Need], ...]


@dataclass(frozen=True, slots=True)
class DisputeCount:
    """On how many subjects' sides a question is disputed, of how many with several voices, and whose."""

    question: str
    disputed: int
    of: int
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """How many subjects with several rounds rose, fell or stayed in a domain, like for like (method 3.11).

    Attributes:
        first, last: the means of their scores, 0 to 4, over the questions that are comparable.
    """

    domain: str
    members: int
    rose: int
    fell: int
    stayed: int
    first: Fraction | None
    last: Fraction | None
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not in the consolidation, and why: a code of the program's words with its values."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotComparable:
    """A question that some subjects answered in other words than today's (method 3.11)."""

    question: str
    members: int


@dataclass(frozen=True, slots=True)
class Consolidation:
    """Many subjects together.

    Attributes:
        by: the subject field by which is grouped; None where it is not.
        minimum_group: below how many subjects nothing that is grouped is shown.
        releasable: single subjects are left out: `members` is empty, and so is every `who`.
        anonymous: labels tell nothing.
        counted: how many subjects; `files` how many files or rows stand behind them, `refused` aside.
        superseded: how many files of earlier rounds, or voices that a joint file names, are not counted.
        drafts: how many subjects are drafts.
        answered, asked: questions, over all subjects.
        versions: how many subjects by the version of the diagnostic that their files name ("" for none).
        agencies: how many files by agency ("" for none), alphabetically.
        domains: over all subjects, in the diagnostic's order.
        solutions: the most needed first: by `now`, then by both, then in the diagnostic's order; weaknesses likewise.
        too_few: there are fewer subjects than `minimum_group` in a copy for others, so that nothing is shown of them.
        held_back: how many questions, weaknesses, disputes and reworded questions are left out of a copy for others,
            since there are figures and too few subjects behind them to show.
    """

    diagnostic: Diagnostic
    basis: Basis
    by: str | None
    minimum_group: int
    releasable: bool
    anonymous: bool
    counted: int
    files: int
    superseded: int
    drafts: int
    answered: int
    asked: int
    first_day: dt.date | None
    last_day: dt.date | None
    versions: Mapping[str, int]
    agencies: Mapping[str, int]
    members: tuple[Member, ...]
    domains: tuple[DomainOfMany, ...]
    groups: tuple[Group, ...]
    questions: tuple[Distribution, ...]
    weaknesses: tuple[WeaknessCount, ...]
    solutions: tuple[SolutionCount, ...]
    disputes: tuple[DisputeCount, ...]
    movements: tuple[Movement, ...]
    not_comparable: tuple[NotComparable, ...]
    weaknesses_not_asked: int
    reasons_not_recorded: int
    refused: tuple[Refused, ...]
    handling: str | None
    too_few: bool = False
    held_back: int = 0
