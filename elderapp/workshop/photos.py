"""The pictures of lessons and mocks where their author keeps them, by the names they will have in a pack."""

from pathlib import Path

from elderapp.authoring.workspace import Workspace


def of_workspace(found: Workspace) -> dict[str, Path]:
    """Every picture of the lessons and of the mocks."""
    pictures = {
        f"pictures/{name}/{file}": Path(found.files[name]).parent / file
        for name, files in found.pictures.items()
        for file in files
    }
    for path in sorted((found.root / "mocks").glob("*/*.png")):
        if not path.is_symlink():
            pictures[f"pictures/mocks/{path.parent.name}/{path.name}"] = path
    return pictures
