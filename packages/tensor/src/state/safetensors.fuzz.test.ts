import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteDamages, damagedBytes } from '../../../core/src/testing/byte-damages.js';
import { fuzzSettings } from '../../../core/src/testing/fuzz-settings.js';
import { editedJson, jsonEdits } from '../../../core/src/testing/json-edits.js';
import { readOrRefuse } from '../../../core/src/testing/read-or-refuse.js';
import { damagedText, textDamages } from '../../../core/src/testing/text-damages.js';
import { sizeOf } from '../graph/graph.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const file = encodeSafetensors(
  {
    a: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    'b.weight': { shape: [], data: Int32Array.of(5) },
    c: { shape: [0, 3], data: new Float32Array(0) },
  },
  { step: '3' },
);
const headerLength = Number(new DataView(file.buffer).getBigUint64(0, true));
const header = new TextDecoder().decode(file.subarray(8, 8 + headerLength));
const data = file.subarray(8 + headerLength);

/** The file with another header, whose length is right. */
function withHeader(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true);
  return Uint8Array.from([...length, ...bytes, ...data]);
}

async function use(bytes: Uint8Array): Promise<void> {
  const read = await readOrRefuse(() => decodeSafetensors(bytes));
  for (const tensor of Object.values(read?.tensors ?? {})) expect(tensor.data.length).toBe(sizeOf(tensor.shape));
}

describe('a spoilt safetensors file is read or refused', () => {
  test('whatever happened to its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(byteDamages, (damages) => use(damagedBytes(file, damages))),
      fuzzSettings(0.06),
    );
  });

  test('whatever happened to the fields of its header', async () => {
    await fc.assert(
      fc.asyncProperty(jsonEdits, (edits) => use(withHeader(editedJson(JSON.parse(header), edits)))),
      fuzzSettings(0.04),
    );
  });

  test('whatever happened to the text of its header', async () => {
    await fc.assert(
      fc.asyncProperty(textDamages, (damages) => use(withHeader(damagedText(header, damages)))),
      fuzzSettings(0.02),
    );
  });
});
