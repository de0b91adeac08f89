"""aidscore scores legal aid centers against a published standard, exactly."""

__version__ = "0.1.0"
