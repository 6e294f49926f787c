"""What was typed into a form, as far as it may be long."""

from collections.abc import Mapping

from litestar.datastructures import UploadFile

from elderapp.hub.pages.render import Browser

MOST_FIELDS = 2000
LONGEST = 200

Fields = Mapping[str, str]


async def fields(request: Browser, *, longest: int = LONGEST) -> Fields:
    """The form's texts by name, without blanks around them and without what no text may hold."""
    form = await request.form()
    given = list(form.items())[:MOST_FIELDS]
    return {name: _text(value, longest) for name, value in given if not isinstance(value, UploadFile)}


async def several(request: Browser, name: str) -> list[str]:
    """Every value of a field that may be ticked more than once."""
    form = await request.form()
    return [_text(value, LONGEST) for value in form.getall(name, [])[:MOST_FIELDS] if not isinstance(value, UploadFile)]


def _text(value: object, longest: int) -> str:
    return str(value).replace("\0", "").strip()[:longest]
