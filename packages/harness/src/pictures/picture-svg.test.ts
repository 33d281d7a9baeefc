import { inflateSync } from 'node:zlib';
import type { BarsPicture, CurvePicture, GridPicture, Picture, ScatterPicture, TextPicture } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { xmlFault } from '../testing/well-formed.js';
import { pictureSvg } from './picture-svg.js';
import type { Shown } from './shown.js';

const head = { title: 'A <title> & "more"', subtitle: 'small/a\u0007, seed 1' };
const axis = { x: { label: 'x < y' }, y: { label: 'density' } };
const curve = (...points: number[]): CurvePicture => ({ kind: 'curve', ...axis, points: Float64Array.from(points) });
const scatter = (...points: number[]): ScatterPicture => ({ kind: 'scatter', ...axis, points: Float64Array.from(points) });
const bars = (...heights: number[]): BarsPicture => ({ kind: 'bars', ...axis, heights: Float64Array.from(heights) });
const words = (...passages: string[]): TextPicture => ({ kind: 'text', passages });
const grid = (...bytes: number[]): GridPicture => ({ kind: 'grid', columns: 2, side: 1, images: Uint8Array.from(bytes) });

/** The first picture is the real one, then come generations 1, 2, ... */
function svg(...pictures: Picture[]): string {
  const shown = pictures.map((picture, i): Shown => ({ caption: i === 0 ? 'real' : `generation ${i}`, real: i === 0, picture }));
  const text = pictureSvg(head, shown);
  expect(xmlFault(text)).toBeUndefined();
  expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
  return text;
}

/** The path of each element of this class, in order. */
function paths(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`<path class="${name}" d="([^"]*)"`, 'g'))].map(([, path]) => path);
}

describe('every kind of picture', () => {
  const kinds: [string, Picture, Picture, Picture][] = [
    ['curve', curve(0, 0, 1, 1), curve(0, 1, 1, 0), curve(0, Number.NaN, Number.POSITIVE_INFINITY, 1)],
    ['scatter', scatter(0, 0, 1, 1), scatter(0, 1), scatter(Number.NaN, 1, 0, Number.NEGATIVE_INFINITY)],
    ['bars', bars(0.5, 0.5), bars(1, 0), bars()],
    ['grid', grid(0, 255, 7), grid(1, 2, 3, 4), grid(9)],
    ['text', words('a & b', '<c>'), words('d\u0000', ''), words()],
  ];
  test.each(kinds)('%s: is an image with its captions, even where there is little to see', (_kind, real, one, odd) => {
    const text = svg(real, one, odd);
    for (const caption of ['real', 'generation 1', 'generation 2']) expect(text).toContain(`>${caption}</text>`);
    expect(text).toContain('>A &lt;title&gt; &amp; &quot;more&quot;</text>');
    expect(text).toContain('>small/a?, seed 1</text>');
    svg(odd);
    expect(() => pictureSvg(head, [])).toThrow('expected something to show');
  });

  test('of two kinds at once is refused', () => {
    expect(() => svg(bars(1), grid(1))).toThrow('expected every part to be a bars, found a grid');
  });
});

describe('curves', () => {
  test('share one chart from 0 up; a point that is not finite breaks the line', () => {
    const text = svg(curve(0, 0, 1, 2), curve(0, 1, 0.5, Number.NaN, 1, 1));
    const [real] = paths(text, 'curve real');
    const [model] = paths(text, 'curve s0');
    // The chart spans x from 72 to 590; y from 68 to 368 stands for 0 to 2.1.
    expect(real).toBe('M72 368L590 82.29');
    expect(model).toBe('M72 225.14M590 225.14');
  });

  test('follow time in colour, which the legend repeats', () => {
    const text = svg(curve(0, 0, 1, 1), curve(0, 0, 1, 1), curve(0, 0, 1, 2), curve(0, 0, 1, 3));
    const colours = [...text.matchAll(/\.s\d\{stroke:(#[0-9a-f]{6})\}/g)].map(([, colour]) => colour);
    expect(new Set(colours).size).toBe(6);
    for (const name of ['real', 's0', 's1', 's2']) expect(paths(text, `curve ${name}`)).toHaveLength(2);
  });

  test('say when their range hides what is highest', () => {
    const ranged = (most: number): CurvePicture => ({ ...curve(0, 0, 1, 2), y: { label: 'y', range: [0, most] } });
    expect(svg(ranged(1))).toContain('; cut off at the top');
    expect(svg(ranged(2))).not.toContain('cut off');
  });
});

describe('scatters', () => {
  test('have one scale in all panels, with equal units on both axes', () => {
    const [real, one] = ['dots realdots', 'dots'].map((name) => paths(svg(scatter(0, 0, 2, 1), scatter(0, 0)), name)[0]);
    const places = [...real.matchAll(/M([\d.]+) ([\d.]+)h0/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(places).toHaveLength(2);
    const [[x0, y0], [x1, y1]] = places;
    expect(x1 - x0).toBeCloseTo(2 * (y0 - y1), 1);
    // The panels are 280 apart.
    expect(one).toBe(`M${x0 + 280} ${y0}h0`);
  });
});

describe('bars', () => {
  test('stand from left to right, equal neighbours as one', () => {
    const [real, one] = ['bars realbars', 'bars'].map(
      (name) => paths(svg(bars(0, 1, 1, 0.5, 0), bars(0.5, 0, 0, 0, 1)), name)[0],
    );
    // A panel is 220 by 140 and begins at 80, 82.
    expect(real).toBe('M124 222V82H212V152H256V222Z');
    expect(one).toBe('M374 222V152H418V222ZM550 222V82H594V222Z');
  });

  test('say when their range hides what is highest', () => {
    expect(svg({ ...bars(0.2, 0.8), y: { label: 'y', range: [0, 0.5] } })).toContain('; cut off at the top');
    expect(svg(bars(0.2, 0.8))).not.toContain('cut off');
  });
});

test('grids are images of their bytes', () => {
  const text = svg(grid(0, 255, 7), grid(1, 2, 3, 4));
  const files = [...text.matchAll(/href="data:image\/png;base64,([^"]+)"/g)].map(([, data]) => Buffer.from(data, 'base64'));
  const rows = files.map((file) => {
    const start = file.indexOf('IDAT');
    return [...inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)))];
  });
  expect(rows).toEqual([
    [0, 0, 255, 0, 7, 0],
    [0, 1, 2, 0, 3, 4],
  ]);
});

test('texts are broken into lines, none wider than a panel, and lose no letter', () => {
  const long = `${'word '.repeat(50)}${'x'.repeat(250)} end`;
  const text = svg(words(long), words('one\n\ttwo  three', 'four'));
  const lines = [...text.matchAll(/<text class="passage" x="([\d.]+)" y="([\d.]+)">([^<]*)</g)];
  expect(Math.max(...lines.map(([, , , line]) => line.length))).toBeLessThanOrEqual(96);
  const all = lines.map(([, , , line]) => line);
  expect(all.slice(-2)).toEqual(['one two three', 'four']);
  expect(all.slice(0, -2).join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
  const heights = lines.map(([, , y]) => Number(y));
  expect(heights).toEqual([...new Set(heights)].sort((a, b) => a - b));
  expect(Number(/ height="(\d+)"/.exec(text)![1])).toBeGreaterThan(heights.at(-1)!);
});
