/** A normal fitted at one generation, and the points that it was fitted to. */
export interface GaussianFrame {
  readonly generation: number;
  readonly mean: number;
  readonly sd: number;
  /** In hundredths. */
  readonly points: readonly number[];
}

/** A component as an ellipse: centre, half axes (one standard deviation), and the angle of the first axis in radians. */
export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly major: number;
  readonly minor: number;
  readonly angle: number;
  readonly weight: number;
}

/** A mixture of two normals fitted at one generation, and some of the points that it was fitted to. */
export interface MixtureFrame {
  readonly generation: number;
  readonly ellipses: readonly Ellipse[];
  readonly covered: number;
  /** x0, y0, x1, y1, ... in hundredths. */
  readonly points: readonly number[];
}

export interface DigitFrame {
  readonly caption: string;
  readonly frechetDistance: number | null;
}

/** What the home page's sliders go through. */
export interface DemoData {
  readonly gaussian: readonly GaussianFrame[];
  readonly mixture: readonly MixtureFrame[];
  readonly digits: readonly DigitFrame[];
}
