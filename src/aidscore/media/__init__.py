"""Media: a page or a result as text, HTML, Markdown, Excel, CSV or JSON."""
