import * as Plot from '@observablehq/plot';
import { expect, test } from 'vitest';
import { chartSvg } from './svg.js';

const texts = { id: 'c', title: 'a < b', description: 'falls & rises' };
const options: Plot.PlotOptions = {
  x: { domain: [0, 3] },
  marks: [
    Plot.line(
      [
        [0, 1.23456],
        [1, 0.00012],
        [2, 2],
      ],
      { x: '0', y: '1', stroke: 'var(--c1)', clip: true },
    ),
    Plot.text([[1, 1]], { x: '0', y: '1', text: () => '0.00012345' }),
  ],
};

test('one image with a title and a description, in the colours of the page', () => {
  const svg = chartSvg(options, texts);
  expect(svg).toMatch(/^<svg class="plot" role="img" aria-labelledby="c-title c-desc"/);
  expect(svg).toContain('<title id="c-title">a &lt; b</title><desc id="c-desc">falls &amp; rises</desc>');
  expect(svg).toContain('var(--c1)');
  expect(svg).not.toMatch(/<style|aria-label=|aria-hidden|#[0-9a-f]{6}/);
});

test('coordinates are short, and what is to be read is not touched', () => {
  const svg = chartSvg(options, texts);
  expect(svg).toContain('>0.00012345</text>');
  expect(svg).not.toMatch(/="[^"]*\d\.\d{3}[^"]*"/);
});

test('the same bytes each time, however many charts were drawn before', () => {
  const first = chartSvg(options, texts);
  chartSvg(options, { ...texts, id: 'other' });
  expect(chartSvg(options, texts)).toBe(first);
});
