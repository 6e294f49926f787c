from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.settings import Settings
from elderapp.hub.storage import places, staff
from elderapp.hub.storage.engine import open_engine


def test_the_demo_has_a_class_that_is_on_and_keeps_its_passwords(tmp_path):
    settings, now = Settings(data=tmp_path), clock.wall_ms()
    first = demo.prepare(settings, now)
    again = demo.prepare(settings, now + 60_000)

    assert (first.password, first.session) == (again.password, again.session)
    assert first.pairing_code != again.pairing_code
    assert 0o600 == (tmp_path / "demo-passwords.json").stat().st_mode & 0o777


def test_the_demo_centre_has_twelve_learners_and_its_trainer_can_log_in(engine, tmp_path):
    now = clock.wall_ms()
    made = demo.fill(engine, now, Settings(data=tmp_path))
    with engine.connect() as connection:
        meeting = places.meeting_for(connection, made.centre, now)
        people = places.people_of(connection, made.centre, meeting)
        member = staff.check_password(connection, made.username, made.password)

    assert meeting.is_open(now)
    assert (12, "陳太") == (len(people), people[0].learner.name)
    assert (made.centre, "trainer") == (member.centre, member.role)


def test_the_next_day_the_demo_has_another_class(tmp_path):
    settings, now = Settings(data=tmp_path), clock.wall_ms()
    first = demo.prepare(settings, now)

    assert first.session != demo.prepare(settings, now + 24 * 3_600_000).session
    engine = open_engine(settings.url)
    with engine.connect() as connection:
        assert 2 == len(places.meetings(connection, first.centre, now - 3_600_000, now * 2))
        assert 26 == len(places.meetings(connection, first.centre, 0, now - 3_600_000))
    engine.dispose()
