import { sdkErrorOf } from '../sdk-error';
import type { Pace } from './pace';

/** Something that could not be removed, and the AWS CLI command that does it. */
export interface Leftover {
  /** Such as `queue backupctl-drill-dev-1a2b3c4d`. */
  readonly what: string;
  readonly command: string;
  /** Why it is still there: AWS's words, or ours. */
  readonly reason: string;
}

/** Something that a drill made, or may have made when AWS's answer was lost. */
export interface CleanupStep {
  /** @throws when it could not be removed */
  readonly remove: (pace: Pace) => Promise<void>;
  /** What is left of it by now. */
  readonly left: () => readonly Omit<Leftover, 'reason'>[];
}

/**
 * Removes everything, the last made first, whatever happens to the rest.
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

/** What the SDK's errors tell about their request. */
interface Asked {
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly attempts?: number };
}

/**
 * Whether AWS refused a request for certain, so that it made nothing. After several attempts nobody knows: an earlier one
 * may have been heard although its answer was lost.
 */
export function createdNothing(error: unknown): boolean {
  const { $fault, $metadata } = (sdkErrorOf(error) ?? {}) as Asked;
  return $fault === 'client' && ($metadata?.attempts ?? 1) === 1;
}
