/** Where a model is served. */
export interface Servers {
  readonly baseUrls: readonly string[];
  readonly apiKey: string;
  /** `null`: the one that is served there. */
  readonly model: string | null;
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
