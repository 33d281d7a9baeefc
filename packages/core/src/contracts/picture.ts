import type { Rng } from '../random/rng.js';
import type { MetricContext } from './metric.js';

/** Square grey images in rows and columns. */
export interface GridPicture {
  readonly kind: 'grid';
  /** Images in a row; the last row may be shorter. */
  readonly columns: number;
  /** Pixels along an edge of one image. */
  readonly side: number;
  /** Bytes, 0 black to 255 white: image after image, each of side*side, row-major. */
  readonly images: Uint8Array;
}

/** An axis of a chart. */
export interface PictureAxis {
  readonly label: string;
  /** What to show, low to high; what lies beyond is cut off. Absent: as far as the picture reaches. */
  readonly range?: readonly [number, number];
}

/** A curve, such as a density; the curves of all generations share one chart. */
export interface CurvePicture {
  readonly kind: 'curve';
  readonly x: PictureAxis;
  readonly y: PictureAxis;
  /** x0, y0, x1, y1, ...: joined by lines in this order. Points that are not finite are left out. */
  readonly points: Float64Array;
}

/** A histogram; each generation has a panel of its own, all of one scale. */
export interface BarsPicture {
  readonly kind: 'bars';
  /** Its range, or 0 to the number of bars, is divided among the bars. */
  readonly x: PictureAxis;
  readonly y: PictureAxis;
  /** 0 or more each, from left to right. */
  readonly heights: Float64Array;
}

/** Points of a plane with equal units on both axes; each generation has a panel of its own, all of one scale. */
export interface ScatterPicture {
  readonly kind: 'scatter';
  readonly x: PictureAxis;
  readonly y: PictureAxis;
  /** x0, y0, x1, y1, ...: points that are not finite are left out. */
  readonly points: Float64Array;
}

/** Passages of text to be read, such as what a model goes on with after some prompts; all generations stand below each other. */
export interface TextPicture {
  readonly kind: 'text';
  readonly passages: readonly string[];
}

/** What is to be seen of one generation: plain data, to be made into an image file by whoever shows it. */
export type Picture = GridPicture | CurvePicture | BarsPicture | ScatterPicture | TextPicture;

/**
 * A picture that is written with a run, and that shows one thing at several generations. It is for looking at: never compared,
 * never hashed, and as it draws from a stream of its own it moves no number.
 */
export interface PictureDefinition<Params, Truth, Data = any> {
  readonly id: string;
  readonly title: string;
  /** Which of the observed generations to show, ascending. */
  generations(observed: readonly number[]): readonly number[];
  /**
   * The model of one generation, drawn as one kind of picture at all of them; undefined: there is nothing to see.
   *
   * @param rng starts alike at every generation, so that what depends on random numbers alone (latents, say) is the same in
   *   all of them, and what differs is the model
   */
  draw(context: MetricContext<Params, Truth, Data>, rng: Rng): Picture | undefined | Promise<Picture | undefined>;
  /** The real distribution, to be shown beside the models. `first` may look at it, as it does at what later models make. */
  drawReal?(
    context: Pick<MetricContext<Params, Truth, Data>, 'first' | 'truth' | 'original' | 'real'>,
    rng: Rng,
  ): Picture | undefined | Promise<Picture | undefined>;
}

/** At most `count` (2 or more) generations: the first, the last, and those between at even places. */
export function spreadGenerations(observed: readonly number[], count: number): number[] {
  if (observed.length <= count) return [...observed];
  return Array.from({ length: count }, (_, i) => observed[Math.round((i * (observed.length - 1)) / (count - 1))]);
}
