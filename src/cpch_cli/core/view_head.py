"""The head of a report: what it is about, how far it has come, whether it may leave the house; and what it was made with."""

import datetime as dt
from collections.abc import Iterator, Mapping

from cpch_cli.core import phrases
from cpch_cli.core.document import Block, Document, Facts, Paragraph, Section
from cpch_cli.core.model import Clearance, Diagnostic
from cpch_cli.core.outcome import Outcome, marks_of
from cpch_cli.core.routing import Basis
from cpch_cli.core.view_assumed import mark, warning
from cpch_cli.core.words import Words

Pair = tuple[str, str]
# As many letters of a fingerprint as stand at the foot of a page; the whole of it stands in the report.
_SHORT_DIGEST = len("sha256:") + 8


def document(outcome: Outcome, words: Words, *blocks: Block) -> Document:
    """Return a document about an outcome, with the marks that stand on every page; with contents, if it has parts."""
    parts = sum(isinstance(block, Section) for block in blocks)
    diagnostic, subject = outcome.diagnostic, outcome.sheet.subject
    still_open = len(outcome.assessment.open)
    country = _country(outcome, words)
    return Document(
        language=words.language,
        title=words("view.title", diagnostic=diagnostic.title, country=country)
        if country
        else diagnostic.title,
        draft=words.count("view.draft", still_open) if still_open else None,
        handling=marks_of(outcome),
        blocks=blocks,
        date=subject.date,
        origin=origin(diagnostic, words),
        contents=words("view.contents") if parts > 1 else None,
        assumed=mark(outcome, words),
    )


def origin(diagnostic: Diagnostic, words: Words) -> str:
    """Return what stands at the foot of every page: the diagnostic, and its fingerprint in short."""
    digest = diagnostic.digest[:_SHORT_DIGEST]
    return words("view.origin", id=diagnostic.id, version=diagnostic.version, digest=digest)


def head(outcome: Outcome, words: Words, printed: dt.date | None) -> Iterator[Block]:
    """Yield what every reader has to know before anything else."""
    yield Facts((*_subject(outcome, words), *_state(outcome, words, printed)))
    if outcome.withheld.releasable and not outcome.sheet.subject.cleared_by:
        yield Paragraph(words("view.release.not_cleared"), "alert")
    yield Paragraph(caveat(outcome, words), "alert")
    yield from warning(outcome, words)


def caveat(outcome: Outcome, words: Words) -> str:
    """Return what kind of assessment it is, and that nobody else vouches for it."""
    return words(f"view.conducted.{outcome.sheet.subject.conducted or 'self'}")


def about(outcome: Outcome, words: Words) -> Section:
    """Return what the report was made with, and of whom."""
    diagnostic, subject = outcome.diagnostic, outcome.sheet.subject
    domains = [phrases.domain(diagnostic, each) for each in subject.domains or ()]
    facts = {
        "domains": words.parted(domains),
        "respondents": words.parted(subject.respondents or ()),
    }
    pairs = (*made_with(diagnostic, outcome.assessment.basis, words), *_named(facts, words))
    return Section("about", words("view.about.title"), (Facts(pairs),))


def made_with(diagnostic: Diagnostic, basis: Basis, words: Words) -> Iterator[Pair]:
    """Return what something was made with: the diagnostic, its fingerprint, the basis."""
    facts = {
        "diagnostic": words("view.diagnostic", id=diagnostic.id, version=diagnostic.version),
        "digest": diagnostic.digest,
        "basis": words(f"view.basis.{basis}"),
    }
    return _named(facts, words)


def basis(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield the basis where it is not the usual one."""
    if outcome.assessment.basis != "claimed":
        yield words("view.fact.basis"), words(f"view.basis.{outcome.assessment.basis}")


def _named(facts: Mapping[str, str | None], words: Words) -> Iterator[Pair]:
    return ((words(f"view.fact.{name}"), fact) for name, fact in facts.items() if fact)


def _country(outcome: Outcome, words: Words) -> str | None:
    subject = outcome.sheet.subject
    if subject.country and subject.country_code:
        return words("view.country", country=subject.country, code=subject.country_code)
    return subject.country or subject.country_code


def _subject(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield who and what was assessed, as far as it is said; the country stands in the title."""
    subject = outcome.sheet.subject
    facts = {
        "region": subject.region,
        "site": subject.site,
        "scope": subject.scope,
        "agency": phrases.service(subject.agency, words) if subject.agency else None,
        "period": subject.period,
        "date": words.date(subject.date) if subject.date else None,
    }
    return _named(facts, words)


def _state(outcome: Outcome, words: Words, printed: dt.date | None) -> Iterator[Pair]:
    """Yield how far the report has come, who let it out, and what is not in it."""
    if printed:
        yield words("view.fact.printed"), words.date(printed)
    yield words("view.fact.status"), _status(outcome, words)
    yield from basis(outcome, words)
    cleared = outcome.sheet.subject.cleared_by
    for clearance in cleared or ():
        yield words("view.fact.cleared_by"), words("view.cleared", by=_clearance(clearance, words))
    if not cleared:
        yield words("view.fact.cleared_by"), words("view.not_cleared")
    if outcome.withheld.releasable:
        yield words("view.fact.copy"), words("view.copy.releasable")
    if outcome.withheld.releasable or outcome.withheld.all_texts:
        yield words("view.fact.withheld"), _withheld(outcome, words)


def _status(outcome: Outcome, words: Words) -> str:
    still_open = len(outcome.assessment.open)
    return words.count("view.status.draft", still_open) if still_open else words("view.status.complete")


def _clearance(clearance: Clearance, words: Words) -> str:
    day = words.date(clearance.date) if clearance.date else None
    return ", ".join(part for part in (clearance.service, clearance.function, day) if part)


def _withheld(outcome: Outcome, words: Words) -> str:
    withheld = outcome.withheld
    counts = (("texts", withheld.all_texts), ("names", len(withheld.names)))
    parts = [words.count(f"view.withheld.{what}", number) for what, number in counts if number]
    if not parts:
        return words("view.withheld.nothing")
    key = "view.withheld" if withheld.releasable else "view.withheld.own"
    return words(key, parts=words.listed(parts))
