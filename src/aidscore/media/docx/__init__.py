"""Official documents as Word files, filled into templates that an office edits in Word."""
