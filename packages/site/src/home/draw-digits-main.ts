import { writeFileSync } from 'node:fs';
import { ownRoot, workspaceAt } from '@collapse-bench/harness';
import { digitSheetJson, digitSheetPng, drawDigitSheet } from './digit-sheet.js';

// Writes assets/digits.png and digits.json, which are committed: what they show takes minutes to train.
const { sheet, png } = await drawDigitSheet(workspaceAt(ownRoot));
writeFileSync(digitSheetPng, png);
writeFileSync(digitSheetJson, `${JSON.stringify(sheet, null, 2)}\n`);
console.log(`wrote ${sheet.panels.length} panels, ${png.length} bytes`);
