export { siteFiles } from './build/site-files.js';
export { writeSite } from './build/write-site.js';
export { fileOf, type ServeOptions, type Serving, serve } from './serve/serve.js';
export { distFolder } from './site-folder.js';
