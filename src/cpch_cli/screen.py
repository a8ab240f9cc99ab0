"""What a step of the interview says, as plain lines of a given width: wrapped between words, never cut."""

import textwrap
from collections.abc import Iterator

from cpch_cli.core.interview import AskLevel, CheckAnswers
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Question
from cpch_cli.core.text import one_line
from cpch_cli.core.words import Words

WIDEST = 100


def wrapped(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """Return text as lines of at most `width` columns; `first` opens the first line, `rest` the others."""
    return textwrap.wrap(
        one_line(text),
        width=width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_on_hyphens=False,
    )


def question_lines(step: AskLevel, words: Words, width: int) -> list[str]:
    """Return domain and position, the question, and its levels in full."""
    place = step.place
    position = words(
        "interview.position",
        in_domain=place.in_domain,
        of_domain=place.of_domain,
        in_all=place.in_all,
        of_all=place.of_all,
    )
    lines = [*wrapped(f"{step.domain}: {position}", width), ""]
    lines += wrapped(step.question.text, width, first=f"{step.question.number}  ")
    if marks := [words(key) for key in _marks(step.question)]:
        indent = " " * (len(step.question.number) + 2)
        lines += wrapped(f"({', '.join(marks)})", width, first=indent)
    lines.append("")
    for level in step.levels:
        number = words.value(level.value)
        lines += wrapped(f"{level.title}. {level.text}", width, first=f"  {number}  ")
    return [*lines, "", *wrapped(words("interview.every_element"), width)]


def _marks(question: Question) -> Iterator[str]:
    if question.critical:
        yield "interview.critical"
    if question.source == "handbook":
        yield "interview.from_extract"


def help_lines(step: AskLevel, words: Words, width: int) -> list[str]:
    """Return why a question is asked, what evidence to look for, and when it is not applicable."""
    question = step.question
    lines = wrapped(words("interview.why", why=question.why), width)
    if question.evidence:
        lines += ["", words("interview.evidence")]
        lines += [line for item in question.evidence for line in wrapped(item, width, first="  - ")]
    if question.handbook:
        lines += ["", *wrapped(words("interview.section", section=question.handbook), width)]
    if question.not_applicable:
        lines += ["", *wrapped(words("interview.not_applicable_when", case=question.not_applicable), width)]
    return lines


def overview_lines(step: CheckAnswers, diagnostic: Diagnostic, words: Words, width: int) -> list[str]:
    """Return every answer under its domain, then how many are open."""
    lines: list[str] = []
    domain = ""
    for question, answer in step.answers:
        if question.domain != domain:
            domain = question.domain
            lines += ["", *wrapped(diagnostic.domain[domain].title, width)]
        lines += answer_lines(diagnostic, question, answer, words, width)
    open_count = sum(answer is None for _, answer in step.answers)
    answered = words.count("interview.answered", len(step.answers) - open_count)
    return [*lines, "", f"{answered} {words.count('interview.open', open_count)}"]


def answer_lines(
    diagnostic: Diagnostic, question: Question, answer: Answer | None, words: Words, width: int
) -> list[str]:
    """Return a question, and below it what was answered."""
    indent = " " * (len(question.number) + 4)
    said = answer_in_words(diagnostic, question, answer, words)
    return [
        *wrapped(question.text, width, first=f"  {question.number}  ", rest=indent),
        *wrapped(said, width, first=f"{indent}> "),
    ]


def answer_in_words(diagnostic: Diagnostic, question: Question, answer: Answer | None, words: Words) -> str:
    """Return what was answered, in a few words."""
    if answer is None or answer.level is None:
        return words("interview.not_answered")
    if answer.level == UNKNOWN:
        return words("interview.unknown")
    if answer.level == NOT_APPLICABLE:
        return words("interview.not_applicable_because", reason=answer.reason or "")
    level = diagnostic.level(question.id, answer.level)
    return f"{words.value(level.value)} {level.title}" if level else answer.level
