"""Consolidations for the tests of what shows them, put together by hand: nothing is suppressed and nobody is merged."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from cpch_cli.core.conditions import State
from cpch_cli.core.consolidation import (
    Consolidation,
    Distribution,
    DomainOfMany,
    Group,
    Member,
    Movement,
    Round,
    SolutionCount,
    WeaknessCount,
)
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.scoring import Band
from cpch_cli.core.standing import Standing, standing
from documents import sheet
from helpers import Said


def member(
    of: Diagnostic,
    label: str,
    *rounds: tuple[dt.date | None, Mapping[str, Said]],
    disputed: Sequence[str] = (),
    group: str | None = None,
    **subject: Any,
) -> Member:
    """Return a subject with what it said in each round."""
    made = [
        Round(day, standing(label, sheet(of, said, country=label, **subject), of, "claimed"))
        for day, said in rounds
    ]
    return Member(label, "file", (f"{label}.yaml",), tuple(disputed), tuple(made), group)


def together(of: Diagnostic, *members: Member, **keys: Any) -> Consolidation:
    """Return members together; `keys` are fields that are to be other than what follows from the members."""
    standings = [each.standing for each in members]
    days = [day for each in members for day in [each.rounds[-1].day] if day]
    given: dict[str, Any] = {
        "diagnostic": of,
        "basis": "claimed",
        "by": None,
        "minimum_group": 5,
        "releasable": False,
        "anonymous": False,
        "counted": len(members),
        "files": len(members),
        "superseded": 0,
        "drafts": sum(each.draft for each in standings),
        "answered": sum(each.overall.count.answered for each in standings),
        "asked": sum(each.overall.count.asked for each in standings),
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "versions": {"1.0": len(members)},
        "agencies": {"": len(members)},
        "members": members,
        "domains": domains(of, standings),
        "groups": groups(of, members),
        "questions": tuple(_answers(of, each.id, standings) for each in of.questions),
        "weaknesses": _weaknesses(of, standings),
        "solutions": _solutions(of, members),
        "disputes": (),
        "movements": _movements(of, members),
        "not_comparable": (),
        "weaknesses_not_asked": 0,
        "reasons_not_recorded": 0,
        "refused": (),
        "handling": None,
        **keys,
    }
    return Consolidation(**given)


def domains(of: Diagnostic, standings: Sequence[Standing]) -> tuple[DomainOfMany, ...]:
    """Return every domain over some subjects."""
    return tuple(_domain(domain.id, standings) for domain in of.domains)


def _domain(domain: str, standings: Sequence[Standing]) -> DomainOfMany:
    found = [score for each in standings for score in each.domains if score.domain == domain]
    rated = [score.score for score in found if score.band is not Band.NOT_RATED and score.score is not None]
    bands = Counter(score.band for score in found)
    mean = sum(rated, Fraction(0)) / len(rated) if rated else None
    return DomainOfMany(domain, mean, len(rated), {band: bands[band] for band in Band})


def groups(of: Diagnostic, members: Sequence[Member]) -> tuple[Group, ...]:
    """Return the groups of members, alphabetically, those that say nothing last."""
    names = sorted({each.group for each in members}, key=lambda name: (name is None, name or ""))
    found = [(name, [each.standing for each in members if each.group == name]) for name in names]
    return tuple(Group(name, len(standings), domains(of, standings)) for name, standings in found)


def _answers(of: Diagnostic, question: str, standings: Sequence[Standing]) -> Distribution:
    facts = [each.facts[question] for each in standings if question in each.facts]
    states = Counter(fact.state for fact in facts)
    strengths = [fact.s for fact in facts if fact.s is not None]
    levels = {level.id: strengths.count(of.strength(question, level.id)) for level in of.levels[question]}
    return Distribution(
        question=question,
        levels=levels,
        unknown=states[State.UNKNOWN],
        open=states[State.OPEN],
        not_applicable=states[State.NOT_APPLICABLE],
        not_asked=states[State.NOT_ASKED],
        weak=sum(s < 2 for s in strengths),
        mean=sum(strengths, Fraction(0)) / len(strengths) if strengths else None,
    )


def _weaknesses(of: Diagnostic, standings: Sequence[Standing]) -> tuple[WeaknessCount, ...]:
    found = []
    for question in of.questions:
        asked = [
            answer.weaknesses
            for each in standings
            for answer in [each.sheet.answers.get(question.id)]
            if answer is not None and answer.weaknesses is not None
        ]
        for weakness in question.weaknesses:
            ticked = sum(weakness.id in each for each in asked)
            found.append(WeaknessCount(question.id, weakness.id, ticked, len(asked)))
    return tuple(sorted(found, key=lambda each: -each.ticked))


def _solutions(of: Diagnostic, members: Sequence[Member]) -> tuple[SolutionCount, ...]:
    found = []
    for solution in of.solutions:
        who = tuple(
            (each.label, each.standing.needed[solution.id])
            for each in members
            if solution.id in each.standing.needed
        )
        now = sum(need == "now" for _, need in who)
        if who:
            found.append(SolutionCount(solution.id, now, len(who) - now, who))
    return tuple(sorted(found, key=lambda each: (-each.now, -each.improve)))


def _movements(of: Diagnostic, members: Sequence[Member]) -> tuple[Movement, ...]:
    several = [each for each in members if len(each.rounds) > 1]
    if not several:
        return ()
    found = []
    for domain in of.domains:
        pairs = [
            (first, last)
            for each in several
            for first in [_score(each.rounds[0], domain.id)]
            for last in [_score(each.rounds[-1], domain.id)]
            if first is not None and last is not None
        ]
        means = [sum(side, Fraction(0)) / len(pairs) for side in zip(*pairs, strict=True)]
        first, last = means or (None, None)
        moved = Counter((last > first) - (last < first) for first, last in pairs)
        found.append(Movement(domain.id, len(pairs), moved[1], moved[-1], moved[0], first, last))
    return tuple(found)


def _score(of: Round, domain: str) -> Fraction | None:
    return {each.domain: each.score for each in of.standing.domains}.get(domain)
