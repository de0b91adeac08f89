"""Pages: results as titles, tables and typed cells. Nothing is computed and no file is read here."""
