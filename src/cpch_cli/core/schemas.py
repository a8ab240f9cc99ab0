"""The JSON Schemas of the file formats, from the same definitions that read them."""

from typing import Any, Final, Literal

from pydantic import BaseModel

from cpch_cli.core.comparison_report import Comparison
from cpch_cli.core.model import Diagnostic, Overlay, Sheet
from cpch_cli.core.plan import Plan
from cpch_cli.core.report import Report
from cpch_cli.core.roadmap_report import RoadmapReport

KINDS: Final[dict[str, type[BaseModel]]] = {
    "diagnostic": Diagnostic,
    "overlay": Overlay,
    "answers": Sheet,
    "report": Report,
    "comparison": Comparison,
    "plan": Plan,
    "roadmap": RoadmapReport,
}
# Written and never read; their keys are all there.
_WRITTEN: Final = frozenset({"report", "comparison", "roadmap"})


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, one of `KINDS`."""
    mode: Literal["serialization", "validation"] = "serialization" if kind in _WRITTEN else "validation"
    body = KINDS[kind].model_json_schema(by_alias=True, mode=mode)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "title": f"cpch {kind} file, version 1",
    }
