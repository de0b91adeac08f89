"""Files as the program finds them: documents, standards, campaigns, and what a file is checked against."""
