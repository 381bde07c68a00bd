import type { Concern, TerraformType } from './terraform-type';
import { BUCKETS } from './types/buckets';
import { CHECKS } from './types/checks';
import { DOCUMENTS } from './types/documents';
import { EVENT_BUSES } from './types/event-buses';
import { FUNCTIONS } from './types/functions';
import { IDENTITY_PROVIDERS } from './types/identity-providers';
import { KEYS } from './types/keys';
import { NOTIFICATIONS } from './types/notifications';
import { ORGANIZATION } from './types/organization';
import { ORGANIZATION_POLICIES } from './types/organization-policies';
import { PLANS } from './types/plans';
import { POLICIES } from './types/policies';
import { ROLES } from './types/roles';
import { SELECTIONS } from './types/selections';
import { SETTINGS } from './types/settings';
import { STACK_SETS } from './types/stack-sets';
import { VAULTS } from './types/vaults';
import { WINDOWS } from './types/windows';

/** Every type that a stack may contain. */
export const CONCERNS: readonly Concern[] = [
  VAULTS,
  PLANS,
  SELECTIONS,
  SETTINGS,
  ROLES,
  POLICIES,
  KEYS,
  NOTIFICATIONS,
  ORGANIZATION,
  ORGANIZATION_POLICIES,
  STACK_SETS,
  WINDOWS,
  DOCUMENTS,
  CHECKS,
  EVENT_BUSES,
  FUNCTIONS,
  BUCKETS,
  IDENTITY_PROVIDERS,
];

export const TERRAFORM_TYPES: ReadonlyMap<string, TerraformType> = new Map(
  CONCERNS.flatMap(({ types }) => types).map((record) => [record.type, record]),
);

/** Terraform's own arguments, which never reach the provider. */
const META: ReadonlySet<string> = new Set(['lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'timeouts']);

/** Whether the provider replaces a resource when the argument at this path changes. */
export function forcesReplacement(type: string, [argument = '']: readonly string[]): boolean {
  const record = TERRAFORM_TYPES.get(type);
  if (record === undefined) return false;
  // The same resource in another region or account is another resource.
  if (argument === 'region' || argument === 'provider') return true;
  return record.replacedBy.includes(argument) || (record.replacedBy.includes('*') && !META.has(argument));
}
