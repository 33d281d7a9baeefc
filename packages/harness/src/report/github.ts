import { detailText, fails, type VerifiedRow, verdictColumns } from '../commands/verify.js';
import type { TheoryFailure } from '../verdict/theory.js';
import { formatMarkdownTable } from './table.js';

/**
 * On GitHub Actions: a job summary, and an annotation on the scenario file of each row that fails.
 *
 * @param annotate false where standard output, on which annotations travel, holds JSON and nothing else
 */
export async function reportToGitHub(
  rows: readonly VerifiedRow[],
  failures: readonly TheoryFailure[],
  { strict, annotate }: { readonly strict: boolean; readonly annotate: boolean },
): Promise<void> {
  if (process.env.GITHUB_ACTIONS !== 'true') return;
  const github = await import('@actions/core');
  for (const { run, verdict, rerun } of annotate ? rows : []) {
    if (!fails(verdict, strict) || !('detail' in verdict)) continue;
    github.error(`${verdict.detail}. Run it again: ${rerun}`, {
      title: `${run.loaded.id}: ${verdict.kind}`,
      file: run.loaded.file,
    });
  }
  for (const { scenario, row } of annotate ? failures : []) {
    const message = `${row.oracle}: ${row.statistic} of ${row.metric} at generation ${row.generation}`;
    const file = rows.find(({ run }) => run.loaded.id === scenario)?.run.loaded.file;
    github.error(`${message} is ${row.measured}, predicted ${row.prediction}`, {
      title: `${scenario}: theory`,
      ...(file && { file }),
    });
  }
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  const details = detailText(rows, failures, strict);
  github.summary.addHeading('collapse-bench', 2).addRaw(formatMarkdownTable(rows, verdictColumns(failures)), true);
  if (details !== '') github.summary.addRaw(`\n\`\`\`\n${details}\`\`\`\n`, true);
  await github.summary.write();
}
