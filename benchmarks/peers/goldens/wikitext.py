"""Parquet files by PyArrow, laid out as the hub's wikitext is, for packages/text.

Run from anywhere: python3 benchmarks/peers/goldens/wikitext.py (needs pyarrow)
Writes packages/text/src/corpora/wikitext.golden.json: files in base64, and the rows that went into all of them. The lines are made
up in the manner of wikitext-2-raw-v1: a line a row, empty rows between, headings between equals signs.
"""

import base64
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

OUT = Path(__file__).resolve().parents[3] / "packages" / "text" / "src" / "corpora" / "wikitext.golden.json"

ROWS = [
    "",
    " = Senjō no Valkyria 3 = \n",
    "",
    " Senjō no Valkyria 3 : Unrecorded Chronicles ( Japanese : 戦場のヴァルキュリア3 , lit . Valkyria of the Battlefield 3 ) . \n",
    " It costs £ 1 @,@ 000 @.@ 50 – not cheap @-@ looking 😀 . \n",
    "",
    " = = Plot = = \n",
    "",
    " = = = End = = = \n",
    "",
    " x = y = z \n",
    " = not after an empty row = \n",
    "",
    " = Tower of 1360 = \n",
    "",
] + [f" Line {i} : " + "some started before 1360 — was typically accomplished " * (i % 3) + "\n" for i in range(60)]

# A label, and how the file is written. The hub's own is the first: snappy, dictionaries, row groups of 1000.
LAYOUTS = {
    "as on the hub": {"compression": "snappy"},
    "small row groups": {"compression": "snappy", "row_group_size": 7, "data_page_size": 64},
    "no dictionary": {"compression": "snappy", "use_dictionary": False},
    "second version of pages": {"compression": "snappy", "data_page_version": "2.0"},
    "not compressed": {"compression": "none"},
}


def written(table, **layout):
    sink = io.BytesIO()
    pq.write_table(table, sink, **layout)
    return base64.b64encode(sink.getvalue()).decode()


def main():
    table = pa.table({"text": pa.array(ROWS, pa.string())})
    two = pa.table({"id": pa.array(range(len(ROWS)), pa.int64()), "text": pa.array(ROWS, pa.string())})
    files = {label: written(table, **layout) for label, layout in LAYOUTS.items()}
    files["among other columns"] = written(two, compression="snappy")
    golden = {
        "about": "benchmarks/peers/goldens/wikitext.py",
        "versions": {"pyarrow": pa.__version__},
        "rows": ROWS,
        "files": files,
        "bad": {
            "id": written(two.select(["id"]), compression="snappy"),
            "numbers": written(pa.table({"text": pa.array([1, 2], pa.int64())}), compression="snappy"),
            "nulls": written(pa.table({"text": pa.array(["a", None], pa.string())}), compression="snappy"),
        },
    }
    OUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
