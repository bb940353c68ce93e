/** One thing that was checked before a run, and what to do about it. */
export interface Check {
  /** What was checked, in one word. */
  readonly subject: string;
  /** `warning`: a run works, with less; `failure`: it does not. */
  readonly state: 'ok' | 'warning' | 'failure';
  readonly found: string;
  /** What to do; `null` where all is well. */
  readonly advice: string | null;
}

export const well = (subject: string, found: string): Check => ({ subject, state: 'ok', found, advice: null });

export const warning = (subject: string, found: string, advice: string): Check => ({
  ...{ subject, state: 'warning', found, advice },
});

export const failure = (subject: string, found: string, advice: string): Check => ({
  ...{ subject, state: 'failure', found, advice },
});
