import type { StoredAnswer } from '../answers/stored-answer.ts';
import { nextMove } from '../engines/asking/next-move.ts';
import type { AnswerForm } from '../engines/asking/poster-prompt.ts';
import type { PosterSource } from '../engines/engine.ts';
import { FatalError } from '../model/item.ts';
import type { PosterInput } from '../poster/picture/open-poster.ts';
import type { BatchDesk } from './batch-desk.ts';
import type { GroupRequest } from './batch-group.ts';
import type { GroupDraft } from './group-draft.ts';
import { questionAbout } from './question-about.ts';
import { submitDraft } from './submit-group.ts';

/** Gathers requests into groups, and submits each group when it is full. */
export class BatchAsker implements AsyncDisposable {
  /** Requests added to groups in this pass. */
  asked = 0;
  readonly #desk: BatchDesk;
  #draft: GroupDraft | null = null;
  /** Groups are filled and sent one at a time. */
  #queue: Promise<void> = Promise.resolve();

  constructor(desk: BatchDesk) {
    this.#desk = desk;
  }

  /** Begins another pass over the rows. */
  startOver(): void {
    this.asked = 0;
    this.#desk.counts.read = 0;
    this.#desk.ledger.short = false;
  }

  /** Whether anything was postponed in this pass because of `--max-cost`. */
  get short(): boolean {
    return this.#desk.ledger.short;
  }

  /**
   * Requests a poster, unless it has been answered, is on its way or was given up.
   * @throws RowError when it cannot be read
   */
  async ask(poster: PosterSource, signal: AbortSignal): Promise<void> {
    const { questions, ledger, spending, counts } = this.#desk;
    counts.read += 1;
    const seen = await questions.see(poster, signal);
    const { id, form } = await questionAbout(seen, this.#desk);
    const answers = await this.#answersTo(id);
    const next = nextMove(answers, this.#desk.maxTokens);
    if (next.move !== 'ask' || ledger.isOpen(id) || ledger.givenUp(id) !== null) return;
    const worstUsd = spending.dollars(questions.worst(seen, form, next.maxTokens)) ?? 0;
    if (!ledger.reserve(id, worstUsd)) return;
    const request = { id, max_tokens: next.maxTokens, answers_before: answers.length };
    const text = await this.#textOf(request, seen, form).catch((error) => {
      ledger.release(id, worstUsd);
      throw error;
    });
    this.asked += 1;
    await this.#inTurn(() => this.#add(request, text, worstUsd));
  }

  /** Submits what was gathered. */
  async flush(): Promise<void> {
    await this.#inTurn(() => this.#submit());
  }

  /** Only those that count: what failed in an earlier run is asked again. */
  async #answersTo(id: string): Promise<readonly StoredAnswer[]> {
    const { cache, ledger, maxTokens } = this.#desk;
    const answers = await cache.get(id);
    return ledger.knows(id) || nextMove(answers, maxTokens).move !== 'give-up' ? answers : [];
  }

  async #textOf({ id, max_tokens }: GroupRequest, seen: PosterInput, form: AnswerForm): Promise<Buffer> {
    const params = await this.#desk.questions.request(seen, form, max_tokens);
    return Buffer.from(JSON.stringify({ custom_id: id, params }));
  }

  async #add(request: GroupRequest, text: Buffer, worstUsd: number): Promise<void> {
    if (this.#draft?.fits(text.length) === false) await this.#submit();
    this.#draft ??= await this.#desk.files.draft();
    await this.#draft.add(request, text, worstUsd);
    if (this.#draft.requests.length >= this.#desk.groupSize) await this.#submit();
  }

  async #submit(): Promise<void> {
    const draft = this.#draft;
    this.#draft = null;
    if (draft !== null) await submitDraft(draft, this.#desk);
  }

  /** What was gathered but not submitted is dropped: it was recorded nowhere. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.catch(() => {});
    await this.#draft?.end();
    if (this.#draft) await this.#desk.files.removeBody(this.#draft.number);
  }

  /** After an error nothing more is sent: everyone waiting gets the same error. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch(endRun);
    return this.#queue;
  }
}

function endRun(error: unknown): never {
  if (error instanceof FatalError) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  throw new FatalError(`A batch could not be put together: ${reason}`, { cause: error });
}
