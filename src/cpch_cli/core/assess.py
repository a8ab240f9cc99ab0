"""What an assessment concludes: findings, recommendations with every reason, what to find out, remarks (method 3.7 to 3.9)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from cpch_cli.core.conditions import (
    Fact,
    Facts,
    State,
    Trace,
    Verdict,
    decisive,
    evaluate,
    is_strong,
    is_weak,
    missing,
    reaches,
)
from cpch_cli.core.model import Answer, Below, Diagnostic, HasWeakness, Question, Rule, Solution
from cpch_cli.core.routing import Basis, route
from cpch_cli.core.scoring import DomainScore, Overall, domain_fact, score_domain, score_overall

KEY_ACTIONS: Final = 5


class Strength(Enum):
    """How good an answer is on the common scale (method 3.1)."""

    WEAK = "weak"
    PARTIAL = "partial"
    STRONG = "strong"


def strength_of(s: Fraction) -> Strength:
    """Return whether an answer of strength s, 0 to 4, is weak, partial or strong."""
    if is_weak(s):
        return Strength.WEAK
    return Strength.STRONG if is_strong(s) else Strength.PARTIAL


class Priority(Enum):
    """When to act on a recommendation: first, soon, or to improve what works in part."""

    KEY = "key"
    NOW = "now"
    IMPROVE = "improve"


# Smallest first: weak before not weak, critical before not, then the strength (method 3.9).
Rank = tuple[bool, bool, Fraction | int]


class Given(NamedTuple):
    """An answer that a rule rests on.

    Attributes:
        s: its strength; None for don't know and not applicable.
        weakness: the weakness ticked there, where it was that which counted.
    """

    question: str
    s: Fraction | None
    weakness: str | None = None


class Reason(NamedTuple):
    """Why a solution is recommended: an answer, a ticked weakness, or a rule with the answers that made it true."""

    kind: Literal["answer", "weakness", "rule"]
    question: str | None
    s: Fraction | None
    weakness: str | None
    rule: str | None
    answers: tuple[Given, ...]
    rank: Rank

    @property
    def weak(self) -> bool:
        """Whether a weak answer stands behind the reason."""
        return not self.rank[0]


class Finding(NamedTuple):
    """An answer that is weak or partial, or a strong one with ticked weaknesses (None: weaknesses were not asked)."""

    question: str
    s: Fraction
    strength: Strength
    weaknesses: tuple[str, ...] | None


class Prerequisite(NamedTuple):
    """A solution that another needs first, and whether what it brings about is already there."""

    solution: str
    met: bool


class Recommendation(NamedTuple):
    """A solution with every reason that triggered it, and its prerequisites over the whole chain, nearest first."""

    solution: str
    priority: Priority
    because: tuple[Reason, ...]
    requires: tuple[Prerequisite, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that cannot be decided yet, and the questions that would settle it."""

    rule: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that has something to say, and the answers that made it true."""

    rule: str
    answers: tuple[Given, ...]


@dataclass(frozen=True)
class Assessment:
    """What the program concludes from a diagnostic and one settled answers file, on one basis.

    Attributes:
        rules: the ids of those that are true, in the diagnostic's order.
    """

    basis: Basis
    facts: Mapping[str, Fact]
    domains: tuple[DomainScore, ...]
    overall: Overall
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    rules: tuple[str, ...]
    undecided: tuple[Undecided, ...]
    remarks: tuple[Remark, ...]

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The applicable questions that are unanswered, in the diagnostic's order."""
        return self._in_state(State.OPEN)

    @cached_property
    def find_out(self) -> tuple[str, ...]:
        """The questions answered with don't know: to be found out before anything is recommended for them."""
        return self._in_state(State.UNKNOWN)

    @property
    def draft(self) -> bool:
        """Whether an applicable question is still unanswered."""
        return bool(self.open)

    def _in_state(self, state: State) -> tuple[str, ...]:
        return tuple([question for question, fact in self.facts.items() if fact.state is state])


def assess(
    diagnostic: Diagnostic,
    answers: Mapping[str, Answer],
    *,
    basis: Basis = "claimed",
    scope: Iterable[str] | None = None,
) -> Assessment:
    """Return what follows from the answers.

    Args:
        diagnostic: a checked diagnostic.
        answers: settled answers by question id.
        basis: what the respondents claim, or only what their evidence carries (method 3.6).
        scope: the ids of the domains that are assessed; None means all.
    """
    in_scope = None if scope is None else set(scope)
    domains = [domain.id for domain in diagnostic.domains if in_scope is None or domain.id in in_scope]
    facts = route(diagnostic, answers, basis=basis, scope=domains)
    scores = tuple(score_domain(diagnostic, domain, facts) for domain in domains)
    domain_facts = {domain: domain_fact(diagnostic, domain, facts) for domain in diagnostic.domains_in_rules}
    all_facts = Facts(diagnostic, facts, domain_facts)
    traces = {rule.id: evaluate(rule.when, all_facts) for rule in diagnostic.rules}
    true_rules = [rule for rule in diagnostic.rules if traces[rule.id].verdict is Verdict.TRUE]
    return Assessment(
        basis=basis,
        facts=facts,
        domains=scores,
        overall=score_overall(diagnostic, scores, facts),
        findings=tuple(_findings(diagnostic, answers, facts)),
        recommendations=_recommend(diagnostic, answers, facts, true_rules, traces),
        rules=tuple([rule.id for rule in true_rules]),
        undecided=tuple(
            Undecided(rule, missing(trace))
            for rule, trace in traces.items()
            if trace.verdict is Verdict.UNDECIDED
        ),
        remarks=tuple(Remark(rule.id, _given(traces[rule.id], facts)) for rule in true_rules if rule.remark),
    )


def _findings(
    diagnostic: Diagnostic, answers: Mapping[str, Answer], facts: Mapping[str, Fact]
) -> Iterator[Finding]:
    for question in diagnostic.questions:
        s = facts[question.id].s
        if s is None:
            continue
        ticked = answers[question.id].weaknesses
        if ticked or not is_strong(s):
            yield Finding(question.id, s, strength_of(s), ticked)


# --- reasons ------------------------------------------------------------------------------------------------------


def _recommend(
    diagnostic: Diagnostic,
    answers: Mapping[str, Answer],
    facts: Mapping[str, Fact],
    true_rules: Iterable[Rule],
    traces: Mapping[str, Trace],
) -> tuple[Recommendation, ...]:
    reasons: defaultdict[str, list[Reason]] = defaultdict(list)
    for question in diagnostic.questions:
        s = facts[question.id].s
        if s is not None:
            for solutions, reason in _from_answer(diagnostic, question, s, answers[question.id]):
                for solution in solutions:
                    reasons[solution].append(reason)
    for rule in true_rules:
        reason = _from_rule(diagnostic, rule, traces[rule.id], facts)
        for solution in rule.recommend:
            reasons[solution].append(reason)
    return _prioritised(_ordered(diagnostic, facts, reasons))


def _rank(question: Question, s: Fraction) -> Rank:
    """Return the triple of method 3.9, smallest first: weak before not weak, critical before not, then the level."""
    # As a whole number where it is one: those are compared many times faster.
    return (not is_weak(s), not question.critical, s if s.denominator > 1 else s.numerator)


def _from_answer(
    diagnostic: Diagnostic, question: Question, s: Fraction, answer: Answer
) -> Iterator[tuple[Sequence[str], Reason]]:
    rank = _rank(question, s)
    if not is_strong(s):
        helping = [
            each
            for each in question.solutions
            if helps(diagnostic, diagnostic.solution[each], question.id, s)
        ]
        yield helping, Reason("answer", question.id, s, None, None, (), rank)
    if answer.weaknesses:
        for weakness in question.weaknesses:
            if weakness.id in answer.weaknesses:
                yield weakness.solutions, Reason("weakness", question.id, s, weakness.id, None, (), rank)


def helps(diagnostic: Diagnostic, solution: Solution, question_id: str, s: Fraction) -> bool:
    """Tell whether a solution raises a question above strength s, or says nothing of it (method 3.7)."""
    raised_to = solution.raises.get(question_id)
    return raised_to is None or not reaches(s, diagnostic.strength(question_id, raised_to))


def _from_rule(diagnostic: Diagnostic, rule: Rule, trace: Trace, facts: Mapping[str, Fact]) -> Reason:
    given = _given(trace, facts)
    levels = [(answer.s, answer.question) for answer in given if answer.s is not None]
    ranks = [(s, _rank(diagnostic.question[question], s)) for s, question in levels]
    rank = min(ranks, default=(None, (True, True, 4)))[1]
    return Reason("rule", None, None, None, rule.id, given, rank)


def _given(trace: Trace, facts: Mapping[str, Fact]) -> tuple[Given, ...]:
    """Return the answers that made a rule true, once each; for a condition on a domain its weakest answered question."""
    given: dict[str, Given] = {}
    for leaf, part in decisive(trace):
        question = part.weakest if type(leaf) is Below else leaf.question
        weakness = leaf.weakness if type(leaf) is HasWeakness and part.verdict is Verdict.TRUE else None
        if question is not None and (weakness is not None or question not in given):
            given[question] = Given(question, facts[question].s, weakness)
    return tuple(given.values())


# --- order --------------------------------------------------------------------------------------------------------


class _Candidate(NamedTuple):
    # By its best reason, its unmet prerequisites, and its effort.
    order: tuple[Rank, int, int]
    solution: str
    because: tuple[Reason, ...]
    requires: tuple[Prerequisite, ...]


def _ordered(
    diagnostic: Diagnostic, facts: Mapping[str, Fact], reasons: Mapping[str, Iterable[Reason]]
) -> list[_Candidate]:
    """Rank by best reason, unmet prerequisites, effort and the diagnostic's order; then put prerequisites first."""
    chains = diagnostic.chains
    needed = {each for solution in reasons for each in chains[solution]}
    met = {each: Prerequisite(each, is_met(diagnostic, facts, diagnostic.solution[each])) for each in needed}
    candidates: dict[str, _Candidate] = {}
    for solution in diagnostic.solutions:
        if because := reasons.get(solution.id):
            best = min([reason.rank for reason in because])
            requires = tuple([met[each] for each in chains[solution.id]])
            unmet = [each.met for each in requires].count(False)
            order = (best, unmet, solution.effort)
            candidates[solution.id] = _Candidate(order, solution.id, tuple(because), requires)
    ranked = sorted(candidates.values(), key=itemgetter(0))
    taken: dict[str, _Candidate] = {}

    def take(candidate: _Candidate) -> None:
        for prerequisite in candidate.requires:
            if prerequisite.solution in candidates and prerequisite.solution not in taken:
                take(candidates[prerequisite.solution])
        taken.setdefault(candidate.solution, candidate)

    for candidate in ranked:
        take(candidate)
    return list(taken.values())


def is_met(diagnostic: Diagnostic, facts: Mapping[str, Fact], solution: Solution) -> bool:
    """Whether what a solution raises is already there, in every question that applies (method 3.9)."""
    for question, level in solution.raises.items():
        fact = facts[question]
        if fact.s is None:
            if fact.applies or fact.state is State.OUT_OF_SCOPE:
                return False
        elif not reaches(fact.s, diagnostic.strength(question, level)):
            return False
    return bool(solution.raises)


def _prioritised(candidates: Iterable[_Candidate]) -> tuple[Recommendation, ...]:
    recommendations: list[Recommendation] = []
    keys = 0
    for candidate in candidates:
        priority = Priority.IMPROVE
        best, _, _ = candidate.order
        is_weak_behind = not best[0]
        if is_weak_behind:
            priority = Priority.KEY if keys < KEY_ACTIONS else Priority.NOW
            keys += 1
        recommendations.append(
            Recommendation(candidate.solution, priority, candidate.because, candidate.requires)
        )
    return tuple(recommendations)
