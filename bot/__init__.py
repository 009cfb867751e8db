"""Start, settings, wiring, command line."""
