"""aidscore scores centers against a published standard, exactly."""

__version__ = "0.1.0"
