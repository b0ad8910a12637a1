// The plateau of a capacity run: the period in which the most jobs were alive together.
import type { Plateau } from '../capacity-record';

/** The time during which one job was alive, in milliseconds since the start of the run. */
export interface AliveSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * The period of at least `holdMs` during which the most jobs were alive; the earliest of equals. If the run was too short for that, the moment
 * at which the most jobs were alive.
 */
export function findBestPlateau(spansPlateau: readonly AliveSpan[], holdMs: number, endMs: number): Plateau {
  const starts = [...new Set(spansPlateau.map(({ fromMs }) => fromMs))].sort((left, right) => left - right);
  const longEnough = starts.filter((fromMs) => fromMs + holdMs <= endMs);
  const held = longEnough.length === 0 ? 0 : holdMs;
  const candidates = (longEnough.length === 0 ? starts : longEnough).map((fromMs) =>
    createPlateau(spansPlateau, fromMs, held),
  );
  const none: Plateau = { alive: 0, fromMs: 0, heldMs: 0 };
  return candidates.reduce((best, candidate) => (candidate.alive > best.alive ? candidate : best), none);
}

/** Whether a job that was alive for this span was alive during the whole plateau. */
export function spans({ fromMs, untilMs }: AliveSpan, plateau: Plateau, holdMs: number): boolean {
  return fromMs <= plateau.fromMs && untilMs >= plateau.fromMs + Math.min(holdMs, plateau.heldMs);
}

function createPlateau(all: readonly AliveSpan[], fromMs: number, holdMs: number): Plateau {
  const together = all.filter((span) => span.fromMs <= fromMs && span.untilMs >= fromMs + holdMs);
  const until = together.reduce((earliest, { untilMs }) => Math.min(earliest, untilMs), Number.POSITIVE_INFINITY);
  return { alive: together.length, fromMs, heldMs: together.length === 0 ? 0 : until - fromMs };
}
