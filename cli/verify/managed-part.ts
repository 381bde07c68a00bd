import type { Configuration } from '../../environments/parse';
import type { Environment } from '../../environments/schema';

/** By the stack that manages them: what is not compared once Terraform has forgotten it. */
const PARTS: Readonly<Record<string, (environment: Environment) => Environment>> = {
  backup: (environment) => ({ ...environment, backup: { ...environment.backup, vaults: [], plans: [] } }),
  notifications: (environment) => ({
    ...environment,
    notifications: { ...environment.notifications, createdIn: [], topicArns: {}, subscriptions: [] },
  }),
  'ssm-backup': (environment) => ({ ...environment, ssmBackup: 'none' }),
};

/** An environment without what the stacks contain that Terraform no longer manages. */
export function managedPart(environment: Environment, { removed }: Pick<Configuration, 'removed'>): Environment {
  const stacks = removed[environment.name]?.value.stacks ?? [];
  return stacks.reduce((part, stack) => PARTS[stack]?.(part) ?? part, environment);
}
