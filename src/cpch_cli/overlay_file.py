"""A diagnostic in another language: its overlay, `diagnostic.fr.yaml` beside `diagnostic.yaml`, read and put over it."""

from pathlib import Path

from cpch_cli import disk, yaml_text
from cpch_cli.core.model import Diagnostic, Overlay
from cpch_cli.core.overlay import Translation, strings, translate
from cpch_cli.core.reading import validate
from cpch_cli.diagnostic_file import built_in
from cpch_cli.errors import InvalidDiagnostic

ORIGINAL = "en"


def overlay_of(diagnostic: Path, language: str) -> Path:
    """Return where the overlay of a diagnostic in a language is, if there is one."""
    return diagnostic.with_suffix(f".{language}{diagnostic.suffix}")


def overlays_of(diagnostic: Path) -> list[Path]:
    """Return the overlays that stand beside a diagnostic."""
    return sorted(diagnostic.parent.glob(f"{diagnostic.stem}.*{diagnostic.suffix}"))


def diagnostic_beside(overlay: Path) -> Path | None:
    """Return the diagnostic that an overlay stands beside, if there is one."""
    beside = overlay.with_name(overlay.name.removesuffix("".join(overlay.suffixes[-2:])) + overlay.suffix)
    return beside if len(overlay.suffixes) > 1 and beside != overlay and beside.exists() else None


def in_language(diagnostic: Diagnostic, path: Path | None, language: str) -> Translation:
    """Return a diagnostic of a file, or the built-in one, in a language; without an overlay it stays English.

    Raises:
        CannotRead: if there is an overlay that cannot be read.
        InvalidDiagnostic: if it is no overlay; with every problem.
    """
    if language == ORIGINAL:
        return Translation(diagnostic, 0)
    overlay = overlay_of(path or built_in(), language)
    if not overlay.exists():
        return Translation(diagnostic, len(strings(diagnostic)))
    return translate(diagnostic, load_overlay(overlay))


def load_overlay(path: Path) -> Overlay:
    """Return the overlay of a file.

    Raises:
        CannotRead: if it cannot be read.
        InvalidDiagnostic: if it is no overlay; with every problem.
    """
    tree = yaml_text.read(disk.read_text(path), as_json=disk.is_json(path))
    overlay, problems = validate(Overlay, tree.data)
    if overlay is None or tree.problems:
        raise InvalidDiagnostic(str(path), tree.located(problems))
    return overlay
