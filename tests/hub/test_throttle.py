from concurrent.futures import ThreadPoolExecutor

from elderapp.hub.throttle import Once, Throttle


def test_so_many_tries_are_free_and_the_next_must_wait():
    throttle = Throttle(2, 1000)
    assert (1, 1, 0) == tuple(throttle.take("a", now) for now in (0, 400, 400))

    assert (600, 0) == (throttle.wait("a", 400), throttle.wait("b", 400))
    assert 0 == throttle.wait("a", 1000)


def test_who_does_well_starts_afresh():
    throttle = Throttle(1, 1000)
    throttle.take("a", 0)
    throttle.forget("a")

    assert 0 == throttle.wait("a", 1)


def test_of_many_at_once_so_many_are_granted_and_what_was_no_try_is_given_back():
    throttle = Throttle(5, 1000)
    with ThreadPoolExecutor(20) as pool:
        assert 5 == sum(pool.map(lambda _: throttle.take("a", 0), range(40)))
    throttle.give_back("a", 3)
    assert (3, 0) == (throttle.take("a", 1, 9), throttle.take("a", 1, 9))
    assert 2 == throttle.take("a", 1000, 9)
    throttle.give_back("nobody")


def test_a_thing_is_new_once_until_it_is_forgotten():
    once = Once(1000)

    assert [True, False, True] == [once.is_new("a", 0), once.is_new("a", 999), once.is_new("a", 1000)]
