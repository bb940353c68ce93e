/** Where a row's paper can be had, if the row itself does not say: its venue by id or title, else arXiv by title. */
import { RowError } from '../../model/item.ts';
import type { Row } from '../../model/schemas.ts';
import type { Web } from '../http/web.ts';
import { ARXIV_API, searchArxiv } from './arxiv-search.ts';
import { VenueListings } from './venue-listing.ts';

export interface PaperFinderOptions {
  /** Another place of the venues' sites, such as a mirror. */
  readonly venueUrl?: string | undefined;
  readonly arxivUrl?: string | undefined;
}

export class PaperFinder {
  readonly #web: Web;
  readonly #venues: VenueListings;
  readonly #arxiv: string;

  constructor(web: Web, { venueUrl, arxivUrl }: PaperFinderOptions) {
    this.#web = web;
    this.#venues = new VenueListings(web, venueUrl ?? null);
    this.#arxiv = arxivUrl ?? ARXIV_API;
  }

  /** @throws RowError `not-found` where nobody knows it */
  async find({ paper_id: id, title, conference, year }: Row, signal: AbortSignal): Promise<string> {
    const atVenue =
      conference !== null && year !== null
        ? await this.#venues.find({ conference, year }, { id, title }, signal)
        : null;
    const found = atVenue ?? (title === null ? null : await searchArxiv(this.#web, this.#arxiv, title, signal));
    if (found) return found;
    const asked = [conference && year ? `${conference} ${year}` : null, title === null ? null : 'arXiv'].filter(
      Boolean,
    );
    throw new RowError(
      'not-found',
      `No paper is known for ${title ?? id}: ${asked.length > 0 ? `asked ${asked.join(', ')}` : 'the row has neither title nor venue'}`,
    );
  }
}
