import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteDamages, damagedBytes } from '../../../core/src/testing/byte-damages.js';
import { fuzzSettings } from '../../../core/src/testing/fuzz-settings.js';
import { editedJson, jsonEdits } from '../../../core/src/testing/json-edits.js';
import { readOrRefuse } from '../../../core/src/testing/read-or-refuse.js';
import { damagedText, textDamages } from '../../../core/src/testing/text-damages.js';
import type { TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { smallOpt } from '../testing/small-configs.js';
import { utf8Encode } from '../tokenizer/utf8.js';
import { readConfig, writeConfig } from './config-file.js';
import { readModel, writeModel } from './model-folder.js';

const opt = smallOpt({ vocabulary: 5, positions: 4, width: 4, layers: 1, heads: 2, feedForward: 6, dropout: 0.1, beginToken: 2 });
const gpt2: TransformerConfig = { ...opt, family: 'gpt2', activation: 'gelu-tanh' };

describe.each([
  ['opt', opt],
  ['gpt2', gpt2],
])('of a folder of %s', (_, config) => {
  const files = writeModel({ config, weights: formulaWeights(parametersOf(config)) });

  /** Reads the configuration alone, then the folder with it. */
  async function use(text: string): Promise<void> {
    const read = await readOrRefuse(() => readConfig(text));
    if (read === undefined) return;
    expect(readConfig(writeConfig(read))).toEqual(read);
    await readOrRefuse(() => readModel({ ...files, 'config.json': utf8Encode(text) }));
  }

  test('a config.json whose fields are spoilt is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(jsonEdits, (edits) => use(editedJson(JSON.parse(writeConfig(config)), edits))),
      fuzzSettings(0.04),
    );
  });

  test('a config.json whose text is spoilt is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(textDamages, (damages) => use(damagedText(writeConfig(config), damages))),
      fuzzSettings(0.02),
    );
  });

  test('a model.safetensors whose bytes are spoilt is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(byteDamages, async (damages) => {
        await readOrRefuse(() => readModel({ ...files, 'model.safetensors': damagedBytes(files['model.safetensors'], damages) }));
      }),
      fuzzSettings(0.02),
    );
  });
});
