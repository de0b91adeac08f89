"""Reads Word files as tests ask for them: paragraphs, tables, and the looks of styles."""

from io import BytesIO

from docx import Document


def word(content):
    """A Word file from its bytes."""
    return Document(BytesIO(content))


def lines(content):
    """The texts of the paragraphs outside of tables, without empty ones."""
    return [paragraph.text for paragraph in word(content).paragraphs if paragraph.text]


def tables(content):
    """The tables, each as rows of texts."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in word(content).tables]
