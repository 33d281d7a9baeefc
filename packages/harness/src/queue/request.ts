import Type, { type Static } from 'typebox';
import { BadInput } from '../errors.js';
import { engineNames } from '../run/engine-names.js';
import { classOf, keyOf } from '../run/fingerprint.js';
import { type LoadedScenario, loadScenario, scenarioIds } from '../scenario/load.js';
import { MOST_REPLICATES } from '../scenario/schema.js';
import { type Validate, validator } from '../scenario/validate.js';
import { sha256 } from '../sha256.js';
import type { Workspace } from '../workspace.js';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/**
 * One cell as it is asked for: names and numbers alone. A worker looks the scenario up in its own checkout, so a request can
 * make it compute nothing but a scenario that lies there.
 */
export const requestSchema = Type.Object(
  {
    formatVersion: Type.Literal(1),
    /** An id below benchmarks/scenarios. */
    scenario: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$',
    }),
    scenarioHash: hash,
    seed: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    replicate: Type.Integer({ minimum: 0, maximum: MOST_REPLICATES - 1 }),
    engine: Type.Optional(Type.Enum(engineNames)),
    /** The class of machine that all cells of the scenario are computed in. */
    environmentClass: Type.String({ minLength: 1, maxLength: 200 }),
    codeHash: hash,
    /** Of pnpm-lock.yaml; null: there is none to read. */
    lockfileHash: Type.Union([hash, Type.Null()]),
  },
  { additionalProperties: false },
);
export type CellRequest = Static<typeof requestSchema>;

/** What computes cells on one side of the queue. */
export interface Code {
  readonly codeHash: string;
  readonly lockfileHash: string | null;
}

export function requestOf(loaded: LoadedScenario, replicate: number, environmentClass: string, code: Code): CellRequest {
  const { id, hash: scenarioHash, scenario, engine } = loaded;
  return {
    formatVersion: 1,
    scenario: id,
    scenarioHash,
    seed: scenario.seed,
    replicate,
    ...(engine === undefined ? {} : { engine }),
    environmentClass,
    codeHash: code.codeHash,
    lockfileHash: code.lockfileHash,
  };
}

/** The key of the request's journal line: what its bytes depend on. */
export function requestKey({ scenarioHash, codeHash, environmentClass }: CellRequest): string {
  return keyOf(scenarioHash, codeHash, environmentClass);
}

/** One name for a cell whoever asks for it and however often, so that it is computed once. */
export function requestId(request: CellRequest): string {
  return sha256([requestKey(request), request.scenario, request.engine ?? 'onnx', request.replicate].join('\n'));
}

let validate: Validate | undefined;

/**
 * @param id the name under which the queue holds it
 * @throws BadInput when it is no request, or not the one of that name
 */
export function readRequest(raw: unknown, id: string | undefined): CellRequest {
  const shown = `cell ${String(id).slice(0, 12)} of the queue`;
  validate ??= validator(requestSchema);
  validate(raw, shown);
  const request = raw as CellRequest;
  if (requestId(request) !== id) {
    const remedy = 'nothing is computed for it';
    throw new BadInput({ file: shown, expected: 'a request under the name of its cell', found: 'another name', remedy });
  }
  return request;
}

/** Why a worker cannot do what it is asked for, though another may. */
export interface Unable {
  readonly reason: string;
}

/**
 * The cell's scenario in this checkout.
 *
 * @param known scenarios that were looked up before, to which this one is added: a hash stands for one content
 * @throws BadInput when the scenario's file cannot be used
 */
export function scenarioFor(
  workspace: Workspace,
  request: CellRequest,
  here: Code,
  known: Map<string, LoadedScenario>,
): LoadedScenario | Unable {
  const { scenario: id, seed, engine } = request;
  if (request.codeHash !== here.codeHash) {
    return { reason: `it is of other code (${short(request.codeHash)}) than this checkout's (${short(here.codeHash)})` };
  }
  if (request.lockfileHash !== here.lockfileHash) return { reason: "its pnpm-lock.yaml is another than this checkout's" };
  const key = [id, request.scenarioHash, engine ?? ''].join(' ');
  let loaded = known.get(key);
  if (loaded === undefined) {
    if (!scenarioIds(workspace).includes(id)) return { reason: 'the scenario is not in this checkout' };
    loaded = loadScenario(workspace, id, { seed, engine });
  }
  if (loaded.hash !== request.scenarioHash) {
    return { reason: `it is another version of the scenario (${short(request.scenarioHash)}) than this checkout's` };
  }
  known.set(key, loaded);
  const mine = classOf(loaded);
  if (mine !== request.environmentClass) {
    return { reason: `it is to be computed in class "${request.environmentClass}", and this machine is of "${mine}"` };
  }
  return loaded;
}

const short = (text: string) => text.slice(0, 12);
