import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Workspace, workspaceAt } from '../workspace.js';

/** A workspace in a temporary folder, for tests. */
export interface TemporaryWorkspace extends Workspace {
  /** Writes a file below the root (an object as JSON) and returns its absolute path. */
  write(file: string, content: unknown): string;
  /** Writes a scenario and returns its id. */
  scenario(id: string, content: unknown): string;
  remove(): void;
}

export function temporaryWorkspace(): TemporaryWorkspace {
  const root = mkdtempSync(path.join(tmpdir(), 'collapse-bench-'));
  const workspace = workspaceAt(root);
  for (const folder of [workspace.scenarios, workspace.suites, workspace.baselines]) mkdirSync(folder, { recursive: true });
  const write = (file: string, content: unknown) => {
    const target = path.join(root, ...file.split('/'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
    return target;
  };
  return {
    ...workspace,
    write,
    scenario: (id, content) => {
      write(`benchmarks/scenarios/${id}.json`, content);
      return id;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
