"""Hypothesis never fails a walk for being slow: how busy the machine is says nothing about the player."""

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
