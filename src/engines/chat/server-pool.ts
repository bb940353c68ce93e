/**
 * Several servers of one model: the least busy one is asked next. A server that does not answer is skipped, for longer
 * each time another try fails; one request probes it, and the others wait until that one is answered.
 */

import { WaitQueue } from '../../lib/wait-queue.ts';
import { type Clock, realClock } from '../pace/rate-limiter.ts';

/** Milliseconds a lost server is skipped at first (doubled with each loss in a row), and at most. */
const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 30_000;

/** Losses in a row that make a server dead: one that never answered, and one that did (a minute: it may be restarting). */
const LOSSES_AT_START = 4;
const LOSSES_LATER = 8;

/** The outcome of a request, as far as it says something about the server. */
export type Outcome = 'answered' | 'lost' | 'unknown';

/** A place at a server, to be given back once. */
export interface Lease<Server> {
  readonly server: Server;
  release(outcome: Outcome): void;
}

interface Member<Server> {
  readonly server: Server;
  inFlight: number;
  /** Leases so far: among equally busy servers the one that was asked least goes first. */
  taken: number;
  /** In a row; requests sent before the last loss say nothing new. */
  losses: number;
  heard: boolean;
  restsUntil: number;
  probing: boolean;
}

export class ServerPool<Server> {
  readonly #members: readonly Member<Server>[];
  readonly #places: number;
  readonly #clock: Clock;
  readonly #queue = new WaitQueue<Lease<Server>>();
  #alarmSet = false;

  /** @param places Requests in flight at each server. */
  constructor(servers: readonly Server[], places: number, clock: Clock = realClock) {
    this.#places = places;
    this.#clock = clock;
    this.#members = servers.map((server) => ({
      ...{ server, inFlight: 0, taken: 0, losses: 0, heard: false, restsUntil: 0, probing: false },
    }));
  }

  /** No server has answered for so long that none is expected to. */
  get dead(): boolean {
    return this.#members.every(({ losses, heard }) => losses >= (heard ? LOSSES_LATER : LOSSES_AT_START));
  }

  /** Waits for a place. @throws the signal's reason */
  borrow(signal: AbortSignal): Promise<Lease<Server>> {
    const lease = this.#queue.join(signal);
    this.#admit();
    return lease;
  }

  #admit(): void {
    while (this.#queue.length > 0) {
      const member = this.#choose();
      if (member === null) {
        this.#wakeWhenRested();
        return;
      }
      this.#queue.admit(this.#lend(member));
    }
  }

  #choose(): Member<Server> | null {
    const now = this.#clock.now();
    const isOpen = ({ losses, inFlight, probing, restsUntil }: Member<Server>) =>
      losses === 0 ? inFlight < this.#places : !probing && now >= restsUntil;
    const [first] = this.#members
      .filter(isOpen)
      .sort((a, b) => a.losses - b.losses || a.inFlight - b.inFlight || a.taken - b.taken);
    return first ?? null;
  }

  #lend(member: Member<Server>): Lease<Server> {
    const lossesBefore = member.losses;
    const probes = lossesBefore > 0;
    member.inFlight++;
    member.taken++;
    if (probes) member.probing = true;
    const release = (outcome: Outcome) => {
      member.inFlight--;
      if (probes) member.probing = false;
      if (outcome === 'answered') Object.assign(member, { losses: 0, heard: true });
      if (outcome === 'lost' && member.losses === lossesBefore) this.#rest(member);
      this.#admit();
    };
    return { server: member.server, release };
  }

  #rest(member: Member<Server>): void {
    member.restsUntil = this.#clock.now() + Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** member.losses);
    member.losses++;
  }

  #wakeWhenRested(): void {
    const now = this.#clock.now();
    const resting = this.#members.filter(({ losses, probing }) => losses > 0 && !probing);
    if (this.#alarmSet || resting.length === 0) return;
    this.#alarmSet = true;
    const soonest = Math.min(...resting.map(({ restsUntil }) => restsUntil));
    this.#clock.after(Math.max(1, soonest - now), () => {
      this.#alarmSet = false;
      this.#admit();
    });
  }
}
