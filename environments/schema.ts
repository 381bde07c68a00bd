import type { z } from 'zod';

import type { complete } from './defaults';
import type { environmentFields } from './schema/environment';

/** The contents of an environment file. */
export type EnvironmentInput = z.input<typeof environmentFields>;

/** What `common.ts` may hold: every setting of an environment file except those that identify the environment. */
export type CommonInput = Partial<Omit<EnvironmentInput, 'name' | 'accountId'>>;

/** An environment with every default filled in. */
export type Environment = ReturnType<typeof complete>;

/** The state bucket and the roles of the workflows. */
export type Bootstrap = NonNullable<Environment['bootstrap']>;

export type Region = Environment['region'];
export type Vault = Environment['backup']['vaults'][number];
export type Plan = Environment['backup']['plans'][number];
export type Rule = Plan['rules'][number];
export type Copy = Rule['copies'][number];
export type Selection = Plan['selections'][number];
export type SsmBackup = Exclude<Environment['ssmBackup'], 'none'>;
export type Subscription = Environment['notifications']['subscriptions'][number];

/** Gives an environment file its types. The rules run later, on all files together. */
export function environment(input: EnvironmentInput): EnvironmentInput {
  return input;
}
