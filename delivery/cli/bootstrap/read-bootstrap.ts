import path from 'node:path';

import { OUTSIDE_PROMOTION } from '../../domain/record';
import { memberRolesNote } from '../../domain/bootstrap/member-roles-note';
import { bootstrapSteps, type Situation, type Step } from '../../domain/bootstrap/steps';
import type { JsonObject } from '../../../domain/json-object';
import { accountsOf } from '../../../domain/organization/organization';
import type { Configuration } from '../../../environments/parse';
import type { Bootstrap } from '../../../environments/schema';
import { stateBucket } from '../../operations/bootstrap/state-bucket';
import { assertAccount } from '../../../cli/aws/assert-account';
import { stateClient } from '../state-client';
import { environmentsFolder } from '../../../cli/configuration';
import { UsageError } from '../../../cli/exit-code';
import { BOOTSTRAP_STATE } from '../read-synthesized';
import { refuseSampleValues } from '../refuse-sample-values';
import { configuredTarget, type ReleaseTarget } from '../target';
import { readApp } from '../../../cli/review/read-app';
import { readJson } from '../../../cli/review/read-json';
import { OUTPUT, synthesize } from '../../../cli/synth/synthesize';
import { assertIdentityProvider } from './assert-identity-provider';
import { localResources } from './local-state';

/** The options of a bootstrap. */
export interface BootstrapOptions {
  readonly environment: string;
  /** The output folder of synth. @default - synthesize now */
  readonly from?: string;
  readonly profile?: string;
}

/** The bootstrap of an account, and its progress. */
export interface BootstrapState {
  readonly target: ReleaseTarget;
  readonly settings: Bootstrap;
  readonly stack: string;
  readonly json: JsonObject;
  readonly key: string;
  /** The synthesized folder. */
  readonly synthesized: string;
  /** Terraform's folder, with the state until it is moved. It is outside the output of synth, which users may delete. */
  readonly folder: string;
  readonly situation: Situation;
  readonly steps: readonly Step[];
  /** Warnings about the roles. */
  readonly notes: readonly string[];
}

/**
 * Reads the progress of the bootstrap of an account, without changing anything.
 *
 * @throws {UsageError} when there is nothing to bootstrap, or the credentials belong to another account
 * @throws {RefusedInputError} when GitHub's identity provider does not match the configuration
 * @throws {RefusedError | AwsError}
 */
export async function readBootstrap({ environment, from, profile }: BootstrapOptions): Promise<BootstrapState> {
  const { configuration, target } = await configuredTarget(environment);
  await refuseSampleValues(configuration, profile);
  const settings = settingsOf(configuration, environment);
  if (!settings) throw new UsageError(nothingToBootstrap(target));
  if (from === undefined) await synthesize(configuration);
  const { stack, json, synthesized } = bootstrapStack(from ?? OUTPUT, environment);
  const { accountId, region, state } = target;
  await assertAccount(target, { profile, region });

  const key = `${target.service}/${target.name}/${BOOTSTRAP_STATE}`;
  const folder = path.join('.bootstrap', target.name);
  const s3 = await stateClient(target, profile);
  const situation = {
    ...(await stateBucket(s3, { bucket: state.bucket, key, accountId })),
    local: localResources(folder).size > 0,
  };
  await assertIdentityProvider({ accountId, region, profile, settings, folder, json, moved: situation.moved });
  const steps = bootstrapSteps(situation, { synthesized, folder });
  const notes = notesOf(configuration, environment, settings);
  return { target, settings, stack, json, key, synthesized, folder, situation, steps, notes };
}

function settingsOf({ environments, organization }: Configuration, name: string): Bootstrap | undefined {
  if (name === OUTSIDE_PROMOTION) return organization?.bootstrap;
  return environments.find((one) => one.name === name)?.bootstrap;
}

function notesOf({ organization }: Configuration, name: string, { planRole }: Bootstrap): string[] {
  if (name !== OUTSIDE_PROMOTION || !organization) return [];
  const { managementAccount, baseline } = organization;
  // A StackSet needs no role of Terraform in members.
  const members =
    baseline.rollout === 'stack-set'
      ? 0
      : accountsOf(organization).filter(({ id }) => id !== managementAccount.id).length;
  return [memberRolesNote({ planRole, members })].flatMap((note) => note ?? []);
}

function nothingToBootstrap({ name, state }: ReleaseTarget): string {
  const file = name === OUTSIDE_PROMOTION ? 'organization.ts' : `${name}.ts`;
  return `${environmentsFolder()}/${file} has no bootstrap: the bucket ${state.bucket} and the roles are created elsewhere.\n→ to create them here, add bootstrap: { github: { repository: 'owner/name' } } to it`;
}

function bootstrapStack(folder: string, environment: string) {
  const stack = `${environment}-state-bootstrap`;
  const json = readApp(folder)[stack];
  if (json === undefined) throw new UsageError(`${folder} has no stack ${stack}.\n→ run npm run synth`);
  const { stacks } = readJson(path.join(folder, 'manifest.json')) as {
    readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
  };
  return { stack, json, synthesized: path.join(folder, stacks[stack]?.workingDirectory ?? '') };
}
