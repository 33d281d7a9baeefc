import { HEAD, MARGIN } from './svg.js';

/** Panels of one row only; more go into rows of four at most. */
const ONE_ROW = 5;
const MOST = 4;

export interface Panels {
  readonly width: number;
  readonly height: number;
  /** Upper left corners, and whether a panel is the first of its row. */
  readonly corners: readonly { readonly left: number; readonly top: number; readonly first: boolean }[];
}

/** Room for `count` panels of one size, in rows as even as may be, with `gap` between them. */
export function layPanels(count: number, width: number, height: number, gap: number): Panels {
  const rows = count <= ONE_ROW ? 1 : Math.ceil(count / MOST);
  const perRow = Math.ceil(count / rows);
  return {
    width: 2 * MARGIN + perRow * width + (perRow - 1) * gap,
    height: HEAD + MARGIN + rows * height + (rows - 1) * gap,
    corners: Array.from({ length: count }, (_, i) => ({
      left: MARGIN + (i % perRow) * (width + gap),
      top: HEAD + Math.floor(i / perRow) * (height + gap),
      first: i % perRow === 0,
    })),
  };
}
