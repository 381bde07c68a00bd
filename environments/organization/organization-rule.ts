import { type Finding, refusal } from '../../domain/finding';
import type { Environment } from '../schema';
import type { Organization } from './organization';

/** What a rule of the organization can also read. */
export interface Surroundings {
  /** Every environment: the tree must contain its account, and it must not create what the organization creates. */
  readonly environments: readonly Environment[];
  /** The time from which schedules are evaluated. */
  readonly now: Date;
}

/** A rule for the organization. */
export type OrganizationRule = (organization: Organization, surroundings: Surroundings) => Finding[];

/** An error that backupctl finds, not AWS. */
export function refused(
  rule: string,
  path: string,
  message: string,
  remedy: string,
  found?: Finding['found'],
): Finding {
  return refusal({ rule, path, message, remedy, found });
}
