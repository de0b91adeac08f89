"""Official documents: results in the words and fields of documents that an office completes in Word and issues."""
