"""One learner: how far she has come, what to review, when she was here."""

from litestar import Response, get
from litestar.params import FromPath

from elderapp import clock
from elderapp.hub import learning
from elderapp.hub.auth import TEACHERS
from elderapp.hub.pages import words
from elderapp.hub.pages.certificates import lessons_done
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.people import person_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import cards, certificates, people
from elderapp.hub.storage.engine import reading
from elderapp.hub.threads import in_thread


@get("/learners/{learner:str}", opt=TEACHERS, include_in_schema=False)
@in_thread
def show(request: Browser, learner: FromPath[str]) -> Response[str]:
    """Everything the centre knows of her."""
    person, centre, now = person_of(request, learner), member_of(request).centre, clock.wall_ms()
    today = words.moment(now).date().isoformat()
    shelf = request.app.state.shelf
    with reading(request.app.state.engine) as connection:
        lessons = learning.lessons(connection, centre, person.id, today, shelf.lesson)
        visits = learning.visits(connection, centre, person.id, now)
        told = learning.told_apart(connection, centre, person.id)
        tried = learning.tried_at_home(connection, centre, person.id)
        kept = people.person(connection, centre, person.merged) if person.merged else None
        linked = cards.is_linked(connection, centre, person.id)
        held = certificates.of_learner(connection, centre, person.id)
        finished = lessons_done(connection, centre, person.id)
        also = [one for one, to in people.merges(connection, centre).items() if to == person.id]
    return page(
        request, "learner.html", person=person, lessons=lessons, due=learning.due(lessons), visits=visits, told=told,
        tried=tried, kept=kept, also=also, today=today, linked=linked, certificates=held, finished=finished,
        initial=certificates.initial, card_wrong=request.query_params.get("card", ""),
    )  # fmt: skip
