"""What each step of the interview says, in words, as a page: a head, entries to choose from, and keys.

A page knows neither width nor height. `screen.py` fits it to a terminal, `plain.py` prints it line by line.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from cpch_cli.core.interview import Interview
from cpch_cli.core.joint import voices_of
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Question, json_number
from cpch_cli.core.phrases import handbook_sections, service
from cpch_cli.core.slots import OPEN_OPTIONS
from cpch_cli.core.steps import (
    AskAgain,
    AskLevel,
    AskOption,
    AskRemark,
    AskText,
    AskWeaknesses,
    CheckAnswers,
    Checked,
    ChooseTask,
    Chose,
    Confirmed,
    Event,
    Said,
    Skipped,
    Step,
    Ticked,
    ToldAside,
    ToSubject,
    ToTasks,
    WentAway,
    WentBack,
    WentTo,
)
from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words


class Command(Enum):
    """What a key does besides moving the interview on."""

    HELP = "help"
    LANGUAGE = "language"
    OTHER = "other"


Action = Event | Command

# Returns the words and the diagnostic in the language after this one.
SpeakNext = Callable[[str], tuple[Words, Diagnostic]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose.

    Attributes:
        label: what is typed to get to it.
        below: further paragraphs under its text.
        heading: what stands over it, where a new group begins.
    """

    label: str
    text: str
    action: Action | None = None
    below: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that acts at once; `name` is the key of its words."""

    key: str
    name: str
    action: Action


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        head: paragraphs over the title.
        title: what is asked.
        entries: what can be chosen.
        given: the entry that stands already, by its place; None if none does.
        said: paragraphs between the title and the entries: what others said already.
        ticked: where several entries can be ticked, the places of those that are; else None.
        tail: paragraphs under the entries.
        keys: single keys with what they do.
        hint: a reminder under all, which the help holds too: it gives way where it would make the page scroll.
    """

    head: tuple[str, ...]
    title: str
    entries: tuple[Entry, ...]
    given: int | None
    tail: tuple[str, ...]
    keys: tuple[Key, ...]
    ticked: frozenset[int] | None = None
    hint: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page that asks for a text; `long`: of several lines; `of_today`: the day of today, unless another is given."""

    head: tuple[str, ...]
    title: str
    given: str
    long: bool = False
    of_today: bool = False

    def offered(self, today: dt.date) -> str:
        """Return the text that stands there to be confirmed."""
        return self.given or (today.isoformat() if self.of_today else "")


_HELP: Final = Key("?", "help", Command.HELP)
_NOTE: Final = Key("n", "note", ToldAside("note"))
_EVIDENCE: Final = Key("e", "evidence", ToldAside("evidence"))
_VIEWS: Final = Key("g", "views", ToldAside("views"))
_WEAKNESSES: Final = Key("w", "weaknesses", ToldAside("weaknesses"))
_SKIP: Final = Key("s", "skip", Skipped())
_BACK: Final = Key("b", "back", WentBack())
_TASKS: Final = Key("t", "tasks", ToTasks())
_LANGUAGE: Final = Key("l", "language", Command.LANGUAGE)
_LEAVE: Final = Key("q", "leave", WentAway())

_ON_A_QUESTION: Final = (
    *(_HELP, _LEAVE, _BACK, _SKIP, _NOTE, _EVIDENCE, _TASKS),
    *(_VIEWS, _WEAKNESSES, _LANGUAGE),
)
_THAT_CAN_WAIT: Final = (_HELP, _LEAVE, _BACK, _SKIP, _TASKS, _LANGUAGE)
_ON_A_LIST: Final = (_HELP, _LEAVE, _BACK, _TASKS, _LANGUAGE)
_ELSEWHERE: Final = (_HELP, _LEAVE, _BACK, _LANGUAGE)

NOTHING: Final = Ticked(())


def page_of(interview: Interview, step: Step, words: Words) -> Page | TextPage:  # noqa: PLR0911 - one case a step
    """Return the page of a step."""
    match step:
        case AskText():
            return _text_page(interview, step, words)
        case AskOption():
            return _options(interview, step, words)
        case ChooseTask():
            return _tasks(interview, step, words)
        case AskLevel():
            return _levels(interview, step, words)
        case AskWeaknesses():
            return _weaknesses(interview, step, words)
        case AskAgain():
            return _again(interview, step, words)
        case CheckAnswers():
            return _overview(interview, step, words)
        case AskRemark():
            return _remark(interview, step, words)
        case _:
            raise ValueError(f"nothing to ask: {step}")


def ticks(page: Page, ticked: frozenset[int]) -> Ticked:
    """Return what was ticked on a page of weaknesses."""
    chosen = [entry.action for place, entry in enumerate(page.entries) if place in ticked]
    return Ticked(tuple(one.id for one in chosen if isinstance(one, WentTo)))


# --- texts ------------------------------------------------------------------------------------------------------------


def _text_page(interview: Interview, step: AskText, words: Words) -> TextPage:
    head, title = _recalled(interview, step.question, words), words(f"ask.{step.about}")
    if step.question and step.level == NOT_APPLICABLE:
        head = (*head, words("ask.reason.case", case=step.question.not_applicable or ""))
    elif step.question and step.level:
        chosen = Answer(level=step.level)
        head = _in_short(interview, step.question, chosen, words)
        title = words("ask.joint_reason")
    of_today = step.about == "subject.date"
    return TextPage(head, title, step.given, step.long, of_today)


def _recalled(interview: Interview, question: Question | None, words: Words) -> tuple[str, ...]:
    """Return a question and its answer in short, over what is asked about it."""
    if question is None:
        return ()
    return _in_short(interview, question, interview.sheet.answers.get(question.id), words)


def _in_short(
    interview: Interview, question: Question, answer: Answer | None, words: Words
) -> tuple[str, ...]:
    said = answer_in_words(interview.diagnostic, question, answer, words)
    return (f"{question.number}  {question.text}", f"> {said}")


# --- lists ------------------------------------------------------------------------------------------------------------


def _options(interview: Interview, step: AskOption, words: Words) -> Page:
    about = step.about
    entries = [
        Entry(str(number), words(f"option.{about}.{option}"), Said(option))
        for number, option in enumerate(step.options, start=1)
    ]
    given = step.options.index(step.given) if step.given in step.options else None
    if about in OPEN_OPTIONS:
        entries.append(Entry(str(len(entries) + 1), words(f"option.{about}.other"), Command.OTHER))
        given = len(entries) - 1 if step.given and given is None else given
    if step.question is None:
        entries.append(Entry(str(len(entries) + 1), words("option.leave_open"), Said("")))
        given = len(entries) - 1 if not step.given else given
    head = _recalled(interview, step.question, words)
    return Page(head, words(f"ask.{about}"), tuple(entries), given, (), _ELSEWHERE)


def _tasks(interview: Interview, step: ChooseTask, words: Words) -> Page:
    entries = [Entry("0", words("tasks.subject"), ToSubject())]
    for number, task in enumerate(step.tasks, start=1):
        status = words(f"tasks.{task.status}", answered=task.answered, asked=task.asked)
        entries.append(
            Entry(
                str(number),
                words("tasks.task", domain=task.domain.title, status=status),
                WentTo(task.domain.id),
            )
        )
    entries.append(Entry("c", words("tasks.check"), Confirmed()))
    places = {task.domain.id: place for place, task in enumerate(step.tasks, start=1)}
    notes = []
    if step.changed:
        notes.append(words("tasks.changed", questions=", ".join(step.changed)))
    if step.kept:
        notes.append(words("tasks.kept", ids=", ".join(step.kept)))
    answered, asked = interview.answered, len(interview.asked)
    head = (words("tasks.head", title=interview.diagnostic.title, answered=answered, asked=asked),)
    given = places[step.next] if step.next else len(entries) - 1
    return Page(head, words("tasks.title"), tuple(entries), given, tuple(notes), _ELSEWHERE)


def _levels(interview: Interview, step: AskLevel, words: Words) -> Page:
    question, place = step.question, step.place
    position = words(
        "question.position",
        domain=step.domain.title,
        in_domain=place.in_domain,
        of_domain=place.of_domain,
        in_all=place.in_all,
        of_all=place.of_all,
    )
    marks = ", ".join(words(key) for key in _marks(question))
    entries = [
        # The same number in every language, also where it has decimals.
        Entry(str(json_number(level.value)), f"{level.title}. {level.text}", Chose(level.id))
        for level in step.levels
    ]
    entries.append(Entry("d", words("answer.unknown"), Chose(UNKNOWN)))
    if question.not_applicable is not None:
        case = words("question.not_applicable", case=question.not_applicable)
        entries.append(Entry("x", case, Chose(NOT_APPLICABLE)))
    level = step.given.level if step.given else None
    given = next((place for place, one in enumerate(entries) if one.action == Chose(level or "")), None)
    tail = tuple(_said_besides(question, step.given, words))
    title = f"{question.number}  {question.text}{f' ({marks})' if marks else ''}"
    hint = words("question.every_element")
    said = tuple(_voices(interview, question, step.given, words))
    return Page((position,), title, tuple(entries), given, tail, _ON_A_QUESTION, hint=hint, said=said)


def _voices(interview: Interview, question: Question, answer: Answer | None, words: Words) -> Iterator[str]:
    """Yield what each service said, where an answer holds several voices."""
    for agency, voice in voices_of(answer or Answer()).items():
        said = answer_in_words(interview.diagnostic, question, voice, words)
        lines = [*_said_besides(question, voice, words)]
        if voice.handling == "own_service" and agency != interview.sheet.subject.agency:
            lines.append(words("said.own_service"))
        # Every line of a person's own words begins with a sign, so that none looks like what another service said.
        besides = [f"- {line}" for text in lines for line in text.split("\n")]
        yield "\n".join(
            [words("said.voice", service=service(agency, words), answer=one_line(said)), *besides]
        )


def _marks(question: Question) -> Iterator[str]:
    if question.critical:
        yield "question.critical"
    if question.source == "handbook":
        yield "question.from_extract"


def _said_besides(question: Question, answer: Answer | None, words: Words) -> Iterator[str]:
    """Yield what was said about an answer besides its level."""
    if answer is None:
        return
    for weakness in question.weaknesses:
        if weakness.id in (answer.weaknesses or ()):
            yield words("said.weakness", text=weakness.text)
    if answer.reason and answer.level != NOT_APPLICABLE:
        yield words("said.reason", text=answer.reason)
    if answer.note:
        yield words("said.note", text=answer.note)
    if answer.evidence:
        yield words("said.evidence", text=words(f"option.evidence.{answer.evidence}"))
    if answer.reference and answer.reference.title:
        yield words("said.reference", text=answer.reference.title)
    yield from _views(answer, words)


def _views(answer: Answer, words: Words) -> Iterator[str]:
    """Yield who agreed with an answer, who did not, and what is to be settled."""
    if answer.agreed:
        yield words("said.agreed", text=", ".join(answer.agreed))
    for dissent in answer.dissent or ():
        yield words("said.dissent", who=dissent.who, text=dissent.text)
    for point in answer.open or ():
        owner = words("said.owner", owner=point.owner) if point.owner else ""
        yield words("said.open", text=point.text) + owner


def _weaknesses(interview: Interview, step: AskWeaknesses, words: Words) -> Page:
    weaknesses = step.question.weaknesses
    entries = tuple(
        Entry(str(number), weakness.text, WentTo(weakness.id))
        for number, weakness in enumerate(weaknesses, start=1)
    )
    none = Entry("0", words("weaknesses.none"), NOTHING)
    ticked = frozenset(place for place, one in enumerate(weaknesses) if one.id in (step.given or ()))
    given = len(entries) if step.given == () else None
    head = _recalled(interview, step.question, words)
    title, tail = words("weaknesses.title"), (words("weaknesses.keys"),)
    return Page(head, title, (*entries, none), given, tail, _THAT_CAN_WAIT, ticked)


def _again(interview: Interview, step: AskAgain, words: Words) -> Page:
    question, former = step.question, step.former
    answer = answer_in_words(interview.diagnostic, question, step.given, words)
    now = next((level.text for level in step.levels if level.id == step.given.level), None)
    then = former.levels.get(step.given.level or "") if former else None
    head = [
        words("changed.head", number=question.number),
        words("changed.then", version=former.version, text=former.text) if former else words("changed.lost"),
        words("changed.now", text=question.text),
        words("changed.answer", answer=answer),
    ]
    if then and now and then != now:
        head += [words("changed.level_then", text=then), words("changed.level_now", text=now)]
    entries = (
        Entry("k", words("changed.keep"), Confirmed()),
        Entry("c", words("changed.change"), WentTo(question.id)),
    )
    return Page(tuple(head), words("changed.title"), entries, None, (), _THAT_CAN_WAIT)


def _overview(interview: Interview, step: CheckAnswers, words: Words) -> Page:
    still_open = [one.question.number for one in step.answers if one.answer is None]
    head = [words("check.of_domain", domain=step.domain.title) if step.domain else words("check.of_all")]
    head.append(
        words("check.open", questions=", ".join(still_open)) if still_open else words("check.none_open")
    )
    end = "check.to_tasks" if step.domain else "check.finish"
    entries = [Entry("f", words(end), Confirmed())]
    domain = step.domain.id if step.domain else ""
    for one in step.answers:
        entry = _checked(interview, one, words)
        if one.question.domain != domain:
            domain = one.question.domain
            entry = replace(entry, heading=interview.diagnostic.domain[domain].title)
        entries.append(entry)
    return Page(tuple(head), words("check.title"), tuple(entries), 0, (), _ON_A_LIST)


def _checked(interview: Interview, checked: Checked, words: Words) -> Entry:
    question = checked.question
    said = [f"> {answer_in_words(interview.diagnostic, question, checked.answer, words)}"]
    if checked.changed:
        said.append(words("check.changed"))
    said += _said_besides(question, checked.answer, words)
    return Entry(question.number, question.text, WentTo(question.id), tuple(said))


def _remark(interview: Interview, step: AskRemark, words: Words) -> Page:
    entries = [Entry("k", words("remark.keep"), Confirmed())]
    entries += [_checked(interview, one, words) for one in step.answers]
    return Page(
        (words("remark.head"), step.remark), words("remark.title"), tuple(entries), None, (), _ON_A_LIST
    )


def answer_in_words(diagnostic: Diagnostic, question: Question, answer: Answer | None, words: Words) -> str:
    """Return what was answered, in a few words."""
    if answer is None or answer.level is None:
        return words("answer.open")
    if answer.level == UNKNOWN:
        return words("answer.unknown")
    if answer.level == NOT_APPLICABLE:
        if answer.reason is None:
            return words("view.answer.not_applicable")
        return words("answer.not_applicable", reason=answer.reason)
    level = diagnostic.level(question.id, answer.level)
    return f"{words.value(level.value)} {level.title}" if level else answer.level


# --- help -------------------------------------------------------------------------------------------------------------


def help_page(interview: Interview, step: Step, page: Page, words: Words) -> Page:
    """Return why a question is asked and what to look for, and what the keys of its page do."""
    question = getattr(step, "question", None)
    about = tuple(_about(interview.diagnostic, question, words)) if isinstance(question, Question) else ()
    keys = tuple(f"{key.key}  {words(f'key.{key.name}.meaning')}" for key in page.keys)
    hint = (page.hint,) if page.hint else ()
    text = (*about, *hint, words("help.keys"), words("help.move"), *keys, words("help.stop"))
    close = Entry("f", words("help.close"), WentBack())
    return Page((), words("help.title"), (close,), 0, text, ())


def _about(diagnostic: Diagnostic, question: Question, words: Words) -> Iterator[str]:
    yield words("help.why", why=question.why)
    if question.evidence:
        yield words("help.evidence")
        yield from (f"- {item}" for item in question.evidence)
    for section in handbook_sections(question.handbook):
        name = diagnostic.sections.get(section)
        key = "help.section.named" if name else "help.section"
        yield words(key, section=section, name=name or "")
    if question.not_applicable:
        yield words("help.not_applicable", case=question.not_applicable)
