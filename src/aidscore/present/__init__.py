"""Faces: a result becomes pages of tables, and pages become text, workbooks, CSV; JSON straight from the result."""
