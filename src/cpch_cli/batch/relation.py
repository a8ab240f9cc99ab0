"""The method as one relational expression: a table of coded answers in, a row of results for each of its rows out.

The same expression runs on every engine that Ibis speaks to. It says what `core.assess` says, which stays the reference; the
numbers are doubles, so that a score within 1e-9 below a threshold has reached it (method 3.13). Each step adds columns to
those of the step before: ranks, domains, bands, rules, solutions, and at last the results.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import ibis

from cpch_cli.batch import columns as named
from cpch_cli.batch.columns import (
    any_of,
    between,
    chosen,
    counted,
    negated,
    number,
    of_domain,
    of_question,
    total,
)
from cpch_cli.batch.method import Method, method_of
from cpch_cli.batch.verdicts import TOLERANCE, rests_on_weak, verdict
from cpch_cli.core.assess import helps
from cpch_cli.core.coded import (
    NOT_APPLICABLE_CODE,
    NOT_ASKED_CODE,
    OPEN_CODE,
    OUT_OF_SCOPE_CODE,
    UNKNOWN_CODE,
)
from cpch_cli.core.model import Diagnostic, Question, leaves
from cpch_cli.core.result_columns import columns as columns_of_results
from cpch_cli.core.result_columns import entries, flag
from cpch_cli.core.rows import SUBJECT
from cpch_cli.core.scoring import BOUNDS, RANK, RATED_FROM, TOP, Band, cap_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ibis.expr.types import BooleanValue, Table

    from cpch_cli.core.routing import Basis

_TEXT: Final = "string"


def scored(
    coded: Table, diagnostic: Diagnostic, basis: Basis, *, levels_only: Collection[str] = frozenset()
) -> Table:
    """Return the results of each row of a coded table, in the columns of `core.result_columns`.

    Args:
        coded: as `core.coded` says, with a column `file` that names each row.
        diagnostic: a checked diagnostic.
        basis: `evidenced` replaces every level by the evidenced one before anything else (method 3.6).
        levels_only: questions whose column holds levels and NULL alone, which makes less work.
    """
    method = method_of(coded, diagnostic, basis, levels_only)
    table = coded
    for step in _STEPS:
        table = step(table, method)
    return _results(table, method)


# --- which questions apply (method 3.2, 3.6) -----------------------------------------------------------------------


def _with_ranks(table: Table, method: Method) -> Table:
    """Add the rank of each answer, or the code of its state; questions follow those that they depend on."""
    for layer in _layers(method.diagnostic):
        added: dict[str, Any] = {}
        for question in layer:
            rank = _rank(table, question, method)
            if question.ask_if:
                asks = verdict(question.ask_if, table, method)
                in_scope = method.in_scope(table, question.domain)
                rank = ibis.ifelse(asks.fill_null(True), rank, NOT_ASKED_CODE)
                added[named.undecided_column(question.id)] = in_scope & asks.isnull()
            if method.scoped:
                rank = ibis.ifelse(method.in_scope(table, question.domain), rank, OUT_OF_SCOPE_CODE)
            added[named.rank_column(question.id)] = rank
        table = table.mutate(**added)
    filled = {
        named.filled_column(question): table[named.rank_column(question)].fill_null(OPEN_CODE)
        for question in method.diagnostic.question
    }
    return table.mutate(**filled)


def _layers(diagnostic: Diagnostic) -> Iterator[Sequence[Question]]:
    """Yield the questions in layers: those of a layer depend on the layers before it alone."""
    depth: dict[str, int] = {}
    for question in diagnostic.questions:
        # A checked `ask_if` looks at earlier questions, and at no domain.
        looked_at = (
            [getattr(leaf, "question", "") for leaf in leaves(question.ask_if)] if question.ask_if else []
        )
        depth[question.id] = max((depth[each] + 1 for each in looked_at), default=0)
    for layer in range(max(depth.values()) + 1):
        yield [question for question in diagnostic.questions if depth[question.id] == layer]


def _rank(table: Table, question: Question, method: Method) -> Any:
    code, ranks = table[question.id], method.ranks[question.id]
    if method.basis == "claimed":
        return code
    carried: Any = ranks.of_grade["none"]
    if method.graded:
        grade = table[of_question(question.id, named.EVIDENCE)].fill_null(0)
        carried = chosen(grade, dict(enumerate(ranks.of_grade.values())))
    level = chosen(code, dict(enumerate(ranks.of_level)))
    return ibis.ifelse(code >= 0, ibis.least(level, carried), code)


# --- the domains (method 3.3, 3.4) ----------------------------------------------------------------------------------


def _with(
    make: Callable[[Table, Method, str], Mapping[str, Any]],
) -> Callable[[Table, Method], Table]:
    """Return the step that adds what is made of each domain, under the domain's name."""

    def step(table: Table, method: Method) -> Table:
        return table.mutate(
            **{
                of_domain(domain, name): value
                for domain in method.diagnostic.domain
                for name, value in make(table, method, domain).items()
            }
        )

    return step


def _sums(table: Table, method: Method, domain: str) -> dict[str, Any]:
    """Return the sums that the figures of a domain are made of."""
    questions = method.diagnostic.questions_of(domain)
    mixed = [question for question in questions if question.id not in method.clean]
    rank = {question.id: table[named.filled_column(question.id)] for question in questions}
    is_open = {question.id: rank[question.id] == OPEN_CODE for question in questions}
    is_answered = {question.id: rank[question.id] < OPEN_CODE for question in questions} | {
        question.id: between(rank[question.id], UNKNOWN_CODE, OPEN_CODE, clean=False) for question in mixed
    }
    is_unknown = {question.id: rank[question.id] == UNKNOWN_CODE for question in mixed}
    strengths = {question.id: _strength(table, question, method) for question in questions}
    return {
        "answered": total(_counts(is_answered).values()),
        "open": total(_counts(is_open).values()),
        "unknown": total(_counts(is_unknown).values()),
        "not_applicable": total(counted(rank[question.id] == NOT_APPLICABLE_CODE) for question in mixed),
        "points": _weighted(questions, strengths),
        "weight": _weighted(questions, _counts(is_answered)),
        "weight_unknown": _weighted(mixed, _counts(is_unknown)),
        "weight_open": _weighted(questions, _counts(is_open)),
        "critical_open": any_of(is_open[question.id] for question in questions if question.critical),
    }


def _figures(table: Table, method: Method, domain: str) -> dict[str, Any]:
    """Return what a domain comes to, before any band."""
    answered, still_open, points, weight, weight_unknown, weight_open = (
        table[of_domain(domain, name)]
        for name in ("answered", "open", "points", "weight", "weight_unknown", "weight_open")
    )
    applying = (weight + weight_open).nullif(0)
    least, most = points / applying, (points + 4 * (weight_unknown + weight_open)) / applying
    in_scope = method.in_scope(table, domain)
    return {
        "asked": answered + still_open,
        "score": points / weight.nullif(0),
        # Nothing is known of a domain outside the scope.
        "least": ibis.ifelse(in_scope, least, number(0)) if method.scoped else least,
        "most": ibis.ifelse(in_scope, most, number(TOP)) if method.scoped else most,
        "in_scope": in_scope,
    }


def _counts(conditions: Mapping[str, BooleanValue]) -> dict[str, Any]:
    return {question: counted(condition) for question, condition in conditions.items()}


def _weighted(questions: Iterable[Question], values: Mapping[str, Any]) -> Any:
    """Return the sum of a value of each question, by its weight."""
    return total(
        values[question.id] if question.weight == 1 else number(question.weight) * values[question.id]
        for question in questions
    )


def _strength(table: Table, question: Question, method: Method) -> Any:
    """Return the strength, 0 to 4, of an answer; 0 where it has no level."""
    rank = table[named.rank_column(question.id)]
    strengths = method.ranks[question.id].strengths
    step = strengths[1] if len(strengths) > 1 else Fraction(0)
    if any(s != place * step for place, s in enumerate(strengths)):
        return chosen(rank, {place: number(s) for place, s in enumerate(strengths)}, number(0))
    level = rank.fill_null(0)
    whole = (level if question.id in method.clean else ibis.greatest(level, 0)).cast("int32")
    return whole if step == 1 else whole * number(step)


def _caps_of(table: Table, method: Method, domain: str) -> dict[str, Any]:
    """Return whether a domain is rated, the band of its score alone, and the band its critical questions let it have."""
    score, asked, answered, critical_open = (
        table[of_domain(domain, name)] for name in ("score", "asked", "answered", "critical_open")
    )
    enough = answered * RATED_FROM.denominator >= asked * RATED_FROM.numerator
    alone = ibis.cases(
        *((score < number(float(bound) - TOLERANCE), RANK[band]) for bound, band in BOUNDS),
        else_=RANK[Band.SOUND],
    )
    rated = (asked > 0) & negated(critical_open) & enough
    return {"rated": rated, "alone": alone, "cap": _cap(table, method, domain)}


def _cap(table: Table, method: Method, domain: str) -> Any:
    """Return the lowest band to which a critical question caps a domain; that of a sound one where none does."""
    critical = [question for question in method.diagnostic.questions_of(domain) if question.critical]
    return ibis.cases(
        *(
            (any_of(_caps_to(band, table, method, question) for question in critical), RANK[band])
            for band in (Band.WEAK, Band.PARTIAL)
        ),
        else_=RANK[Band.SOUND],
    )


def _caps_to(band: Band, table: Table, method: Method, question: Question) -> BooleanValue:
    """Return whether a critical question caps its domain to a band; an unknown one caps like 0."""
    strengths = method.ranks[question.id].strengths
    rank = table[named.filled_column(question.id)]
    capping = [place for place, s in enumerate(strengths) if cap_of(s) is band]
    if cap_of(Fraction(0)) is band and question.id not in method.clean:
        capping.append(UNKNOWN_CODE)
    return rank.isin(capping) if capping else ibis.literal(False)


def _band(table: Table, _: Method, domain: str) -> dict[str, Any]:
    """Return the band of a domain as its rank."""
    rated, alone, cap = (table[of_domain(domain, name)] for name in ("rated", "alone", "cap"))
    return {"rank": ibis.ifelse(rated, ibis.least(alone, cap), RANK[Band.NOT_RATED])}


def _with_findings(table: Table, method: Method) -> Table:
    """Add which answers are weak, which are partial, and whether one is weak in a domain that rules look at."""
    weak = {question.id: method.is_weak(table, question) for question in method.diagnostic.questions}
    added: dict[str, Any] = {flag("weak_questions", question): each for question, each in weak.items()}
    for question in method.diagnostic.questions:
        ranks, rank = method.ranks[question.id], table[named.filled_column(question.id)]
        is_partial = between(rank, ranks.partial, ranks.strong, clean=question.id in method.clean)
        added[flag("partial_questions", question.id)] = is_partial
    for domain in method.diagnostic.domain:
        if domain in method.diagnostic.domains_in_rules:
            of_it = method.diagnostic.questions_of(domain)
            added[of_domain(domain, "weak")] = any_of(weak[question.id] for question in of_it)
    return table.mutate(**added)


# --- rules and solutions (method 3.7, 3.8, 3.9) ------------------------------------------------------------------------


def _with_verdicts(table: Table, method: Method) -> Table:
    verdicts = {
        named.verdict_column(rule.id): verdict(rule.when, table, method) for rule in method.diagnostic.rules
    }
    weak = {
        named.weak_column(rule.id): rests_on_weak(rule.when, table, method)
        for rule in method.diagnostic.rules
        if rule.recommend
    }
    return table.mutate(**verdicts, **weak)


def _with_solutions(table: Table, method: Method) -> Table:
    """Add whether each solution is recommended, and whether a weak answer stands behind one of its reasons."""
    reasons: dict[str, list[tuple[Any, Any]]] = {solution.id: [] for solution in method.diagnostic.solutions}
    for question in method.diagnostic.questions:
        for solution, reason in _of_question(table, method, question):
            reasons[solution].append(reason)
    for rule in method.diagnostic.rules:
        for solution in rule.recommend:
            holds = table[named.verdict_column(rule.id)].fill_null(False)
            reasons[solution].append((holds, holds & table[named.weak_column(rule.id)]))
    added: dict[str, Any] = {}
    for solution, because in reasons.items():
        added[named.needed_column(solution)] = any_of(holds for holds, _ in because)
        added[named.now_column(solution)] = any_of(weak for _, weak in because)
    return table.mutate(**added)


def _of_question(
    table: Table, method: Method, question: Question
) -> Iterator[tuple[str, tuple[BooleanValue, BooleanValue]]]:
    """Yield each solution that an answer or a ticked weakness recommends, with when, and when by a weak answer."""
    rank, ranks = table[named.filled_column(question.id)], method.ranks[question.id]
    clean = question.id in method.clean
    for solution in question.solutions:
        # What it raises are the lowest strengths.
        helped = sum(
            helps(method.diagnostic, method.diagnostic.solution[solution], question.id, s)
            for s in ranks.strengths[: ranks.strong]
        )
        yield (
            solution,
            (
                between(rank, 0, helped, clean=clean),
                between(rank, 0, min(helped, ranks.partial), clean=clean),
            ),
        )
    if question.id in method.ticked:
        for weakness in question.weaknesses:
            ticked = table[of_question(question.id, weakness.id)].fill_null(False)
            for solution in weakness.solutions:
                weak = between(rank, 0, ranks.partial, clean=clean)
                yield solution, (ticked & _has_level(rank), ticked & weak)


# --- the results ------------------------------------------------------------------------------------------------------


def _results(table: Table, method: Method) -> Table:
    results = {
        "file": table["file"],
        "basis": ibis.literal(method.basis),
        **_of_subject(table, method.diagnostic),
        **_of_the_whole(table, method),
        **_of_domains(table, method),
        **_of_answers(table, method),
        **_of_advice(table, method),
        **{
            name: table[name] if name in table.columns else ibis.literal(0, "int32")
            for name in ("reasons_not_recorded", "bad_cells")
        },
    }
    return table.select(
        **{
            column.name: results[column.name].cast("int32")
            if column.type == "whole"
            else results[column.name]
            for column in columns_of_results(method.diagnostic)
        }
    )


def _of_subject(table: Table, diagnostic: Diagnostic) -> dict[str, Any]:
    there = {name: f"subject.{name}" for name in SUBJECT}
    return {
        "version": ibis.literal(diagnostic.version),
        **{
            name: table[column] if column in table.columns else ibis.null(_TEXT)
            for name, column in there.items()
        },
    }


def _of_the_whole(table: Table, method: Method) -> dict[str, Any]:
    """Return the means over the rated domains, by their weights, and the counts over all (method 3.5)."""
    domains = method.diagnostic.domains
    counts = {
        name: total(table[of_domain(domain.id, name)] for domain in domains)
        for name in ("answered", "asked", "unknown", "not_applicable")
    }
    rated = [table[of_domain(domain.id, "rated")] for domain in domains]

    def summed(values: Iterable[Any]) -> Any:
        """Return the sum over the rated domains of a value of each, by its weight."""
        return total(
            ibis.ifelse(is_rated, number(domain.weight) * value, number(0))
            for domain, is_rated, value in zip(domains, rated, values, strict=True)
        )

    weight = summed(number(1) for _ in domains).nullif(number(0))
    means = {
        name: summed(table[of_domain(domain.id, figure)] for domain in domains) / weight
        for name, figure in (("score", "score"), ("low", "least"), ("high", "most"))
    }
    return {
        **counts,
        **means,
        "coverage": counts["answered"] / counts["asked"].nullif(0),
        "domains_rated": total(map(counted, rated)),
        "domains": total(counted(table[of_domain(domain.id, "asked")] > 0) for domain in domains),
        "status": ibis.ifelse(counts["answered"] < counts["asked"], "draft", "complete"),
    }


def _of_domains(table: Table, method: Method) -> dict[str, Any]:
    names = {rank: band.value for band, rank in RANK.items()}
    entries: dict[str, Any] = {}
    for domain in method.diagnostic.domains:
        figures = {
            "score": table[of_domain(domain.id, "score")],
            "low": table[of_domain(domain.id, "least")],
            "high": table[of_domain(domain.id, "most")],
            "band": chosen(table[of_domain(domain.id, "rank")], names),
        }
        if method.scoped:
            in_scope = table[of_domain(domain.id, "in_scope")]
            figures = {
                name: ibis.ifelse(in_scope, figure, ibis.null(figure.type()))
                for name, figure in figures.items()
            }
        entries |= {of_domain(domain.id, name): figure for name, figure in figures.items()}
    return entries


def _of_answers(table: Table, method: Method) -> dict[str, Any]:
    """Return the findings: which answers are weak or partial, which weaknesses were ticked, what caps a domain."""
    questions = method.diagnostic.questions
    found = {
        name: {question.id: table[flag(name, question.id)] for question in questions}
        for name in ("weak_questions", "partial_questions")
    }
    found["capped_by"] = {
        question.id: _caps(table, method, question) for question in questions if question.critical
    }
    found["weaknesses"] = {
        name: table[name].fill_null(False) & _has_level(table[named.filled_column(question.id)])
        for question in questions
        if question.id in method.ticked
        for name in (of_question(question.id, weakness.id) for weakness in question.weaknesses)
    }
    weak, partial = found["weak_questions"], found["partial_questions"]
    not_asked = (
        counted((weak[question.id] | partial[question.id]) & _not_asked(table, method, question))
        for question in questions
        if question.weaknesses
    )
    return {
        "weak": total(map(counted, weak.values())),
        "partial": total(map(counted, partial.values())),
        "weaknesses_not_asked": total(not_asked),
        **{
            flag(name, entry): holding.get(entry, ibis.literal(False))
            for name, holding in found.items()
            for entry in entries(name, method.diagnostic)
        },
    }


def _has_level(rank: Any) -> BooleanValue:
    return between(rank, 0, OPEN_CODE, clean=False)


def _of_advice(table: Table, method: Method) -> dict[str, Any]:
    """Return which solutions are recommended and when to act on them, and the verdict of every rule."""
    rules = {flag("rules", rule): table[named.verdict_column(rule)] for rule in method.diagnostic.rule}
    now = {
        flag("now", solution): table[named.now_column(solution)] for solution in method.diagnostic.solution
    }
    improve = {
        flag("improve", solution): table[named.needed_column(solution)]
        & negated(table[named.now_column(solution)])
        for solution in method.diagnostic.solution
    }
    return {**rules, **now, **improve}


def _not_asked(table: Table, method: Method, question: Question) -> BooleanValue:
    if question.id not in method.ticked:
        return ibis.literal(True)
    # In a coded table all columns of a question are NULL where one is.
    return table[of_question(question.id, question.weaknesses[0].id)].isnull()


def _caps(table: Table, method: Method, question: Question) -> BooleanValue:
    """Return whether a critical question gives its domain its band."""
    rated, alone, cap = (table[of_domain(question.domain, name)] for name in ("rated", "alone", "cap"))
    return any_of(
        rated & (cap < alone) & (cap == RANK[band]) & _caps_to(band, table, method, question)
        for band in (Band.WEAK, Band.PARTIAL)
    )


# Each adds to the table what the next ones look at.
_STEPS: Final = (
    *(_with_ranks, _with(_sums), _with(_figures), _with(_caps_of), _with(_band)),
    *(_with_findings, _with_verdicts, _with_solutions),
)
