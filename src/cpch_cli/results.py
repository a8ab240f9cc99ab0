"""What a command ends with: a document or a report written where it goes, and whether a threshold is met."""

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from cpch_cli import messages, report_formats
from cpch_cli.core import phrases
from cpch_cli.core.assess import Assessment
from cpch_cli.core.document import Document
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.release import Shown, still_named
from cpch_cli.core.view import missing
from cpch_cli.core.words import Words
from cpch_cli.errors import ExitCode
from cpch_cli.inputs import tell
from cpch_cli.output import emit, is_stdout


def write_report(
    outcome: Outcome,
    words: Words,
    wanted: str,
    output: Path | None,
    *,
    force: bool,
    printed: dt.date | None,
    parts: Sequence[str] | None,
    bom: bool,
    quiet: bool,
) -> None:
    """Write a report in a format to a file or stdout; say on stderr what of it is not there.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
        UsageError: if a package that the format needs is not installed.
    """
    if wanted in report_formats.DATA:
        emit(report_formats.data(outcome, wanted, bom=bom), output, force=force)
        return
    document = report_formats.document_of(outcome, words, wanted, printed=printed, parts=parts)
    if absent := missing(document, parts or ()):
        tell(words("parts.none", parts=", ".join(absent)), quiet=quiet)
    write_document(document, wanted, output, force=force)
    tell_missing_letters(wanted, output, words, quiet=quiet)


def tell_missing_letters(wanted: str, output: Path | None, words: Words, *, quiet: bool) -> None:
    """Say that characters are missing in a PDF that was just written, where some are."""
    if wanted == "pdf" and output and output.is_file():
        from cpch_cli.render.pdf import is_whole

        if not is_whole(output.read_bytes()):
            tell(words("pdf.letters_missing"), quiet=quiet)


def tell_releasable(outcome: Outcome, words: Words) -> None:
    """Say what only a reader can see to: a copy for others still holds the texts that are shared."""
    messages.say(words("releasable.read"))
    named = still_named(Shown(outcome.sheet, outcome.withheld))
    known = [question for question in named if question in outcome.diagnostic.question]
    if known:
        questions = phrases.numbers(outcome.diagnostic, known, words)
        messages.say(words("releasable.named", questions=questions))


def write_document(document: Document, wanted: str, output: Path | None, *, force: bool) -> None:
    """Write a document in a format to a file or stdout; raises what `write_report` raises."""
    if wanted == "text" and is_stdout(output):
        from cpch_cli import console

        console.show(document, sys.stdout)
        return
    emit(report_formats.render(document, wanted), output, force=force)


class Result(NamedTuple):
    """What a threshold looks at: the exact overall score of a file, and how many of its questions are open."""

    name: str
    score: Fraction | None
    open: int


def result_of(name: str, assessment: Assessment) -> Result:
    """Return of an assessment what a threshold looks at."""
    return Result(name, assessment.overall.score, len(assessment.open))


def falls_short(result: Result, threshold: Fraction) -> bool:
    """Tell whether a score is below a threshold, or is none, or that of a draft."""
    return bool(result.open) or result.score is None or result.score < threshold


def judged(results: Iterable[Result], threshold: Fraction | None, words: Words) -> ExitCode:
    """Return whether every score reaches the threshold that was asked for, and say of each that does not why."""
    if threshold is None:
        return ExitCode.DONE
    reasons = [_why_below(each, threshold, words) for each in results if falls_short(each, threshold)]
    for reason in reasons:
        messages.say(reason)
    return ExitCode.BELOW_THRESHOLD if reasons else ExitCode.DONE


def _why_below(result: Result, threshold: Fraction, words: Words) -> str:
    name, score, still_open = result
    wanted = words.value(threshold)
    if still_open:
        return words.count("below.draft", still_open, file=name, threshold=wanted)
    if score is None:
        return words("below.none", file=name, threshold=wanted)
    return words("below.score", file=name, score=words.score(score), threshold=wanted)
