export { nearNames } from './near-names.js';
export { resultOf } from './record/result.js';
export { type CellResult, runCell } from './run/cell.js';
export { type LoadedScenario, loadScenario } from './scenario/load.js';
export { workspaceAt } from './workspace.js';
