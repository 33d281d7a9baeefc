import { PIXELS } from '../images.js';
import { writeIntensities } from '../training/intensities.js';
import type { Classifier } from './classifier.js';
import { DIGITS, FEATURES } from './shape.js';

/** What the classifier sees in n images. */
export interface Classification {
  /** float32 [n, 10], row-major: of each digit. */
  readonly probabilities: Float32Array;
  /** float32 [n, 64], row-major: the layer before the last, after its ReLU. */
  readonly features: Float32Array;
}

const BATCH = 250;

/**
 * Images go through in batches of 250; an image is seen alike in whatever place.
 *
 * @param pixels 784 bytes an image, 0 to 255
 * @throws RangeError unless they make whole images
 */
export async function classify(classifier: Classifier, pixels: Uint8Array): Promise<Classification> {
  if (pixels.length % PIXELS !== 0) throw new RangeError(`expected a multiple of ${PIXELS} bytes, found ${pixels.length}`);
  const [{ using }, { evaluationProgram }] = await Promise.all([import('@collapse-bench/tensor'), import('./network.js')]);
  const count = pixels.length / PIXELS;
  const probabilities = new Float32Array(count * DIGITS);
  const features = new Float32Array(count * FEATURES);
  const images = new Float32Array(BATCH * PIXELS);
  await using(
    `classify/${BATCH}`,
    () => evaluationProgram(BATCH),
    classifier,
    async (program) => {
      for (let start = 0; start < count; start += BATCH) {
        const size = Math.min(BATCH, count - start);
        // A last batch that is not full keeps older images behind its own.
        writeIntensities(pixels, start * PIXELS, size * PIXELS, images, 0);
        const made = await program.run({ images });
        probabilities.set(made.probabilities.subarray(0, size * DIGITS), start * DIGITS);
        features.set(made.features.subarray(0, size * FEATURES), start * FEATURES);
      }
    },
  );
  return { probabilities, features };
}
