/** What a run would cost, for `--dry-run`. */
import type { Readable } from 'node:stream';
import type { Usage } from '../model/schemas.ts';
import { addUsage, NOTHING } from '../model/summary.ts';
import { estimates, fresh } from '../pipeline.ts';
import type { Pass } from '../session/pass.ts';

export interface Forecast {
  /** Rows whose files are there. */
  rows: number;
  /** Of those: finished by an earlier run, answered from the cache, or read by a free engine. */
  free: number;
  failed: number;
  usage: Usage;
  /** Dollars; `null` when the model's price is unknown. */
  cost_usd: number | null;
}

/** Nobody is asked, and nothing is written. */
export async function forecastRows(pass: Pass, input: Readable): Promise<Forecast> {
  let forecast: Forecast = { rows: 0, free: 0, failed: 0, usage: NOTHING, cost_usd: 0 };
  for await (const item of estimates(fresh(pass), pass).over(pass.intake.readable(input))) {
    pass.intake.release(item.row);
    if (item.ok) forecast = addToForecast(forecast, item.value);
    else if (item.failure) forecast = { ...forecast, failed: forecast.failed + 1 };
  }
  return forecast;
}

function addToForecast(
  forecast: Forecast,
  { free, usage, costUsd }: { free: boolean; usage: Usage; costUsd: number | null },
): Forecast {
  const { rows, cost_usd: sum } = forecast;
  return {
    ...forecast,
    rows: rows + 1,
    free: forecast.free + (free ? 1 : 0),
    usage: addUsage(forecast.usage, usage),
    cost_usd: sum === null || costUsd === null ? null : sum + costUsd,
  };
}

/** A few lines for a person; nothing was spent. */
export function describeForecast(
  { rows, free, failed, usage, cost_usd: cost }: Forecast,
  { model, pricesAsOf }: { model: string | null; pricesAsOf: string },
): string {
  const count = (number: number) => number.toLocaleString('en-US');
  const lines = [
    `${count(rows)} rows${failed > 0 ? `, ${count(failed)} more that would fail` : ''}`,
    `${count(free)} need no answer that must be paid for`,
    `${count(rows - free)} to ask${model === null ? '' : ` ${model}`} about: ${count(usage.input_tokens)} tokens in, about ${count(usage.output_tokens)} out`,
    `Estimated cost: ${cost === null ? 'price unknown (say it with --price IN/OUT)' : `$${cost.toFixed(cost < 1 ? 4 : 2)} at the prices of ${pricesAsOf}`}`,
  ];
  return `${lines.join('\n')}\n`;
}
