import { expect, test } from 'vitest';
import { BadInput } from '../errors.js';
import { hubEndpoint, hubUrl } from './hub-names.js';

test('the hub is the public one unless HF_ENDPOINT says otherwise', () => {
  expect(hubEndpoint({})).toBe('https://huggingface.co');
  expect(hubEndpoint({ HF_ENDPOINT: ' ' })).toBe('https://huggingface.co');
  expect(hubEndpoint({ HF_ENDPOINT: 'http://localhost:8080/mirror/' })).toBe('http://localhost:8080/mirror');
  for (const wrong of ['hub.example', 'file:///etc', 'ftp://hub.example']) {
    expect(() => hubEndpoint({ HF_ENDPOINT: wrong })).toThrow(BadInput);
  }
});

test('addresses are the hub’s', () => {
  const model = { kind: 'model', repo: 'facebook/opt-125m', revision: 'refs/pr/35', file: 'model.safetensors' } as const;
  expect(hubUrl('https://huggingface.co', model)).toBe(
    'https://huggingface.co/facebook/opt-125m/resolve/refs%2Fpr%2F35/model.safetensors',
  );
  const dataset = { kind: 'dataset', repo: 'Salesforce/wikitext', revision: 'main', file: 'a b/c.parquet' } as const;
  expect(hubUrl('http://mirror/hub', dataset)).toBe(
    'http://mirror/hub/datasets/Salesforce/wikitext/resolve/main/a%20b/c.parquet',
  );
});
