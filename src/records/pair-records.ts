import { UsageError } from '../model/usage-error.ts';
import { type RecordLine, readRecords } from './read-records.ts';

/** A prediction and the reference that it belongs to. */
export interface RecordPair {
  readonly paperId: string | null;
  readonly prediction: RecordLine;
  readonly reference: RecordLine;
}

/**
 * Pairs the lines of two files: by `paper_id` if the first line of both has one, else line by line. Files in the same
 * order are paired as they are read; what is out of order waits.
 *
 * @throws UsageError where a line has no partner
 */
export async function* pairRecords(predictions: string, references: string): AsyncGenerator<RecordPair> {
  const [ours, theirs] = [readRecords(predictions), readRecords(references)];
  const waiting = { prediction: new Waiting(), reference: new Waiting() };
  let byId: boolean | null = null;
  for (let count = 0; ; count += 1) {
    const [{ value: prediction }, { value: reference }] = [await ours.next(), await theirs.next()];
    if (!prediction && !reference) break;
    if (!prediction || !reference)
      throw await unequal(
        [predictions, count + Number(!!prediction), ours],
        [references, count + Number(!!reference), theirs],
      );
    byId ??= idOf(prediction) !== null && idOf(reference) !== null;
    if (!byId) yield { paperId: null, prediction, reference };
    else {
      waiting.prediction.add(idAt(prediction), prediction);
      waiting.reference.add(idAt(reference), reference);
      for (const paperId of new Set([idAt(prediction), idAt(reference)])) {
        const pair = waiting.prediction.has(paperId) && waiting.reference.has(paperId);
        if (pair)
          yield { paperId, prediction: waiting.prediction.take(paperId), reference: waiting.reference.take(paperId) };
      }
    }
  }
  const stray = waiting.prediction.first();
  if (stray !== null)
    throw new UsageError(`${predictions} has ${stray}, ${references} has not: both need the same papers`);
}

/** Lines that wait for their partner, by paper; a paper may have several. */
class Waiting {
  readonly #lines = new Map<string, RecordLine[]>();

  add(paperId: string, line: RecordLine): void {
    this.#lines.set(paperId, [...(this.#lines.get(paperId) ?? []), line]);
  }

  has(paperId: string): boolean {
    return this.#lines.has(paperId);
  }

  take(paperId: string): RecordLine {
    const [first, ...others] = this.#lines.get(paperId) ?? [];
    if (!first) throw new RangeError(`no line of ${paperId} waits`);
    if (others.length > 0) this.#lines.set(paperId, others);
    else this.#lines.delete(paperId);
    return first;
  }

  first(): string | null {
    return this.#lines.keys().next().value ?? null;
  }
}

function idOf({ record }: RecordLine): string | null {
  return record && 'paper_id' in record && typeof record.paper_id === 'string' ? record.paper_id : null;
}

function idAt(line: RecordLine): string {
  const id = idOf(line);
  if (id === null) throw new UsageError(`${line.place} has no paper_id, unlike the first record`);
  return id;
}

type Counted = readonly [path: string, count: number, rest: AsyncGenerator<RecordLine>];

async function unequal(...files: readonly Counted[]): Promise<UsageError> {
  const told: string[] = [];
  for (const [path, count, rest] of files) {
    let total = count;
    for await (const _ of rest) total += 1;
    told.push(`${path} has ${total} lines`);
  }
  return new UsageError(`${told.join(', ')}: every prediction needs its reference`);
}
