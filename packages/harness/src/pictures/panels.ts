import { HEAD, MARGIN } from './svg.js';

const PER_ROW = 4;

export interface Panels {
  readonly width: number;
  readonly height: number;
  /** Upper left corners, and whether a panel is the first of its row. */
  readonly corners: readonly { readonly left: number; readonly top: number; readonly first: boolean }[];
}

/** Room for `count` panels of one size, four a row at most, with `gap` between them. */
export function layPanels(count: number, width: number, height: number, gap: number): Panels {
  const perRow = Math.min(count, PER_ROW);
  const rows = Math.ceil(count / PER_ROW);
  return {
    width: 2 * MARGIN + perRow * width + (perRow - 1) * gap,
    height: HEAD + MARGIN + rows * height + (rows - 1) * gap,
    corners: Array.from({ length: count }, (_, i) => ({
      left: MARGIN + (i % PER_ROW) * (width + gap),
      top: HEAD + Math.floor(i / PER_ROW) * (height + gap),
      first: i % PER_ROW === 0,
    })),
  };
}
