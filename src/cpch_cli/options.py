"""The options and arguments that commands share: their names, what may be said for them, the key of their help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class BasisOption(StrEnum):
    """What answers are taken for."""

    claimed = "claimed"
    evidenced = "evidenced"


class ReportFormat(StrEnum):
    """How a report is written."""

    text = "text"
    md = "md"
    html = "html"
    docx = "docx"
    pdf = "pdf"
    xlsx = "xlsx"
    csv = "csv"
    json = "json"


class PlanFormat(StrEnum):
    """How a roadmap is written."""

    text = "text"
    md = "md"
    html = "html"
    docx = "docx"
    pdf = "pdf"
    xlsx = "xlsx"
    csv = "csv"
    json = "json"
    ics = "ics"


class BatchFormat(StrEnum):
    """How the rows of a batch are written, or the report on all of them together."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    md = "md"
    html = "html"
    docx = "docx"
    xlsx = "xlsx"
    json = "json"


class EngineName(StrEnum):
    """What scores tables."""

    duckdb = "duckdb"
    spark = "spark"


class ExplainFormat(StrEnum):
    """How a part of the diagnostic is written."""

    text = "text"
    md = "md"


class Depth(StrEnum):
    """How much is asked in this sitting."""

    full = "full"
    core = "core"


class SchemaKind(StrEnum):
    """The kinds of files that have a schema."""

    diagnostic = "diagnostic"
    overlay = "overlay"
    answers = "answers"
    report = "report"
    comparison = "comparison"
    plan = "plan"
    roadmap = "roadmap"
    consolidation = "consolidation"
    row = "row"
    result = "result"


AnswersArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="argument.answers", show_default="cpch-answers.yaml")
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", "-l", metavar="en|fr|es", help="option.language"),
]
DiagnosticOption = Annotated[
    Path | None,
    typer.Option("--diagnostic", "-d", metavar="PATH", help="option.diagnostic"),
]
BasisChoice = Annotated[
    BasisOption,
    typer.Option("--basis", metavar="claimed|evidenced", help="option.basis"),
]
FailUnder = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar="SCORE",
        help="option.fail_under",
    ),
]
ReportFormatOption = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format", "-f", metavar="text|md|html|docx|pdf|xlsx|csv|json", help="option.format.report"
    ),
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="PATH", help="option.output")]
PlanOption = Annotated[Path | None, typer.Option("--plan", metavar="PATH", help="option.plan")]
DateOption = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="option.date")]
ForceOption = Annotated[bool, typer.Option("--force", help="option.force")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="option.quiet")]
DebugOption = Annotated[bool, typer.Option("--debug", help="option.debug")]
