import { describe, expect, test } from 'vitest';
import { pictureSvg } from '../pictures/picture-svg.js';
import { isPlainSvg } from './plain-svg.js';

const head = { title: 'A & B "quoted" <b>', subtitle: 'x > y' };
const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg">\n${body}\n</svg>\n`;

describe('a plain SVG', () => {
  test('is what every kind of picture becomes', () => {
    const grid = { kind: 'grid', columns: 2, side: 2, images: new Uint8Array(16).fill(200) } as const;
    const axis = { label: 'state & "more"' };
    const points = Float64Array.of(1, 2, 3, 4);
    const bars = { kind: 'bars', x: axis, y: axis, heights: points } as const;
    const curve = { kind: 'curve', x: axis, y: axis, points } as const;
    const scatter = { kind: 'scatter', x: axis, y: axis, points } as const;
    const text = { kind: 'text', passages: ['url(x) <script>alert(1)</script> onload="x" @import'] } as const;
    for (const picture of [grid, bars, curve, scatter, text]) {
      const file = pictureSvg(head, [{ caption: 'generation 1', real: false, picture }]);
      expect(isPlainSvg(file), picture.kind).toBe(true);
    }
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in capitals', '<SCRIPT>alert(1)</SCRIPT>'],
    ['an event', '<rect onload="alert(1)"/>'],
    ['an event without a space', '<rect class="a"onload="alert(1)"/>'],
    ['an unquoted attribute', '<rect onload=alert(1)/>'],
    ['a link', '<a href="https://example.org">x</a>'],
    ['a page inside', '<foreignObject><p>x</p></foreignObject>'],
    ['an image from elsewhere', '<image href="https://example.org/x.png"/>'],
    ['an image that is a drawing', '<image href="data:image/svg+xml;base64,PHN2Zz4="/>'],
    ['an image under the old name', '<image xlink:href="https://example.org/x.png"/>'],
    ['a style that fetches', '<style>@import "https://example.org/x.css";</style>'],
    ['a style that fetches by url', '<style>text{fill:URL (https://example.org)}</style>'],
    ['an escaped style', '<style>text{fill:u\\72l(x)}</style>'],
    ['an attribute that fetches', '<rect fill="url(https://example.org)"/>'],
    ['a comment', '<!-- <script> -->'],
    ['an entity', '<!DOCTYPE svg [<!ENTITY x "y">]>'],
    ['an instruction', '<?xml-stylesheet href="x"?>'],
    ['CDATA', '<![CDATA[<script>]]>'],
    ['a style with an element inside', '<style><script>alert(1)</script></style>'],
    ['an animation', '<animate attributeName="href" to="javascript:alert(1)"/>'],
  ])('does not hold %s', (_what, body) => {
    expect(isPlainSvg(svg('<rect width="1"/>'))).toBe(true);
    expect(isPlainSvg(svg(body))).toBe(false);
  });

  test('is whole', () => {
    for (const text of ['', 'text', '<svg', '<html></html>\n', svg('').slice(0, -3), `x${svg('')}`])
      expect(isPlainSvg(text)).toBe(false);
  });
});
