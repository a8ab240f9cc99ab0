"""An assessment in words: the whole report, the summary at the end of the interview, the summary of a core round.

What is said stands in the other modules that begin with view_; here is only the order.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cpch_cli.core import phrases
from cpch_cli.core.assess import Recommendation
from cpch_cli.core.document import Block, Document, Facts, Items, Paragraph, Section
from cpch_cli.core.model import Clearance
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import TOP
from cpch_cli.core.view_advice import (
    action_items,
    find_out,
    key_actions,
    keys,
    recommendations,
    remarks,
    undecided,
)
from cpch_cli.core.view_answers import answers, kept, not_applicable, out_of_scope
from cpch_cli.core.view_follow_up import follow_up
from cpch_cli.core.view_method import method, sources
from cpch_cli.core.view_standing import (
    critical_facts,
    critical_questions,
    overall,
    profile,
    standing,
    worrying_questions,
)
from cpch_cli.core.words import Words

Pair = tuple[str, str]


def report(outcome: Outcome, words: Words, *, printed: dt.date | None = None) -> Document:
    """Return everything that there is to say; `printed` is the day of printing, where it is to be named."""
    print_date = [(words("view.fact.printed"), words.date(printed))] if printed else []
    return _document(
        outcome,
        words,
        Facts((*_subject(outcome, words), *print_date, *_provenance(outcome, words))),
        Paragraph(_caveat(outcome, words), "alert"),
        standing(outcome, words),
        key_actions(outcome, words),
        *find_out(outcome, words),
        *follow_up(outcome, words),
        recommendations(outcome, words),
        *undecided(outcome, words),
        *remarks(outcome, words),
        answers(outcome, words),
        *not_applicable(outcome, words),
        *out_of_scope(outcome, words),
        *kept(outcome, words),
        method(outcome, words),
        sources(outcome, words),
    )


def summary(outcome: Outcome, words: Words) -> Document:
    """Return what a person wants to see first, at the end of the interview."""
    return _document(
        outcome,
        words,
        *_basis(outcome, words),
        *profile(outcome, words),
        overall(outcome, words),
        _critical(outcome, words),
        _actions(outcome, words, keys(outcome), "view.key.none"),
        *find_out(outcome, words),
        Paragraph(_caveat(outcome, words)),
    )


def core_summary(outcome: Outcome, words: Words) -> Document:
    """Return what a round over the critical questions shows: these, their key actions, what to ask next."""
    critical = critical_questions(outcome)
    ids = {question.id for question in critical}
    actions = [each for each in keys(outcome) if not ids.isdisjoint(_rests_on(each))]
    return _document(
        outcome,
        words,
        *_basis(outcome, words),
        Paragraph(words("view.core.intro")),
        Section("critical", words("view.critical.title"), (critical_facts(outcome, words, critical),)),
        _actions(outcome, words, actions, "view.core.none"),
        *_ask_next(outcome, words),
        Paragraph(_caveat(outcome, words)),
    )


def _document(outcome: Outcome, words: Words, *blocks: Block) -> Document:
    subject, still_open = outcome.sheet.subject, len(outcome.assessment.open)
    country = _country(outcome, words)
    title = outcome.diagnostic.title
    return Document(
        language=words.language,
        title=words("view.title", diagnostic=title, country=country) if country else title,
        draft=words.count("view.draft", still_open) if still_open else None,
        handling=subject.handling,
        blocks=blocks,
    )


# --- the head of a report -----------------------------------------------------------------------------------------


def _country(outcome: Outcome, words: Words) -> str | None:
    subject = outcome.sheet.subject
    if subject.country and subject.country_code:
        return words("view.country", country=subject.country, code=subject.country_code)
    return subject.country or subject.country_code


def _subject(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield who and what was assessed, as far as it is said."""
    subject = outcome.sheet.subject
    domains = [phrases.domain(outcome.diagnostic, each) for each in subject.domains or ()]
    facts = {
        "country": _country(outcome, words),
        "region": subject.region,
        "site": subject.site,
        "scope": subject.scope,
        "domains": words.parted(domains),
        "agency": phrases.service(subject.agency, words) if subject.agency else None,
        "respondents": words.parted(subject.respondents or ()),
        "period": subject.period,
        "date": words.date(subject.date) if subject.date else None,
    }
    return ((words(f"view.fact.{name}"), fact) for name, fact in facts.items() if fact)


def _provenance(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield what the report was made with, on which basis, and how far it has come."""
    diagnostic, cleared = outcome.diagnostic, outcome.sheet.subject.cleared_by
    yield (
        words("view.fact.diagnostic"),
        words("view.diagnostic", id=diagnostic.id, version=diagnostic.version),
    )
    yield words("view.fact.digest"), diagnostic.digest
    yield words("view.fact.basis"), words(f"view.basis.{outcome.assessment.basis}")
    yield words("view.fact.status"), _status(outcome, words)
    for clearance in cleared or ():
        yield words("view.fact.cleared_by"), words("view.cleared", by=_clearance(clearance, words))
    if not cleared:
        yield words("view.fact.cleared_by"), words("view.not_cleared")


def _status(outcome: Outcome, words: Words) -> str:
    still_open = len(outcome.assessment.open)
    return words.count("view.status.draft", still_open) if still_open else words("view.status.complete")


def _clearance(clearance: Clearance, words: Words) -> str:
    day = words.date(clearance.date) if clearance.date else None
    return ", ".join(part for part in (clearance.service, clearance.function, day) if part)


def _basis(outcome: Outcome, words: Words) -> Iterator[Facts]:
    """Yield the basis where it is not the usual one."""
    if outcome.assessment.basis != "claimed":
        yield Facts(((words("view.fact.basis"), words(f"view.basis.{outcome.assessment.basis}")),))


def _caveat(outcome: Outcome, words: Words) -> str:
    return words(f"view.conducted.{outcome.sheet.subject.conducted or 'self'}")


# --- in short -----------------------------------------------------------------------------------------------------


def _critical(outcome: Outcome, words: Words) -> Section:
    worrying = worrying_questions(outcome)
    block = critical_facts(outcome, words, worrying) if worrying else Paragraph(words("view.critical.none"))
    return Section("critical", words("view.critical.table" if worrying else "view.critical.title"), (block,))


def _actions(outcome: Outcome, words: Words, actions: list[Recommendation], none: str) -> Section:
    block = action_items(outcome, words, actions) if actions else Paragraph(words(none))
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
