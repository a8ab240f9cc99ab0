"""Several voices on the same subject, joined question by question: where they agree, where not, what counts (method 3.10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, get_args

from cpch_cli.core.conditions import Fact, State
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Grade, Question, Sheet, Subject
from cpch_cli.core.routing import Basis, route

# From this difference on the voices do not speak of the same thing.
DISPUTED_FROM: Final = 2
JOINT: Final = "joint"
# Between the handling marks of several files.
BETWEEN_MARKS: Final = " / "

Voices = Mapping[str, Sheet]


class Agreement(Enum):
    """How the voices stand to each other on a question."""

    AGREED = "agreed"
    DIFFERENT = "different"
    DISPUTED = "disputed"
    ONE_VOICE = "one_voice"
    UNKNOWN = "unknown"
    SILENT = "silent"


# What a joint session has to settle.
TO_SETTLE: Final = frozenset({Agreement.DISPUTED, Agreement.ONE_VOICE})


@dataclass(frozen=True, slots=True)
class Joined:
    """What the voices come to on one question.

    Attributes:
        facts: what each voice says, by its name, on the basis that was chosen.
        counts: the voice whose answer counts: of those with a level the lowest; None where nobody has an answer that does.
        difference: between the highest and the lowest level, 0 to 4; None with fewer than two levels.
    """

    question: str
    agreement: Agreement
    facts: Mapping[str, Fact]
    counts: str | None
    difference: Fraction | None


def join(diagnostic: Diagnostic, voices: Voices, *, basis: Basis = "claimed") -> dict[str, Joined]:
    """Return how the voices stand on each question that one of them was asked, in the diagnostic's order.

    Args:
        diagnostic: a checked diagnostic.
        voices: settled sheets by the name of their voice; at least one.
        basis: on `evidenced` every level is replaced by the evidenced one before it is compared.
    """
    facts = {
        name: route(diagnostic, sheet.answers, basis=basis, scope=sheet.subject.domains)
        for name, sheet in voices.items()
    }
    said = {
        question.id: {name: of_voice[question.id] for name, of_voice in facts.items()}
        for question in diagnostic.questions
    }
    return {
        question: _joined(diagnostic, question, by_voice, voices)
        for question, by_voice in said.items()
        if any(fact.asked for fact in by_voice.values())
    }


def _joined(diagnostic: Diagnostic, question: str, facts: Mapping[str, Fact], voices: Voices) -> Joined:
    levels = {name: fact.s for name, fact in facts.items() if fact.s is not None}
    difference = max(levels.values()) - min(levels.values()) if len(levels) > 1 else None
    agreement = _agreement(facts, difference)
    return Joined(question, agreement, facts, _counts(diagnostic, question, facts, voices), difference)


def _agreement(facts: Mapping[str, Fact], difference: Fraction | None) -> Agreement:
    states = [fact.state for fact in facts.values()]
    levels, exempt = states.count(State.LEVEL), states.count(State.NOT_APPLICABLE)
    if levels and exempt:
        return Agreement.DISPUTED
    if difference is not None:
        if difference >= DISPUTED_FROM:
            return Agreement.DISPUTED
        return Agreement.DIFFERENT if difference else Agreement.AGREED
    if exempt == len(states) > 1:
        return Agreement.AGREED
    if levels or exempt:
        return Agreement.ONE_VOICE
    return Agreement.UNKNOWN if State.UNKNOWN in states else Agreement.SILENT


def _counts(diagnostic: Diagnostic, question: str, facts: Mapping[str, Fact], voices: Voices) -> str | None:
    """Return the voice whose answer counts: the lowest level; else who says not applicable; else who does not know."""
    levels = [name for name, fact in facts.items() if fact.s is not None]
    if levels:
        return min(levels, key=lambda name: _order(diagnostic, question, facts[name], voices[name]))
    for state in (State.NOT_APPLICABLE, State.UNKNOWN):
        for name, fact in facts.items():
            if fact.state is state:
                return name
    return None


def _order(
    diagnostic: Diagnostic, question: str, fact: Fact, sheet: Sheet
) -> tuple[Fraction | None, Fraction, int]:
    """Order answers: the lowest on the basis, then as claimed; of equal ones the one that is best shown."""
    answer = sheet.answers[question]
    grade = get_args(Grade).index(answer.evidence or "none")
    return fact.s, diagnostic.strength(question, str(answer.level)), -grade


# --- the joint sheet ----------------------------------------------------------------------------------------------


def joint_sheet(diagnostic: Diagnostic, voices: Voices, joined: Mapping[str, Joined]) -> Sheet:
    """Return a sheet of the answers that count, by which the whole is scored; it holds no texts.

    The scope is what any voice was asked; weaknesses are those that any voice ticked.
    """
    first = next(iter(voices.values()))
    answers = {
        question: answer
        for question, each in joined.items()
        if (answer := _joint_answer(diagnostic.question[question], voices, each))
    }
    return first.model_copy(update={"subject": joint_subject(voices)}).with_answers(answers)


def joint_subject(voices: Voices) -> Subject:
    """Return of the subject what all voices say alike; the scope is what any of them was asked, the day the latest."""
    subjects = [sheet.subject for sheet in voices.values()]
    alike = {
        name: getattr(subjects[0], name)
        for name in ("country", "country_code", "region", "site", "scope", "period")
        if len({getattr(subject, name) for subject in subjects}) == 1
    }
    scopes = [subject.domains for subject in subjects]
    named = tuple(dict.fromkeys(domain for scope in scopes for domain in scope or ()))
    return Subject(
        **alike,
        domains=None if None in scopes else named,
        agency=JOINT,
        date=max((subject.date for subject in subjects if subject.date), default=None),
        handling=marks(subject.handling for subject in subjects),
    )


def marks(handling: Iterable[str | None]) -> str | None:
    """Return the handling marks of all that something is made from, each once: what one bears, the whole bears."""
    said = (marked.split(BETWEEN_MARKS) for marked in handling if marked)
    return BETWEEN_MARKS.join(dict.fromkeys(mark for each in said for mark in each)) or None


def _joint_answer(question: Question, voices: Voices, joined: Joined) -> Answer | None:
    if joined.counts is None:
        return None
    counts = voices[joined.counts].answers[question.id]
    return Answer(
        level=counts.level,
        weaknesses=_ticked_by_any(question, voices, joined),
        evidence=counts.evidence if counts.level not in (UNKNOWN, NOT_APPLICABLE) else None,
        asked=counts.asked,
    )


def _ticked_by_any(question: Question, voices: Voices, joined: Joined) -> tuple[str, ...] | None:
    ticked = [voices[name].answers[question.id].weaknesses for name in _with_level(joined)]
    if all(each is None for each in ticked):
        return None
    found = {weakness for each in ticked for weakness in each or ()}
    return tuple(weakness.id for weakness in question.weaknesses if weakness.id in found)


def _with_level(joined: Joined) -> Iterator[str]:
    return (name for name, fact in joined.facts.items() if fact.s is not None)
