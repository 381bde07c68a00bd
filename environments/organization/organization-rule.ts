import type { Finding } from '../../domain/finding';
import type { Environment } from '../schema';
import type { Organization } from './organization';

/** What a check of the organization may look at beside it. */
export interface Surroundings {
  /** Every environment: its account must have a place in the tree, and what it makes there be its own. */
  readonly environments: readonly Pick<Environment, 'name' | 'service' | 'accountId' | 'state' | 'bootstrap'>[];
  /** The moment from which schedules are looked at. */
  readonly now: Date;
}

/** A check of the organization. */
export type OrganizationRule = (organization: Organization, surroundings: Surroundings) => Finding[];

/** An error of ours: what most checks find. */
export function refused(rule: string, path: string, message: string, remedy: string, found?: string): Finding {
  return {
    rule,
    severity: 'error',
    source: 'backupctl',
    path,
    message,
    remedy,
    ...(found === undefined ? {} : { found }),
  };
}
