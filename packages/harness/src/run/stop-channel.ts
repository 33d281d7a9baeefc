/** Broadcast channel of this process; whatever is said there: workers end themselves, between two calls of native code. */
export const STOP_CHANNEL = 'collapse-bench stop';
