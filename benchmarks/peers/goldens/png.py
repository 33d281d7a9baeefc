"""What a grey PNG file is made of, by Python's zlib and struct: packages/harness/src/pictures/png.golden.json."""

import json
import struct
import sys
import zlib
from pathlib import Path

TARGET = Path(__file__).parents[3] / "packages/harness/src/pictures/png.golden.json"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def case(width: int, height: int) -> dict:
    pixels = bytes((7 * x + 13 * y * y) % 256 for y in range(height) for x in range(width))
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))
    # Bit depth 8, colour type 0 (grey), deflate, the five filters, no interlacing.
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return {
        "width": width,
        "height": height,
        "head": (b"\x89PNG\r\n\x1a\n" + header).hex(),
        "tail": chunk(b"IEND", b"").hex(),
        "rows": len(rows),
        "adler32": zlib.adler32(rows),
    }


golden = {
    "versions": {"python": sys.version.split()[0], "zlib": zlib.ZLIB_RUNTIME_VERSION},
    "cases": [case(*size) for size in [(1, 1), (28, 28), (280, 84), (3, 700)]],
}
TARGET.write_text(json.dumps(golden, indent=2) + "\n")
