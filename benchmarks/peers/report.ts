import type { Comparison, Figure, PeerRow } from './comparison.js';
import type { PeerEnvironment } from './environment.js';
import type { Measured } from './measure.js';
import type { Summary } from './pairing.js';

/** Load from which the reader is told that the machine is not ours alone. */
const BUSY = 0.5;

/** Whether what was wanted was found; undefined: nothing was, or the machine cannot tell. */
export function rowMet({ target, milliseconds }: PeerRow, { ratio, oursMedian }: Summary): boolean | undefined {
  if (target === undefined && milliseconds === undefined) return undefined;
  return ratio >= (target ?? 0) && oursMedian * 1000 < (milliseconds ?? Number.POSITIVE_INFINITY);
}

export function figureMet({ value, atLeast, below }: Figure): boolean | undefined {
  if (value === undefined || (atLeast === undefined && below === undefined)) return undefined;
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value < (below ?? Number.POSITIVE_INFINITY);
}

export function headText({ cpu, cores, node, v8, python, threads, load }: PeerEnvironment): string {
  const pins = Object.entries(threads).map(([name, value]) => `${name}=${value}`);
  const torch = python?.torch ? `, PyTorch ${python.torch}` : '';
  const transformers = python?.transformers ? `, transformers ${python.transformers}` : '';
  const other = python && `NumPy ${python.numpy}, SciPy ${python.scipy}${torch}${transformers}, Python ${python.python}`;
  const lines = [
    `ours: Node ${node} (V8 ${v8}), one JavaScript thread (V8 compiles and collects garbage on others of its own)`,
    other === null ? 'peer: none is needed' : `peer: ${other}, ${pins.join(' ')}`,
    `on: ${cpu}, ${cores} cores`,
  ];
  if (other !== null) lines.push('ratio: their time / ours, round by round; above 1 ours is faster');
  if (load > BUSY)
    lines.push(`note: the machine is busy (load ${load.toFixed(1)}); trust ratios more than times, and neither as final`);
  return `${lines.join('\n')}\n`;
}

export function comparisonText({ rows, title, name }: Comparison, measured: Measured): string {
  const lines = [`\n${name}: ${title}\n`];
  if (rows.length > 0) {
    lines.push(
      table([
        ['', 'ours, median', 'min', 'peer, median', 'min', 'a second', 'ratio', 'min - max', 'rounds', 'wanted', ''],
        ...rows.map((row, i) => rowCells(row, measured.rows[i])),
      ]),
    );
    rows.forEach((row) => {
      if (row.peerScale !== undefined) lines.push(`  * extrapolated: ${row.peerScale} times what was measured\n`);
      if (row.note !== undefined) lines.push(`  ${row.name}: ${row.note}\n`);
    });
  }
  for (const figure of measured.figures) lines.push(figureText(figure));
  return lines.join('');
}

function rowCells(row: PeerRow, summary: Summary): string[] {
  const { oursMedian, oursMin, peerMedian, peerMin, ratio, ratioMin, ratioMax, rounds } = summary;
  const wanted = [
    ...(row.target === undefined ? [] : [`ratio >= ${row.target.toFixed(2)}`]),
    ...(row.milliseconds === undefined ? [] : [`ours < ${row.milliseconds} ms`]),
  ];
  const extrapolated = row.peerScale === undefined ? '' : '*';
  return [
    row.name,
    duration(oursMedian),
    duration(oursMin),
    `${duration(peerMedian)}${extrapolated}`,
    `${duration(peerMin)}${extrapolated}`,
    `${quantity(row.work / oursMedian)} ${row.unit}`,
    `${digits(ratio)}x`,
    `${digits(ratioMin)} - ${digits(ratioMax)}`,
    String(rounds),
    wanted.join(', '),
    verdict(rowMet(row, summary)),
  ];
}

function figureText({ name, value, unit, atLeast, below, note }: Figure): string {
  const found = value === undefined ? 'not measured' : `${digits(value)} ${unit}`;
  const wanted = [
    ...(atLeast === undefined ? [] : [`>= ${atLeast} ${unit}`]),
    ...(below === undefined ? [] : [`< ${digits(below)} ${unit}`]),
  ].join(', ');
  const outcome = verdict(figureMet({ name, value, unit, atLeast, below }));
  const want = wanted === '' ? '' : ` (wanted ${wanted}${outcome === '' ? '' : `: ${outcome}`})`;
  return `  ${name}: ${found}${want}\n${note === undefined ? '' : `    ${note}\n`}`;
}

function verdict(met: boolean | undefined): string {
  return met === undefined ? '' : met ? 'met' : 'MISSED';
}

/** Lines of cells, two spaces apart; the first column to the left, the others to the right. */
export function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const format = (line: readonly string[]) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return lines.map((line) => `  ${format(line).trimEnd()}\n`).join('');
}

/** Seconds as people write them: three digits and a fitting unit. */
export function duration(seconds: number): string {
  if (seconds >= 1) return `${digits(seconds)} s`;
  return seconds >= 1e-3 ? `${digits(seconds * 1e3)} ms` : `${digits(seconds * 1e6)} us`;
}

/** A large number with k, M or G. */
export function quantity(value: number): string {
  const scales: readonly (readonly [number, string])[] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const scale = scales.find(([size]) => value >= size);
  return scale === undefined ? digits(value) : `${digits(value / scale[0])}${scale[1]}`;
}

/** Three significant digits, but never fewer than the whole part and never an exponent. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return size >= 0.1 || size === 0 ? value.toFixed(2) : value.toPrecision(2);
}
