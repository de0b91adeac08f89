"""Machine output (spec, section 11): results as one JSON document, a module for each document."""
