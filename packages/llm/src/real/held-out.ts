import { cutIntoBlocks, mobyDick, type TokenBlocks } from '@collapse-bench/text';
import { type RealText, realText } from './real-text.js';
import { spreadBlocks } from './spread-blocks.js';
import type { LlmTruth } from './truth.js';

interface HeldOut {
  readonly test: TokenBlocks;
  otherProse?: Promise<TokenBlocks>;
}

/** By text and number of blocks, so that equal blocks are one object and are scored once. */
const known = new WeakMap<RealText, Map<number, HeldOut>>();

function heldOut(truth: LlmTruth): HeldOut {
  const text = realText(truth);
  const ofText = known.get(text) ?? new Map<number, HeldOut>();
  known.set(text, ofText);
  let found = ofText.get(truth.evaluationBlocks);
  if (found === undefined) {
    found = { test: spreadBlocks(text.test, truth.evaluationBlocks) };
    ofText.set(truth.evaluationBlocks, found);
  }
  return found;
}

/** At most `evaluationBlocks` blocks of test documents, some of each. */
export function heldOutBlocks(truth: LlmTruth): TokenBlocks {
  return heldOut(truth).test;
}

/** The first blocks of Moby Dick, `evaluationBlocks` of them if it has as many: English prose of another kind. */
export function otherProse(truth: LlmTruth): Promise<TokenBlocks> {
  const found = heldOut(truth);
  found.otherProse ??= firstBlocks(truth);
  return found.otherProse;
}

async function firstBlocks(truth: LlmTruth): Promise<TokenBlocks> {
  const { tokenizer } = realText(truth);
  const documents: Uint32Array[] = [];
  let blocks = 0;
  for (const chapter of await mobyDick()) {
    if (blocks >= truth.evaluationBlocks) break;
    const tokens = tokenizer.encode(chapter);
    const whole = Math.min(Math.floor(tokens.length / truth.blockLength), truth.evaluationBlocks - blocks);
    documents.push(tokens.subarray(0, whole * truth.blockLength));
    blocks += whole;
  }
  return cutIntoBlocks(documents, truth.blockLength);
}
