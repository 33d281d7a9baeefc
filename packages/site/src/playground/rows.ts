import { SUMMARY } from './messages.js';
import { predictionOf, type Received, series } from './received.js';

/** A row of the table: NaN where there is no number. */
export interface Row {
  readonly generation: number;
  /** Mean, its standard error, 10%, median, 90%, prediction, z. */
  readonly numbers: readonly number[];
  /** What the prediction is: its oracle and kind. */
  readonly oracle: string;
}

export function tableRows(run: Received, metric: string): Row[] {
  const statistics = SUMMARY.map((statistic) => series(run, metric, statistic));
  return run.observed.slice(0, run.count).map((generation, i) => {
    const prediction = predictionOf(run, metric, generation);
    const { prediction: value = Number.NaN, z = null, oracle = '', kind = '' } = prediction ?? {};
    return {
      generation,
      numbers: [...statistics.map((each) => each[i]), value, z ?? Number.NaN],
      oracle: prediction === undefined ? '' : `${oracle}, ${kind}`,
    };
  });
}

const HEAD = ['generation', 'mean', 'standard_error', 'q10', 'median', 'q90', 'theory', 'z', 'oracle'];

/** The table as CSV with all digits. */
export function tableCsv(rows: readonly Row[]): string {
  const lines = rows.map(({ generation, numbers, oracle }) => [generation, ...numbers.map(cell), `"${oracle}"`].join(','));
  return `${[HEAD.join(','), ...lines].join('\n')}\n`;
}

/** Every value of a run as CSV with all digits: what `result.json` holds. */
export function valuesCsv({ scenario, observed, count, values }: Received): string {
  const { metrics, replicates } = scenario;
  const lines = ['metric,generation,replicate,value'];
  metrics.forEach((metric, m) => {
    for (let i = 0; i < count; i++) {
      for (let r = 0; r < replicates; r++) {
        lines.push(`${metric},${observed[i]},${r},${cell(values[(i * metrics.length + m) * replicates + r])}`);
      }
    }
  });
  return `${lines.join('\n')}\n`;
}

function cell(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
