/** Documents for training, for choosing (validation) and for judging (test). */
export interface Split<Document> {
  readonly training: readonly Document[];
  readonly validation: readonly Document[];
  readonly test: readonly Document[];
}

/** Every tenth document is held back for each of validation and test. */
const PERIOD = 10;

/**
 * Splits whole documents, so that no sentence of a test document is trained on: of every ten in order the ninth is for
 * validation and the tenth for test. No chance is involved, and with documents in order of time every age is in every part.
 *
 * @throws RangeError for fewer than ten documents, which would leave a part empty
 */
export function splitDocuments<Document>(documents: readonly Document[]): Split<Document> {
  if (documents.length < PERIOD) {
    throw new RangeError(`splitDocuments: expected at least ${PERIOD} documents, found ${documents.length}`);
  }
  const at = (wanted: (place: number) => boolean) => documents.filter((_, i) => wanted(i % PERIOD));
  return {
    training: at((place) => place < PERIOD - 2),
    validation: at((place) => place === PERIOD - 2),
    test: at((place) => place === PERIOD - 1),
  };
}
