/** Asks a vision model behind Chat Completions whether two pictures show the same figure. */
import { createHash } from 'node:crypto';
import { type AnswerCache, openAnswerCache } from '../../answers/answer-cache.ts';
import { readVerdict, VERDICT_PROMPT, type Verdict } from '../../figures/match/verdict.ts';
import { PictureModel, type PictureModelOptions } from './picture-model.ts';

export interface VerifierOptions extends PictureModelOptions {
  /** Where answers are stored; `null` stores none. */
  cacheDir: string | null;
}

export interface Verifier extends AsyncDisposable {
  /** Posters whose matches are asked about at once. */
  readonly concurrency: number;
  /** Milliseconds that the matches of one poster may take. */
  readonly timeoutMs: number;
  /**
   * @param cut From the poster, as PNG. @param figure Of the paper, as PNG.
   * @throws RowError when this pair cannot be compared; FatalError when none could be
   */
  verify(cut: Buffer, figure: Buffer, signal: AbortSignal): Promise<Verdict>;
}

export const openVerifier = (options: VerifierOptions): Verifier => new ChatVerifier(options);

/** Tokens: two sentences, or the thoughts of a model that thinks first. */
const MAX_TOKENS = 2048;

class ChatVerifier implements Verifier {
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #name: string;
  readonly #cache: AnswerCache;
  readonly #model: PictureModel;

  constructor(options: VerifierOptions) {
    this.#name = options.model;
    this.#cache = openAnswerCache(options.cacheDir);
    this.#model = new PictureModel(options);
    this.concurrency = this.#model.places;
    this.timeoutMs = this.#model.timeoutMs;
  }

  async verify(cut: Buffer, figure: Buffer, signal: AbortSignal): Promise<Verdict> {
    const digest = this.#digest(cut, figure);
    const [kept] = await this.#cache.get(digest);
    if (kept) return readVerdict(kept.text);
    const pictures = [cut, figure].map((data) => ({ mediaType: 'image/png' as const, data }));
    const answer = await this.#model.ask({ pictures, words: VERDICT_PROMPT, maxTokens: MAX_TOKENS }, signal);
    await this.#cache.put(digest, [answer]);
    return readVerdict(answer.text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model[Symbol.asyncDispose]();
    await this.#cache[Symbol.asyncDispose]();
  }

  #digest(cut: Buffer, figure: Buffer): string {
    const question = JSON.stringify({ service: 'chat', model: this.#name, words: VERDICT_PROMPT });
    const hash = createHash('sha256').update(question);
    for (const picture of [cut, figure]) hash.update(createHash('sha256').update(picture).digest());
    return hash.digest('hex');
  }
}
