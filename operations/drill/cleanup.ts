import { sdkErrorOf } from '../sdk-error';
import type { Pace } from './pace';

/** A resource that could not be removed, and the AWS CLI command that removes it. */
export interface Leftover {
  /** Such as `queue backupctl-drill-dev-1a2b3c4d`. */
  readonly what: string;
  readonly command: string;
  /** Why it still exists: AWS's message, or the drill's. */
  readonly reason: string;
}

/** Removes a resource that a drill created, or may have created when AWS's response was lost. */
export interface CleanupStep {
  /** @throws when it could not be removed */
  readonly remove: (pace: Pace) => Promise<void>;
  /** What remains of it. */
  readonly left: () => readonly Omit<Leftover, 'reason'>[];
}

/**
 * Runs every step, in reverse order of creation, even when others fail.
 * @returns what could not be removed
 */
export async function cleanUp(cleanup: readonly CleanupStep[], pace: Pace): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  for (const one of cleanup.toReversed()) {
    try {
      pace.throwIfInterrupted();
      await one.remove(pace);
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      leftovers.push(...one.left().map((left) => ({ ...left, reason })));
    }
  }
  return leftovers;
}

/** What an SDK error says about its request. */
interface Asked {
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly attempts?: number };
}

/**
 * Whether AWS certainly refused a request, so that it created nothing. After several attempts this is unknown: AWS may
 * have processed an earlier one whose response was lost.
 */
export function createdNothing(error: unknown): boolean {
  const { $fault, $metadata } = (sdkErrorOf(error) ?? {}) as Asked;
  return $fault === 'client' && ($metadata?.attempts ?? 1) === 1;
}
