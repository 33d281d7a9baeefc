import type { Rng } from '@collapse-bench/core';
import { type CompiledProgram, putBack, take } from '@collapse-bench/tensor';
import { type DecoderPart, PIXELS } from '../images.js';
import { latentsOf } from '../model/autoencoder.js';
import { decoderOf } from '../networks/ready-programs.js';
import { normalFiller } from './standard-normals.js';

/** Images of a decoder, decoded a block at a time from latents drawn then, and each handed out once. */
export interface FreshImages {
  /** Whether the next image needs `refill` first. */
  empty(): boolean;
  refill(rng: Rng): Promise<void>;
  /** The next image: PIXELS means of [0, 1] into `out` from `to` on. */
  write(out: Float32Array, to: number): void;
  close(): Promise<void>;
}

/** @param block images decoded at a time */
export async function freshImages(part: DecoderPart, block: number): Promise<FreshImages> {
  const { key, make, state } = decoderOf(part, block);
  const program: CompiledProgram = await take(key, make, state);
  const drawn = new Float32Array(block * latentsOf(part.parameters));
  const fill = normalFiller(drawn.length);
  let means: Float32Array | undefined;
  let next = block;
  return {
    empty: () => next === block,
    async refill(rng) {
      fill(rng, drawn, part.latentScale);
      means = (await program.run({ latents: drawn })).pixels as Float32Array;
      next = 0;
    },
    write(out, to) {
      out.set((means as Float32Array).subarray(next * PIXELS, (next + 1) * PIXELS), to);
      next++;
    },
    close: () => putBack(key, program),
  };
}
