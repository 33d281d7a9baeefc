"""Numbers for packages/ngram: additive smoothing from NLTK, modified Kneser-Ney from its definition.

Run from anywhere: python3 benchmarks/peers/goldens/ngram.py (needs numpy and nltk)
Writes packages/ngram/src/model/smoothing.golden.json. NLTK has Kneser-Ney with one discount only, so the modified method is
written out here from Chen and Goodman (1998, TR-10-98, equations 26 to 28) with n-grams as tuples in dictionaries and the
recursion as it stands on paper; nothing is shared with the TypeScript side, which works on sorted arrays.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import nltk
import numpy as np
from nltk.lm import Lidstone, NgramCounter, Vocabulary
from nltk.util import ngrams, pad_sequence

SOURCE = Path(__file__).resolve().parents[3] / "packages" / "ngram" / "src"
START = "<s>"


def text(seed, outcomes, lengths):
    """A chain: half of the time Zipf's law, else a neighbour of the last word."""
    rng = np.random.default_rng(seed)
    p = 1 / np.arange(1, outcomes + 1)
    p /= p.sum()
    documents = []
    for length in lengths:
        word = int(rng.choice(outcomes, p=p))
        document = []
        for _ in range(length):
            drawn = int(rng.choice(outcomes, p=p))
            word = drawn if rng.random() < 0.5 else (3 * word + 1 + drawn % 2) % outcomes
            document.append(word)
        documents.append(document)
    return documents


def contexts(documents, order, outcomes, rng):
    """Contexts seen at beginnings, inside and at ends of blocks, and contexts never seen. START stands first or nowhere."""
    found = [[START], [START, documents[0][0]], [START, outcomes - 1], []]
    for document in documents[:3]:
        for at in (3, len(document) // 2, len(document)):
            found.append(document[max(0, at - order + 1) : at])
    for _ in range(4):
        found.append([int(word) for word in rng.integers(outcomes, size=max(1, order - 1))])
    # Contexts are whole: order - 1 words, or fewer from the beginning on.
    return [c[-(order - 1) :] if order > 1 else [] for c in found if c and (c[0] == START or len(c) >= order - 1)] or [[]]


def lidstone(documents, order, outcomes, k):
    grams = [list(ngrams(pad_sequence(d, order, pad_left=True, left_pad_symbol=START), order)) for d in documents]
    # Without the unknown label NLTK counts one word too few.
    vocabulary = Vocabulary(range(outcomes - 1), unk_cutoff=1)
    assert len(vocabulary) == outcomes
    model = Lidstone(k, order, vocabulary=vocabulary, counter=NgramCounter(grams))

    def distribution(context):
        if context and context[0] == START:
            context = [START] * (order - len(context)) + context[1:]
            context = context[-(order - 1) :]
        return [model.unmasked_score(word, tuple(context) if order > 1 else None) for word in range(outcomes)]

    return distribution


def discounts(values):
    n = Counter(values)
    if not all(n[j] for j in (1, 2, 3, 4)):
        return [0.5, 1.0, 1.5]
    y = n[1] / (n[1] + 2 * n[2])
    found = [j - (j + 1) * y * n[j + 1] / n[j] for j in (1, 2, 3)]
    return found if all(0 <= d <= j + 1 for j, d in enumerate(found)) else [0.5, 1.0, 1.5]


def kneser_ney(documents, order, outcomes):
    counts = {n: Counter() for n in range(1, order + 1)}
    for document in documents:
        padded = [START] + document if order > 1 else document
        for n in counts:
            for gram in ngrams(padded, n):
                if gram[-1] != START:
                    counts[n][gram] += 1
    adjusted = {order: counts[order]}
    for n in range(1, order):
        before = defaultdict(set)
        for gram in counts[n + 1]:
            before[gram[1:]].add(gram[0])
        adjusted[n] = {gram: c if gram[0] == START else len(before[gram]) for gram, c in counts[n].items()}
    discount = {n: discounts(adjusted[n].values()) for n in adjusted}

    def probability(context, word):
        n = len(context) + 1
        lower = 1 / outcomes if n == 1 else probability(context[1:], word)
        after = {gram[-1]: c for gram, c in adjusted[n].items() if gram[:-1] == context}
        total = sum(after.values())
        if total == 0:
            return lower
        taken = {w: discount[n][min(c, 3) - 1] for w, c in after.items()}
        own = max(0, after.get(word, 0) - taken.get(word, 0)) / total
        return own + sum(taken.values()) / total * lower

    return discount, lambda context: [probability(tuple(context), word) for word in range(outcomes)]


def case(seed, outcomes, lengths, order):
    documents = text(seed, outcomes, lengths)
    rng = np.random.default_rng(seed + 1000)
    asked = contexts(documents, order, outcomes, rng)
    discount, modified = kneser_ney(documents, order, outcomes)
    return {
        "order": order,
        "outcomes": outcomes,
        "documents": documents,
        "discounts": [discount[n] for n in range(1, order + 1)],
        "contexts": [{"fromBeginning": c[:1] == [START], "words": c[1:] if c[:1] == [START] else c} for c in asked],
        "addK": {str(k): [lidstone(documents, order, outcomes, k)(c) for c in asked] for k in (0.1, 1)},
        "modifiedKneserNey": [modified(c) for c in asked],
    }


LENGTHS = [40, 30, 50, 25, 35, 60]
content = {
    "script": "benchmarks/peers/goldens/ngram.py",
    "call": "nltk.lm.Lidstone(k, order).unmasked_score(word, context); modified Kneser-Ney by its definition",
    "versions": {"numpy": np.__version__, "nltk": nltk.__version__},
    "cases": [
        *[case(order, 12, LENGTHS, order) for order in (1, 2, 3, 4, 5)],
        case(11, 25, [100] * 8, 3),
        # So little text that discounts fall back.
        case(12, 5, [6, 4], 3),
    ],
}
(SOURCE / "model" / "smoothing.golden.json").write_text(json.dumps(content) + "\n")
