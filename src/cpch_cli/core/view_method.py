"""How the figures and the advice come about, and whose words are used: printed in every report (method 3)."""

from collections.abc import Iterator
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.assess import KEY_ACTIONS
from cpch_cli.core.document import Block, Facts, Items, Paragraph, Section
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.routing import CARRIES, Basis
from cpch_cli.core.scoring import BOUNDS, RATED_FROM, Band
from cpch_cli.core.words import Words

_TOPICS: Final = (
    "levels",
    "counts",
    "scores",
    "rated",
    "bands",
    "overall",
    "proof",
    "paper",
    "solutions",
    "rules",
    "order",
    "effort",
    "voices",
    "rounding",
)


def method(diagnostic: Diagnostic, basis: Basis, words: Words) -> Section:
    """Return the whole method in plain words, with the numbers of this diagnostic."""
    values: dict[str, object] = {
        "share": words.share(RATED_FROM),
        "keys": KEY_ACTIONS,
        "bands": bands(words),
        "weights": _weights(diagnostic, words),
        "critical": _critical(diagnostic, words),
        "basis": words(f"view.basis.{basis}"),
        **{str(grade): value for grade, value in CARRIES.items()},
    }
    pairs = [
        (words(f"view.method.{topic}.label"), words(f"view.method.{topic}", **values)) for topic in _TOPICS
    ]
    blocks = (Paragraph(words("view.method.intro")), Facts(tuple(pairs)), *_scales(diagnostic, words))
    return Section("method", words("view.method.title"), blocks)


def bands(words: Words) -> str:
    """Return which band a score has, as part of a sentence."""
    below = [
        words("view.method.band", bound=words.value(bound), band=words(f"view.band.{band.value}"))
        for bound, band in BOUNDS
    ]
    last = words(
        "view.method.last_band", bound=words.value(BOUNDS[-1][0]), band=words(f"view.band.{Band.SOUND.value}")
    )
    return ", ".join([*below, last])


def _weights(diagnostic: Diagnostic, words: Words) -> str:
    weighted = [(phrases.domain(diagnostic, each.id), each.weight) for each in diagnostic.domains]
    weighted += [(each.number, each.weight) for each in diagnostic.questions]
    exceptions = [
        words("view.method.weight", name=name, weight=words.value(weight))
        for name, weight in weighted
        if weight != 1
    ]
    if not exceptions:
        return words("view.method.weights.same")
    return words("view.method.weights.other", exceptions=words.listed(exceptions))


def _critical(diagnostic: Diagnostic, words: Words) -> str:
    critical = [each.id for each in diagnostic.questions if each.critical]
    if not critical:
        return words("view.method.critical.none")
    return words("view.method.critical", questions=phrases.numbers(diagnostic, critical, words))


def _scales(diagnostic: Diagnostic, words: Words) -> Iterator[Block]:
    yield Paragraph(words("view.method.scale"))
    for scale in diagnostic.scales.values():
        yield Facts(
            tuple(
                (
                    words("view.method.level", value=words.value(level.value), title=level.title),
                    level.text,
                )
                for level in scale
            )
        )


# --- sources ------------------------------------------------------------------------------------------------------


def sources(diagnostic: Diagnostic, words: Words) -> Section:
    """Return which words are the handbook's and which are this project's."""
    blocks = (
        *_from_extract(diagnostic, words),
        Paragraph(words("view.sources.project")),
        *_on_the_subject(diagnostic, words),
        Paragraph(words("view.sources.end")),
    )
    return Section("sources", words("view.sources.title"), blocks)


def _from_extract(diagnostic: Diagnostic, words: Words) -> Iterator[Block]:
    if items := tuple(_of_handbook(diagnostic, words)):
        yield Paragraph(words("view.sources.extract"))
        yield Items(items)
        yield Paragraph(words("view.sources.choice"))


def _of_handbook(diagnostic: Diagnostic, words: Words) -> Iterator[str]:
    for question in diagnostic.questions:
        if question.source == "handbook":
            yield words("view.sources.question", number=question.number, text=question.text)
        for weakness in question.weaknesses:
            if weakness.source == "handbook":
                yield words("view.sources.weakness", number=question.number, text=weakness.text)
    for solution in diagnostic.solutions:
        if solution.source == "handbook":
            yield words("view.sources.solution", text=solution.title)


def _on_the_subject(diagnostic: Diagnostic, words: Words) -> Iterator[Block]:
    subjects: dict[str, list[str]] = {}
    for domain in diagnostic.domains:
        title = words("view.sources.domain", domain=phrases.domain(diagnostic, domain.id))
        for section in phrases.handbook_sections(domain.handbook):
            subjects.setdefault(section, []).append(title)
    for question in diagnostic.questions:
        for section in phrases.handbook_sections(question.handbook):
            subjects.setdefault(section, []).append(question.number)
    named_subjects = [
        (phrases.section(diagnostic, section, words), names) for section, names in sorted(subjects.items())
    ]
    if named_subjects:
        yield Paragraph(words("view.sources.subjects"))
        yield Items(
            tuple(
                words("view.sources.subject", section=named, names=words.listed(names))
                for named, names in named_subjects
            )
        )
