"""The pictures of lessons and mocks where their author keeps them, by the names they will have in a pack."""

from pathlib import Path

from elderapp.authoring.workspace import Workspace, phone_pictures, pictures_in


def of_workspace(found: Workspace) -> dict[str, Path]:
    """Every picture of the lessons and of the mocks."""
    pictures = {
        f"pictures/{name}/{file}": Path(found.files[name]).parent / file
        for name, files in found.pictures.items()
        for file in files
    }
    for mock in found.mocks:
        folder = phone_pictures(found.root, mock)
        pictures |= {f"pictures/mocks/{mock}/{file}": folder / file for file in sorted(pictures_in(folder))}
    return pictures
