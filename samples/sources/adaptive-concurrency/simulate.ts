import { random } from '../style/random.ts';

/** What the server grants: requests per second at time t, and how many it may grant at once after a pause. */
export interface Server {
  rate: (seconds: number) => number;
  burst: number;
  /** Seconds; the latency is log-normal around this median. */
  medianLatency: number;
  sigma: number;
}

/** How many requests a client allows itself in flight, and what it makes of an answer. */
export interface Client {
  limit: () => number;
  granted: () => void;
  refused: (now: number, sentAt: number) => void;
  /** Seconds to wait before the refused request is sent again; `hint` is the server's `retry-after`. */
  pause: (attempt: number, hint: number) => number;
}

export interface Outcome {
  /** Seconds until the last request was answered. */
  time: number;
  sent: number;
  refused: number;
  /** `[seconds, limit, answered in the last second]`, once a second. */
  trace: [number, number, number][];
}

interface Happening {
  at: number;
  act: () => void;
}

/** A priority queue of what happens next: a binary heap on `at`. */
class Agenda {
  readonly #heap: Happening[] = [];

  add(at: number, act: () => void) {
    const heap = this.#heap;
    let i = heap.push({ at, act }) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent]!.at <= heap[i]!.at) break;
      [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
      i = parent;
    }
  }

  next(): Happening | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && heap[left]!.at < heap[least]!.at) least = left;
      if (right < heap.length && heap[right]!.at < heap[least]!.at) least = right;
      if (least === i) return first;
      [heap[least], heap[i]] = [heap[i]!, heap[least]!];
      i = least;
    }
  }
}

const REFUSAL_SECONDS = 0.05;

/** Sends `total` requests through a client to a token-bucket server, in virtual time. */
export function simulate(server: Server, client: Client, total: number, seed = 1): Outcome {
  const next = random(seed);
  const agenda = new Agenda();
  const outcome: Outcome = { time: 0, sent: 0, refused: 0, trace: [] };
  let now = 0;
  let tokens = server.burst;
  let filledAt = 0;
  let inFlight = 0;
  let started = 0;
  let answered = 0;
  let answeredBefore = 0;

  const gaussian = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const refill = () => {
    tokens = Math.min(server.burst, tokens + (now - filledAt) * server.rate(now));
    filledAt = now;
  };
  const attempt = (number: number) => {
    const sentAt = now;
    outcome.sent++;
    refill();
    if (tokens >= 1) {
      tokens--;
      agenda.add(now + server.medianLatency * Math.exp(server.sigma * gaussian()), () => {
        inFlight--;
        answered++;
        client.granted();
        fill();
      });
      return;
    }
    outcome.refused++;
    const hint = (1 - tokens) / server.rate(now);
    agenda.add(now + REFUSAL_SECONDS, () => {
      client.refused(now, sentAt);
      agenda.add(now + client.pause(number, hint) * (0.5 + next()), () => attempt(number + 1));
    });
  };
  const fill = () => {
    while (started < total && inFlight < Math.floor(client.limit())) {
      inFlight++;
      started++;
      attempt(1);
    }
  };
  const tick = () => {
    outcome.trace.push([now, client.limit(), answered - answeredBefore]);
    answeredBefore = answered;
    fill();
    if (answered < total) agenda.add(now + 1, tick);
  };

  agenda.add(0, tick);
  for (let happening = agenda.next(); happening && answered < total; happening = agenda.next()) {
    now = happening.at;
    happening.act();
  }
  outcome.time = now;
  return outcome;
}

/** Always `c` in flight, exponential backoff that doubles from one second to at most 32. */
export function fixed(c: number): Client {
  return {
    limit: () => c,
    granted: () => {},
    refused: () => {},
    pause: (attempt) => Math.min(32, 2 ** (attempt - 1)),
  };
}

export interface AdaptiveOptions {
  /** How many more in flight after a round of grants. */
  increase: number;
  /** What a refusal multiplies the limit by. */
  decrease: number;
  /** Heed the server's `retry-after` instead of backing off by itself. */
  heeds: boolean;
  /** Double every round until the first refusal. */
  slowStart: boolean;
}

/** Additive increase, multiplicative decrease (Chiu and Jain 1989); at most one decrease per round. */
export function adaptive({ increase, decrease, heeds, slowStart }: AdaptiveOptions): Client {
  let limit = 2;
  let doubling = slowStart;
  let cutAt = Number.NEGATIVE_INFINITY;
  return {
    limit: () => limit,
    granted: () => {
      limit += doubling ? 1 : increase / limit;
    },
    refused: (now, sentAt) => {
      if (sentAt < cutAt) return;
      doubling = false;
      limit = Math.max(1, limit * decrease);
      cutAt = now;
    },
    pause: (attempt, hint) => (heeds ? Math.max(hint, 0.25) * attempt : Math.min(32, 2 ** (attempt - 1))),
  };
}
