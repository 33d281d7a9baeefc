"""The tokenizer of the default corpus, and numbers for packages/llm's tokenizers.

Run from anywhere: python3 benchmarks/peers/goldens/llm_tokenizer.py (needs tokenizers and transformers, and node with the
packages built: pnpm run build). Writes
- packages/llm/data/sotu-bpe-1024.json: byte-level BPE of 1024 tokens, `<|endoftext|>` among them, trained on the training
  documents of the State of the Union addresses;
- packages/llm/src/tokenizer/tokenizer.golden.json: what `tokenizers` and `transformers` make of texts with that tokenizer, with
  OPT's layout (vocab.json, merges.txt, tokenizer_config.json) and with GPT-2's, both of small vocabularies trained here, and
  with a tokenizer.json of another make.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import tokenizers
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

LLM = Path(__file__).resolve().parents[3] / "packages" / "llm"
CORPUS = LLM / "data" / "sotu-bpe-1024.json"
GOLDEN = LLM / "src" / "tokenizer" / "tokenizer.golden.json"

TEXTS = [
    "",
    " ",
    "\n",
    "a",
    "Fellow-Citizens of the Senate and House of Representatives:",
    "  two leading spaces",
    " one leading space, and one at the end ",
    "line\nbreaks\n\nand\ttabs \n mixed   with spaces   \n",
    "It's what they'll say: we'd, I'm, you've, isn't, DON'T",
    "$1,234.56 in 1863; 50% of 12,000,000!",
    "naïve café, Zürich, Ελλάδα, Москва, 日本語, العربية, ไทย",
    "emoji 😀👩‍👩‍👧‍👦🇫🇷 and a\u0301 combining, \U0001d54f",
    "= Valkyria Chronicles III =\n , lit . Valkyria of the Battlefield 3 ) , is a tactical role @-@ playing game",
    "</s>",
    "before</s> after <s><pad><unk> <|endoftext|>",
    "\u00a0no-break\u2003em space\u3000ideographic",
    "the the the " * 20 + "x" * 100,
    "\x00\x01control\x7f",
]
# U+FEFF is no white space in Unicode and U+0085 is; JavaScript's \s has it the other way round.
SPACES = ["next\u0085 line", "\ufeffmark \ufeff \u0085\u0085x"]


def addresses():
    """Training, validation and test documents as packages/text splits them."""
    program = (
        "import('@collapse-bench/text').then(async ({ splitDocuments, stateOfTheUnion }) => {"
        "const all = (await stateOfTheUnion(1790, 2021)).map(({ text }) => text);"
        "process.stdout.write(JSON.stringify(splitDocuments(all))); })"
    )
    return json.loads(subprocess.run(["node", "-e", program], cwd=LLM, capture_output=True, check=True).stdout)


def train(texts, size, special, limit=None):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = None
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=special,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def files_of(tokenizer, special):
    """vocab.json and merges.txt; `special` are added to the vocabulary's end where they are not in it."""
    model = json.loads(tokenizer.to_str())["model"]
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in model["merges"]]
    return json.dumps(model["vocab"], ensure_ascii=True), "#version: 0.2\n" + "\n".join(merges) + "\n"


def token(content):
    return {"__type": "AddedToken", "content": content, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}


def opt_config():
    """facebook/opt-125m's tokenizer_config.json."""
    return {
        "errors": "replace",
        "unk_token": token("</s>"),
        "bos_token": token("</s>"),
        "eos_token": token("</s>"),
        "pad_token": token("<pad>"),
        "add_prefix_space": False,
        "add_bos_token": True,
        "tokenizer_class": "GPT2Tokenizer",
    }


def gpt2_config():
    return {
        "add_prefix_space": False,
        "bos_token": "<|endoftext|>",
        "eos_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>",
        "tokenizer_class": "GPT2Tokenizer",
    }


def cases(encode, decode, texts):
    out = []
    for text in texts:
        ids = [int(i) for i in encode(text)]
        out.append({"text": text, "ids": ids, "decoded": decode(ids)})
    return out


def from_folder(vocab, merges, config):
    """Through transformers, as a folder of the hub is read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "vocab.json").write_text(vocab)
        Path(folder, "merges.txt").write_text(merges)
        Path(folder, "tokenizer_config.json").write_text(json.dumps(config))
        tokenizer = transformers.GPT2Tokenizer.from_pretrained(folder)
    texts = TEXTS + SPACES
    with_begin = [[int(i) for i in tokenizer(text)["input_ids"]] for text in texts]
    return {
        "vocab": vocab,
        "merges": merges,
        "config": json.dumps(config),
        "vocabulary": len(tokenizer),
        "endToken": tokenizer.eos_token_id,
        "withSpecialTokens": with_begin,
        "cases": cases(
            lambda text: tokenizer(text, add_special_tokens=False)["input_ids"],
            lambda ids: tokenizer.decode(ids, clean_up_tokenization_spaces=False),
            texts,
        ),
    }


def from_tokenizer(tokenizer, texts, **more):
    return {
        "vocabulary": tokenizer.get_vocab_size(),
        "cases": cases(
            lambda text: tokenizer.encode(text, add_special_tokens=False).ids,
            lambda ids: tokenizer.decode(ids, skip_special_tokens=False),
            texts,
        ),
        **more,
    }


def another(texts):
    """A tokenizer.json of another make: normalised, split into words and digits, with a template that puts tokens around."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=True)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=320,
        special_tokens=["<s>", "</s>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A $B", special_tokens=[("<s>", tokenizer.token_to_id("<s>"))]
    )
    return tokenizer


def main():
    split = addresses()
    corpus = train(split["training"], 1024, ["<|endoftext|>"])
    CORPUS.parent.mkdir(exist_ok=True)
    CORPUS.write_text(corpus.to_str() + "\n")
    few = split["training"][::40]
    opt = files_of(train(few, 400, ["<s>", "<pad>", "</s>", "<unk>"]), [])
    gpt2 = files_of(train(few, 380, ["<|endoftext|>"]), [])
    made = another(few)
    excerpts = [text[:2000] for text in split["test"][::6]]
    golden = {
        "about": "benchmarks/peers/goldens/llm_tokenizer.py",
        "versions": {"tokenizers": tokenizers.__version__, "transformers": transformers.__version__},
        "corpus": from_tokenizer(corpus, TEXTS + SPACES + excerpts),
        "opt": from_folder(*opt, opt_config()),
        "gpt2": from_folder(*gpt2, gpt2_config()),
        "another": from_tokenizer(made, [text for text in TEXTS if text], tokenizerJson=made.to_str()),
    }
    GOLDEN.write_text(json.dumps(golden, ensure_ascii=True, indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
