"""An assessment in words: the whole report, the summary at the end of the interview, the summary of a core round.

What is said stands in the other modules that begin with view_; here is only the order.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.assess import Recommendation
from cpch_cli.core.document import Document, Facts, Items, Paragraph, Section
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import TOP
from cpch_cli.core.view_action_plan import action_plan
from cpch_cli.core.view_advice import (
    action_items,
    find_out,
    keys,
    no_key_action,
    recommendations,
    remarks,
    undecided,
)
from cpch_cli.core.view_answers import answers, kept, not_applicable, out_of_scope
from cpch_cli.core.view_assumed import assumed
from cpch_cli.core.view_findings import findings
from cpch_cli.core.view_follow_up import follow_up
from cpch_cli.core.view_head import about, basis, caveat, document, head
from cpch_cli.core.view_method import method, sources
from cpch_cli.core.view_overview import overview
from cpch_cli.core.view_standing import (
    critical_facts,
    critical_questions,
    overall,
    profile,
    standing,
    worrying_questions,
)
from cpch_cli.core.words import Words

# The parts of a report by their ids, in their order: what can be chosen. Those of a file that needs none are left out.
PARTS: Final = (
    *("overview", "standing", "findings", "find_out", "follow_up", "advice", "plan", "undecided", "remarks"),
    *("answers", "not_applicable", "out_of_scope", "kept", "about", "method", "sources"),
)


def report(
    outcome: Outcome,
    words: Words,
    *,
    printed: dt.date | None = None,
    parts: Collection[str] | None = None,
) -> Document:
    """Return everything that there is to say: page one, the detail, the annexes.

    Args:
        outcome: what follows from an answers file.
        words: the language.
        printed: the day of printing, where it is to be named.
        parts: the ids of the parts that are wanted, of `PARTS`; None means all. The head and what is
            assumed stay in any case.
    """
    detail = (
        *assumed(outcome, words),
        standing(outcome, words),
        findings(outcome, words),
        *find_out(outcome, words),
        *follow_up(outcome, words),
        recommendations(outcome, words),
        *action_plan(outcome, words),
        *undecided(outcome, words),
        *remarks(outcome, words),
    )
    annexes = (
        answers(outcome, words),
        *not_applicable(outcome, words),
        *out_of_scope(outcome, words),
        *kept(outcome, words),
        about(outcome, words),
        method(outcome.diagnostic, outcome.assessment.basis, words),
        sources(outcome.diagnostic, words),
    )
    sections = chain([overview(outcome, words)], _begun(detail), _begun(_lettered(annexes, words)))
    chosen = tuple(section for section in sections if parts is None or section.id in {*parts, "assumed"})
    return document(outcome, words, *head(outcome, words, printed), *chosen)


def missing(document: Document, parts: Collection[str]) -> list[str]:
    """Return those of the wanted parts that a document has not, because the file does not need them."""
    there = set(_ids(document))
    return [part for part in dict.fromkeys(parts) if part not in there]


def _ids(block: Document | Section) -> Iterator[str]:
    for inner in block.blocks:
        if isinstance(inner, Section):
            yield inner.id
            yield from _ids(inner)


def _begun(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield sections of which the first begins a new page."""
    for position, section in enumerate(sections):
        yield section if position else replace(section, new_page=True)


def _lettered(annexes: Iterable[Section], words: Words) -> Iterator[Section]:
    for place, annex in enumerate(annexes):
        yield replace(annex, title=words("view.annex", letter=chr(ord("A") + place), title=annex.title))


def summary(outcome: Outcome, words: Words) -> Document:
    """Return what a person wants to see first, at the end of the interview."""
    return document(
        outcome,
        words,
        *_basis(outcome, words),
        *profile(outcome, words),
        overall(outcome, words),
        _critical(outcome, words),
        _actions(outcome, words, keys(outcome), no_key_action(outcome, words)),
        *find_out(outcome, words),
        Paragraph(caveat(outcome, words)),
    )


def core_summary(outcome: Outcome, words: Words) -> Document:
    """Return what a round over the critical questions shows: these, their key actions, what to ask next."""
    critical = critical_questions(outcome)
    ids = {question.id for question in critical}
    actions = [each for each in keys(outcome) if not ids.isdisjoint(_rests_on(each))]
    return document(
        outcome,
        words,
        *_basis(outcome, words),
        Paragraph(words("view.core.intro")),
        Section("critical", words("view.critical.title"), (critical_facts(outcome, words, critical),)),
        _actions(outcome, words, actions, words("view.core.none")),
        *_ask_next(outcome, words),
        Paragraph(caveat(outcome, words)),
    )


def _basis(outcome: Outcome, words: Words) -> Iterator[Facts]:
    if pairs := tuple(basis(outcome, words)):
        yield Facts(pairs)


# --- in short -----------------------------------------------------------------------------------------------------


def _critical(outcome: Outcome, words: Words) -> Section:
    worrying = worrying_questions(outcome)
    block = critical_facts(outcome, words, worrying) if worrying else Paragraph(words("view.critical.none"))
    return Section("critical", words("view.critical.table" if worrying else "view.critical.title"), (block,))


def _actions(outcome: Outcome, words: Words, actions: list[Recommendation], none: str) -> Section:
    block = action_items(outcome, words, actions) if actions else Paragraph(none)
    return Section("key", words("view.key.title"), (block,))


def _rests_on(recommendation: Recommendation) -> set[str]:
    """Return the questions that a recommendation has a reason at."""
    reasons = recommendation.because
    answers = {answer.question for reason in reasons for answer in reason.answers}
    return answers | {reason.question for reason in reasons if reason.question}


def _ask_next(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the domains that have open questions, those with the weakest critical question first."""
    scores = sorted(outcome.assessment.domains, key=lambda each: _weakest_critical(outcome, each.domain))
    items = tuple(
        words(
            "view.core.next.item", domain=phrases.domain(outcome.diagnostic, each.domain), questions=numbers
        )
        for each in scores
        if (numbers := phrases.numbers(outcome.diagnostic, _open_in(outcome, each.domain), words))
    )
    if items:
        blocks = (Paragraph(words("view.core.next.intro")), Items(items))
        yield Section("next", words("view.core.next.title"), blocks)


def _open_in(outcome: Outcome, domain: str) -> list[str]:
    questions = outcome.diagnostic.questions_of(domain)
    return [each.id for each in questions if each.id in outcome.assessment.open]


def _weakest_critical(outcome: Outcome, domain: str) -> Fraction:
    """Return the least strength of a domain's critical questions, 0 for an open or unknown one, 4 without any."""
    facts = [
        outcome.assessment.facts[each.id] for each in outcome.diagnostic.questions_of(domain) if each.critical
    ]
    return min((fact.s or Fraction(0) for fact in facts if fact.applies), default=TOP)
