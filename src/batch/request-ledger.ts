import { fits } from '../engines/cost/budget.ts';
import type { BatchGroup, Unanswered } from './batch-group.ts';

/** How often a request is sent before it is given up. */
const MOST_TRIES = 3;

interface KnownRequest {
  /** On its way: to be sent, or sent and not collected. */
  open: boolean;
  /** How often it was sent and came back without an answer. */
  tries: number;
  /** Why it has no answer; `null` when it has one, or may yet get one. */
  reason: Unanswered | null;
}

/** What became of every request of a spool, and what it cost. All of it can be rebuilt from the spool's groups. */
export class RequestLedger {
  readonly #requests = new Map<string, KnownRequest>();
  /** Dollars of each group: an upper bound until the cost is known. */
  readonly #groups = new Map<number, number>();
  readonly #maxCostUsd: number;
  /** An upper bound, in dollars, for requests that are not yet in a recorded group. */
  #reserved = 0;
  /** Whether the service has refused structured output. */
  refusesSchema = false;
  /** Whether a request was postponed because of `--max-cost`. */
  short = false;

  constructor(maxCostUsd: number | null) {
    this.#maxCostUsd = maxCostUsd ?? Number.POSITIVE_INFINITY;
  }

  /** Whether this spool ever sent the request. */
  knows(id: string): boolean {
    const known = this.#requests.get(id);
    return known !== undefined && !(known.open && known.tries === 0);
  }

  isOpen(id: string): boolean {
    return this.#requests.get(id)?.open ?? false;
  }

  /** Why there is no answer, where asking again would not help; `null` otherwise. */
  givenUp(id: string): Unanswered | null {
    const { tries = 0, reason = null } = this.#requests.get(id) ?? {};
    return reason !== null && (!reason.again || tries >= MOST_TRIES) ? reason : null;
  }

  /** Reserves a request's dollars; `false` if there are not enough left. */
  reserve(id: string, worstUsd: number): boolean {
    const spent = [...this.#groups.values()].reduce((sum, dollars) => sum + dollars, 0);
    if (!fits(this.#maxCostUsd, { spent, reserved: this.#reserved, worst: worstUsd })) {
      this.short = true;
      return false;
    }
    this.#reserved += worstUsd;
    this.#open(id);
    return true;
  }

  /** Takes a reservation back: the request cannot be made. */
  release(id: string, worstUsd: number): void {
    this.#reserved -= worstUsd;
    this.#settle(id, null, 0);
  }

  /** The group of requests that were reserved one by one is about to be sent. */
  send(group: BatchGroup): void {
    this.#reserved -= group.worst_usd;
    this.note(group);
  }

  /** Takes in a group that is on disk. */
  note({ number, requests, worst_usd, collected }: BatchGroup): void {
    this.#groups.set(number, collected?.cost_usd ?? worst_usd);
    const unanswered = new Map(collected?.unanswered.map((each) => [each.id, each]));
    this.refusesSchema ||= collected?.unanswered.some(({ refuses_schema }) => refuses_schema) ?? false;
    for (const { id } of requests) {
      if (collected === null) this.#open(id);
      else this.#settle(id, unanswered.get(id) ?? null, 1);
    }
  }

  /** The group was never made: its requests are as if they had not been sent. */
  drop({ number, requests }: BatchGroup): void {
    this.#groups.delete(number);
    for (const { id } of requests) this.#settle(id, null, 0);
  }

  #open(id: string): void {
    const known = this.#requests.get(id);
    if (known) known.open = true;
    else this.#requests.set(id, { open: true, tries: 0, reason: null });
  }

  #settle(id: string, reason: Unanswered | null, tries: number): void {
    const before = this.#requests.get(id)?.tries ?? 0;
    if (before + tries === 0) this.#requests.delete(id);
    else this.#requests.set(id, { open: false, tries: before + tries, reason });
  }
}
