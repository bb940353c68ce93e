/** Where a model is served. */
export interface Servers {
  readonly baseUrls: readonly string[];
  readonly apiKey: string;
  /** `null`: the one that is served there. */
  readonly model: string | null;
  /** Resolves when they are up, where this program starts them. @throws FatalError, SkipRow */
  readonly ready?: () => Promise<void>;
  /** Aborted, with the reason, when they are no longer up. */
  readonly gone?: AbortSignal;
}

/** Where each part of the original pipeline finds its model. */
export interface OriginalServers {
  /** Dolphin. */
  readonly posters: Servers;
  readonly papers: Servers;
  /** A vision model. */
  readonly matching: Servers;
  readonly layout: Servers;
}
