"""The commands: gather what is needed, let the core decide, show or write the outcome. One boundary turns errors into words.

What only one command needs is imported inside it, so that `cpch --version` and `--help` stay quick.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, ParamSpec

import typer

from cpch_cli import __version__, inputs, messages, stopping, usage
from cpch_cli.errors import ExitCode, Mendable, UsageError
from cpch_cli.options import (
    AnswersArgument,
    BasisChoice,
    BasisOption,
    BatchFormat,
    DateOption,
    DebugOption,
    Depth,
    DiagnosticOption,
    EngineName,
    ExplainFormat,
    FailUnder,
    ForceOption,
    LanguageOption,
    OutputOption,
    PlanFormat,
    PlanOption,
    QuietOption,
    ReportFormat,
    ReportFormatOption,
    SchemaKind,
)

if TYPE_CHECKING:
    from cpch_cli.answers_file import AnswersFile
    from cpch_cli.core.document import Document
    from cpch_cli.core.model import Diagnostic
    from cpch_cli.core.routing import Basis
    from cpch_cli.core.words import Words

P = ParamSpec("P")

# What is called `help` here is a key of the program's words: see usage.py.
app = typer.Typer(
    name="cpch",
    cls=usage.Group,
    help="command.cpch",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the program."""
    if sys.stdout is None:
        # The shell closed it (`>&-`); there is nowhere to say the result.
        sys.exit(_code_of(OSError(errno.EBADF, os.strerror(errno.EBADF)), {}))
    try:
        sys.exit(app(standalone_mode=False))
    except typer.Abort:
        sys.exit(ExitCode.INTERRUPTED)
    except OSError as error:
        # Only --version and --help get here: stdout could not be written.
        sys.exit(_code_of(error, {}))
    except typer.TyperException as error:
        sys.exit(_wrong_usage(error))


def _wrong_usage(error: typer.TyperException) -> ExitCode:
    if len(sys.argv) == 1:
        # Called with nothing: the error is the help itself.
        sys.stderr.write(f"{error.format_message()}\n")
    else:
        messages.say(usage.say_usage_error(error, usage.spoken_words(sys.argv[1:], os.environ)))
    return ExitCode.USAGE


# --- one error boundary -----------------------------------------------------------------------------------------------


def _command(function: Callable[P, ExitCode | None]) -> Callable[P, None]:
    """Make a command of a function: what it returns, or what goes wrong in it, becomes the exit code."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except BaseException as error:  # noqa: BLE001 - the one place where everything is caught
            code = _code_of(error, kwargs)
        raise typer.Exit(code or ExitCode.DONE)

    return app.command(cls=usage.Command, help=f"command.{function.__name__}")(guarded)


def _code_of(error: BaseException, options: dict[str, Any]) -> ExitCode:
    from cpch_cli import i18n

    spoken = i18n.choose_language(options.get("language"), inputs.LANGUAGE_OF_FILE.get(), os.environ)
    words = i18n.load_words(spoken.language)
    match error:
        case Mendable():
            messages.say(messages.of_error(error, words))
            return error.exit_code
        case BrokenPipeError():
            # The reader has what it wanted.
            messages.give_up(sys.stdout)
            return ExitCode.DONE
        case OSError():
            messages.give_up(sys.stdout)
            what = words("error.system_says", file=error.filename or "stdout", reason=error.strerror or error)
            messages.say(words("error", what=what))
            return ExitCode.CANNOT_READ_OR_WRITE
        case KeyboardInterrupt():
            return stopping.code_of(error)
        case _ if options.get("debug"):
            raise error
        case _:
            # Neither the message nor the trace is shown: both can hold answers.
            messages.say(words("error", what=words("error.bug", kind=type(error).__name__)))
            return ExitCode.BUG


# --- the program -----------------------------------------------------------------------------------------------------

_DEFAULT_FILE: Final = Path("cpch-answers.yaml")
_HIGHEST_SCORE: Final = 4
_REPORT_ENDINGS: Final = {"txt": "text", "htm": "html"} | {each.value: each.value for each in ReportFormat}
_BATCH_ENDINGS: Final = {"txt": "table", "htm": "html"} | {each.value: each.value for each in BatchFormat}
_PLAN_ENDINGS: Final = _REPORT_ENDINGS | {"ics": "ics"}


@app.callback(invoke_without_command=True)
def _cpch(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="option.version")] = False,
) -> None:
    if version:
        typer.echo(f"cpch {__version__}")
        raise typer.Exit


# --- commands ---------------------------------------------------------------------------------------------------------


@_command
def assess(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="argument.assessed", show_default=str(_DEFAULT_FILE)),
    ] = None,
    depth: Annotated[Depth, typer.Option("--depth", metavar="full|core", help="option.depth")] = Depth.full,
    domain: Annotated[list[str] | None, typer.Option("--domain", metavar="ID", help="option.domain")] = None,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE", help="option.answers")] = None,
    reconcile: Annotated[bool, typer.Option("--reconcile", help="option.reconcile")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="option.joint_file")
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="option.no_input")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="option.plain")] = False,
    basis: BasisChoice = BasisOption.claimed,
    fail_under: FailUnder = None,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> ExitCode:
    """Answer the diagnostic in the terminal, and see the summary. Continues FILE where it was left."""
    from cpch_cli import console, interviewing, reconciling, results
    from cpch_cli.core import view
    from cpch_cli.core.interview import start
    from cpch_cli.core.joint import to_settle
    from cpch_cli.core.outcome import conclude
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.sitting import Left

    threshold = _threshold(fail_under)
    file = _assessed_file(files, output, answers, reconcile=reconcile, no_input=no_input)
    english = load_diagnostic(diagnostic)
    domains = _known_domains(english, domain)
    if reconcile:
        begun, sheet, words = reconciling.begin(
            files or (), file, english, language, is_named=output is not None, quiet=quiet
        )
    else:
        begun, sheet, words = interviewing.begin(
            file, answers, english, language, no_input=no_input, quiet=quiet
        )
    asked = inputs.spoken(english, diagnostic, words, quiet=quiet)
    disputed = to_settle(english, sheet) if reconcile else None
    interview = start(asked, sheet, domains=domains, critical_only=depth is Depth.core, only=disputed)
    if not interview.asked and not no_input and not reconcile:
        raise UsageError("nothing_to_ask", file=file)
    saves = str(file) != "-" and not no_input
    on_terminal = saves and bool(interview.asked) and sys.stdin.isatty() and sys.stderr.isatty()
    if not no_input and interview.open and not on_terminal:
        raise UsageError("no_terminal", open=", ".join(interview.open))
    inputs.tell_kept(begun.name, begun.kept, words, quiet=quiet or on_terminal)
    if on_terminal or (saves and sheet != begun.sheet):
        notebook = interviewing.open_notebook(file, english, begun, words, quiet=quiet)
        if sheet != begun.sheet:
            notebook.save(interview.sheet)
    if on_terminal:
        try:
            interview, terminal = interviewing.lead_on_terminal(
                interview, notebook, words, diagnostic, plain=plain
            )
        except Left as left:
            return left.exit_code
        words, plain = terminal.words, not terminal.in_colour
    outcome = conclude(interview.diagnostic, interview.sheet, _basis(basis))
    document = view.core_summary(outcome, words) if depth is Depth.core else view.summary(outcome, words)
    console.show(document, sys.stdout, color=not plain)
    if disputed is not None:
        reconciling.tell_left(interview, disputed, words, quiet=quiet)
    if (on_terminal or (reconcile and saves)) and file.exists() and not quiet:
        messages.say(words("done.saved", file=file), interviewing.report_command(file, diagnostic, language))
    return results.judged([results.result_of(str(file), outcome.assessment)], threshold, words)


@_command
def report(
    file: AnswersArgument = _DEFAULT_FILE,
    format_: ReportFormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="ID", help="option.section")
    ] = None,
    assume: Annotated[
        list[str] | None, typer.Option("--assume", metavar="ID=LEVEL|FILE", help="option.assume")
    ] = None,
    releasable: Annotated[bool, typer.Option("--releasable", help="option.releasable")] = False,
    plan_: PlanOption = None,
    date: DateOption = None,
    bom: Annotated[bool, typer.Option("--bom", help="option.bom")] = False,
    basis: BasisChoice = BasisOption.claimed,
    fail_under: FailUnder = None,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> ExitCode:
    """Write the report of an answers file."""
    from cpch_cli import results
    from cpch_cli.assuming import marked, read_assumptions
    from cpch_cli.core.outcome import conclude, with_plan
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.output import require_other_file
    from cpch_cli.report_formats import DATA

    threshold = _threshold(fail_under)
    printed = None if date is None else _day(date)
    wanted = format_ or ReportFormat(_by_ending(output, _REPORT_ENDINGS, "text"))
    _require_sense(wanted, output, section, bom=bom, dated=printed is not None)
    require_other_file(output, (file, diagnostic, *map(Path, assume or ())))
    asked = load_diagnostic(diagnostic)
    answers = inputs.load_one(file, asked)
    words = inputs.words_for(language, answers.sheet.language, quiet=quiet)
    inputs.tell_kept(answers.name, answers.kept, words, quiet=quiet)
    assumed = read_assumptions(assume or (), asked)
    spoken = inputs.spoken(asked, diagnostic, words, quiet=quiet or wanted.value in DATA)
    agreed = inputs.plan_beside(plan_, file, asked, words, quiet=quiet)
    require_other_file(output, [agreed.path])
    sheet = marked(answers.sheet, assumed)
    outcome = conclude(spoken, sheet, _basis(basis), releasable=releasable, assumed=assumed.levels)
    outcome = with_plan(outcome, agreed.plan, printed)
    if assume and not outcome.assumed:
        inputs.tell(words("assume.nothing"), quiet=quiet)
    results.write_report(
        outcome,
        words,
        wanted.value,
        output,
        force=force,
        printed=printed,
        parts=section,
        bom=bom,
        quiet=quiet,
    )
    if releasable and not quiet:
        results.tell_releasable(outcome, words)
    return results.judged([results.result_of(answers.name, outcome.assessment)], threshold, words)


@_command
def batch(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="argument.paths")],
    format_: Annotated[
        BatchFormat | None,
        typer.Option(
            "--format",
            "-f",
            metavar="table|csv|jsonl|parquet|md|html|docx|xlsx|json",
            help="option.format.batch",
        ),
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    by: Annotated[str | None, typer.Option("--by", metavar="FIELD", help="option.by")] = None,
    minimum_group: Annotated[
        int | None,
        typer.Option("--minimum-group", metavar="N", help="option.minimum_group", show_default="5"),
    ] = None,
    releasable: Annotated[bool, typer.Option("--releasable", help="option.batch_releasable")] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="option.anonymous")] = False,
    labels: Annotated[Path | None, typer.Option("--labels", metavar="FILE", help="option.labels")] = None,
    errors: Annotated[Path | None, typer.Option("--errors", metavar="FILE", help="option.errors")] = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", metavar="duckdb|spark", help="option.engine")
    ] = EngineName.duckdb,
    master: Annotated[str | None, typer.Option("--master", metavar="URL", help="option.master")] = None,
    basis: BasisChoice = BasisOption.claimed,
    fail_under: FailUnder = None,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> ExitCode:
    """Score many answers files and tables: one row each, or a report on all of them together."""
    from cpch_cli import batching
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.output import is_terminal
    from cpch_cli.report_formats import BINARY

    threshold = _threshold(fail_under)
    wanted = (format_ or BatchFormat(_by_ending(output, _BATCH_ENDINGS, "table"))).value
    if wanted in BINARY and is_terminal(output):
        raise UsageError("not_for_terminal", format=wanted)
    wish = batching.wish_of(
        wanted,
        by=by,
        minimum_group=minimum_group,
        releasable=releasable,
        anonymous=anonymous,
        labels=labels,
    )
    spark = batching.cluster_of(wanted, by_spark=engine is EngineName.spark, master=master)
    batching.require_places(
        output, errors, labels, diagnostic, paths, by_spark=spark is not None, wanted=wanted, force=force
    )
    asked = load_diagnostic(diagnostic)
    words = inputs.words_for(language, None, quiet=quiet)
    spoken = inputs.spoken(asked, diagnostic, words, quiet=quiet or wanted in batching.DATA)

    def complain(error: Mendable) -> None:
        messages.say(messages.of_error(error, words))

    # Rows that go to the terminal would run through a bar that stands on it.
    bar = not quiet and (wanted not in batching.AS_THEY_COME or not is_terminal(output))
    with stopping.by_signal(), batching.found(paths, sys.stdin.buffer, asked) as found:
        many = batching.Batch(
            paths=paths,
            found=found,
            diagnostic=asked,
            basis=_basis(basis),
            words=words,
            spark=spark,
            threshold=threshold,
            errors=errors,
            beside=[labels] if labels else [],
            force=force,
            complain=complain,
            bar=bar,
        )
        tally = batching.write(many, wish, spoken, wanted, output)
    return batching.concluded(tally, threshold, words, quiet=quiet)


@_command
def compare(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="argument.compared")],
    voices: Annotated[bool, typer.Option("--voices", help="option.voices")] = False,
    rounds: Annotated[bool, typer.Option("--rounds", help="option.rounds")] = False,
    plan_: PlanOption = None,
    format_: ReportFormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    basis: BasisChoice = BasisOption.claimed,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> None:
    """Compare answers files: voices on the same subject, or rounds over time."""
    from cpch_cli import comparing
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.output import require_other_file
    from cpch_cli.report_formats import DATA

    wanted = format_ or ReportFormat(_by_ending(output, _REPORT_ENDINGS, "text"))
    _require_place(wanted.value, output)
    kind = comparing.wanted_kind(files, voices=voices, rounds=rounds)
    require_other_file(output, (*files, diagnostic, plan_))
    english = load_diagnostic(diagnostic)
    read = comparing.load(files, english, kind)
    words = inputs.words_for(language, read.sheets[0].language, quiet=quiet)
    comparing.tell(read, words, quiet=quiet)
    agreed = comparing.plan_of(read, plan_, english, words, quiet=quiet)
    # What is for machines is never translated, former wordings included.
    asked = english if wanted.value in DATA else inputs.spoken(english, diagnostic, words, quiet=quiet)
    compared = comparing.compared(read, asked, _basis(basis), agreed)
    comparing.write(compared, words, wanted.value, output, force=force, quiet=quiet)


@_command
def plan(
    file: AnswersArgument = _DEFAULT_FILE,
    capacity: Annotated[str | None, typer.Option("--capacity", metavar="N", help="option.capacity")] = None,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="BAND|DOMAIN=BAND|DOMAIN=SCORE", help="option.target"),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="option.update")] = False,
    plan_: PlanOption = None,
    format_: Annotated[
        PlanFormat | None,
        typer.Option(
            "--format", "-f", metavar="text|md|html|docx|pdf|xlsx|csv|json|ics", help="option.format.report"
        ),
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    date: DateOption = None,
    basis: BasisChoice = BasisOption.claimed,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> None:
    """Make the roadmap: what to do in which order, by whom and by when, and what it is expected to bring."""
    from cpch_cli import planning
    from cpch_cli.core.outcome import conclude, with_plan
    from cpch_cli.core.planned import Planned
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.output import require_other_file
    from cpch_cli.plan_file import find_plan
    from cpch_cli.report_formats import DATA

    wanted = (format_ or PlanFormat(_by_ending(output, _PLAN_ENDINGS, "text"))).value
    _require_place(wanted, output, _PLAN_ENDINGS)
    printed = None if date is None else _day(date)
    points = planning.read_capacity(capacity)
    english = load_diagnostic(diagnostic)
    answers = inputs.load_one(file, english)
    words = inputs.words_for(language, answers.sheet.language, quiet=quiet)
    inputs.tell_kept(answers.name, answers.kept, words, quiet=quiet)
    agreed = find_plan(plan_, file, english, begin=update)
    require_other_file(output, (file, diagnostic, agreed.path))
    asked = inputs.spoken(english, diagnostic, words, quiet=quiet or wanted in DATA)
    outcome = with_plan(conclude(asked, answers.sheet, _basis(basis)), agreed.plan, printed)
    settings = planning.settings(agreed.plan, points, target)
    planning.tell_settings(
        agreed, settings, planning.Settings(points, tuple(target or ())), words, quiet=quiet or wanted in DATA
    )
    planned = Planned(outcome, planning.make_roadmap(outcome, settings))
    if update:
        planned = planning.brought_in(agreed, planned, settings, words)
    # The plan is written last: a result that is refused leaves it as it was.
    planning.write(planned, words, wanted, output, force=force, printed=printed, quiet=quiet)
    if update and planned.outcome.progress.plan:
        planning.save(agreed, planned.outcome.progress.plan, words, quiet=quiet)


@_command
def explain(
    id_: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="argument.id"),
    ] = None,
    blank: Annotated[bool, typer.Option("--blank", help="option.blank")] = False,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="option.answers.explain")
    ] = None,
    basis: BasisChoice = BasisOption.claimed,
    format_: Annotated[
        ExplainFormat, typer.Option("--format", "-f", metavar="text|md", help="option.format.explain")
    ] = ExplainFormat.text,
    output: OutputOption = None,
    force: ForceOption = False,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> None:
    """Explain a part of the diagnostic in full. Without ID: the list of all parts."""
    from cpch_cli import results
    from cpch_cli.core import explain as explaining
    from cpch_cli.core.blank_form import blank_form
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.output import require_other_file

    if blank and id_ is not None:
        raise UsageError("blank_and_id")
    if answers is not None and id_ is None:
        raise UsageError("answers_without_id")
    if basis is BasisOption.evidenced and answers is None:
        raise UsageError("basis_without_answers")
    require_other_file(output, (diagnostic, answers))
    english = load_diagnostic(diagnostic)
    said = None if answers is None else inputs.load_one(answers, english)
    words = inputs.words_for(language, said.sheet.language if said else None, quiet=quiet)
    asked = inputs.spoken(english, diagnostic, words, quiet=quiet)
    if id_ is None:
        document = blank_form(asked, words) if blank else explaining.listing(asked, words)
    else:
        document = _explained(asked, id_, said, _basis(basis), words, quiet=quiet)
    results.write_document(document, format_.value, output, force=force)


@_command
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="argument.files")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="option.strict")] = False,
    language: LanguageOption = None,
    diagnostic: DiagnosticOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> ExitCode:
    """Check files of cpch and print every problem with its place."""
    from cpch_cli import checking
    from cpch_cli.diagnostic_file import built_in
    from cpch_cli.overlay_file import overlays_of

    words = inputs.words_for(language, None, quiet=quiet)
    named = files or [built_in(), *overlays_of(built_in())]
    codes = [_check_one(file, diagnostic, words, strict=strict, quiet=quiet) for file in named]
    # 4 comes before 3: answers cannot be judged by a diagnostic that is wrong itself.
    return next((code for code in checking.WORST_FIRST if code in codes), ExitCode.DONE)


@_command
def schema(
    kind: Annotated[SchemaKind, typer.Argument(metavar="KIND", help="argument.kind")],
    debug: DebugOption = False,  # noqa: ARG001 - the boundary looks at it
) -> None:
    """Print the JSON Schema of a kind of file."""
    import json

    from cpch_cli.core.schemas import OF_A_DIAGNOSTIC
    from cpch_cli.core.schemas import schema as schema_of
    from cpch_cli.diagnostic_file import load_diagnostic
    from cpch_cli.output import emit

    of = OF_A_DIAGNOSTIC.get(kind.value)
    made = of(load_diagnostic()) if of else schema_of(kind.value)
    emit(json.dumps(made, ensure_ascii=False, indent=2) + "\n", None, force=False)


def _explained(
    diagnostic: Diagnostic,
    name: str,
    said: AnswersFile | None,
    basis: Basis,
    words: Words,
    *,
    quiet: bool,
) -> Document:
    """Return all about a part of the diagnostic, first what the answers make of it where there are some."""
    from cpch_cli.core import explain as explaining

    if said is None:
        found = explaining.explain(diagnostic, name, words)
    else:
        from cpch_cli.core.outcome import conclude
        from cpch_cli.core.view_why import explain_by_answers

        inputs.tell_kept(said.name, said.kept, words, quiet=quiet)
        found = explain_by_answers(conclude(diagnostic, said.sheet, basis), name, words)
    if found is None:
        near = explaining.suggest(diagnostic, name)
        raise UsageError("unknown_id.near" if near else "unknown_id", word=name, near=near)
    return found


# --- gathering --------------------------------------------------------------------------------------------------------


def _assessed_file(
    files: Sequence[Path] | None,
    output: Path | None,
    answers: Path | None,
    *,
    reconcile: bool,
    no_input: bool,
) -> Path:
    """Return the file that is answered: the one that is named or, of a joint session, the joint file."""
    from cpch_cli.reconciling import joint_file

    if reconcile:
        if answers:
            raise UsageError("reconcile.with_answers")
        return joint_file(files or (), output, no_input=no_input)
    if output:
        raise UsageError("output_without_reconcile")
    if files and len(files) > 1:
        raise UsageError("one_file")
    return files[0] if files else _DEFAULT_FILE


def _known_domains(diagnostic: Diagnostic, wanted: Sequence[str] | None) -> Sequence[str] | None:
    for domain in wanted or ():
        if domain not in diagnostic.domain:
            raise UsageError("unknown_domain", word=domain, known=", ".join(diagnostic.domain))
    return wanted or None


def _threshold(text: str | None) -> Fraction | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-4](\.[0-9]{1,15})?", text) or Fraction(text) > _HIGHEST_SCORE:
        raise UsageError("not_a_score", word=text)
    return Fraction(text)


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError("not_a_day", word=text) from None
    if day.isoformat() != text:
        raise UsageError("not_a_day", word=text)
    return day


def _require_sense(
    wanted: ReportFormat, output: Path | None, parts: Sequence[str] | None, *, bom: bool, dated: bool
) -> None:
    """Refuse what cannot be done in the format of a report, before anything is read."""
    from cpch_cli.core.view import PARTS
    from cpch_cli.report_formats import DATA

    _require_place(wanted.value, output)
    for part in parts or ():
        if part not in PARTS:
            raise UsageError("unknown_section", word=part, known=", ".join(PARTS))
    if parts and wanted.value in DATA:
        raise UsageError("no_sections", format=wanted.value)
    if dated and wanted.value in DATA:
        raise UsageError("no_date", format=wanted.value)
    if bom and wanted is not ReportFormat.csv:
        raise UsageError("bom_without_csv")


def _require_place(wanted: str, output: Path | None, endings: Mapping[str, str] = _REPORT_ENDINGS) -> None:
    """Refuse a file whose name says another format, and a terminal for what it cannot show."""
    from cpch_cli.output import is_terminal
    from cpch_cli.report_formats import BINARY

    ending = output.suffix.lower().removeprefix(".") if output else ""
    if endings.get(ending, wanted) != wanted:
        raise UsageError("other_ending", file=output, format=wanted)
    if wanted in BINARY and is_terminal(output):
        raise UsageError("not_for_terminal", format=wanted)


def _basis(option: BasisOption) -> Basis:
    return "evidenced" if option is BasisOption.evidenced else "claimed"


def _by_ending(output: Path | None, formats: Mapping[str, str], on_screen: str) -> str:
    """Return the format that an output file's ending names."""
    if output is None or str(output) == "-":
        return on_screen
    ending = output.suffix.lower().removeprefix(".")
    if ending not in formats:
        raise UsageError(
            "unknown_format_of_output", file=output, known=", ".join(dict.fromkeys(formats.values()))
        )
    return formats[ending]


# --- checking ---------------------------------------------------------------------------------------------------------


def _check_one(file: Path, diagnostic: Path | None, words: Words, *, strict: bool, quiet: bool) -> ExitCode:
    from cpch_cli import checking
    from cpch_cli.core.text import one_line
    from cpch_cli.gather import source
    from cpch_cli.output import emit

    try:
        checked = checking.check_file(source(file, sys.stdin.buffer), diagnostic)
    except Mendable as error:
        messages.say(messages.of_error(error, words))
        return error.exit_code
    lines = [messages.of_problem(str(file), located, words) for located in checked.problems]
    code = checked.exit_code(strict=strict)
    if code is ExitCode.DONE and not quiet:
        lines.append(words("check.good", file=one_line(str(file))))
    emit("".join(f"{line}\n" for line in lines), None, force=False)
    return code
