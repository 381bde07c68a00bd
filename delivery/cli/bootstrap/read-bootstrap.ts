import path from 'node:path';

import { OUTSIDE_PROMOTION } from '../../domain/record';
import { planReachNote } from '../../domain/bootstrap/plan-role-warning';
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
import { readApp, readJson } from '../../../cli/review/read-app';
import { OUTPUT, synthesize } from '../../../cli/synth/synthesize';
import { refuseIdentityProvider } from './assert-identity-provider';
import { localResources } from './local-state';

/** Which bootstrap is meant. */
export interface BootstrapOptions {
  readonly environment: string;
  /** The output folder of synth. @default - synthesize now */
  readonly from?: string;
  readonly profile?: string;
}

/** The bootstrap of an account, and how far it is. */
export interface FoundBootstrap {
  readonly target: ReleaseTarget;
  readonly settings: Bootstrap;
  readonly stack: string;
  readonly json: JsonObject;
  readonly key: string;
  /** The synthesized folder. */
  readonly synthesized: string;
  /** Where Terraform works, and keeps the state until it is moved: not in what synth writes, which people throw away. */
  readonly folder: string;
  readonly situation: Situation;
  readonly steps: readonly Step[];
  /** What an administrator should know of the roles. */
  readonly notes: readonly string[];
}

/**
 * Looks how far the bootstrap of an account is. Nothing is changed there.
 *
 * @throws {UsageError} when nothing is to be bootstrapped there, or the credentials are of another account
 * @throws {RefusedInputError} when GitHub's identity provider does not fit
 * @throws {RefusedError | AwsError}
 */
export async function foundBootstrap({ environment, from, profile }: BootstrapOptions): Promise<FoundBootstrap> {
  const { configuration, target } = await configuredTarget(environment);
  refuseSampleValues(configuration);
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
  await refuseIdentityProvider({ accountId, region, profile, settings, folder, moved: situation.moved });
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
  const { memberRole, managementAccount } = organization;
  const members = accountsOf(organization).filter(({ id }) => id !== managementAccount.id).length;
  return [planReachNote({ planRole, memberRole, members })].flatMap((note) => note ?? []);
}

function nothingToBootstrap({ name, state }: ReleaseTarget): string {
  const file = name === OUTSIDE_PROMOTION ? 'organization.ts' : `${name}.ts`;
  return `${environmentsFolder()}/${file} has no bootstrap: the bucket ${state.bucket} and the roles are made elsewhere.\n→ to have them made here, write bootstrap: { github: { repository: 'owner/name' } } into it`;
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
