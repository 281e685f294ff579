"""Runs every Python block of docs/how-to-read-the-tables.md on a finished run, as a reader would.

usage: check_readers.py PAGE RUN EXPECTED
PAGE is the page, RUN the folder of the run that the page calls "out", EXPECTED how many candidates
of target 0.5 the run has accepted. Blocks that need a Spark session are left out.
"""

import os
import re
import sys
import tempfile
import warnings

page, run, expected = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])
with open(page, encoding="utf-8") as file:
    sections = re.findall(r"^## (\w+)\n.*?```python\n(.*?)```", file.read(), re.M | re.S)

folder = tempfile.mkdtemp()
os.symlink(run, os.path.join(folder, "out"))
os.chdir(folder)

checked = []
for reader, code in sections:
    if "spark." in code:
        continue
    names = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(code, reader, "exec"), names)
    accepted = names["accepted"]
    columns = getattr(accepted, "column_names", None) or list(accepted.columns)
    for column in ("model", "target", "candidate_id", "predicted"):
        assert column in columns, f"{reader} finds no column {column} in {columns}"
    assert len(accepted) == expected, f"{reader} finds {len(accepted)} candidates, not {expected}"
    checked.append(reader)

# The trap that the page warns of: if a reader falls out of it, the page is to be corrected.
import pandas

assert not (pandas.read_parquet("out/candidates").target == 0.5).any()

assert checked == ["pandas", "pyarrow", "polars", "DuckDB"], checked
print(f"readers: {expected} candidates found by each of {', '.join(checked)}")
