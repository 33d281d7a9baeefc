"""xoshiro128++ from its published definition (Blackman and Vigna 2021, https://prng.di.unimi.it/xoshiro128plusplus.c),
written anew on Python integers. Writes packages/core/src/random/xoshiro128.golden.json:
python3 benchmarks/peers/goldens/xoshiro128.py"""

import json
import pathlib
import platform

MASK = 0xFFFFFFFF


def rotl(x, k):
    return ((x << k) | (x >> (32 - k))) & MASK


class Xoshiro128PlusPlus:
    def __init__(self, words):
        self.s = list(words)

    def next(self):
        s = self.s
        result = (rotl((s[0] + s[3]) & MASK, 7) + s[0]) & MASK
        t = (s[1] << 9) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)
        return result

    def uniform(self):
        """53 bits: 27 of the first word above 26 of the second."""
        return ((self.next() >> 5) << 26 | self.next() >> 6) / 2**53

    def open_uniform(self):
        """52 bits and a half."""
        return (2 * ((self.next() >> 6) << 26 | self.next() >> 6) + 1) / 2**53


STATES = [
    [1, 2, 3, 4],
    [0, 0, 0, 1],
    [0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF],
    [0x9E3779B9, 0x243F6A88, 0xB7E15162, 0x80000000],
]


def draws(words, method, count):
    rng = Xoshiro128PlusPlus(words)
    return [method(rng) for _ in range(count)]


def case(words):
    rng = Xoshiro128PlusPlus(words)
    outputs = [rng.next() for _ in range(10_000)]
    return {
        "state": words,
        "first": outputs[:20],
        "tenThousandth": outputs[-1],
        "stateAfter": rng.s,
        "uniforms": draws(rng.s, Xoshiro128PlusPlus.uniform, 10),
        "openUniforms": draws(rng.s, Xoshiro128PlusPlus.open_uniform, 10),
    }


if __name__ == "__main__":
    out = pathlib.Path(__file__).parents[3] / "packages/core/src/random/xoshiro128.golden.json"
    golden = {"madeBy": "benchmarks/peers/goldens/xoshiro128.py", "python": platform.python_version(), "cases": [case(s) for s in STATES]}
    out.write_text(json.dumps(golden, indent=1) + "\n")
