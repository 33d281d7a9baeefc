import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package; sources and compiled files lie at the same depth in it. */
export const siteFolder = fileURLToPath(new URL('..', import.meta.url));

/** Where the pages go unless told otherwise. */
export const distFolder = path.join(siteFolder, 'dist');
