import type { Picture } from '@collapse-bench/core';
import { barsSvg } from './bars-svg.js';
import { curveSvg } from './curve-svg.js';
import { gridSvg } from './grid-svg.js';
import { scatterSvg } from './scatter-svg.js';
import type { Shown } from './shown.js';
import type { SvgHead } from './svg.js';
import { textSvg } from './text-svg.js';

/**
 * The generations of a picture in one SVG file, in the order given.
 *
 * @param shown at least one; all of one kind
 * @throws RangeError when there is none, or when they are of several kinds
 */
export function pictureSvg(head: SvgHead, shown: readonly Shown[]): string {
  if (shown.length === 0) throw new RangeError('pictureSvg: expected something to show, found nothing');
  const { kind } = shown[0].picture;
  switch (kind) {
    case 'grid':
      return gridSvg(head, ofKind(shown, kind));
    case 'curve':
      return curveSvg(head, ofKind(shown, kind));
    case 'bars':
      return barsSvg(head, ofKind(shown, kind));
    case 'scatter':
      return scatterSvg(head, ofKind(shown, kind));
    case 'text':
      return textSvg(head, ofKind(shown, kind));
  }
}

function ofKind<Kind extends Picture['kind']>(
  shown: readonly Shown[],
  kind: Kind,
): readonly Shown<Extract<Picture, { kind: Kind }>>[] {
  return shown.map(({ caption, real, picture }) => {
    if (picture.kind !== kind) throw new RangeError(`pictureSvg: expected every part to be a ${kind}, found a ${picture.kind}`);
    return { caption, real, picture: picture as Extract<Picture, { kind: Kind }> };
  });
}
