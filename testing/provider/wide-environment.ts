import type { EnvironmentInput } from '../../environments/schema';
import { changedEnvironments } from '../commands';
import { fixtures } from '../fixtures';
import { vaultNamed } from '../select';

/** `prod` with everything in it that people change outside of Terraform. */
export function wideEnvironment(): EnvironmentInput {
  const environment = structuredClone(fixtures.prod);
  const { backup } = environment;
  Object.assign(vaultNamed(backup, 'EC2'), {
    key: 'customer-managed',
    lock: { mode: 'governance', minRetentionDays: 7, maxRetentionDays: 365 },
    accessPolicy: { copiesFromAccounts: ['111111111111'], denyManualDeletion: true },
  });
  Object.assign(vaultNamed(backup, 'EFS'), {
    lock: { mode: 'governance', minRetentionDays: 7 },
    accessPolicy: { denyManualDeletion: true },
  });
  backup.regionSettings = [{ region: 'ap-northeast-1', optIn: { EC2: true, EBS: true, EFS: true, RDS: false } }];
  environment.notifications = {
    key: 'customer-managed',
    subscriptions: [
      { protocol: 'email', endpoint: 'first@example.com', deadLetterQueue: true },
      { protocol: 'email', endpoint: 'second@example.com' },
    ],
  };
  return environment;
}

/** Writes the fixtures with this environment in place of its own, for BACKUP_ENVIRONMENTS_DIR. */
export function environmentsWith(input: EnvironmentInput): string {
  const text = `import { environment } from '../../environments/schema';\n\nexport default environment(${JSON.stringify(input)});\n`;
  return changedEnvironments({ [`${input.name}.ts`]: () => text });
}
