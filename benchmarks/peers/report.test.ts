import { describe, expect, it } from 'vitest';
import type { Comparison, Figure, PeerRow } from './comparison.js';
import { comparisonText, duration, figureMet, headText, quantity, rowMet, table } from './report.js';

const summary = {
  rounds: 15,
  oursMedian: 0.02,
  oursMin: 0.018,
  peerMedian: 0.05,
  peerMin: 0.04,
  ratio: 2.5,
  ratioMin: 2.1,
  ratioMax: 2.75,
};
const ours = () => ({ run: () => {}, agree: () => 0 });
const row: PeerRow = { name: 'bulk', unit: 'samples', work: 1e6, ours, peer: 'x', tolerance: 0, target: 1 };

describe('what was wanted', () => {
  it('of a row is a ratio at least as large, our own time below, or both', () => {
    expect(rowMet({ ...row, target: 2.5 }, summary)).toBe(true);
    expect(rowMet({ ...row, target: 2.6 }, summary)).toBe(false);
    expect(rowMet({ ...row, target: undefined, milliseconds: 20.1 }, summary)).toBe(true);
    expect(rowMet({ ...row, milliseconds: 20 }, summary)).toBe(false);
    expect(rowMet({ ...row, target: undefined }, summary)).toBeUndefined();
  });

  it('of a figure is a bound, and nothing is met that was not measured', () => {
    const figure: Figure = { name: 'speed-up', value: 1.8, unit: 'x' };
    expect(figureMet(figure)).toBeUndefined();
    expect(figureMet({ ...figure, atLeast: 1.8 })).toBe(true);
    expect(figureMet({ ...figure, below: 1.8 })).toBe(false);
    expect(figureMet({ ...figure, value: undefined, atLeast: 1.8 })).toBeUndefined();
  });
});

describe('the report', () => {
  const comparison: Comparison = {
    name: 'normal',
    title: 'deviates',
    rows: [row, { ...row, name: 'slow peer', peerScale: 1000 }],
  };

  it('shows both sides, the ratio with its range, and the verdict', () => {
    const text = comparisonText(comparison, { rows: [summary, { ...summary, ratio: 0.5 }], figures: [] });
    const [bulk, slow] = text.split('\n').slice(3);
    expect(bulk.trim().split(/ {2,}/)).toEqual([
      'bulk',
      '20.0 ms',
      '18.0 ms',
      '50.0 ms',
      '40.0 ms',
      '50.0M samples',
      '2.50x',
      '2.10 - 2.75',
      '15',
      'ratio >= 1.00',
      'met',
    ]);
    expect(slow).toMatch(/50\.0 ms\* .* 0\.50x .* MISSED$/);
    expect(text).toContain('* extrapolated: 1000 times what was measured');
  });

  it('shows figures with what was wanted, and why one is missing', () => {
    const figures = [
      { name: 'overhead', value: 0.123, unit: 'ms', below: 1, note: 'three rounds' },
      { name: 'speed-up', value: undefined, unit: 'x', atLeast: 1.8, note: 'this machine has one core' },
    ];
    const text = comparisonText({ ...comparison, rows: [] }, { rows: [], figures });
    expect(text).toContain('overhead: 0.12 ms (wanted < 1.00 ms: met)\n    three rounds\n');
    expect(text).toContain('speed-up: not measured (wanted >= 1.8 x)\n    this machine has one core\n');
  });

  it('begins with versions, CPU, threads, the meaning of the ratio, and a warning on a busy machine only', () => {
    const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' } as const;
    const python = { python: '3.11.7', numpy: '2.4.6', scipy: '1.17.1', torch: null, transformers: null };
    const environment = { cpu: 'Some CPU', cores: 2, node: '20.20.2', v8: '11.3', python, threads, load: 0.1 };
    const text = headText(environment);
    for (const part of [
      'Node 20.20.2',
      'NumPy 2.4.6',
      'SciPy 1.17.1',
      'Some CPU, 2 cores',
      'OPENBLAS_NUM_THREADS=1',
      'above 1 ours',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('busy');
    expect(headText({ ...environment, load: 3 })).toContain('busy (load 3.0)');
    expect(headText({ ...environment, python: null })).not.toContain('NumPy');
  });
});

describe('numbers', () => {
  it.each([
    [1.5, '1.50 s'],
    [234.4, '234 s'],
    [0.0123, '12.3 ms'],
    [0.001, '1.00 ms'],
    [0.000_083_8, '83.8 us'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it.each([
    [57.1e6, '57.1M'],
    [1e9, '1.00G'],
    [665_000, '665k'],
    [12, '12.0'],
    [0.012, '0.012'],
  ])('%d reads %s', (value, text) => {
    expect(quantity(value)).toBe(text);
  });

  it('stand in columns, the first to the left', () => {
    expect(
      table([
        ['', 'time'],
        ['row', '1 s'],
      ]),
    ).toBe('       time\n  row   1 s\n');
  });
});
