import { type PictureDefinition, type ScatterPicture, spreadGenerations } from '../contracts/picture.js';

const SAMPLES = 500;
/** Beside the real distribution, two rows of four. */
const GENERATIONS = 7;

/**
 * Samples of models in two dimensions or more, beside as many real ones: their first two coordinates.
 *
 * @param pointsOf the samples, row-major, one point after the other
 * @param dimension coordinates of a point, 2 or more
 * @throws RangeError in one dimension
 */
export function samplesPicture<Truth, Data>(
  pointsOf: (data: Data) => Float64Array,
  dimension: number,
): PictureDefinition<unknown, Truth, Data> {
  if (dimension < 2) throw new RangeError(`samplesPicture: expected two dimensions or more, found ${dimension}`);
  const picture = (data: Data): ScatterPicture => {
    const points = pointsOf(data);
    const shown = new Float64Array((2 * points.length) / dimension);
    for (let i = 0; 2 * i < shown.length; i++) {
      shown[2 * i] = points[i * dimension];
      shown[2 * i + 1] = points[i * dimension + 1];
    }
    return { kind: 'scatter', x: { label: 'x1' }, y: { label: 'x2' }, points: shown };
  };
  return {
    id: 'samples',
    title: `${SAMPLES} samples of the model, by generation`,
    generations: (observed) => spreadGenerations(observed, GENERATIONS),
    draw: async ({ sample }, rng) => picture(await sample(SAMPLES, rng)),
    drawReal: ({ real }, rng) => picture(real(SAMPLES, rng)),
  };
}
