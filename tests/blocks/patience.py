"""Patience: many people share the machines that run these tests, so slowness alone is no failure."""

from hypothesis import HealthCheck, settings

patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
