"""A report as tidy rows, one for each question in scope: the answer, the scores of its domain; never translated words."""

from collections.abc import Iterator
from typing import Final

from cpch_cli.core.model import Diagnostic
from cpch_cli.core.report import Report
from cpch_cli.core.rows import Row

_SUBJECT: Final = ("country", "country_code", "region", "scope", "site", "agency", "date")
_SAID: Final = (
    "state",
    "answer",
    "level",
    "strength",
    "weaknesses",
    "evidence",
    "note",
    "reason",
    "handling",
    "withheld",
)
_SCORES: Final = ("score", "low", "high", "band", "coverage")

COLUMNS: Final = (
    *_SUBJECT,
    *("mark", "cleared", "releasable"),
    *("diagnostic", "version", "status", "basis"),
    *("question", "number", "domain", "kind", "critical"),
    *_SAID,
    "assumed",
    *(f"domain_{name}" for name in _SCORES),
)


def answer_rows(report: Report, diagnostic: Diagnostic) -> Iterator[Row]:
    """Yield a row for each answer of a report, in the diagnostic's order, with an entry for each of `COLUMNS`.

    `critical`, `cleared`, `releasable` and `assumed` are 1 or 0, `mark` is the handling of the whole file, `weaknesses` the list of ids (None: not asked), `level` the strength from 0 to 4.
    """
    said = report.model_dump(mode="json")
    of_file: Row = {key: said["subject"][key] for key in _SUBJECT}
    of_file |= {"mark": said["subject"]["handling"], "cleared": int(bool(said["subject"]["cleared_by"]))}
    of_file |= {"releasable": int(said["withheld"]["releasable"])}
    of_file |= {"diagnostic": said["diagnostic"]["id"], "version": said["diagnostic"]["version"]}
    of_file |= {"status": said["status"], "basis": said["basis"]}
    assumed = {each["question"] for each in said["assumed"]}
    scores = {
        domain["id"]: {f"domain_{name}": domain[name] for name in _SCORES} for domain in said["domains"]
    }
    for answer in said["answers"]:
        question = diagnostic.question[answer["question"]]
        of_question: Row = {
            "question": question.id,
            "number": question.number,
            "domain": question.domain,
            "kind": question.kind,
            "critical": int(question.critical),
        }
        yield {
            **of_file,
            **of_question,
            **{name: answer[name] for name in _SAID},
            "assumed": int(question.id in assumed),
            **scores[question.domain],
        }
