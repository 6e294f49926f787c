"""Whom a tablet knows: the hub's roster, and what the hub does not know yet."""

from msgspec.structs import replace

from elderapp.records.people import Roster
from elderapp.store import Store

NOBODY = Roster(centre="", tablet="")


def people(store: Store) -> Roster:
    """The hub's roster, with what it does not know yet: walk-ins, who sit in the open session too, and people's wishes.

    What a learner is called is the hub's to say.
    """
    roster = store.roster() or NOBODY
    here = {person.id: person for person in store.walk_ins()}
    listed = {person.id for person in roster.learners}
    new = tuple(person for person in here.values() if person.id not in listed)
    listing = tuple(
        replace(here[one.id], name=one.name, picture=one.picture, member=one.member) if one.id in here else one
        for one in roster.learners
    )
    roster = replace(roster, learners=listing)
    session = roster.session
    if session and new:
        session = replace(session, learners=(*session.learners, *(person.id for person in new)))
    return replace(roster, learners=(*roster.learners, *new), session=session)
