import { readFileSync } from 'node:fs';
import { findRecord, ownRoot, workspaceAt } from '@collapse-bench/harness';
import { expect, test } from 'vitest';
import { ellipsesOf, GAUSSIAN_GENERATIONS, GAUSSIAN_SCENARIO, gaussianChain, MIXTURE_SCENARIO, mixtureChain } from './chains.js';
import { digitSheetPng, readDigitSheet } from './digit-sheet.js';
import { GAUSSIAN_VIEW, MIXTURE_VIEW } from './views.js';

const workspace = workspaceAt(ownRoot);
const recorded = (scenario: string, metric: string) => {
  const result = findRecord(workspace, scenario, undefined).result!;
  return (generation: number, replicate: number) => {
    const i = result.generations.indexOf(generation);
    return i < 0 ? undefined : (result.values[metric][i][replicate] as number);
  };
};

test('the Gaussian chains are those of the accepted record, and theory is beside every frame', async () => {
  const { frames, trace, theory } = await gaussianChain(workspace);
  const log = recorded(GAUSSIAN_SCENARIO, 'log-det-ratio');
  const known = trace.filter(({ generation, replicate }) => log(generation, replicate) !== undefined);
  expect(known.length).toBeGreaterThan(50);
  for (const { generation, replicate, value } of known) expect(value).toBeCloseTo(log(generation, replicate)!, 12);
  expect(frames.at(-1)!.generation).toBe(GAUSSIAN_GENERATIONS);
  expect(theory.map(({ generation }) => generation)).toEqual(frames.map(({ generation }) => generation));
  // k [psi((M - 1) / 2) - ln((M - 1) / 2)] at M = 100, k = 1000.
  expect(theory.at(-1)!.value).toBeCloseTo(-10.1355, 3);
  for (const { points, mean } of frames) {
    expect(points.length).toBe(100);
    expect(points.reduce((sum, value) => sum + value / 100, 0) / 100).toBeCloseTo(mean, 2);
    for (const value of points) expect(Math.abs(value / 100)).toBeLessThan(GAUSSIAN_VIEW.reach);
  }
});

test('the mixture chain is that of the accepted record, and nothing leaves the picture', async () => {
  const { frames, trace } = await mixtureChain(workspace);
  const distance = recorded(MIXTURE_SCENARIO, 'log-l2-squared');
  const covered = recorded(MIXTURE_SCENARIO, 'mode-coverage');
  const known = trace.filter(({ generation }) => distance(generation, 0) !== undefined);
  expect(known.length).toBeGreaterThanOrEqual(5);
  for (const { generation, value } of known) expect(value).toBeCloseTo(distance(generation, 0)!, 12);
  for (const frame of frames) {
    const expected = covered(frame.generation, 0);
    if (expected !== undefined) expect(frame.covered).toBe(expected);
    for (const value of frame.points) expect(Math.abs(value / 100)).toBeLessThan(MIXTURE_VIEW.reach);
  }
});

test('an ellipse has the axes of its covariance', () => {
  const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
  const xx = 9 * cos * cos + 4 * sin * sin;
  const xy = (9 - 4) * cos * sin;
  const yy = 9 * sin * sin + 4 * cos * cos;
  const [ellipse] = ellipsesOf({
    weights: Float64Array.of(1),
    means: Float64Array.of(1, 2),
    covariances: Float64Array.of(xx, xy, xy, yy),
  });
  expect(ellipse).toEqual({ x: 1, y: 2, major: 3, minor: 2, angle: 0.3, weight: 1 });
});

test('the committed sheet of digits has the size that its description says', () => {
  const { columns, rows, side, panels, frechetDistance } = readDigitSheet();
  const png = readFileSync(digitSheetPng);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([columns * side, rows * side * panels.length]);
  expect(frechetDistance.length).toBe(panels.length - 1);
});
