"""The JSON Schemas of the file formats, from the same definitions that read them."""

from collections.abc import Callable
from typing import Any, Final, Literal

from pydantic import BaseModel

from cpch_cli.core.comparison_report import Comparison
from cpch_cli.core.consolidation_report import ConsolidationReport
from cpch_cli.core.model import Diagnostic, Overlay, Sheet
from cpch_cli.core.plan import Plan
from cpch_cli.core.report import Report
from cpch_cli.core.result_columns import result_schema
from cpch_cli.core.roadmap_report import RoadmapReport
from cpch_cli.core.rows import row_schema

KINDS: Final[dict[str, type[BaseModel]]] = {
    "diagnostic": Diagnostic,
    "overlay": Overlay,
    "answers": Sheet,
    "report": Report,
    "comparison": Comparison,
    "plan": Plan,
    "roadmap": RoadmapReport,
    "consolidation": ConsolidationReport,
}
# Written and never read; their keys are all there.
_WRITTEN: Final = frozenset({"report", "comparison", "roadmap", "consolidation"})


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, one of `KINDS`."""
    mode: Literal["serialization", "validation"] = "serialization" if kind in _WRITTEN else "validation"
    return _whole(kind, KINDS[kind].model_json_schema(by_alias=True, mode=mode))


def schema_of_rows(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a line of JSON Lines, whose keys depend on the diagnostic."""
    return _whole("row", row_schema(diagnostic))


def schema_of_results(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a row of results, as Parquet holds it."""
    return _whole("result", result_schema(diagnostic))


def _whole(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "title": f"cpch {kind} file, version 1",
    }


# The kinds whose keys depend on the diagnostic.
OF_A_DIAGNOSTIC: Final[dict[str, Callable[[Diagnostic], dict[str, Any]]]] = {
    "row": schema_of_rows,
    "result": schema_of_results,
}
