import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../compile.js';
import { decodeCheckpoint, encodeCheckpoint } from '../../state/checkpoint.js';
import { trainingProgram } from '../training-program.js';
import { stateFrom } from '../training-state.js';
import { smallModels } from './models.js';
import { startOf, takeSteps } from './small-run.js';

const MODEL = 'transformer';

/** Where a run in this folder keeps its checkpoint. */
export const checkpointIn = (folder: string): string => path.join(folder, 'run.safetensors');
export const unfinishedIn = (folder: string): string => `${checkpointIn(folder)}.tmp`;

/** Trains up to a step from the checkpoint in the folder, if there is one, and saves after every step. */
export async function trainAndSave(folder: string, until: number, say: (line: string) => void): Promise<void> {
  const { parameters, start } = startOf(MODEL);
  const layout = { ...smallModels[MODEL], parameters };
  const file = checkpointIn(folder);
  const from = existsSync(file) ? decodeCheckpoint(layout, readFileSync(file)) : { state: stateFrom(layout, start), step: 0 };
  const compiled = await compile(trainingProgram(layout), from.state);
  for (let step = from.step; step < until; step++) {
    await takeSteps(compiled, smallModels[MODEL], step, step + 1);
    say(`took ${step + 1}`);
    replaceFile(file, encodeCheckpoint(layout, { state: await compiled.readState(), step: step + 1, notes: {} }));
    say(`saved ${step + 1}`);
  }
  await compiled.dispose();
}

/** All or nothing: the file has its old content until it has all of the new. Written bit by bit, so that a kill can hit it. */
function replaceFile(file: string, bytes: Uint8Array): void {
  const PART = 4096;
  const unfinished = openSync(`${file}.tmp`, 'w');
  for (let at = 0; at < bytes.length; at += PART) writeSync(unfinished, bytes, at, Math.min(PART, bytes.length - at));
  fsyncSync(unfinished);
  closeSync(unfinished);
  renameSync(`${file}.tmp`, file);
}

/** As a process: says what it does on standard output, and when it is done waits to be ended. */
export async function main(folder: string, until: string): Promise<void> {
  await trainAndSave(folder, Number(until), (line) => writeSync(1, `${line}\n`));
  writeSync(1, 'done\n');
  await new Promise((resolve) => process.stdin.once('end', resolve).resume());
}
