import type { Picture } from '@collapse-bench/core';

/** One part of a picture with the words that say what it shows. */
export interface Shown<Kind extends Picture = Picture> {
  /** Such as `generation 5`. */
  readonly caption: string;
  /** Of the real distribution rather than of a model. */
  readonly real: boolean;
  readonly picture: Kind;
}
