/** Width of the classifier's layer before the last. */
export const FEATURES = 64;
export const DIGITS = 10;
