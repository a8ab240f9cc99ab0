"""The interview as a value: feed it an event, ask it for the step; whoever shows the step owns the terminal.

Rule: only the sheet is ever stored. Where the interview stands is derived from it, so that resuming, going back and
testing are the same calls with other answers.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import assert_never

from cpch_cli.core.assess import Given, Remark, assess
from cpch_cli.core.conditions import Fact, State, is_strong
from cpch_cli.core.joint import evidence_of, observed, voices_of
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Question, Sheet
from cpch_cli.core.release import as_shown
from cpch_cli.core.routing import route
from cpch_cli.core.sheet import drifted
from cpch_cli.core.slots import (
    CHAINS,
    OPENING,
    OPTIONS,
    SEVERAL_LINES,
    Refused,
    Slot,
    next_slot,
    text_in,
    with_text,
)
from cpch_cli.core.steps import (
    AskAgain,
    AskLevel,
    AskOption,
    AskRemark,
    AskText,
    AskWeaknesses,
    Away,
    CheckAnswers,
    Checked,
    ChooseTask,
    Chose,
    Confirmed,
    Event,
    Finished,
    Place,
    Said,
    Skipped,
    Spoke,
    Status,
    Step,
    Task,
    Ticked,
    ToldAside,
    ToSubject,
    ToTasks,
    WentAway,
    WentBack,
    WentTo,
)
from cpch_cli.core.text import one_line

# --- where an interview stands ----------------------------------------------------------------------------------------


class Part(Enum):
    """What is asked about a question, in this order."""

    LEVEL = "level"
    WEAKNESSES = "weaknesses"


class AtPlace(Enum):
    """The cursor on what there is only one of."""

    TASKS = "tasks"
    FINISHED = "finished"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class AtCheck:
    """The cursor on the overview of one domain, or of all."""

    domain: str | None


@dataclass(frozen=True, slots=True)
class AtChanged:
    """The cursor on a question whose words have changed since it was answered."""

    question: str


@dataclass(frozen=True, slots=True)
class AtRemark:
    """The cursor on a remark that the answers give rise to."""

    rule: str


@dataclass(frozen=True, slots=True)
class AtQuestion:
    """The cursor on a part of a question.

    Attributes:
        origin: from where it was reached, if that is where to go next.
        aside: it was reached from its own level by a key, to go back there.
    """

    question: str
    part: Part = Part.LEVEL
    origin: AtCheck | AtChanged | AtRemark | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class AtText:
    """The cursor on a text; `after` is the question it is about, as it was left."""

    slot: Slot
    chain: str
    after: AtQuestion | None = None


Cursor = AtPlace | AtCheck | AtChanged | AtRemark | AtQuestion | AtText


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the last event could not be taken, as a key of the program's words, and the text that was refused."""

    key: str
    text: str = ""


@dataclass(frozen=True)
class Interview:
    """One sitting.

    Attributes:
        diagnostic: in the language of the sitting.
        sheet: subject and answers: all that is ever stored.
        sitting: ids of the questions that may be asked in this sitting, in the diagnostic's order.
        trail: where the respondent was before, latest last.
        skipped: what was put off in this sitting.
        confirmed: the remarks that the respondent said are right, with the answers they rested on.
        refused: why the last event could not be taken; None if it was.
    """

    diagnostic: Diagnostic
    sheet: Sheet
    sitting: tuple[str, ...]
    cursor: Cursor
    trail: tuple[Cursor, ...] = ()
    skipped: frozenset[Cursor] = frozenset()
    confirmed: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    refused: Refusal | None = None

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """What is known of every question, as things stand."""
        return route(self.diagnostic, self.sheet.answers, scope=self.sheet.subject.domains)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions of this sitting that are asked, as things stand."""
        return tuple(question for question in self.sitting if self.facts[question].asked)

    @property
    def open(self) -> tuple[str, ...]:
        """The questions of this sitting that apply and have no answer."""
        return tuple(question for question in self.sitting if self.facts[question].state is State.OPEN)

    @property
    def answered(self) -> int:
        """How many questions of this sitting have been dealt with."""
        return len(self.asked) - len(self.open)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The questions of this sitting whose words have changed since they were answered."""
        changed = drifted(self.diagnostic, self.sheet)
        return tuple(question for question in self.asked if question in changed)

    @cached_property
    def remarks(self) -> Mapping[str, Remark]:
        """The remarks that answers of this sitting give rise to, by their rules."""
        assessment = assess(self.diagnostic, self.sheet.answers, scope=self.sheet.subject.domains)
        asked = set(self.asked)
        return {
            remark.rule: remark
            for remark in assessment.remarks
            if asked.intersection(given.question for given in remark.answers)
        }


def start(
    diagnostic: Diagnostic,
    sheet: Sheet,
    *,
    domains: Collection[str] | None = None,
    critical_only: bool = False,
    only: Collection[str] | None = None,
) -> Interview:
    """Return the interview where it begins: who and what is assessed, answers to former words, or the task list.

    Args:
        diagnostic: a checked diagnostic.
        sheet: a settled answers file, or a new one; who and what is asked until the first question is answered. An
            answer in it that holds several voices is a joint one: the level that is agreed on needs a reason.
        domains: ask only about these domains in this sitting; None means all.
        critical_only: ask only the critical questions in this sitting.
        only: ask only these questions in this sitting; None means all.
    """
    sitting = tuple(
        question.id
        for question in diagnostic.questions
        if (domains is None or question.domain in domains) and (question.critical or not critical_only)
        if only is None or question.id in only
    )
    interview = _with(Interview(diagnostic, sheet, sitting, AtPlace.TASKS), sheet)
    said = [place for place, name in enumerate(OPENING) if getattr(sheet.subject, name)]
    unsaid = CHAINS["opening"][max(said, default=-1) + 1 :]
    begun = [
        one for one, answer in sheet.answers.items() if _is_begun(answer) and (only is None or one in only)
    ]
    if unsaid and not begun:
        return replace(interview, cursor=AtText(Slot(unsaid[0]), "opening"))
    return replace(interview, cursor=_changed_or_tasks(interview))


def _is_begun(answer: Answer) -> bool:
    """Tell whether something was said in this file, and not only by the voices that it holds."""
    return answer.level is not None or not voices_of(answer)


def step(interview: Interview) -> Step:  # noqa: PLR0911 - one case a place
    """Return what is to be asked now."""
    match interview.cursor:
        case AtText(slot=slot):
            return _ask_text(interview, slot)
        case AtPlace.TASKS:
            return _choose_task(interview)
        case AtQuestion(question=question_id, part=part):
            return _ask(interview, interview.diagnostic.question[question_id], part)
        case AtChanged(question=question_id):
            return _ask_again(interview, interview.diagnostic.question[question_id])
        case AtCheck(domain=domain):
            return _check(interview, domain)
        case AtRemark(rule=rule):
            return _ask_remark(interview, rule)
        case AtPlace.FINISHED:
            return Finished()
        case AtPlace.AWAY:
            return Away()
        case _:
            assert_never(interview.cursor)


def advance(interview: Interview, event: Event) -> Interview:  # noqa: C901, PLR0911, PLR0912 - one case an event
    """Return the interview after an event. A refused event changes nothing but `refused`.

    Raises:
        ValueError: if the event is no answer to the step.
    """
    interview = replace(interview, refused=None)
    match interview.cursor, event:
        case _, WentAway():
            return replace(interview, cursor=AtPlace.AWAY)
        case _, Spoke(language=language, diagnostic=diagnostic):
            spoken = interview.sheet.model_copy(update={"language": language})
            return replace(interview, diagnostic=diagnostic, sheet=spoken)
        case AtQuestion(part=Part.WEAKNESSES) as cursor, WentBack(ticked=ticked) if ticked and _has_all(
            interview, cursor, ticked
        ):
            return _back(_with_ticks(interview, cursor.question, ticked))
        case _, WentBack():
            return _back(interview)
        case AtText() as cursor, Said(text=text):
            return _say(interview, cursor, text)
        case ((AtQuestion() | AtCheck() | AtChanged() | AtRemark()), ToTasks()):
            return _move(interview, AtPlace.TASKS)
        case AtPlace.TASKS, WentTo(id=domain) if domain in _domains(interview):
            return _go_to_domain(interview, domain)
        case AtPlace.TASKS, ToSubject():
            return _move(interview, AtText(Slot(CHAINS["about"][0]), "about"))
        case AtPlace.TASKS, Confirmed():
            return _move(interview, AtCheck(None))
        case AtQuestion(part=Part.LEVEL) as cursor, Chose(level=level) if _has(interview, cursor, level):
            return _choose(interview, cursor, level)
        case AtQuestion(part=Part.LEVEL) as cursor, ToldAside(what=what):
            return _tell_aside(interview, cursor, what)
        case AtQuestion() as cursor, Skipped():
            return _skip(interview, cursor)
        case AtQuestion(part=Part.WEAKNESSES) as cursor, Ticked(weaknesses=ticked) if _has_all(
            interview, cursor, ticked
        ):
            return _go_on(_with_ticks(interview, cursor.question, ticked), cursor)
        case AtChanged() as cursor, Skipped():
            return _skip(interview, cursor)
        case AtChanged(question=question) as cursor, Confirmed():
            kept = _with_answer(interview, question)
            return _move(kept, _changed_or_tasks(kept))
        case AtChanged(question=question) as cursor, WentTo(id=wanted) if wanted == question:
            return _move(interview, AtQuestion(question, origin=cursor))
        case AtCheck(domain=domain) as cursor, WentTo(id=question) if question in _of_domain(
            interview, domain
        ):
            return _move(interview, AtQuestion(question, origin=cursor))
        case AtCheck(domain=None), Confirmed():
            return _move(interview, _remark_or_closing(interview))
        case AtCheck(), Confirmed():
            return _move(interview, AtPlace.TASKS)
        case AtRemark(rule=rule), Confirmed():
            remark = interview.remarks[rule]
            confirmed = replace(interview, confirmed={**interview.confirmed, rule: remark.answers})
            return _move(confirmed, _remark_or_closing(confirmed))
        case AtRemark(rule=rule) as cursor, WentTo(id=question) if question in _of_remark(interview, rule):
            return _move(interview, AtQuestion(question, origin=cursor))
        case _:
            raise ValueError(f"{event} is no answer to {interview.cursor}")


def conduct(interview: Interview, ask: Callable[[Interview, Step], Event]) -> Iterator[Interview]:
    """Lead an interview to its end: ask each step, and yield the interview after each event, to be saved."""
    while not isinstance(current := step(interview), Finished | Away):
        interview = advance(interview, ask(interview, current))
        yield interview


# --- steps in detail --------------------------------------------------------------------------------------------------


def _ask_text(interview: Interview, slot: Slot) -> Step:
    question = interview.diagnostic.question[slot.question] if slot.question else None
    stands = slot.held if slot.part == "who" and slot.held else text_in(interview.sheet, slot)
    given = interview.refused.text if interview.refused and interview.refused.text else stands
    if slot.name in OPTIONS:
        return AskOption(slot.name, question, OPTIONS[slot.name], given)
    level = (slot.held or NOT_APPLICABLE) if slot.name == "reason" else None
    return AskText(slot.name, question, given, slot.name in SEVERAL_LINES, level)


def _ask(interview: Interview, question: Question, part: Part) -> Step:
    answer = as_shown(interview.sheet).sheet.answers.get(question.id)
    if part is Part.WEAKNESSES:
        return AskWeaknesses(question, observed(question, answer) if answer else None)
    domain = interview.diagnostic.domain[question.domain]
    levels = interview.diagnostic.levels[question.id]
    return AskLevel(question, domain, _place(interview, question), levels, answer)


def _place(interview: Interview, question: Question) -> Place:
    path = interview.asked
    domain = [one for one in path if interview.diagnostic.question[one].domain == question.domain]
    return Place(domain.index(question.id) + 1, len(domain), path.index(question.id) + 1, len(path))


def _choose_task(interview: Interview) -> ChooseTask:
    tasks = tuple(_task(interview, domain) for domain in _domains(interview))
    to_do = [task for task in tasks if task.status != "done"]
    begun = [task for task in to_do if task.status == "in_progress"]
    kept = tuple(key for key in interview.sheet.answers if key not in interview.diagnostic.question)
    changed = tuple(interview.diagnostic.question[one].number for one in interview.changed)
    return ChooseTask(tasks, (begun or to_do)[0].domain.id if to_do else None, kept, changed)


def _domains(interview: Interview) -> tuple[str, ...]:
    """Return the domains of which something is asked in this sitting."""
    return tuple(dict.fromkeys(interview.diagnostic.question[one].domain for one in interview.asked))


def _of_domain(interview: Interview, domain: str | None) -> tuple[str, ...]:
    question = interview.diagnostic.question
    return tuple(one for one in interview.asked if domain is None or question[one].domain == domain)


def _task(interview: Interview, domain_id: str) -> Task:
    asked = _of_domain(interview, domain_id)
    answered = sum(interview.facts[one].state is not State.OPEN for one in asked)
    done = not any(_missing_part(interview, one) for one in asked)
    status: Status = "done" if done else "in_progress" if answered else "not_started"
    return Task(interview.diagnostic.domain[domain_id], status, answered, len(asked))


def _ask_again(interview: Interview, question: Question) -> AskAgain:
    answer = interview.sheet.answers[question.id]
    former = next((one for one in question.formerly if one.asked == answer.asked), None)
    return AskAgain(question, interview.diagnostic.levels[question.id], former, answer)


def _check(interview: Interview, domain: str | None) -> CheckAnswers:
    checked = tuple(_checked(interview, question) for question in _of_domain(interview, domain))
    return CheckAnswers(interview.diagnostic.domain[domain] if domain else None, checked)


def _checked(interview: Interview, question: str) -> Checked:
    is_open = interview.facts[question].state is State.OPEN
    answer = None if is_open else interview.sheet.answers.get(question)
    return Checked(interview.diagnostic.question[question], answer, question in interview.changed)


def _ask_remark(interview: Interview, rule: str) -> AskRemark:
    answers = tuple(_checked(interview, question) for question in _of_remark(interview, rule))
    return AskRemark(rule, interview.diagnostic.rule[rule].remark or "", answers)


# --- events in detail -------------------------------------------------------------------------------------------------


def _back(interview: Interview) -> Interview:
    for position, cursor in reversed([*enumerate(interview.trail)]):
        # Passed over when a later answer has made it vanish.
        if _is_still_there(interview, cursor):
            return replace(interview, cursor=cursor, trail=interview.trail[:position])
    return replace(interview, refused=Refusal("nothing_before"))


def _is_still_there(interview: Interview, cursor: Cursor) -> bool:
    match cursor:
        case AtQuestion(question=question):
            return question in interview.asked
        case AtText(slot=Slot(question=str(question))):
            return question in interview.asked
        case AtChanged(question=question):
            return question in interview.changed
        case AtRemark(rule=rule):
            return rule in interview.remarks
        case _:
            return True


def _say(interview: Interview, cursor: AtText, text: str) -> Interview:
    try:
        sheet = with_text(interview.sheet, cursor.slot, text)
    except Refused as refused:
        return replace(interview, refused=Refusal(refused.key, text))
    saying = _with(interview, sheet)
    if cursor.chain == "reason" and cursor.after:
        agreed = evidence_of(saying.sheet.answers[cursor.after.question])
        return _after_level(_with_answer(saying, cursor.after.question, **agreed), cursor.after)
    if following := next_slot(sheet, cursor.chain, cursor.slot, text):
        if cursor.slot.name == "dissent.who":
            # Not kept yet, and still to be seen when one goes back to it.
            told = replace(cursor, slot=replace(cursor.slot, held=one_line(text)))
            saying = replace(saying, cursor=told)
        return _move(saying, replace(cursor, slot=following))
    if cursor.after:
        return _return_to_level(saying, cursor.after)
    if cursor.chain == "closing":
        return _move(saying, AtPlace.FINISHED)
    return _move(saying, _changed_or_tasks(saying))


def _go_to_domain(interview: Interview, domain: str) -> Interview:
    """Go to the first thing that is open in a domain, put off or not; where nothing is, to its answers."""
    skipped = frozenset(
        one
        for one in interview.skipped
        if not (isinstance(one, AtQuestion) and interview.diagnostic.question[one.question].domain == domain)
    )
    going = replace(interview, skipped=skipped)
    return _move(going, _next_open(going, _of_domain(going, domain)) or AtCheck(domain))


def _tell_aside(interview: Interview, cursor: AtQuestion, what: str) -> Interview:
    if what == "weaknesses":
        question = interview.diagnostic.question[cursor.question]
        if interview.facts[cursor.question].s is None or not question.weaknesses:
            key = "level_first" if question.weaknesses else "no_weaknesses"
            return replace(interview, refused=Refusal(key))
        return _move(interview, replace(cursor, part=Part.WEAKNESSES, aside=True))
    return _move(interview, AtText(Slot(CHAINS[what][0], cursor.question), what, after=cursor))


def _return_to_level(interview: Interview, level: AtQuestion) -> Interview:
    """Return from what was told aside to the question, as if one had not left it."""
    position = max(place for place, cursor in enumerate(interview.trail) if cursor == level)
    return replace(interview, cursor=level, trail=interview.trail[:position])


def _has(interview: Interview, cursor: AtQuestion, level: str) -> bool:
    """Tell whether a question can be answered so."""
    if level == NOT_APPLICABLE:
        return interview.diagnostic.question[cursor.question].not_applicable is not None
    return level == UNKNOWN or any(one.id == level for one in interview.diagnostic.levels[cursor.question])


def _has_all(interview: Interview, cursor: AtQuestion, weaknesses: Collection[str]) -> bool:
    return all(map(interview.diagnostic.question[cursor.question].weakness, weaknesses))


def _choose(interview: Interview, cursor: AtQuestion, level: str) -> Interview:
    # What counts only with its reason is not stored before it is given.
    if level == NOT_APPLICABLE or voices_of(interview.sheet.answers.get(cursor.question, Answer())):
        return _move(interview, AtText(Slot("reason", cursor.question, held=level), "reason", after=cursor))
    return _after_level(_with_answer(interview, cursor.question, level=level, reason=None), cursor)


def _after_level(interview: Interview, cursor: AtQuestion) -> Interview:
    if _asks_weaknesses(interview, cursor.question):
        return _move(interview, replace(cursor, part=Part.WEAKNESSES))
    return _go_on(interview, cursor)


def _asks_weaknesses(interview: Interview, question_id: str) -> bool:
    """Tell whether weaknesses follow a level: after a weak or partial one, and where ticks are to be confirmed."""
    s, question = interview.facts[question_id].s, interview.diagnostic.question[question_id]
    if s is None or not question.weaknesses:
        return False
    return not is_strong(s) or bool(observed(question, interview.sheet.answers[question_id]))


def _with_ticks(interview: Interview, question_id: str, ticked: Collection[str]) -> Interview:
    question = interview.diagnostic.question[question_id]
    in_order = tuple(weakness.id for weakness in question.weaknesses if weakness.id in ticked)
    if question_id not in interview.changed:
        return _with_answer(interview, question_id, weaknesses=in_order)
    # Ticks do not say that a level given to other words still holds.
    given_to = interview.sheet.answers[question_id].asked
    return _with_answer(interview, question_id, weaknesses=in_order, asked=given_to)


def _skip(interview: Interview, cursor: AtQuestion | AtChanged) -> Interview:
    if isinstance(cursor, AtChanged):
        skipping = replace(interview, skipped=interview.skipped | {cursor})
        return _move(skipping, _changed_or_tasks(skipping))
    put_off = AtQuestion(cursor.question, cursor.part)
    return _go_on(replace(interview, skipped=interview.skipped | {put_off}), cursor)


def _with_answer(interview: Interview, question_id: str, **changed: object) -> Interview:
    """Return the interview with a changed answer, given to the words that the question has now unless `asked` is said."""
    answers = dict(interview.sheet.answers)
    given_now = {"asked": interview.diagnostic.asked[question_id], **changed}
    answers[question_id] = answers.get(question_id, Answer()).model_copy(update=given_now)
    return _with(interview, interview.sheet.with_answers(answers))


def _with(interview: Interview, sheet: Sheet) -> Interview:
    """Return the interview with a sheet, whose answers are brought into the diagnostic's order."""
    answers = sheet.answers
    order = [question.id for question in interview.diagnostic.questions if question.id in answers]
    later = [question for question in answers if question not in interview.diagnostic.question]
    in_order = sheet.with_answers({question: answers[question] for question in [*order, *later]})
    return replace(interview, sheet=in_order)


# --- where to go next -------------------------------------------------------------------------------------------------


def _go_on(interview: Interview, cursor: AtQuestion) -> Interview:
    """Go to where the question was reached from, or to what is open after it in its domain, or to the task list."""
    if cursor.aside:
        return _return_to_level(interview, replace(cursor, part=Part.LEVEL, aside=False))
    match cursor.origin:
        case AtCheck() as check:
            return _move(interview, check)
        case AtChanged():
            return _move(interview, _changed_or_tasks(interview))
        case AtRemark():
            return _move(interview, _remark_or_closing(interview))
        case None:
            domain = interview.diagnostic.question[cursor.question].domain
            later = interview.sitting[interview.sitting.index(cursor.question) + 1 :]
            following = [question for question in later if question in _of_domain(interview, domain)]
            return _move(interview, _next_open(interview, following) or AtPlace.TASKS)
        case _:
            assert_never(cursor.origin)


def _next_open(interview: Interview, questions: Sequence[str]) -> AtQuestion | None:
    for question in questions:
        part = _missing_part(interview, question)
        if part and AtQuestion(question, part) not in interview.skipped:
            return AtQuestion(question, part)
    return None


def _missing_part(interview: Interview, question_id: str) -> Part | None:
    fact = interview.facts[question_id]
    if fact.state is State.OPEN:
        return Part.LEVEL
    if fact.weaknesses is None and _asks_weaknesses(interview, question_id):
        return Part.WEAKNESSES
    return None


def _changed_or_tasks(interview: Interview) -> Cursor:
    waiting = (AtChanged(question) for question in interview.changed)
    return next((cursor for cursor in waiting if cursor not in interview.skipped), AtPlace.TASKS)


def _of_remark(interview: Interview, rule: str) -> tuple[str, ...]:
    """Return the questions of this sitting that a remark rests on."""
    given = {one.question for one in interview.remarks[rule].answers}
    return tuple(question for question in interview.asked if question in given)


def _remark_or_closing(interview: Interview) -> Cursor:
    """Return the next remark that nobody has confirmed, or who cleared the answers when all is answered, or the end."""
    for rule, remark in interview.remarks.items():
        if interview.confirmed.get(rule) != remark.answers:
            return AtRemark(rule)
    subject = interview.sheet.subject
    everything = all(fact.state is not State.OPEN for fact in interview.facts.values())
    if everything and subject.conducted is None:
        return AtText(Slot(CHAINS["closing"][0]), "closing")
    return AtPlace.FINISHED


def _move(interview: Interview, cursor: Cursor) -> Interview:
    return replace(interview, cursor=cursor, trail=(*interview.trail, interview.cursor))
