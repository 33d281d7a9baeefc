/** The published pages, built from records alone. */
export const SITE = 'site';
