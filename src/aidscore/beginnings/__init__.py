"""Files to begin with (spec, section 18): commented, and valid as they are written."""
