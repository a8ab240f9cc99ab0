"""The same assessment for a spreadsheet: a section is a sheet, and most hold one table with a line for each thing."""

import datetime as dt
from collections.abc import Collection, Iterator

from cpch_cli.core import phrases
from cpch_cli.core.assess import Recommendation, strength_of
from cpch_cli.core.conditions import State
from cpch_cli.core.document import Block, Cell, Column, Document, Section, Table
from cpch_cli.core.model import Answer, Question
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.view_action_plan import filled_in, to_fill_in
from cpch_cli.core.view_advice import (
    best,
    domain_of,
    find_out,
    reason,
    reason_in_short,
    remarks,
    resources,
    titled,
    undecided,
)
from cpch_cli.core.view_answers import (
    agreed,
    dissents,
    kept,
    not_applicable,
    open_points,
    out_of_scope,
    reference,
    voices,
)
from cpch_cli.core.view_assumed import assumed
from cpch_cli.core.view_findings import weaknesses
from cpch_cli.core.view_follow_up import follow_up
from cpch_cli.core.view_head import about, document, head
from cpch_cli.core.view_method import method, sources
from cpch_cli.core.view_overview import how_sure, where
from cpch_cli.core.view_standing import standing
from cpch_cli.core.words import Words

_NOTHING = Answer()
_EMPTY = Cell("")


def workbook(
    outcome: Outcome,
    words: Words,
    *,
    printed: dt.date | None = None,
    parts: Collection[str] | None = None,
) -> Document:
    """Return the sheets: profile, answers, findings, recommendations, action plan, what else there is, method.

    Args are those of `view.report`. The first sheet, which says what the file is about, stays in any case.
    """

    def chosen(*sections: Section) -> tuple[Section, ...]:
        return tuple(section for section in sections if parts is None or section.id in parts)

    tables = chosen(
        _answers(outcome, words),
        _findings(outcome, words),
        _recommendations(outcome, words),
        _plan(outcome, words),
    )
    # What a report has besides, as it stands there.
    more = chosen(
        standing(outcome, words),
        *find_out(outcome, words),
        *follow_up(outcome, words),
        *undecided(outcome, words),
        *remarks(outcome, words),
        *not_applicable(outcome, words),
        *out_of_scope(outcome, words),
        *kept(outcome, words),
    )
    if parts is None or "advice" in parts:
        more += tuple(resources(outcome, words))
    behind = chosen(
        method(outcome.diagnostic, outcome.assessment.basis, words),
        sources(outcome.diagnostic, words),
        about(outcome, words),
    )
    sheets = [_first(outcome, words, printed), *tables]
    sheets += [
        _sheet(name, words(f"view.sheet.{name}"), *sections)
        for name, sections in (("more", more), ("behind", behind))
        if sections
    ]
    return document(outcome, words, *sheets)


def _sheet(part: str, title: str, *blocks: Block) -> Section:
    return Section(part, title, blocks)


def _first(outcome: Outcome, words: Words, printed: dt.date | None) -> Section:
    stays = (*head(outcome, words, printed), *assumed(outcome, words))
    blocks = (*stays, where(outcome, words), how_sure(outcome, words))
    return _sheet("overview", words("view.sheet.overview"), *blocks)


def _columns(words: Words, *names: str) -> tuple[Column, ...]:
    """Return columns by the keys of their headings; one with a `#` before it holds numbers."""
    return tuple(
        Column(words(f"view.{name.removeprefix('#')}"), numeric=name.startswith("#")) for name in names
    )


# --- answers ------------------------------------------------------------------------------------------------------


def _answers(outcome: Outcome, words: Words) -> Section:
    columns = _columns(
        words,
        *("column.number", "column.domain", "column.question", "column.critical", "column.answer"),
        *("#column.level", "column.weaknesses", "label.evidence", "label.reference", "label.note"),
        *("label.reason", "label.agreed", "label.dissent", "label.open_point", "label.voices"),
        *("label.handling", "#fact.withheld"),
    )
    rows = tuple(
        _answer(outcome, words, question)
        for question in outcome.diagnostic.questions
        if outcome.assessment.facts[question.id].state is not State.OUT_OF_SCOPE
    )
    table = Table(words("view.answers.table"), columns, rows)
    return _sheet("answers", words("view.sheet.answers"), table)


def _answer(outcome: Outcome, words: Words, question: Question) -> tuple[Cell, ...]:
    answer = outcome.sheet.answers.get(question.id, _NOTHING)
    asked = bool(question.weaknesses) and outcome.assessment.facts[question.id].s is not None
    withheld = outcome.withheld.texts.get(question.id, 0)
    return (
        *_named(outcome, words, question),
        *_level(outcome, words, question.id),
        Cell(weaknesses(question, answer.weaknesses, words)) if asked or answer.weaknesses else _EMPTY,
        Cell(words(f"view.evidence.{answer.evidence}")) if answer.evidence else _EMPTY,
        Cell(reference(answer.reference, words)) if answer.reference else _EMPTY,
        Cell(answer.note or ""),
        Cell(answer.reason or ""),
        Cell(agreed(answer, words)),
        Cell("\n".join(dissents(answer, words))),
        Cell("\n".join(open_points(answer, words))),
        Cell("\n".join(_spoken(outcome, words, question, answer))),
        Cell(words(f"view.handling.{answer.handling}"))
        if answer.handling not in (None, "shared")
        else _EMPTY,
        Cell(str(withheld), withheld) if withheld else _EMPTY,
    )


def _spoken(outcome: Outcome, words: Words, question: Question, answer: Answer) -> Iterator[str]:
    """Yield what each service said, a line for each thing."""
    for label, text in voices(outcome, words, question, answer):
        yield words("view.pair", label=label, text=text)


def _named(outcome: Outcome, words: Words, question: Question) -> tuple[Cell, ...]:
    """Return what a question is known by: number, domain, text, whether it is critical."""
    return (
        Cell(question.number),
        Cell(phrases.domain(outcome.diagnostic, question.domain), question.domain),
        Cell(question.text, question.id),
        Cell(words("view.yes")) if question.critical else _EMPTY,
    )


def _level(outcome: Outcome, words: Words, question_id: str) -> tuple[Cell, Cell]:
    """Return the answer in words, and its strength as a number where it has one."""
    s = outcome.assessment.facts[question_id].s
    said = Cell(phrases.answer(outcome, question_id, words), None, phrases.tone(s))
    return said, _EMPTY if s is None else Cell(words.value(s), s)


# --- findings -----------------------------------------------------------------------------------------------------


def _findings(outcome: Outcome, words: Words) -> Section:
    columns = _columns(
        words,
        *("column.number", "column.domain", "column.question", "column.critical", "column.answer"),
        *("#column.level", "column.strength", "column.weaknesses"),
    )
    rows = []
    for finding in outcome.assessment.findings:
        question = outcome.diagnostic.question[finding.question]
        strength = words(f"view.strength.{strength_of(finding.s).value}")
        seen = Cell(weaknesses(question, finding.weaknesses, words))
        row = (
            *_named(outcome, words, question),
            *_level(outcome, words, question.id),
            Cell(strength, None, phrases.tone(finding.s)),
            seen,
        )
        rows.append(row)
    table = Table(words("view.findings.table"), columns, tuple(rows))
    return _sheet("findings", words("view.findings.title"), table)


# --- recommendations ----------------------------------------------------------------------------------------------


def _recommendations(outcome: Outcome, words: Words) -> Section:
    columns = _columns(
        words,
        *("#column.number", "label.priority", "column.solution", "column.domain", "label.why", "label.who"),
        *("column.steps", "label.first_step", "label.done_when", "#label.effort", "label.horizon"),
        *("label.requires", "label.resources"),
    )
    rows = tuple(
        _recommendation(outcome, words, position, each)
        for position, each in enumerate(outcome.assessment.recommendations, start=1)
    )
    table = Table(words("view.advice.table"), columns, rows)
    return _sheet("advice", words("view.sheet.advice"), table)


def _recommendation(
    outcome: Outcome, words: Words, position: int, recommendation: Recommendation
) -> tuple[Cell, ...]:
    diagnostic = outcome.diagnostic
    solution = diagnostic.solution[recommendation.solution]
    domain = domain_of(outcome, recommendation)
    reasons = sorted(recommendation.because, key=lambda because: because.rank)
    needed = [diagnostic.solution[each.solution].title for each in recommendation.requires if not each.met]
    return (
        Cell(str(position), position),
        Cell(words(f"view.priority.{recommendation.priority.value}")),
        Cell(titled(solution, words), solution.id),
        Cell(phrases.domain(diagnostic, domain), domain) if domain else _EMPTY,
        Cell("\n".join(reason(outcome, words, because) for because in reasons)),
        Cell(words.listed(words(f"actor.{actor}") for actor in solution.who)),
        Cell("\n".join(f"{place}. {step}" for place, step in enumerate(solution.steps, start=1))),
        Cell(solution.first_step),
        Cell(solution.done_when),
        Cell(str(solution.effort), solution.effort),
        Cell(words(f"horizon.{solution.horizon}")),
        Cell("\n".join(needed)),
        Cell("\n".join(diagnostic.resource[each].title for each in solution.resources)),
    )


# --- action plan --------------------------------------------------------------------------------------------------


def _plan(outcome: Outcome, words: Words) -> Section:
    columns = (
        *_columns(words, "#column.number", "label.priority", "column.action", "label.why"),
        *_columns(
            words, "label.first_step", "label.done_when", "label.who", "#label.effort", "label.horizon"
        ),
        *to_fill_in(words),
        Column(words("view.column.remarks"), fill_in="text"),
    )
    rows = tuple(
        (
            *_action(outcome, words, position, each),
            *filled_in(outcome.progress.agreed(each.solution), words),
            Cell(outcome.progress.agreed(each.solution).note or ""),
        )
        for position, each in enumerate(outcome.assessment.recommendations, start=1)
    )
    return _sheet("plan", words("view.plan.title"), Table(words("view.plan.table"), columns, rows))


def _action(outcome: Outcome, words: Words, position: int, recommendation: Recommendation) -> Iterator[Cell]:
    solution = outcome.diagnostic.solution[recommendation.solution]
    yield Cell(str(position), position)
    yield Cell(words(f"view.priority.{recommendation.priority.value}"))
    yield Cell(titled(solution, words), solution.id)
    yield Cell(reason_in_short(outcome, words, best(recommendation)))
    yield Cell(solution.first_step)
    yield Cell(solution.done_when)
    yield Cell(words.listed(words(f"actor.{actor}") for actor in solution.who))
    yield Cell(str(solution.effort), solution.effort)
    yield Cell(words(f"horizon.{solution.horizon}"))
