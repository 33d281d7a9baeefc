"""Continuations for packages/llm by transformers.generate of small OPT and GPT-2 models: greedy and beam search.

Beside each continuation stands its margin: by how little the choice of tokens might have gone another way. It is the least, over
the steps, of the gaps between the scores of the last beam kept and the first one dropped, between a continuation that ended in
time to count and the first that did not, between what may still come and the worst that ended, and at last between the best two.

Run from anywhere: python3 benchmarks/peers/goldens/llm_generation.py
Writes packages/llm/src/generation/generate.golden.json.
"""

import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from language_models import model_of, tokens, write_golden  # noqa: E402

torch.set_num_threads(1)

OPT = {
    "family": "opt",
    "vocabulary": 61,
    "positions": 40,
    "width": 16,
    "layers": 2,
    "heads": 2,
    "feedForward": 24,
    "activation": "relu",
    "normFirst": True,
    "dropout": 0,
    "endToken": 2,
}
GPT2 = {
    "family": "gpt2",
    "vocabulary": 53,
    "positions": 33,
    "width": 12,
    "layers": 3,
    "heads": 3,
    "feedForward": 48,
    "activation": "gelu-tanh",
    "normFirst": True,
    "dropout": 0,
    "endToken": 0,
}


def recorded(model):
    """Makes the model note the margin of each prompt at each step of beam search."""
    steps = []
    top_k, update, check = model._get_top_k_continuations, model._update_finished_beams, model._check_early_stop_heuristic
    end = -1 if model.generation_config.eos_token_id is None else model.generation_config.eos_token_id

    def gap(sorted_scores, kept):
        return (sorted_scores[kept - 1] - sorted_scores[kept]).item() if len(sorted_scores) > kept else float("inf")

    def noting_top_k(**given):
        beams, scores = given["num_beams"], given["accumulated_log_probs"]
        vocabulary = scores.shape[-1] // beams
        margins = []
        for row in scores:
            order = torch.argsort(row, descending=True)
            is_end = order % vocabulary == end
            going_on = row[order[~is_end]]
            margin = gap(going_on, beams)
            if is_end[: beams + 1].any():
                margin = min(margin, gap(row[order], beams))
            margins.append(margin)
        steps.append({"margins": margins})
        return top_k(**given)

    def noting_update(**given):
        steps[-1]["open"] = given["is_early_stop_heuristic_unsatisfied"][:, 0].tolist()
        made = update(**given)
        steps[-1]["finished"] = made[1]
        return made

    def noting_check(**given):
        length = given["cur_len"] - given["decoder_prompt_len"]
        best, worst = given["running_beam_scores"][:, 0] / length, given["beam_scores"].min(dim=1)[0]
        enough = given["is_sent_finished"].all(dim=1)
        for prompt, all_ended in enumerate(enough.tolist()):
            if all_ended and length < given["max_length"] - given["decoder_prompt_len"]:
                steps[-1]["margins"][prompt] = min(steps[-1]["margins"][prompt], abs(best[prompt] - worst[prompt]).item())
        return check(**given)

    model._get_top_k_continuations = noting_top_k
    model._update_finished_beams = noting_update
    model._check_early_stop_heuristic = noting_check
    return steps


def margins_of_beams(steps, count, limit):
    margins = []
    for prompt in range(count):
        # At the last step nothing goes on: only what ends there counts.
        margin = min(
            step["margins"][prompt] for place, step in enumerate(steps) if step["open"][prompt] and place + 1 < limit
        )
        best, second = steps[-1]["finished"][prompt][:2].tolist()
        margins.append(min(margin, best - second))
    return margins


def greedy_margins(scores, lengths):
    gaps = []
    for step in scores:
        best = torch.topk(step, 2, dim=-1)[0]
        gaps.append((best[:, 0] - best[:, 1]).tolist())
    return [min(gaps[place][prompt] for place in range(length)) for prompt, length in enumerate(lengths)]


def generated(name, config, prompts, length, spread, new_tokens, min_new_tokens, beams, penalty, end):
    model = model_of(config, spread)
    ids = tokens(config, "prompts", prompts, length)
    model.generation_config.eos_token_id = end
    model.generation_config.pad_token_id = end if end is not None else 0
    steps = recorded(model) if beams > 1 else None
    result = model.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        do_sample=False,
        num_beams=beams,
        max_new_tokens=new_tokens,
        min_new_tokens=min_new_tokens,
        repetition_penalty=float(penalty),
        return_dict_in_generate=True,
        output_scores=True,
    )
    continuations = result.sequences[:, length:].tolist()
    if end is not None:
        continuations = [row[: row.index(end) + 1] if end in row else row for row in continuations]
    margins = (
        margins_of_beams(steps, prompts, new_tokens)
        if beams > 1
        else greedy_margins(result.scores, [len(row) for row in continuations])
    )
    return {
        "name": name,
        "config": config,
        "spread": spread,
        "prompts": ids.tolist(),
        "request": {
            "newTokens": new_tokens,
            "minNewTokens": min_new_tokens,
            "method": {"kind": "beam", "beams": beams} if beams > 1 else {"kind": "greedy"},
            "repetitionPenalty": penalty,
            **({} if end is None else {"endToken": end}),
        },
        "continuations": continuations,
        "margins": [float(f"{margin:.3g}") for margin in margins],
    }


cases = []
for family, config, spread in (("OPT", OPT, 0.45), ("GPT-2", GPT2, 0.45)):
    for beams in (1, 3, 5):
        for penalty in (1, 2, 3):
            name = f"{family}, beams {beams}, penalty {penalty}"
            cases.append(generated(name, config, 6, 9, spread, 14, 14, beams, penalty, None))
            # The end token is one that these models like to choose.
            end = cases[-1]["continuations"][0][5]
            cases.append(generated(f"{name}, an end", config, 6, 9, spread, 20, 3, beams, penalty, end))

write_golden(__file__, "generation/generate", "OPTForCausalLM, GPT2LMHeadModel: generate", cases=cases)

margins = np.array([margin for case in cases for margin in case["margins"]])
lengths = [len(row) for case in cases for row in case["continuations"] if "endToken" in case["request"]]
print(f"margins above 1e-3: {np.mean(margins > 1e-3):.2f}, lengths {np.bincount(lengths)}")
