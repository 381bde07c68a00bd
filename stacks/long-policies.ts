import type { App } from 'cdktf';

import { groupedBy } from '../domain/grouped-by';
import type { Configuration } from '../environments/parse';
import { EnvironmentStack } from '../modules/core/environment-stack';
import { CustomerManagedPolicy } from '../modules/iam/customer-managed-policy';
import { policiesTooLong } from '../modules/iam/policy-length';
import { ORGANIZATIONS, type TargetFinding } from './target-findings';

/** The length of a policy is known only when it is built: the configuration lists only a part of it. */
export function longPolicies(app: App, { environments, organization }: Configuration): TargetFinding[] {
  const policies = app.node.children.flatMap((stack) => {
    const target = stack instanceof EnvironmentStack ? stack.target.name : ORGANIZATIONS;
    const built = stack.node.findAll().filter((one) => one instanceof CustomerManagedPolicy);
    return built.map(({ measured }) => ({ target, measured }));
  });
  return [...groupedBy(policies, ({ target }) => target)].flatMap(([target, own]) => {
    const configured = environments.find(({ name }) => name === target) ?? organization;
    const measured = own.map((policy) => policy.measured);
    return policiesTooLong(measured, (setting) => isSet(configured, setting)).map((finding) => ({ target, finding }));
  });
}

/** Whether a setting is more than an empty list. */
function isSet(configured: unknown, setting: string): boolean {
  const value = setting
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], configured);
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
