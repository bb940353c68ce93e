/** Asks a vision model behind Chat Completions whether two pictures show the same figure. */
import { createHash } from 'node:crypto';
import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import { readVerdict, VERDICT_PROMPT, type Verdict } from '../figures/verdict.ts';
import { FatalError } from '../item.ts';
import { type AnswerCache, noAnswerCache, openAnswerCache } from './answer-cache.ts';
import type { StoredAnswer } from './answers.ts';
import { adaptDialect, failureOfChat } from './chat-errors.ts';
import { type ChatRequest, type Dialect, dataUri } from './chat-request.ts';
import { ChatTransport, type ChatTransportOptions, LONGEST_IN_TIMEOUTS } from './chat-transport.ts';
import type { OnPaid } from './engine.ts';
import { untilAborted } from './until-aborted.ts';

export interface VerifierOptions extends ChatTransportOptions {
  model: string;
  /** Where answers are kept; `null` keeps none. */
  cacheDir: string | null;
  onPaid: OnPaid;
}

export interface Verifier extends AsyncDisposable {
  /** Posters whose matches are asked about at once. */
  readonly concurrency: number;
  /** Milliseconds that the matches of one poster may take at the most. */
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
  readonly #options: VerifierOptions;
  readonly #cache: AnswerCache;
  readonly #transport: ChatTransport;
  #dialect: Dialect = { form: 'delimiters', limit: 'max_tokens', temperature: true };

  constructor(options: VerifierOptions) {
    this.#options = options;
    this.concurrency = options.concurrency * options.baseUrls.length;
    this.timeoutMs = 2 * (options.maxRetries + 1) * LONGEST_IN_TIMEOUTS * options.timeoutMs;
    this.#cache = options.cacheDir === null ? noAnswerCache : openAnswerCache(options.cacheDir);
    this.#transport = new ChatTransport(options);
  }

  async verify(cut: Buffer, figure: Buffer, signal: AbortSignal): Promise<Verdict> {
    const digest = this.#digest(cut, figure);
    const [kept] = await this.#cache.get(digest);
    if (kept) return readVerdict(kept.text);
    const answer = await untilAborted(this.#ask(cut, figure, signal), signal);
    await this.#cache.put(digest, [answer]);
    // The server is the user's own: what it answers counts in tokens, not in dollars.
    this.#options.onPaid(answer.usage, 0);
    return readVerdict(answer.text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#transport.close();
  }

  async #ask(cut: Buffer, figure: Buffer, signal: AbortSignal): Promise<StoredAnswer> {
    const dialect = this.#dialect;
    try {
      return await this.#transport.ask(this.#request(dialect, cut, figure), MAX_TOKENS, signal);
    } catch (thrown) {
      const adapted = adaptDialect(dialect, thrown, false);
      if (adapted !== null) {
        if (this.#dialect === dialect) this.#dialect = adapted;
        return this.#ask(cut, figure, signal);
      }
      const failure = failureOfChat(thrown, this.#options.model, [this.#options.apiKey]);
      if (failure instanceof FatalError) this.#transport.end(failure);
      throw failure;
    }
  }

  #request({ limit, temperature }: Dialect, cut: Buffer, figure: Buffer): ChatRequest {
    const content = [showing(cut), showing(figure), { type: 'text' as const, text: VERDICT_PROMPT }];
    return {
      model: this.#options.model,
      messages: [{ role: 'user', content }],
      [limit]: MAX_TOKENS,
      ...(temperature ? { temperature: 0 } : {}),
      stream: true,
      stream_options: { include_usage: true },
    };
  }

  #digest(cut: Buffer, figure: Buffer): string {
    const question = JSON.stringify({ service: 'chat', model: this.#options.model, words: VERDICT_PROMPT });
    const hash = createHash('sha256').update(question);
    for (const picture of [cut, figure]) hash.update(createHash('sha256').update(picture).digest());
    return hash.digest('hex');
  }
}

const showing = (data: Buffer): ChatCompletionContentPart => ({
  type: 'image_url',
  image_url: { url: dataUri({ mediaType: 'image/png', data }) },
});
