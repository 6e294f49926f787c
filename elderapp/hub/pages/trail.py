"""Who changed what: the audit page."""

from typing import Annotated

from litestar import Response, get
from litestar.params import QueryParameter

from elderapp.hub.auth import OVERSEERS
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit
from elderapp.hub.storage.engine import reading
from elderapp.hub.threads import in_thread

PAGE = 100


@get("/audit", opt=OVERSEERS, include_in_schema=False)
@in_thread
def show(request: Browser, before: Annotated[int, QueryParameter(name="before")] = 0) -> Response[str]:
    """The newest changes of this centre; older ones page by page."""
    with reading(request.app.state.engine) as connection:
        found = audit.entries(connection, member_of(request).centre, before=max(before, 0), most=PAGE)
    return page(request, "audit.html", entries=found, older=found[-1].made if len(found) == PAGE else 0)
