"""What `cpch plan` works on: the plan beside the answers, the targets that are asked for, and where the result goes."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from cpch_cli import report_formats
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.plan import Plan, new_plan
from cpch_cli.core.planned import Planned, updated
from cpch_cli.core.problems import nearest
from cpch_cli.core.roadmap import Roadmap, roadmap
from cpch_cli.core.roadmap_report import COLUMNS, roadmap_report, roadmap_rows
from cpch_cli.core.scoring import TOP, Band
from cpch_cli.core.target import GOALS, Program, Target
from cpch_cli.core.view_calendar import calendar_of
from cpch_cli.core.view_roadmap import roadmap_document
from cpch_cli.core.words import Words
from cpch_cli.errors import UsageError
from cpch_cli.inputs import tell
from cpch_cli.output import emit
from cpch_cli.packages import needing
from cpch_cli.plan_file import PlanFile, save_plan
from cpch_cli.render import csv_table
from cpch_cli.results import tell_missing_letters, write_document

_BANDS = {band.value: band for band in GOALS}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a roadmap is to keep to: points of effort in each phase (None: no limit), and targets as they are written."""

    capacity: int | None
    targets: tuple[str, ...]


def settings(plan: Plan | None, capacity: int | None, targets: Sequence[str] | None) -> Settings:
    """Return what is asked for now or, where nothing is, what the plan was made with."""
    before = Settings(plan.capacity, plan.targets or ()) if plan else Settings(None, ())
    return Settings(capacity or before.capacity, before.targets if targets is None else tuple(targets))


def tell_settings(file: PlanFile, chosen: Settings, asked: Settings, words: Words, *, quiet: bool) -> None:
    """Say what the roadmap keeps to because the plan was made so, and nobody asked for it now."""
    if chosen.capacity and not asked.capacity:
        tell(words("roadmap.capacity_of_plan", n=chosen.capacity, file=file.path), quiet=quiet)
    if chosen.targets and not asked.targets:
        tell(words("roadmap.targets_of_plan", targets=", ".join(chosen.targets), file=file.path), quiet=quiet)


# --- targets ------------------------------------------------------------------------------------------------------


def read_targets(texts: Iterable[str], outcome: Outcome) -> tuple[Target, ...]:
    """Return targets as they are written: `BAND` for every domain in scope, `DOMAIN=BAND`, `DOMAIN=SCORE`; later ones win.

    Raises:
        UsageError: if one cannot be understood.
    """
    in_scope = [score.domain for score in outcome.assessment.domains if score.count.asked]
    targets: dict[str, Target] = {}
    for text in texts:
        domain, named, goal = text.rpartition("=")
        if not named:
            band = _band(goal, text)
            targets |= {each: Target(each, band=band) for each in in_scope}
        else:
            _require_domain(domain, outcome)
            targets[domain] = _target(domain, goal, text)
    return tuple(target for domain in outcome.diagnostic.domain if (target := targets.get(domain)))


def _target(domain: str, goal: str, text: str) -> Target:
    if re.fullmatch(r"[0-4](\.[0-9]{1,15})?", goal) and Fraction(goal) <= TOP:
        return Target(domain, score=Fraction(goal))
    return Target(domain, band=_band(goal, text))


def _band(word: str, text: str) -> Band:
    if word not in _BANDS:
        raise UsageError("not_a_target", word=text, known=", ".join(_BANDS))
    return _BANDS[word]


def _require_domain(domain: str, outcome: Outcome) -> None:
    if domain not in outcome.diagnostic.domain:
        near = nearest(domain, list(outcome.diagnostic.domain))
        known = ", ".join(outcome.diagnostic.domain)
        raise UsageError("unknown_domain", word=domain, known=f"{near}, {known}" if near else known)
    if domain not in {score.domain for score in outcome.assessment.domains}:
        raise UsageError("target_out_of_scope", word=domain)


def read_capacity(text: str | None) -> int | None:
    """Return the points of effort that a phase can take.

    Raises:
        UsageError: if it is no whole number from 1 to 9999.
    """
    if text is None:
        return None
    if not re.fullmatch(r"0*[1-9][0-9]{0,3}", text, re.ASCII):
        raise UsageError("not_a_capacity", word=text)
    return int(text)


# --- the roadmap --------------------------------------------------------------------------------------------------


def make_roadmap(outcome: Outcome, settings: Settings) -> Roadmap:
    """Return the roadmap of an outcome, with what its plan calls done or dropped taken into account.

    Raises:
        UsageError: if a target cannot be understood, or the solver that targets need is not installed.
    """
    return roadmap(
        outcome,
        capacity=settings.capacity,
        targets=read_targets(settings.targets, outcome),
        done=outcome.progress.in_state("done"),
        dropped=outcome.progress.in_state("dropped"),
        solve=_solve,
    )


def _solve(program: Program) -> frozenset[int] | None:
    with needing({"highspy": "highspy", "numpy": "numpy"}, "solver_not_installed"):
        from cpch_cli.cheapest import solve
    return solve(program)


def brought_in(file: PlanFile, planned: Planned, settings: Settings, words: Words) -> Planned:
    """Return the roadmap with the plan that it is brought into."""
    plan = updated(
        file.plan or new_plan(words.language),
        planned.outcome,
        planned.roadmap,
        capacity=settings.capacity,
        targets=settings.targets,
        language=words.language,
    )
    progress = replace(planned.outcome.progress, plan=plan)
    return replace(planned, outcome=replace(planned.outcome, progress=progress))


def save(file: PlanFile, plan: Plan, words: Words, *, quiet: bool) -> None:
    """Write a plan, and say what was done with it.

    Raises:
        CannotWrite: if it cannot be written, or if somebody else has changed it; what was there is untouched.
    """
    original = save_plan(file, plan)
    if original:
        tell(words("comments.gone", file=file.path, original=original), quiet=quiet)
    tell(words("roadmap.written", file=file.path), quiet=quiet)
    if file.plan:
        before, after = set(file.plan.actions), set(plan.actions)
        added, gone = len(after - before), len(before - after)
        tell(words("roadmap.brought_in", added=added, gone=gone), quiet=quiet)


# --- its formats --------------------------------------------------------------------------------------------------


def write(
    planned: Planned,
    words: Words,
    wanted: str,
    output: Path | None,
    *,
    force: bool,
    printed: dt.date | None,
    quiet: bool,
) -> None:
    """Write a roadmap in a format to a file or stdout.

    Raises:
        CannotWrite: if the file exists and `force` is not set, or if it cannot be written.
        UsageError: if there are no days for a calendar, or a package that the format needs is not installed.
    """
    if wanted in report_formats.DATA:
        emit(_data(planned, wanted), output, force=force)
        return
    document = roadmap_document(planned, words, printed=printed)
    if wanted == "ics":
        emit(_days(planned, document.title, words), output, force=force)
        return
    write_document(document, wanted, output, force=force)
    tell_missing_letters(wanted, output, words, quiet=quiet)


def _data(planned: Planned, wanted: str) -> str:
    report = roadmap_report(planned)
    if wanted == "json":
        return report.model_dump_json(indent=2) + "\n"
    return csv_table.render(COLUMNS, roadmap_rows(report))


def _days(planned: Planned, title: str, words: Words) -> str:
    days = calendar_of(planned, title, words)
    if days is None:
        raise UsageError("no_days")
    return report_formats.render_calendar(days)
