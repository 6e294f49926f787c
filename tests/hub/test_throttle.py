from elderapp.hub.throttle import Once, Throttle


def test_so_many_tries_are_free_and_the_next_must_wait():
    throttle = Throttle(2, 1000)
    throttle.note("a", 0)
    throttle.note("a", 400)

    assert (600, 0) == (throttle.wait("a", 400), throttle.wait("b", 400))
    assert 0 == throttle.wait("a", 1000)


def test_who_does_well_starts_afresh():
    throttle = Throttle(1, 1000)
    throttle.note("a", 0)
    throttle.forget("a")

    assert 0 == throttle.wait("a", 1)


def test_a_thing_is_new_once_until_it_is_forgotten():
    once = Once(1000)

    assert [True, False, True] == [once.is_new("a", 0), once.is_new("a", 999), once.is_new("a", 1000)]
