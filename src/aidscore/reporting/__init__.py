"""Reports: everything that a report tells of an outcome, as one result of exact numbers (spec, section 18)."""
