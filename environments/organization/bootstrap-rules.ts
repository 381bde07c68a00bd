import { bootstrapFindings, stateKeyFindings } from '../rules/bootstrap';
import { POLICY_NAME, shaped } from '../rules/looks';
import type { OrganizationRule } from './organization-rule';

/** The bucket of the organization's state and the roles of its workflows, in the management account. */
export const bootstrapRules: OrganizationRule = ({ managementAccount, state, bootstrap, baseline }) => [
  ...bootstrapFindings({ accountId: managementAccount.id, state, bootstrap }),
  ...stateKeyFindings({ state, bootstrap }),
  ...shaped(baseline.role.permissionsBoundary, POLICY_NAME, 'baseline.role.permissionsBoundary'),
];
