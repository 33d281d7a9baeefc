"""Numbers for packages/text from NLTK, sacreBLEU and NumPy.

Run from anywhere: python3 benchmarks/peers/goldens/text.py (needs numpy, nltk and sacrebleu)
Writes packages/text/src/metrics/text-metrics.golden.json. Texts are drawn by NumPy; nothing here shares code with the
TypeScript side: n-grams are tuples in collections.Counter.
"""

import json
from collections import Counter
from pathlib import Path

import nltk
import numpy as np
import sacrebleu
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from nltk.util import ngrams
from sacrebleu.metrics import BLEU

SOURCE = Path(__file__).resolve().parents[3] / "packages" / "text" / "src"
VERSIONS = {"numpy": np.__version__, "nltk": nltk.__version__, "sacrebleu": sacrebleu.__version__}


def text(seed, words, lengths, repeat):
    """Zipfian words; with probability `repeat` a stretch of the past is said again."""
    rng = np.random.default_rng(seed)
    p = 1 / np.arange(1, words + 1)
    p /= p.sum()
    documents, past = [], []
    for length in lengths:
        document = []
        while len(document) < length:
            if past and rng.random() < repeat:
                start = rng.integers(len(past))
                document += past[start : start + 6]
            else:
                document.append(int(rng.choice(words, p=p)))
            past = past[-500:] + document[-1:]
        documents.append(document[:length])
    return documents


def pooled(documents, n):
    return [gram for document in documents for gram in ngrams(document, n)]


def rep(documents, n):
    unique = sum(len(set(ngrams(document, n))) for document in documents)
    return 1 - unique / len(pooled(documents, n))


def self_bleu(documents):
    smooth = SmoothingFunction().method1
    return [
        sentence_bleu(documents[:d] + documents[d + 1 :], documents[d], (0.25,) * 4, smoothing_function=smooth)
        for d in range(len(documents))
    ]


def sacre_self_bleu(documents):
    """sacreBLEU's floor smoothing is NLTK's method1; it wants strings and percent."""
    said = [" ".join(f"w{word}" for word in document) for document in documents]
    bleu = BLEU(tokenize="none", smooth_method="floor", smooth_value=0.1, effective_order=False, lowercase=False)
    return [bleu.sentence_score(said[d], said[:d] + said[d + 1 :]).score / 100 for d in range(len(said))]


def zipf(documents, ranks):
    counts = np.array(sorted(Counter(pooled(documents, 1)).values(), reverse=True)[:ranks], dtype=float)
    return -np.polyfit(np.log(np.arange(1, len(counts) + 1)), np.log(counts), 1)[0]


def case(seed, words, lengths, repeat):
    documents = text(seed, words, lengths, repeat)
    other = text(seed + 1, words, lengths[: len(lengths) // 2], repeat)
    frequencies = np.array(list(Counter(pooled(documents, 1)).values())) / sum(lengths)
    in_other = [set(pooled(other, n)) for n in range(1, 5)]
    bleu, sacre = self_bleu(documents), sacre_self_bleu(documents)
    assert np.allclose(bleu, sacre, rtol=1e-12, atol=0), np.abs(np.array(bleu) - sacre).max()
    return {
        "words": words,
        "documents": documents,
        "other": other,
        "distinct": [len(set(pooled(documents, n))) / len(pooled(documents, n)) for n in range(1, 5)],
        "rep": [rep(documents, n) for n in range(1, 5)],
        "diversity": float(np.prod([1 - rep(documents, n) for n in (2, 3, 4)])),
        "coverage": len(set(pooled(documents, 1))) / words,
        "entropy": float(-(frequencies * np.log(frequencies)).sum()),
        "zipf": {str(ranks): zipf(documents, ranks) for ranks in (10, 30, 10_000)},
        "copied": [np.mean([gram in in_other[n - 1] for gram in pooled(documents, n)]) for n in range(1, 5)],
        "unseen": np.mean([gram not in in_other[0] for gram in pooled(documents, 1)]),
        "selfBleu": float(np.mean(bleu)),
    }


content = {
    "script": "benchmarks/peers/goldens/text.py",
    "call": "sentence_bleu(others, document, smoothing_function=SmoothingFunction().method1), checked against "
    "sacrebleu BLEU(smooth_method='floor', smooth_value=0.1, tokenize='none'); numpy.polyfit(log rank, log count, 1)",
    "versions": VERSIONS,
    "cases": [
        case(1, 50, [40] * 12, 0.0),
        case(3, 200, [64] * 10, 0.2),
        case(5, 30, [5, 17, 30, 8, 21, 12, 40, 9], 0.4),
        case(7, 4, [20] * 6, 0.5),
    ],
}
(SOURCE / "metrics" / "text-metrics.golden.json").write_text(json.dumps(content, indent=None, default=float) + "\n")
