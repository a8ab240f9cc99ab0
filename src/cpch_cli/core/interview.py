"""The interview as a value: feed it an event, ask it for the step; whoever shows the step owns the terminal.

Rule: only the sheet is ever stored. Where the interview stands is derived from it, so that resuming, going back and
testing are the same calls with other answers.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Final, Literal, assert_never

from cpch_cli.core.conditions import Fact, State, is_strong
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Level, Question, Sheet, Subject
from cpch_cli.core.reading import validate
from cpch_cli.core.routing import route
from cpch_cli.core.text import clean, one_line

SubjectField = Literal["country", "scope", "agency", "respondents", "date"]
SUBJECT_FIELDS: Final[tuple[SubjectField, ...]] = ("country", "scope", "agency", "respondents", "date")

# What is longer could be saved, but not read again.
LONGEST_TEXT: Final = 20_000


class Part(Enum):
    """What is asked about a question, in this order."""

    LEVEL = "level"
    REASON = "reason"
    WEAKNESSES = "weaknesses"
    NOTE = "note"


# --- steps: what is asked next ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskSubject:
    """Who and what is assessed; `given` is what stands there already; respondents are parted by commas."""

    field: SubjectField
    given: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands among the questions of this sitting; all count from 1."""

    in_domain: int
    of_domain: int
    in_all: int
    of_all: int


@dataclass(frozen=True, slots=True)
class AskLevel:
    """Which level a question is at; `given` is the answer it has already."""

    question: Question
    domain: str
    place: Place
    levels: tuple[Level, ...]
    given: Answer | None


@dataclass(frozen=True, slots=True)
class AskReason:
    """Why a question is not applicable."""

    question: Question
    given: str


@dataclass(frozen=True, slots=True)
class AskWeaknesses:
    """Which common weaknesses were observed; `given` is None when that was not asked yet."""

    question: Question
    given: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class AskNote:
    """What else should be remembered about an answer."""

    question: Question
    given: str


@dataclass(frozen=True, slots=True)
class CheckAnswers:
    """All is asked: the answers to look over, each with its question, in order; None is open."""

    answers: tuple[tuple[Question, Answer | None], ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The respondent has looked over the answers."""


Step = AskSubject | AskLevel | AskReason | AskWeaknesses | AskNote | CheckAnswers | Finished


# --- events: what the respondent did ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A text was given: for the subject, a reason or a note; empty means nothing to say."""

    text: str


@dataclass(frozen=True, slots=True)
class Chose:
    """A level was chosen: its id, `unknown` or `not_applicable`."""

    level: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """These weaknesses were observed, and no others."""

    weaknesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Not now: the question stays open."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """Back to what was asked before."""


@dataclass(frozen=True, slots=True)
class WentTo:
    """From the overview to one question."""

    question: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The answers are right as they stand."""


Event = Said | Chose | Ticked | Skipped | WentBack | WentTo | Confirmed


# --- the interview ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AtSubject:
    """The cursor on who and what is assessed."""

    field: SubjectField


@dataclass(frozen=True, slots=True)
class AtQuestion:
    """The cursor on a part of a question; after one reached from the overview, the overview comes again."""

    question: str
    part: Part = Part.LEVEL
    from_overview: bool = False


class AtEnd(Enum):
    """The cursor behind the questions."""

    OVERVIEW = "overview"
    FINISHED = "finished"


Cursor = AtSubject | AtQuestion | AtEnd


@dataclass(frozen=True)
class Interview:
    """One sitting.

    Attributes:
        sheet: subject and answers: all that is ever stored.
        sitting: ids of the questions that may be asked in this sitting, in the diagnostic's order.
        trail: where the respondent was before, latest last.
        skipped: what was put off in this sitting.
        refused: why the last event could not be taken, as a key of the program's words; None if it was.
    """

    diagnostic: Diagnostic
    sheet: Sheet
    sitting: tuple[str, ...]
    cursor: Cursor
    trail: tuple[Cursor, ...] = ()
    skipped: frozenset[str] = frozenset()
    refused: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, repr=False)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions of this sitting that are asked, as things stand."""
        unasked = (State.NOT_ASKED, State.OUT_OF_SCOPE)
        return tuple(question for question in self.sitting if self.facts[question].state not in unasked)

    @property
    def open(self) -> tuple[str, ...]:
        """The questions of this sitting that apply and have no answer."""
        return tuple(question for question in self.sitting if self.facts[question].state is State.OPEN)


def start(
    diagnostic: Diagnostic,
    sheet: Sheet,
    *,
    domains: Collection[str] | None = None,
    critical_only: bool = False,
) -> Interview:
    """Return the interview at the first thing that is still to be asked.

    Args:
        diagnostic: a checked diagnostic.
        sheet: a settled answers file, or a new one; who and what is asked until the first question is answered.
        domains: ask only about these domains in this sitting; None means all.
        critical_only: ask only the critical questions in this sitting.
    """
    sitting = tuple(
        question.id
        for question in diagnostic.questions
        if (domains is None or question.domain in domains) and (question.critical or not critical_only)
    )
    interview = _with(Interview(diagnostic, sheet, sitting, AtEnd.OVERVIEW), sheet)
    said = [place for place, name in enumerate(SUBJECT_FIELDS) if getattr(sheet.subject, name)]
    unsaid = SUBJECT_FIELDS[max(said, default=-1) + 1 :]
    if unsaid and not sheet.answers:
        return replace(interview, cursor=AtSubject(unsaid[0]))
    return replace(interview, cursor=_next(interview, None))


def step(interview: Interview) -> Step:
    """Return what is to be asked now."""
    match interview.cursor:
        case AtSubject(field=name):
            return AskSubject(name, _as_text(interview.sheet.subject, name))
        case AtQuestion(question=question_id, part=part):
            return _ask(interview, interview.diagnostic.question[question_id], part)
        case AtEnd.OVERVIEW:
            return _overview(interview)
        case AtEnd.FINISHED:
            return Finished()
        case _:
            assert_never(interview.cursor)


def advance(interview: Interview, event: Event) -> Interview:  # noqa: C901, PLR0911 - one case an event
    """Return the interview after an event. A refused event changes nothing but `refused`.

    Raises:
        ValueError: if the event is no answer to the step.
    """
    interview = replace(interview, refused=None)
    match interview.cursor, event:
        case _, WentBack():
            return _back(interview)
        case _, Said(text=text) if len(clean(text)) > LONGEST_TEXT:
            return replace(interview, refused="too_long")
        case AtSubject(field=name), Said(text=text):
            return _say_subject(interview, name, clean(text))
        case AtQuestion(part=Part.LEVEL) as cursor, Chose(level=level) if _has(interview, cursor, level):
            return _choose(interview, cursor, level)
        case AtQuestion(part=Part.LEVEL) as cursor, Skipped():
            skipped = interview.skipped | {cursor.question}
            return _go_on(replace(interview, skipped=skipped), cursor)
        case AtQuestion(part=Part.REASON) as cursor, Said(text=text):
            return _give_reason(interview, cursor, clean(text))
        case AtQuestion(part=Part.WEAKNESSES) as cursor, Ticked(weaknesses=ticked) if _has_all(
            interview, cursor, ticked
        ):
            return _tick(interview, cursor, ticked)
        case AtQuestion(part=Part.NOTE) as cursor, Said(text=text):
            return _go_on(_with_answer(interview, cursor.question, note=clean(text) or None), cursor)
        case AtEnd.OVERVIEW, WentTo(question=question) if question in interview.asked:
            return _move(interview, AtQuestion(question, from_overview=True))
        case AtEnd.OVERVIEW, Confirmed():
            return replace(interview, cursor=AtEnd.FINISHED)
        case _:
            raise ValueError(f"{event} is no answer to {interview.cursor}")


def conduct(interview: Interview, ask: Callable[[Interview, Step], Event]) -> Iterator[Interview]:
    """Lead an interview to its end: ask each step, and yield the interview after each event, to be saved."""
    while not isinstance(current := step(interview), Finished):
        interview = advance(interview, ask(interview, current))
        yield interview


# --- steps in detail --------------------------------------------------------------------------------------------------


def _ask(interview: Interview, question: Question, part: Part) -> Step:
    answer = interview.sheet.answers.get(question.id)
    match part:
        case Part.LEVEL:
            domain = interview.diagnostic.domain[question.domain].title
            levels = interview.diagnostic.levels[question.id]
            return AskLevel(question, domain, _place(interview, question), levels, answer)
        case Part.REASON:
            return AskReason(question, (answer.reason if answer else None) or "")
        case Part.WEAKNESSES:
            return AskWeaknesses(question, answer.weaknesses if answer else None)
        case Part.NOTE:
            return AskNote(question, (answer.note if answer else None) or "")
        case _:
            assert_never(part)


def _place(interview: Interview, question: Question) -> Place:
    path = interview.asked
    domain = [one for one in path if interview.diagnostic.question[one].domain == question.domain]
    return Place(domain.index(question.id) + 1, len(domain), path.index(question.id) + 1, len(path))


def _overview(interview: Interview) -> CheckAnswers:
    answers = interview.sheet.answers
    questions = [interview.diagnostic.question[question] for question in interview.asked]
    return CheckAnswers(
        tuple(
            (question, None if interview.facts[question.id].state is State.OPEN else answers[question.id])
            for question in questions
        )
    )


def _as_text(subject: Subject, name: SubjectField) -> str:
    match getattr(subject, name):
        case None:
            return ""
        case tuple() as several:
            return ", ".join(several)
        case value:
            return str(value)


# --- events in detail -------------------------------------------------------------------------------------------------


def _back(interview: Interview) -> Interview:
    path = interview.asked
    for position, cursor in reversed([*enumerate(interview.trail)]):
        # A question on the trail is passed over when a later answer has made it vanish.
        if not isinstance(cursor, AtQuestion) or cursor.question in path:
            return replace(interview, cursor=cursor, trail=interview.trail[:position])
    return replace(interview, refused="nothing_before")


def _say_subject(interview: Interview, name: SubjectField, text: str) -> Interview:
    value = _as_field(name, text)
    said, problems = validate(Subject, {name: value} if value else {})
    if said is None:
        return replace(interview, refused=f"{name}_{problems[0].code}")
    subject = interview.sheet.subject.model_copy(update={name: getattr(said, name)})
    saying = _with(interview, interview.sheet.model_copy(update={"subject": subject}))
    later = SUBJECT_FIELDS[SUBJECT_FIELDS.index(name) + 1 :]
    return _move(saying, AtSubject(later[0]) if later else _next(saying, None))


def _as_field(name: SubjectField, text: str) -> object:
    if name == "respondents":
        return [one_line(part) for part in re.split("[,\n]", text) if part.strip()]
    return one_line(text).lower() if name == "agency" else one_line(text)


def _has(interview: Interview, cursor: AtQuestion, level: str) -> bool:
    """Tell whether a question can be answered so."""
    if level == NOT_APPLICABLE:
        return interview.diagnostic.question[cursor.question].not_applicable is not None
    return level == UNKNOWN or any(one.id == level for one in interview.diagnostic.levels[cursor.question])


def _has_all(interview: Interview, cursor: AtQuestion, weaknesses: Collection[str]) -> bool:
    return all(map(interview.diagnostic.question[cursor.question].weakness, weaknesses))


def _choose(interview: Interview, cursor: AtQuestion, level: str) -> Interview:
    # Not applicable counts only with its reason, and is not stored before it is given.
    if level == NOT_APPLICABLE:
        return _move(interview, replace(cursor, part=Part.REASON))
    choosing = _with_answer(interview, cursor.question, level=level, reason=None)
    return _move(choosing, replace(cursor, part=_part_after_level(choosing, cursor.question, level)))


def _part_after_level(interview: Interview, question_id: str, level: str) -> Part:
    """Return what follows a level: weaknesses after a weak or partial one, and where ticks are to be confirmed."""
    if level == UNKNOWN or not interview.diagnostic.question[question_id].weaknesses:
        return Part.NOTE
    strong = is_strong(interview.diagnostic.strength(question_id, level))
    ticked = interview.sheet.answers[question_id].weaknesses
    return Part.NOTE if strong and not ticked else Part.WEAKNESSES


def _tick(interview: Interview, cursor: AtQuestion, ticked: Collection[str]) -> Interview:
    question = interview.diagnostic.question[cursor.question]
    in_order = tuple(weakness.id for weakness in question.weaknesses if weakness.id in ticked)
    ticking = _with_answer(interview, cursor.question, weaknesses=in_order)
    return _move(ticking, replace(cursor, part=Part.NOTE))


def _give_reason(interview: Interview, cursor: AtQuestion, reason: str) -> Interview:
    if not reason:
        return replace(interview, refused="needs_reason")
    giving = _with_answer(interview, cursor.question, level=NOT_APPLICABLE, reason=reason)
    return _go_on(giving, cursor)


def _with_answer(interview: Interview, question_id: str, **changed: object) -> Interview:
    answers = dict(interview.sheet.answers)
    asked = interview.diagnostic.asked[question_id]
    before = answers.get(question_id, Answer())
    answers[question_id] = before.model_copy(update={**changed, "asked": asked})
    order = [question.id for question in interview.diagnostic.questions if question.id in answers]
    later = [question for question in answers if question not in interview.diagnostic.question]
    return _with(
        interview,
        interview.sheet.with_answers({question: answers[question] for question in [*order, *later]}),
    )


def _with(interview: Interview, sheet: Sheet) -> Interview:
    facts = route(interview.diagnostic, sheet.answers, scope=sheet.subject.domains)
    return replace(interview, sheet=sheet, facts=facts)


def _go_on(interview: Interview, cursor: AtQuestion) -> Interview:
    """Go to the next question that is open, or back to the overview for one that was reached from there."""
    if cursor.from_overview:
        return _move(interview, AtEnd.OVERVIEW)
    return _move(interview, _next(interview, cursor.question))


def _next(interview: Interview, after: str | None) -> Cursor:
    start_at = 0 if after is None else interview.sitting.index(after) + 1
    for question in interview.sitting[start_at:]:
        if part := _missing_part(interview, question):
            return AtQuestion(question, part)
    return AtEnd.OVERVIEW


def _missing_part(interview: Interview, question_id: str) -> Part | None:
    fact = interview.facts[question_id]
    if fact.state is State.OPEN and question_id not in interview.skipped:
        return Part.LEVEL
    not_asked_yet = fact.s is not None and fact.weaknesses is None and not is_strong(fact.s)
    return (
        Part.WEAKNESSES if not_asked_yet and interview.diagnostic.question[question_id].weaknesses else None
    )


def _move(interview: Interview, cursor: Cursor) -> Interview:
    return replace(interview, cursor=cursor, trail=(*interview.trail, interview.cursor))
