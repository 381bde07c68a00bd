import { defaultTags } from '../rules/tags';
import type { OrganizationRule } from './organization-rule';

/** Set on every resource by the stacks themselves. */
const OWN_TAGS = ['ManagedBy', 'Service', 'Stack', 'Account', 'Name'];

/** Settings of the organization by themselves. */
export const settingRules: OrganizationRule = ({ tags }) => defaultTags(tags, OWN_TAGS);
