// The moment at which the most jobs were alive together.
import type { Plateau } from '../capacity-record';

/** One job was alive from here to there, in milliseconds since the run began. */
export interface AliveSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * The time of at least `holdMs` throughout which the most jobs were alive; the earliest of equals. Where the run was too short for that, the
 * moment at which the most were.
 */
export function bestPlateau(spans: readonly AliveSpan[], holdMs: number, endMs: number): Plateau {
  const starts = [...new Set(spans.map(({ fromMs }) => fromMs))].sort((left, right) => left - right);
  const longEnough = starts.filter((fromMs) => fromMs + holdMs <= endMs);
  const held = longEnough.length === 0 ? 0 : holdMs;
  const candidates = (longEnough.length === 0 ? starts : longEnough).map((fromMs) => plateauAt(spans, fromMs, held));
  const none: Plateau = { alive: 0, fromMs: 0, heldMs: 0 };
  return candidates.reduce((best, candidate) => (candidate.alive > best.alive ? candidate : best), none);
}

/** Whether a job that was alive for this span was so throughout the plateau. */
export function spans({ fromMs, untilMs }: AliveSpan, plateau: Plateau, holdMs: number): boolean {
  return fromMs <= plateau.fromMs && untilMs >= plateau.fromMs + Math.min(holdMs, plateau.heldMs);
}

function plateauAt(all: readonly AliveSpan[], fromMs: number, holdMs: number): Plateau {
  const together = all.filter((span) => span.fromMs <= fromMs && span.untilMs >= fromMs + holdMs);
  const until = together.reduce((earliest, { untilMs }) => Math.min(earliest, untilMs), Number.POSITIVE_INFINITY);
  return { alive: together.length, fromMs, heldMs: together.length === 0 ? 0 : until - fromMs };
}
