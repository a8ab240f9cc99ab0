"""One part of the diagnostic in full, and the list of all parts: what an officer reads before believing an answer or advice.

Rule: whatever can be explained in turn is named so that its name can be typed: by its id, a question by its number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from cpch_cli.core import phrases
from cpch_cli.core.assess import helps
from cpch_cli.core.conditions import is_strong
from cpch_cli.core.conditions_in_words import condition_in_lists, level_in_words
from cpch_cli.core.document import Block, Document, Facts, Items, Paragraph, Section
from cpch_cli.core.model import (
    Below,
    Diagnostic,
    Domain,
    FormerWording,
    HasWeakness,
    Leaf,
    Level,
    Question,
    Resource,
    Rule,
    Solution,
    Weakness,
    leaves,
)
from cpch_cli.core.problems import nearest
from cpch_cli.core.scoring import Band, cap_of
from cpch_cli.core.words import Words

_Scale = tuple[str, tuple[Level, ...]]
_WeaknessOf = tuple[Question, Weakness]
# What can be explained.
Part = Domain | Question | _WeaknessOf | Solution | Resource | Rule | _Scale


def explain(diagnostic: Diagnostic, name: str, words: Words) -> Document | None:
    """Return all about what an id names, or a question's number; None when it names nothing."""
    found = _found(diagnostic, name)
    return found and found[1](diagnostic, found[0], words)


def part_named(diagnostic: Diagnostic, name: str) -> Part | None:
    """Return what an id names, or a question's number; None when it names nothing."""
    found = _found(diagnostic, name)
    return found and found[0]


def _found(diagnostic: Diagnostic, name: str) -> tuple[Part, Callable[..., Document]] | None:
    for named, page in (*_PAGES, (_by_number, _question)):
        if (part := named(diagnostic).get(name)) is not None:
            return part, page
    return None


def ids(diagnostic: Diagnostic) -> list[str]:
    """Return every id that can be explained, by kind; a weakness has its question's before it."""
    return [name for named, _ in _PAGES for name in named(diagnostic)]


def suggest(diagnostic: Diagnostic, word: str) -> str:
    """Return the id that is most like a word, or an empty text when none is near."""
    return nearest(word, ids(diagnostic))


def listing(diagnostic: Diagnostic, words: Words) -> Document:
    """Return the list of everything that can be explained: ids and titles, by kind."""
    titles: dict[str, list[tuple[str, str]]] = {
        "domains": [(domain.id, domain.title) for domain in diagnostic.domains],
        "questions": [(f"{each.number} {each.id}", each.text) for each in diagnostic.questions],
        "weaknesses": [(name, weakness.text) for name, (_, weakness) in _weaknesses(diagnostic).items()],
        "solutions": [(solution.id, solution.title) for solution in diagnostic.solutions],
        "resources": [(resource.id, resource.title) for resource in diagnostic.resources],
        "rules": [(rule.id, _advice(rule, words)) for rule in diagnostic.rules],
        "scales": [
            (name, words.listed(level.title for level in levels))
            for name, levels in diagnostic.scales.items()
        ],
    }
    lists = (_list(words, kind, [_named(*each, words) for each in titles[kind]]) for kind in titles)
    return _document(words, diagnostic.title, Paragraph(words("explain.how")), *chain.from_iterable(lists))


def _advice(rule: Rule, words: Words) -> str:
    if not rule.recommend:
        return words("explain.makes_remark")
    return words("explain.recommends", solutions=words.listed(rule.recommend))


# --- what can be named --------------------------------------------------------------------------------------------


def _by_number(diagnostic: Diagnostic) -> Mapping[str, Question]:
    return {question.number: question for question in diagnostic.questions}


def _weaknesses(diagnostic: Diagnostic) -> Mapping[str, _WeaknessOf]:
    return {
        _full_id(question, weakness): (question, weakness)
        for question in diagnostic.questions
        for weakness in question.weaknesses
    }


def _full_id(question: Question, weakness: Weakness) -> str:
    return f"{question.id}#{weakness.id}"


def _scales(diagnostic: Diagnostic) -> Mapping[str, _Scale]:
    return {name: (name, levels) for name, levels in diagnostic.scales.items()}


# --- pages --------------------------------------------------------------------------------------------------------


def _domain(diagnostic: Diagnostic, domain: Domain, words: Words) -> Document:
    return _document(
        words,
        words("explain.domain", title=domain.title),
        _facts(
            words,
            id=domain.id,
            subject=_on_the_subject(diagnostic, domain, words),
            weight=_weight(domain, words),
        ),
        *_list(
            words, "questions", [_question_line(each, words) for each in diagnostic.questions_of(domain.id)]
        ),
        *_rules(diagnostic, words, lambda leaf: isinstance(leaf, Below) and leaf.domain == domain.id),
    )


def _question_line(question: Question, words: Words) -> str:
    line = _numbered(question)
    return words("explain.critical_line", question=line) if question.critical else line


def _question(diagnostic: Diagnostic, question: Question, words: Words) -> Document:
    return _document(
        words,
        words("explain.question", question=_numbered(question)),
        _facts(
            words,
            id=question.id,
            domain=_domain_of(diagnostic, question, words),
            subject=_on_the_subject(diagnostic, question, words),
            source=words(f"explain.source.question.{question.source}"),
            kind=words(f"explain.kind.{question.kind}"),
            weight=_weight(question, words),
            scale=question.scale,
        ),
        *_criticality(diagnostic, question, words),
        _section(words, "why", Paragraph(question.why)),
        *_list(words, "evidence", question.evidence),
        _section(words, "levels", *_levels(diagnostic.levels[question.id], words)),
        _section(words, "other_answers", Items(tuple(_other_answers(question, words)))),
        *_asked_if(diagnostic, question, words),
        *_list(words, "weaknesses", [_weakness_line(question, each, words) for each in question.weaknesses]),
        *_solutions_of(diagnostic, question, words),
        *_rules(diagnostic, words, lambda leaf: not isinstance(leaf, Below) and leaf.question == question.id),
        *_formerly(question.formerly, words),
    )


def _weakness(diagnostic: Diagnostic, part: _WeaknessOf, words: Words) -> Document:
    question, weakness = part

    def looks_at_it(leaf: Leaf) -> bool:
        return isinstance(leaf, HasWeakness) and leaf.question == question.id and leaf.weakness == weakness.id

    return _document(
        words,
        words("explain.weakness", text=weakness.text),
        _facts(
            words,
            id=_full_id(question, weakness),
            question=_numbered(question),
            domain=_domain_of(diagnostic, question, words),
            source=words(f"explain.source.weakness.{weakness.source}"),
        ),
        Paragraph(words("explain.ticked")),
        *_list(words, "solutions", _titles(diagnostic.solution, weakness.solutions, words)),
        *_rules(diagnostic, words, looks_at_it),
    )


def _solution(diagnostic: Diagnostic, solution: Solution, words: Words) -> Document:
    return _document(
        words,
        words("explain.solution", title=solution.title),
        _facts(
            words,
            id=solution.id,
            source=words(f"explain.source.solution.{solution.source}"),
            who=words.listed(words(f"actor.{actor}") for actor in solution.who),
            effort=words(f"explain.effort.{solution.effort}"),
            horizon=words(f"horizon.{solution.horizon}"),
        ),
        _section(words, "steps", Items(solution.steps, numbered=True)),
        _section(words, "first_step", Paragraph(solution.first_step)),
        _section(words, "done_when", Paragraph(solution.done_when)),
        *_list(words, "requires", _titles(diagnostic.solution, solution.requires, words)),
        *_list(words, "resources", _titles(diagnostic.resource, solution.resources, words)),
        *_list(words, "raises", _raises(diagnostic, solution, words)),
        *_recommended_for(diagnostic, solution, words),
    )


def _resource(diagnostic: Diagnostic, resource: Resource, words: Words) -> Document:
    solutions = [each.id for each in diagnostic.solutions if resource.id in each.resources]
    return _document(
        words,
        words("explain.resource", title=resource.title),
        _facts(
            words,
            id=resource.id,
            owner=resource.owner,
            customs=resource.customs,
            police=resource.police,
            address=words("explain.checked" if resource.checked else "explain.not_checked", url=resource.url),
            note=resource.note,
        ),
        *_list(words, "pointed_to_by", _titles(diagnostic.solution, solutions, words)),
    )


def _rule(diagnostic: Diagnostic, rule: Rule, words: Words) -> Document:
    remark = [_section(words, "remark", Paragraph(rule.remark))] if rule.remark else []
    return _document(
        words,
        words("explain.rule", id=rule.id),
        _section(words, "when", *condition_in_lists(diagnostic, rule.when, words)),
        _section(words, "because", Paragraph(rule.because)),
        *remark,
        *_list(words, "recommend", _titles(diagnostic.solution, rule.recommend, words)),
    )


def _scale(diagnostic: Diagnostic, scale: _Scale, words: Words) -> Document:
    name, levels = scale
    used = sum(1 for question in diagnostic.questions if question.scale == name)
    return _document(
        words,
        words("explain.scale", id=name),
        Paragraph(words.count("explain.scale_used", used)),
        *_levels(levels, words),
    )


# --- pieces of a question's page ----------------------------------------------------------------------------------


def _levels(levels: Iterable[Level], words: Words) -> tuple[Block, ...]:
    pairs = [
        (words("explain.level", value=words.value(each.value), title=each.title), each.text)
        for each in levels
    ]
    return Paragraph(words("explain.every_element")), Facts(tuple(pairs))


def _criticality(diagnostic: Diagnostic, question: Question, words: Words) -> Iterator[Section]:
    """Say what a critical question does to the band of its domain, in the levels of its own scale (method 3.4)."""
    if not question.critical:
        return
    held: dict[Band, list[str]] = {}
    for level in diagnostic.levels[question.id]:
        if cap := cap_of(diagnostic.strength(question.id, level.id)):
            held.setdefault(cap, []).append(level_in_words(diagnostic, question.id, level.id, words))
    held[Band.WEAK].append(words("explain.answered.unknown"))
    caps = [(words.listed(answers), words(f"explain.held.{cap.value}")) for cap, answers in held.items()]
    still_open = (words("explain.answered.open"), words("explain.held.open"))
    yield _section(words, "critical", Facts((*caps, still_open)))


def _other_answers(question: Question, words: Words) -> Iterator[str]:
    yield words("explain.unknown")
    if question.not_applicable is None:
        yield words("explain.applies_always")
    else:
        yield words("explain.not_applicable", case=question.not_applicable)


def _asked_if(diagnostic: Diagnostic, question: Question, words: Words) -> Iterator[Section]:
    if question.ask_if is not None:
        yield _section(words, "asked_if", *condition_in_lists(diagnostic, question.ask_if, words))


def _weakness_line(question: Question, weakness: Weakness, words: Words) -> str:
    return words(
        "explain.weakness_line" if weakness.solutions else "explain.weakness_line.alone",
        weakness=_named(_full_id(question, weakness), weakness.text, words),
        source=words(f"explain.source.weakness.{weakness.source}"),
        solutions=words.listed(weakness.solutions),
    )


def _solutions_of(diagnostic: Diagnostic, question: Question, words: Words) -> Iterator[Section]:
    """List a question's solutions with the levels at which they are recommended, then those of its weaknesses alone."""
    lines = [
        line
        for solution in map(diagnostic.solution.__getitem__, question.solutions)
        for line in _at_levels(
            diagnostic, question, solution, _named(solution.id, solution.title, words), words
        )
    ]
    of_weaknesses = dict.fromkeys(name for weakness in question.weaknesses for name in weakness.solutions)
    others = [name for name in of_weaknesses if name not in question.solutions]
    yield from _list(words, "solutions", lines)
    yield from _list(words, "solutions_if_ticked", _titles(diagnostic.solution, others, words))


def _at_levels(
    diagnostic: Diagnostic, question: Question, solution: Solution, named: str, words: Words
) -> Iterator[str]:
    """Yield a name with the levels of the question at which the solution is recommended, if any (method 3.7)."""
    strengths = {
        level.value: diagnostic.strength(question.id, level.id) for level in diagnostic.levels[question.id]
    }
    values = [
        words.value(value)
        for value, s in strengths.items()
        if not is_strong(s) and helps(diagnostic, solution, question.id, s)
    ]
    if values:
        yield words.count("explain.at_levels", len(values), named=named, levels=words.listed(values))


def _formerly(wordings: Iterable[FormerWording], words: Words) -> Iterator[Section]:
    blocks: list[Block] = []
    for wording in wordings:
        blocks.append(Paragraph(words("explain.wording", version=wording.version, text=wording.text)))
        blocks += [Facts(tuple(wording.levels.items()))] if wording.levels else []
    if blocks:
        yield _section(words, "formerly", *blocks)


# --- pieces of a solution's page ----------------------------------------------------------------------------------


def _raises(diagnostic: Diagnostic, solution: Solution, words: Words) -> list[str]:
    return [
        words(
            "explain.raises",
            question=_numbered(diagnostic.question[question_id]),
            level=level_in_words(diagnostic, question_id, written, words),
        )
        for question_id, written in solution.raises.items()
    ]


def _recommended_for(diagnostic: Diagnostic, solution: Solution, words: Words) -> Iterator[Section]:
    questions = [each for each in diagnostic.questions if solution.id in each.solutions]
    answers = [
        line
        for question in questions
        for line in _at_levels(diagnostic, question, solution, _numbered(question), words)
    ]
    weaknesses = {
        name: weakness.text
        for name, (_, weakness) in _weaknesses(diagnostic).items()
        if solution.id in weakness.solutions
    }
    rules = {rule.id: rule.because for rule in diagnostic.rules if solution.id in rule.recommend}
    yield from _list(words, "for_answers", answers, _whose_choice(solution, questions, words))
    yield from _list(words, "for_weaknesses", [_named(*pair, words) for pair in weaknesses.items()])
    yield from _list(words, "for_rules", [_named(*pair, words) for pair in rules.items()])


def _whose_choice(solution: Solution, questions: Iterable[Question], words: Words) -> Iterator[Paragraph]:
    """Say which links between the extract's solutions and questions are not the extract's."""
    in_extract = [question.number for question in questions if question.source == "handbook"]
    ours = [question.number for question in questions if question.source == "project"]
    if solution.source == "handbook" and ours:
        key = "explain.choice.some" if in_extract else "explain.choice.all"
        yield Paragraph(words(key, questions=words.listed(in_extract)))


# --- pieces of every page -----------------------------------------------------------------------------------------


def _document(words: Words, title: str, *blocks: Block) -> Document:
    return Document(words.language, title, None, None, blocks)


def _section(words: Words, name: str, *blocks: Block) -> Section:
    return Section(name, words(f"explain.section.{name}"), blocks)


def _list(words: Words, name: str, items: Iterable[str], after: Iterable[Block] = ()) -> Iterator[Section]:
    """Yield a section with a list, if there is anything to list."""
    if listed := tuple(items):
        yield _section(words, name, Items(listed), *after)


def _facts(words: Words, **facts: str | None) -> Facts:
    return Facts(tuple((words(f"explain.label.{name}"), fact) for name, fact in facts.items() if fact))


def _rules(diagnostic: Diagnostic, words: Words, looks_at_it: Callable[[Leaf], bool]) -> Iterator[Section]:
    rules = [rule for rule in diagnostic.rules if any(looks_at_it(leaf) for leaf in leaves(rule.when))]
    yield from _list(words, "looked_at_by", [_named(rule.id, rule.because, words) for rule in rules])


def _titles(
    of_kind: Mapping[str, Solution] | Mapping[str, Resource], names: Iterable[str], words: Words
) -> list[str]:
    return [_named(name, of_kind[name].title, words) for name in names]


def _named(name: str, title: str, words: Words) -> str:
    return words("explain.named", id=name, title=title)


def _domain_of(diagnostic: Diagnostic, question: Question, words: Words) -> str:
    return words("explain.in_domain", title=diagnostic.domain[question.domain].title, id=question.domain)


def _numbered(question: Question) -> str:
    return f"{question.number} {question.text}"


def _on_the_subject(diagnostic: Diagnostic, part: Domain | Question, words: Words) -> str | None:
    numbers = phrases.handbook_sections(part.handbook)
    if not numbers:
        return None
    sections = [phrases.section(diagnostic, number, words) for number in numbers]
    return words.count("explain.on_the_subject", len(sections), sections=words.listed(sections))


def _weight(part: Domain | Question, words: Words) -> str | None:
    return words.value(part.weight) if part.weight != 1 else None


# What has an id, by kind, and the page of each.
_PAGES: Final[tuple[tuple[Callable[[Diagnostic], Mapping[str, Any]], Callable[..., Document]], ...]] = (
    (attrgetter("domain"), _domain),
    (attrgetter("question"), _question),
    (_weaknesses, _weakness),
    (attrgetter("solution"), _solution),
    (attrgetter("resource"), _resource),
    (attrgetter("rule"), _rule),
    (_scales, _scale),
)
