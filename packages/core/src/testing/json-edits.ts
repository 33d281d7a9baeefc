import fc from 'fast-check';

/** Deeper than a stack reaches. JSON.parse makes it, so a file can hold it. */
const DEEP = 100_000;
const deep = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
/** Stands for it in a tree, which could not be walked otherwise. */
const MARK = 'a value nested deeply';

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 'x', 'infinite', [], {}, [[]], [null], { id: 'gaussian' }, '__proto__', MARK),
  fc.constantFrom(0, -0, 1, 2, 3, -1, 0.5, 1.5, 10, 64, 1e-9, 5e-324, 1e154, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 53 - 1),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);

/** What happens to one node of a tree. */
export interface JsonEdit {
  readonly kind: 'delete' | 'replace' | 'insert' | 'copy';
  readonly at: number;
  readonly from: number;
  readonly key: string;
  readonly value: unknown;
}

const jsonEdit: fc.Arbitrary<JsonEdit> = fc.record({
  kind: fc.constantFrom('delete', 'replace', 'replace', 'insert', 'copy'),
  at: fc.nat(100_000),
  from: fc.nat(100_000),
  key: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('id', 'kind', '__proto__', 'constructor', 'a/b~c')),
  value: odd,
});

export const jsonEdits = fc.array(jsonEdit, { minLength: 1, maxLength: 3 });

export interface JsonNode {
  readonly parent: any;
  readonly key: string | number;
}

/** All values inside, at any depth. */
export function jsonNodes(parent: any): JsonNode[] {
  if (parent === null || typeof parent !== 'object') return [];
  const keys: (string | number)[] = Array.isArray(parent) ? [...parent.keys()] : Object.keys(parent);
  return keys.flatMap((key) => [{ parent, key }, ...jsonNodes(parent[key])]);
}

function put(parent: any, key: string | number, value: unknown): void {
  // An own field even where the key is __proto__, as JSON.parse makes it.
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The JSON text of `base` after some edits of its tree. */
export function editedJson(base: unknown, edits: readonly JsonEdit[]): string {
  const root = { content: structuredClone(base) };
  for (const { kind, at, from, key, ...rest } of edits) {
    const value = structuredClone(rest.value);
    const nodes = jsonNodes(root);
    const node = nodes[at % nodes.length];
    const target = node.parent[node.key];
    if (kind === 'replace') put(node.parent, node.key, value);
    else if (kind === 'copy') {
      const source = nodes[from % nodes.length];
      put(node.parent, node.key, structuredClone(source.parent[source.key]));
    } else if (kind === 'insert' && target !== null && typeof target === 'object') {
      if (Array.isArray(target)) target.splice(at % (target.length + 1), 0, value);
      else put(target, key, value);
    } else if (Array.isArray(node.parent)) node.parent.splice(node.key as number, 1);
    else if (node.parent !== root) delete node.parent[node.key];
  }
  return (JSON.stringify(root.content, null, 1) ?? '').replace(JSON.stringify(MARK), deep);
}
