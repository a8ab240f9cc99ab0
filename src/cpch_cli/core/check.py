"""What is wrong with a diagnostic beyond its form: references, conditions that cannot come true, advice that is missing.

Rule: one function per kind of defect, each from a diagnostic to its problems; the tables at the end list them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod
from typing import Final, assert_never

from cpch_cli.core.assess import helps
from cpch_cli.core.conditions import DomainFact, Fact, Facts, State, Verdict, evaluate, is_weak
from cpch_cli.core.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    AtLeast,
    AtMost,
    Below,
    Condition,
    Diagnostic,
    HasWeakness,
    Is,
    Leaf,
    Question,
    leaves,
)
from cpch_cli.core.problems import Path, Problem, unknown
from cpch_cli.core.scoring import TOP

MOST_ANSWERS_TRIED: Final = 1_000_000

_Checks = tuple[Callable[[Diagnostic], Iterator[Problem]], ...]


def problems_of(diagnostic: Diagnostic) -> tuple[Problem, ...]:
    """Return every defect of a diagnostic whose form is right: errors and warnings.

    What only makes sense once all references are right is looked at only then.
    """
    return broken_references(diagnostic) or _all_of(_SENSE, diagnostic)


def broken_references(diagnostic: Diagnostic) -> tuple[Problem, ...]:
    """Return the defects that make a diagnostic unusable: ids, references, scales, `ask_if`, cycles.

    Quick; whoever loads a diagnostic asks this, and only its author waits for the rest.
    """
    return _all_of(_REFERENCES, diagnostic)


def _all_of(checks: _Checks, diagnostic: Diagnostic) -> tuple[Problem, ...]:
    return tuple(problem for check in checks for problem in check(diagnostic))


# --- references ---------------------------------------------------------------------------------------------------


def _ids(diagnostic: Diagnostic) -> Iterator[tuple[Path, str]]:
    for scale in diagnostic.scales:
        yield ("scales", scale), scale
    for kind in ("domains", "questions", "solutions", "resources", "rules"):
        for position, value in enumerate(getattr(diagnostic, kind)):
            yield (kind, position, "id"), value.id


def _ids_are_unique(diagnostic: Diagnostic) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, word in _ids(diagnostic):
        if word in seen:
            yield Problem(path, "id_twice", {"word": word})
        if word in diagnostic.retired:
            yield Problem(path, "id_retired", {"word": word})
        seen.add(word)
    for position, question in enumerate(diagnostic.questions):
        counted = Counter(weakness.id for weakness in question.weaknesses)
        for place, weakness in enumerate(question.weaknesses):
            if counted[weakness.id] > 1:
                path = ("questions", position, "weaknesses", place, "id")
                yield Problem(path, "id_twice", {"word": weakness.id})


def _scales_rise(diagnostic: Diagnostic) -> Iterator[Problem]:
    for name, scale in diagnostic.scales.items():
        values = [level.value for level in scale]
        if not values or values[0] != 0 or values[-1] == 0:
            yield Problem(("scales", name), "scale_ends", {"word": name})
        if any(later <= earlier for earlier, later in pairwise(values)):
            yield Problem(("scales", name), "scale_rises", {"word": name})
        for level, count in Counter(level.id for level in scale).items():
            if count > 1:
                yield Problem(("scales", name), "id_twice", {"word": level})


def _references_exist(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, question in enumerate(diagnostic.questions):
        yield from _references_of_question(diagnostic, question, ("questions", position))
    for position, solution in enumerate(diagnostic.solutions):
        path: Path = ("solutions", position)
        yield from _exist(solution.requires, diagnostic.solution, "unknown_solution", (*path, "requires"))
        yield from _exist(solution.resources, diagnostic.resource, "unknown_resource", (*path, "resources"))
    for position, rule in enumerate(diagnostic.rules):
        recommend: Path = ("rules", position, "recommend")
        yield from _exist(rule.recommend, diagnostic.solution, "unknown_solution", recommend)


def _references_of_question(diagnostic: Diagnostic, question: Question, path: Path) -> Iterator[Problem]:
    yield from _exists(question.domain, diagnostic.domain, "unknown_domain", (*path, "domain"))
    if not question.id.startswith(f"{question.domain}."):
        values = {"word": question.id, "domain": question.domain}
        yield Problem((*path, "id"), "id_of_other_domain", values)
    yield from _exist(question.solutions, diagnostic.solution, "unknown_solution", (*path, "solutions"))
    for place, weakness in enumerate(question.weaknesses):
        at: Path = (*path, "weaknesses", place, "solutions")
        yield from _exist(weakness.solutions, diagnostic.solution, "unknown_solution", at)
    if question.scale not in diagnostic.scales:
        yield from _exists(question.scale, diagnostic.scales, "unknown_scale", (*path, "scale"))
        return
    known = [level.id for level in diagnostic.scales[question.scale]]
    for level in question.levels:
        if level not in known:
            code, values = unknown("unknown_anchor", level, known)
            yield Problem((*path, "levels", level), code, values, at_key=True)


def _exists(word: str, known: Iterable[str], code: str, path: Path) -> Iterator[Problem]:
    ids = list(known)
    if word not in ids:
        yield Problem(path, *unknown(code, word, ids))


def _exist(words: Iterable[str], known: Iterable[str], code: str, path: Path) -> Iterator[Problem]:
    for position, word in enumerate(words):
        yield from _exists(word, known, code, (*path, position))


def _raises_refer(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, solution in enumerate(diagnostic.solutions):
        for question_id, level in solution.raises.items():
            path = ("solutions", position, "raises", question_id)
            yield from _level_exists(diagnostic, question_id, level, path)


def _level_exists(
    diagnostic: Diagnostic, question_id: str, level: str, path: Path, *, also: tuple[str, ...] = ()
) -> Iterator[Problem]:
    question = diagnostic.question.get(question_id)
    if question is None:
        yield Problem(path, *unknown("unknown_question", question_id, list(diagnostic.question)))
    elif (
        question.scale in diagnostic.scales
        and level not in also
        and diagnostic.level(question_id, level) is None
    ):
        known = ", ".join(one.id for one in diagnostic.levels[question_id])
        yield Problem(path, "unknown_level", {"word": level, "known": known})


# --- conditions ---------------------------------------------------------------------------------------------------


def _conditions(diagnostic: Diagnostic) -> Iterator[tuple[Path, Leaf]]:
    for position, question in enumerate(diagnostic.questions):
        if question.ask_if is not None:
            yield from _placed(question.ask_if, ("questions", position, "ask_if"))
    for position, rule in enumerate(diagnostic.rules):
        yield from _placed(rule.when, ("rules", position, "when"))


def _placed(condition: Condition, path: Path) -> Iterator[tuple[Path, Leaf]]:
    # The path of the whole condition is near enough: one condition stands on a few lines.
    for leaf in leaves(condition):
        yield path, leaf


def _conditions_refer(diagnostic: Diagnostic) -> Iterator[Problem]:
    for path, leaf in _conditions(diagnostic):
        match leaf:
            case Below(domain=domain):
                yield from _exists(domain, diagnostic.domain, "unknown_domain", path)
            case AtLeast(question=question, at_least=level) | AtMost(question=question, at_most=level):
                yield from _level_exists(diagnostic, question, level, path)
            case Is(question=question, is_=level):
                yield from _level_exists(diagnostic, question, level, path, also=(UNKNOWN, NOT_APPLICABLE))
            case HasWeakness(question=question, weakness=weakness):
                yield from _weakness_exists(diagnostic, question, weakness, path)
            case _:
                assert_never(leaf)


def _weakness_exists(
    diagnostic: Diagnostic, question_id: str, weakness: str, path: Path
) -> Iterator[Problem]:
    question = diagnostic.question.get(question_id)
    if question is None:
        yield Problem(path, *unknown("unknown_question", question_id, list(diagnostic.question)))
    elif question.weakness(weakness) is None:
        code, values = unknown("unknown_weakness", weakness, [one.id for one in question.weaknesses])
        yield Problem(path, code, {**values, "question": question_id})


def _ask_if_looks_back(diagnostic: Diagnostic) -> Iterator[Problem]:
    earlier: set[str] = set()
    for position, question in enumerate(diagnostic.questions):
        for leaf in leaves(question.ask_if) if question.ask_if else ():
            path = ("questions", position, "ask_if")
            if isinstance(leaf, Below):
                yield Problem(path, "ask_if_domain", {"question": question.id})
            elif leaf.question in diagnostic.question and leaf.question not in earlier:
                yield Problem(path, "ask_if_later", {"question": question.id, "word": leaf.question})
        earlier.add(question.id)


def _rules_do_something(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, rule in enumerate(diagnostic.rules):
        if not rule.recommend and rule.remark is None:
            yield Problem(("rules", position), "rule_silent", {"word": rule.id})


def _requires_has_no_cycle(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, solution in enumerate(diagnostic.solutions):
        if solution.id in _needed_by(diagnostic, solution.id):
            yield Problem(("solutions", position, "requires"), "cycle", {"word": solution.id})


def _needed_by(diagnostic: Diagnostic, solution_id: str) -> set[str]:
    needed: set[str] = set()
    waiting = [solution_id]
    while waiting:
        solution = diagnostic.solution.get(waiting.pop())
        new = set(solution.requires if solution else ()) - needed
        needed |= new
        waiting.extend(new)
    return needed


# --- what can never come true ----------------------------------------------------------------------------------------


def _questions_can_be_asked(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, question in enumerate(diagnostic.questions):
        if question.ask_if is not None:
            path: Path = ("questions", position, "ask_if")
            yield from _if_impossible(diagnostic, question.ask_if, path, "unreachable", question.id)


def _rules_can_be_true(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, rule in enumerate(diagnostic.rules):
        yield from _if_impossible(diagnostic, rule.when, ("rules", position, "when"), "never_true", rule.id)


def _if_impossible(
    diagnostic: Diagnostic, condition: Condition, path: Path, code: str, word: str
) -> Iterator[Problem]:
    possible = _can_be_true(diagnostic, condition)
    if possible is None:
        values = {"word": word, "most": f"{MOST_ANSWERS_TRIED}"}
        yield Problem(path, "not_examined", values, warning=True)
    elif not possible:
        yield Problem(path, code, {"word": word})


def _can_be_true(diagnostic: Diagnostic, condition: Condition) -> bool | None:
    """Tell whether some set of answers makes a condition true; None when there are too many to try.

    Answers to all questions it names are tried, and to those on which it depends whether these are asked. The scores of
    domains are taken as free: each may be anything, whatever these answers are.
    """
    questions = _named(diagnostic, condition)
    ticks = _named_weaknesses(diagnostic, condition, questions)
    domains = _possible_domains(condition)
    ticked = prod(2 ** len(ticks[question.id]) for question in questions)
    if ticked * prod(map(len, domains.values())) > MOST_ANSWERS_TRIED:
        return None
    choices = [_possible(diagnostic, question, ticks[question.id]) for question in questions]
    if prod(map(len, choices)) * prod(map(len, domains.values())) > MOST_ANSWERS_TRIED:
        return None
    free = [dict(zip(domains, chosen, strict=True)) for chosen in product(*domains.values())]
    return any(
        evaluate(condition, Facts(diagnostic, facts, domain_facts)).verdict is Verdict.TRUE
        for combination in product(*choices)
        if (facts := _consistent(diagnostic, questions, combination)) is not None
        for domain_facts in free
    )


def _possible_domains(condition: Condition) -> Mapping[str, list[DomainFact]]:
    """Return all that a domain can come to, as far as the bounds in a condition tell scores apart."""
    scores: dict[str, set[Fraction]] = {}
    for leaf in leaves(condition):
        if isinstance(leaf, Below):
            scores.setdefault(leaf.domain, {Fraction(0)}).add(leaf.below)
    return {
        domain: [
            DomainFact(None, None, (), None),
            *(DomainFact(s, s, (), None) for s in sorted(found) if 0 <= s <= TOP),
        ]
        for domain, found in scores.items()
    }


def _named(diagnostic: Diagnostic, condition: Condition) -> list[Question]:
    """Return the questions a condition names, and those that decide whether they are asked, in order."""
    named: set[str] = set()
    waiting = [condition]
    while waiting:
        for leaf in leaves(waiting.pop()):
            if not isinstance(leaf, Below) and leaf.question not in named:
                named.add(leaf.question)
                routing = diagnostic.question[leaf.question].ask_if
                waiting += [routing] if routing else []
    return [question for question in diagnostic.questions if question.id in named]


def _named_weaknesses(
    diagnostic: Diagnostic, condition: Condition, questions: Iterable[Question]
) -> Mapping[str, list[str]]:
    conditions = [condition, *(question.ask_if for question in questions if question.ask_if)]
    named: dict[str, set[str]] = {question.id: set() for question in diagnostic.questions}
    for leaf in (leaf for one in conditions for leaf in leaves(one)):
        if isinstance(leaf, HasWeakness):
            named[leaf.question].add(leaf.weakness)
    return {question: sorted(weaknesses) for question, weaknesses in named.items()}


def _possible(diagnostic: Diagnostic, question: Question, weaknesses: list[str]) -> list[Fact]:
    """Return all that an answer can come to, as far as the named weaknesses tell answers apart."""
    ticked = [
        frozenset(some) for count in range(len(weaknesses) + 1) for some in combinations(weaknesses, count)
    ]
    facts = [
        Fact(State.LEVEL, s=diagnostic.strength(question.id, level.id), weaknesses=some)
        for level in diagnostic.levels[question.id]
        for some in ticked
    ]
    facts.append(Fact(State.UNKNOWN))
    if question.not_applicable is not None:
        facts.append(Fact(State.NOT_APPLICABLE))
    if question.ask_if is not None:
        facts.append(Fact(State.NOT_ASKED))
    return facts


def _consistent(
    diagnostic: Diagnostic, questions: list[Question], combination: tuple[Fact, ...]
) -> dict[str, Fact] | None:
    """Return the facts by question, or None where one is answered that would not be asked, or the reverse."""
    facts: dict[str, Fact] = {}
    for question, fact in zip(questions, combination, strict=True):
        if question.ask_if is not None:
            routing = evaluate(question.ask_if, Facts(diagnostic, facts))
            if (routing.verdict is Verdict.FALSE) is not (fact.state is State.NOT_ASKED):
                return None
            facts[question.id] = fact._replace(routing=routing)
        else:
            facts[question.id] = fact
    return facts


# --- warnings -----------------------------------------------------------------------------------------------------


def _solutions_are_recommended(diagnostic: Diagnostic) -> Iterator[Problem]:
    recommended = {solution for rule in diagnostic.rules for solution in rule.recommend}
    for question in diagnostic.questions:
        recommended.update(question.solutions)
        recommended.update(solution for weakness in question.weaknesses for solution in weakness.solutions)
    for position, solution in enumerate(diagnostic.solutions):
        if solution.id not in recommended:
            yield Problem(("solutions", position), "never_recommended", {"word": solution.id}, warning=True)


def _weaknesses_have_solutions(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, question in enumerate(diagnostic.questions):
        for place, weakness in enumerate(question.weaknesses):
            if not weakness.solutions:
                path = ("questions", position, "weaknesses", place)
                word = f"{question.id}#{weakness.id}"
                yield Problem(path, "weakness_without_solution", {"word": word}, warning=True)


def _weak_answers_have_solutions(diagnostic: Diagnostic) -> Iterator[Problem]:
    for position, question in enumerate(diagnostic.questions):
        for level in diagnostic.levels[question.id]:
            s = diagnostic.strength(question.id, level.id)
            solutions = [diagnostic.solution[solution] for solution in question.solutions]
            if is_weak(s) and not any(helps(diagnostic, one, question.id, s) for one in solutions):
                values = {"word": question.id, "level": level.id}
                yield Problem(("questions", position), "weak_without_solution", values, warning=True)


_REFERENCES: Final[_Checks] = (
    _ids_are_unique,
    _scales_rise,
    _references_exist,
    _requires_has_no_cycle,
    _raises_refer,
    _conditions_refer,
    _ask_if_looks_back,
    _rules_do_something,
)
_SENSE: Final[_Checks] = (
    _questions_can_be_asked,
    _rules_can_be_true,
    _solutions_are_recommended,
    _weaknesses_have_solutions,
    _weak_answers_have_solutions,
)
