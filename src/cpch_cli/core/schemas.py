"""The JSON Schemas of the four file formats, from the same definitions that read them."""

from typing import Any, Final, Literal

from pydantic import BaseModel

from cpch_cli.core.model import Diagnostic, Overlay, Sheet
from cpch_cli.core.report import Report

KINDS: Final[dict[str, type[BaseModel]]] = {
    "diagnostic": Diagnostic,
    "overlay": Overlay,
    "answers": Sheet,
    "report": Report,
}


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, one of `KINDS`."""
    # A report is written and never read; its keys are all there.
    mode: Literal["serialization", "validation"] = "serialization" if kind == "report" else "validation"
    body = KINDS[kind].model_json_schema(by_alias=True, mode=mode)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "title": f"cpch {kind} file, version 1",
    }
