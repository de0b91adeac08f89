"""Excel workbooks: reading and writing them. Knows nothing else of aidscore."""

import os

# With lxml installed openpyxl would write through it: other bytes, and on a full disk an error that is no OSError.
os.environ.setdefault("OPENPYXL_LXML", "False")
