import { divergenceReason, type Host } from '@collapse-bench/core';
import type { LlmOptions } from '../options.js';
import type { LlmParams } from '../params.js';
import { loadTokenizer } from '../real/load-tokenizer.js';
import { onnxFolder } from './onnx-folder.js';

/**
 * A fitted model with its base's tokenizer as a folder for transformers.js.
 *
 * @throws RangeError where the fit, or one before it, diverged: there is no model of this generation; or as `onnxFolder`
 */
export async function exportModel(
  { base }: Pick<LlmOptions, 'base'>,
  params: Pick<LlmParams, 'model' | 'diverged'>,
  host: Pick<Host, 'read' | 'download'>,
): Promise<Record<string, Uint8Array>> {
  const reason = divergenceReason(params);
  if (reason !== undefined) throw new RangeError(`expected a model whose fits went well, found one that diverged: ${reason}`);
  return onnxFolder(params.model, (await loadTokenizer(base, host)).files);
}
