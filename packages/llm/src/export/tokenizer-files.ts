import { byteLevelDefinition } from '../tokenizer/byte-level-definition.js';
import { parseObject } from '../tokenizer/parse-object.js';
import { type TokenizerFiles, tokenizerOf } from '../tokenizer/tokenizer.js';
import { utf8Encode } from '../tokenizer/utf8.js';

/**
 * `tokenizer.json` and `tokenizer_config.json` with which Hugging Face's libraries cut text as `tokenizerOf` does. A tokenizer.json
 * stays as it is; vocab.json and merges.txt become one that puts the model's begin token in front of a text.
 *
 * @param positions longest text in tokens; longer ones are cut
 * @throws RangeError where `tokenizerOf` does
 */
export function tokenizerFiles(files: TokenizerFiles, positions: number): Record<string, Uint8Array> {
  const { beginToken, endToken, decode } = tokenizerOf(files);
  const end = decode([endToken]);
  const begin = beginToken === undefined ? undefined : { name: decode([beginToken]), id: beginToken };
  const config = {
    add_bos_token: begin !== undefined,
    bos_token: begin?.name ?? end,
    clean_up_tokenization_spaces: false,
    eos_token: end,
    model_max_length: positions,
    // Rows of unequal length are filled up in front and masked: any token will do.
    pad_token: end,
    tokenizer_class: 'PreTrainedTokenizerFast',
  };
  return {
    'tokenizer.json': utf8Encode('tokenizerJson' in files ? files.tokenizerJson : definitionOf(files, begin)),
    'tokenizer_config.json': utf8Encode(`${JSON.stringify(config, null, 2)}\n`),
  };
}

type BeginToken = { readonly name: string; readonly id: number } | undefined;

function definitionOf({ vocab, merges, config }: Extract<TokenizerFiles, { vocab: string }>, begin: BeginToken): string {
  const parsed = config === undefined ? undefined : parseObject(config, 'tokenizer_config.json');
  const { definition } = byteLevelDefinition(vocab, merges, parsed);
  return JSON.stringify({ ...definition, ...(begin && { post_processor: putsInFront(begin) }) });
}

/** A template of `tokenizers`: the token, then the text. */
function putsInFront({ name, id }: NonNullable<BeginToken>): object {
  const token = (type_id: number) => ({ SpecialToken: { id: name, type_id } });
  const text = (id: 'A' | 'B', type_id: number) => ({ Sequence: { id, type_id } });
  return {
    type: 'TemplateProcessing',
    single: [token(0), text('A', 0)],
    pair: [token(0), text('A', 0), token(1), text('B', 1)],
    special_tokens: { [name]: { id: name, ids: [id], tokens: [name] } },
  };
}
