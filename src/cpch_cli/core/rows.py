"""A report as one flat row, for tables of many: numbers, ids, never translated words."""

from collections.abc import Iterator

from cpch_cli.core.model import Diagnostic
from cpch_cli.core.report import Report

Entry = str | int | float | list[str] | None
Row = dict[str, Entry]

_SUBJECT = ("country", "country_code", "region", "scope", "site", "agency", "date")
_OVERALL = ("score", "low", "high", "domains_rated", "domains")
_COUNTS = ("answered", "asked", "unknown", "not_applicable", "coverage")
_PRIORITIES = ("key", "now", "improve")


def columns(diagnostic: Diagnostic) -> list[str]:
    """Return the names of the columns, in order, the same for every file of a diagnostic."""
    domains = [f"{domain.id}.{name}" for domain in diagnostic.domains for name in ("score", "band")]
    findings = ["weak", "partial", "critical"]
    return [
        "file",
        *_SUBJECT,
        "version",
        "status",
        "basis",
        *_OVERALL,
        *_COUNTS,
        *domains,
        *findings,
        *_PRIORITIES,
    ]


def row(name: str, report: Report, diagnostic: Diagnostic) -> Row:
    """Return the row of one report.

    `weak`, `partial` count the answers that are; `critical` lists the critical questions answered below 2; `key`, `now`
    and `improve` list the recommended solutions. A domain outside the scope has None in its columns.
    """
    said = report.model_dump(mode="json")
    entries: Row = dict.fromkeys(columns(diagnostic))
    entries["file"] = name
    entries |= {key: said["subject"].get(key) for key in _SUBJECT}
    entries |= {"version": said["diagnostic"]["version"], "status": said["status"], "basis": said["basis"]}
    entries |= {key: said["overall"][key] for key in (*_OVERALL, *_COUNTS)}
    for domain in said["domains"]:
        entries |= {f"{domain['id']}.{key}": domain[key] for key in ("score", "band")}
    weak = [finding for finding in said["findings"] if finding["strength"] == "weak"]
    entries["weak"] = len(weak)
    entries["partial"] = sum(finding["strength"] == "partial" for finding in said["findings"])
    entries["critical"] = [finding["question"] for finding in weak if finding["critical"]]
    return entries | {priority: list(_recommended(report, priority)) for priority in _PRIORITIES}


def _recommended(report: Report, priority: str) -> Iterator[str]:
    for recommendation in report.recommendations:
        if recommendation.priority.value == priority:
            yield recommendation.solution
