/** Asks a vision model behind Chat Completions how a poster is laid out. */
import { type AnswerCache, openAnswerCache } from '../../answers/answer-cache.ts';
import { RowError } from '../../model/item.ts';
import type { PosterLayout, Usage } from '../../model/schemas.ts';
import { GroundedLayout } from '../../poster/layout/draft-layout.ts';
import { type BoxUnit, percentBoxes } from '../../poster/layout/grounded-boxes.ts';
import { type LayoutRepairs, repairLayout } from '../../poster/layout/repair-layout.ts';
import { readPosterFile } from '../../poster/picture/open-poster.ts';
import type { Threads } from '../../threads/pool.ts';
import { askUntilAccepted } from '../asking/ask-until-accepted.ts';
import { questionDigest } from '../asking/question-digest.ts';
import { answerFormat } from '../chat/chat-request.ts';
import { PictureModel, type PictureModelOptions } from '../chat/picture-model.ts';
import type { PosterSource } from '../engine.ts';
import { layoutPrompt, readLayoutAnswer } from './layout-prompt.ts';
import { openPosterPicture } from './poster-picture.ts';

export interface LayoutReaderOptions extends PictureModelOptions {
  /** The unit of the boxes that the model writes. */
  boxUnit: BoxUnit;
  /** Page of a poster's PDF, from 1; by default the first that looks like a poster. */
  posterPage?: number | null;
  /** Longest answer, in tokens; doubled once where it is cut off. */
  maxTokens: number;
  /** Whether answers may be held to a schema. */
  heldToSchema: boolean;
  /** Where answers are stored; `null` stores none. */
  cacheDir: string | null;
}

export interface DescribedLayout {
  layout: PosterLayout;
  /** Of what was asked just now. */
  usage: Usage;
  /** For `metadata`. */
  account: { layout_model: string; layout_cached: boolean; layout_salvaged: boolean; repairs: LayoutRepairs };
}

export interface LayoutReader extends AsyncDisposable {
  readonly model: string;
  /** How many posters it can look at at once. */
  readonly concurrency: number;
  /** Milliseconds that one poster may take. */
  readonly timeoutMs: number;
  /**
   * @param titles The poster's section headers, where somebody has read them.
   * @throws RowError when this poster cannot be described; FatalError when none could be
   */
  describe(poster: PosterSource, titles: readonly string[], signal: AbortSignal): Promise<DescribedLayout>;
}

export const openLayoutReader = (options: LayoutReaderOptions, threads: Threads): LayoutReader =>
  new ChatLayoutReader(options, threads);

const FORMAT = answerFormat('layout', GroundedLayout);

class ChatLayoutReader implements LayoutReader {
  readonly model: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #options: LayoutReaderOptions;
  readonly #threads: Threads;
  readonly #cache: AnswerCache;
  readonly #model: PictureModel;

  constructor(options: LayoutReaderOptions, threads: Threads) {
    this.#options = options;
    this.#threads = threads;
    this.#cache = openAnswerCache(options.cacheDir);
    this.#model = new PictureModel(options);
    this.model = options.model;
    this.concurrency = this.#model.places;
    this.timeoutMs = this.#model.timeoutMs;
  }

  async describe(
    { paperId, path }: PosterSource,
    titles: readonly string[],
    signal: AbortSignal,
  ): Promise<DescribedLayout> {
    signal.throwIfAborted();
    const { boxUnit, maxTokens, heldToSchema } = this.#options;
    const file = await readPosterFile(path);
    const picture = await openPosterPicture(file, this.#options.posterPage ?? null, this.#threads, signal);
    const shown = await picture.cut([0, 0, 100, 100]);
    if (shown === null) throw new RowError('unreadable', 'The poster has no shape that the model takes.');
    const words = layoutPrompt(boxUnit, titles);
    const format = heldToSchema ? { format: FORMAT } : {};
    const ask = (tokens: number) => this.#model.ask({ pictures: [shown], words, maxTokens: tokens, ...format }, signal);
    const question = { digest: this.#digest(file, words), maxTokens, ask, read: readLayoutAnswer };
    const answer = await askUntilAccepted(question, this.#cache, signal);
    const draft = percentBoxes(answer.parsed.layout, boxUnit, shown);
    const { layout, repairs } = repairLayout(draft, { paperId, posterPath: path, ...sizeOf(picture) });
    const salvaged = answer.cutOff || answer.parsed.mended;
    const account = {
      layout_model: answer.model,
      layout_cached: answer.asked === 0,
      layout_salvaged: salvaged,
      repairs,
    };
    return { layout, usage: answer.usage, account };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model[Symbol.asyncDispose]();
    await this.#cache[Symbol.asyncDispose]();
  }

  #digest(file: Buffer, words: string): string {
    const { model, heldToSchema, posterPage: page } = this.#options;
    const question = JSON.stringify({ service: 'chat', model, words, page, format: heldToSchema ? FORMAT : null });
    return questionDigest(question, file);
  }
}

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height });
