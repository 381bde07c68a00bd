import { bootstrapFindings } from '../rules/bootstrap';
import type { OrganizationRule } from './organization-rule';

/** The bucket of the organization's state and the roles of its workflows, in the management account. */
export const bootstrapRules: OrganizationRule = ({ managementAccount, state, bootstrap }) =>
  bootstrapFindings({ accountId: managementAccount.id, state, bootstrap });
