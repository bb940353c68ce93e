/** Which GPU serves which model, and to whom. */

/** The tasks of the original pipeline's models. */
export const ROLES = ['posters', 'papers', 'matching', 'layout'] as const;
export type Role = (typeof ROLES)[number];
export type ModelKind = 'dolphin' | 'vlm';

export interface PlannedServer {
  /** As CUDA_VISIBLE_DEVICES takes it: a number or a UUID. */
  readonly gpu: string;
  readonly kind: ModelKind;
  readonly roles: readonly Role[];
}

const isDolphins = (role: Role): boolean => role === 'posters' || role === 'papers';

/** One model at a time, on every GPU. */
export const takeTurns = (gpus: readonly string[]): PlannedServer[] =>
  gpus.flatMap((gpu) => [
    { gpu, kind: 'dolphin', roles: ROLES.filter(isDolphins) },
    { gpu, kind: 'vlm', roles: ROLES.filter((role) => !isDolphins(role)) },
  ]);

/**
 * All at once, a model on each GPU: as many GPUs for each model as it has roles, and as many for each role as are left
 * to it. Where a model has fewer GPUs than roles, they share them.
 * @throws RangeError for fewer than two GPUs
 */
export function spreadRoles(gpus: readonly string[], roles: readonly Role[] = ROLES): PlannedServer[] {
  if (gpus.length < 2) throw new RangeError('Two models need two GPUs');
  const [dolphins, others] = [roles.filter(isDolphins), roles.filter((role) => !isDolphins(role))];
  const share = Math.round((gpus.length * dolphins.length) / roles.length);
  const border = Math.min(gpus.length - 1, Math.max(1, share));
  return [...among(gpus.slice(0, border), 'dolphin', dolphins), ...among(gpus.slice(border), 'vlm', others)];
}

const among = (gpus: readonly string[], kind: ModelKind, roles: readonly Role[]): PlannedServer[] =>
  gpus.map((gpu, i) => ({
    ...{ gpu, kind },
    roles: gpus.length < roles.length ? roles : roles.filter((_, at) => at === i % roles.length),
  }));
