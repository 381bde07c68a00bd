import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { existingResources, importText, type PlannedResources } from '../../domain/existing-resources';
import { unknownTo } from '../../domain/bootstrap/known-resources';
import { BACKEND_OVERRIDE, LOCAL_BACKEND } from '../../domain/bootstrap/steps';
import { assertSuccess, type Initialized, type Workplace } from '../../operations/terraform/initialize';
import { ERRORED_STATE } from '../../operations/terraform/keep-errored-state';
import { NothingChangedError } from '../../operations/terraform/terraform-error';
import { movedResources, stateBucket } from '../../operations/bootstrap/state-bucket';
import { stateClient } from '../state-client';
import { RefusedInputError } from '../../../cli/exit-code';
import { withTerraform } from '../with-terraform';
import type { BootstrapState } from './read-bootstrap';
import { dropLocalState, hasLocally, localResources } from './local-state';

const PLAN = 'bootstrap.tfplan';

/** The exit code of terraform plan -detailed-exitcode when there are changes. */
const DIFFERENT = 2;

/**
 * Runs the remaining steps of a bootstrap. It can be interrupted at any point: the next run continues.
 *
 * @throws {RefusedInputError} when the bucket exists but is in no state, or AWS differs at the end
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function runBootstrap(found: BootstrapState, profile: string | undefined): Promise<void> {
  const { stack, folder, situation } = found;
  const work = { command: 'bootstrap', stacks: [stack], folderOf: () => folder, profile };
  await withTerraform(work, async (place) => {
    const terraform = terraformIn(place, found);
    if (situation.moved) {
      if (situation.local) await dropMovedState(found, profile);
      writeFolder(found, { local: false });
      await terraform('init', '-reconfigure');
      await pushErroredState(place, found);
      await applied(place, terraform);
    } else {
      writeFolder(found, { local: true });
      await terraform('init');
      assertKnownBucket(found);
      await applied(place, terraform);
      place.progress(`${stack}: moving its state into ${found.target.state.bucket}`);
      rmSync(path.join(folder, BACKEND_OVERRIDE));
      await terraform('init', '-migrate-state', '-force-copy').catch(explainedLock(found));
    }
    await verified(place, found, terraform, profile);
    rmSync(folder, { recursive: true });
  });
}

type Run = (command: string, ...args: readonly string[]) => Promise<number | null>;

const initializedIn = ({ logs }: Workplace, { stack, folder }: BootstrapState): Initialized => ({
  name: stack,
  folder,
  log: path.join(logs, `${stack}.log`),
});

function terraformIn(place: Workplace, found: BootstrapState): Run {
  const { stack, folder } = found;
  const { log } = initializedIn(place, found);
  return async (command, ...args) => {
    place.progress(`${stack}: terraform ${[command, ...args].join(' ')}`);
    const ended = await place.terraform.run(folder, [command, '-input=false', ...args], log);
    if (ended.code === DIFFERENT && args.includes('-detailed-exitcode')) return DIFFERENT;
    const remedy = command === 'apply' && ended.code !== 0 ? await importRemedy(place, found, ended.output) : '';
    assertSuccess(place, { name: stack, folder, log }, command, ended, remedy);
    return ended.code;
  };
}

async function importRemedy(place: Workplace, found: BootstrapState, output: string): Promise<string> {
  if (place.terraform.stopped || existingResources(output).length === 0) return '';
  const { folder, log } = initializedIn(place, found);
  const json = await place.terraform.output(folder, ['show', '-json', PLAN], log);
  return importText(output, JSON.parse(json) as PlannedResources, folder);
}

/** Writes the state of an earlier run that could not write it. Terraform refuses it if the bucket has a newer one. */
async function pushErroredState(place: Workplace, found: BootstrapState): Promise<void> {
  const { stack, folder } = found;
  const errored = path.join(folder, ERRORED_STATE);
  if (!existsSync(errored)) return;
  place.progress(`${stack}: terraform state push ${ERRORED_STATE}`);
  const initialized = initializedIn(place, found);
  const ended = await place.terraform.run(folder, ['state', 'push', ERRORED_STATE], initialized.log);
  assertSuccess(place, initialized, 'state push', ended);
  rmSync(errored);
}

/** terraform force-unlock does not work while a local state waits to be moved. */
function explainedLock({ target, key }: BootstrapState) {
  return (error: unknown): never => {
    if (!(error instanceof NothingChangedError)) throw error;
    const [who = ''] = error.message.split('\n');
    throw new NothingChangedError(
      [
        who,
        '→ wait until that run ends, and try again. If you are sure that it no longer runs, remove its lock, and try again:',
        `    aws s3 rm s3://${target.state.bucket}/${key}.tflock`,
      ].join('\n'),
    );
  };
}

/** Writes Terraform's folder. The bucket and the local state show where an earlier run stopped, not Terraform's notes. */
function writeFolder({ synthesized, folder }: BootstrapState, { local }: { local: boolean }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(path.join(folder, '.terraform', 'terraform.tfstate'), { force: true });
  cpSync(path.join(synthesized, 'cdk.tf.json'), path.join(folder, 'cdk.tf.json'));
  const override = path.join(folder, BACKEND_OVERRIDE);
  if (local) writeFileSync(override, JSON.stringify(LOCAL_BACKEND));
  else rmSync(override, { force: true });
}

/**
 * Removes the local state that an interrupted run left after the move, if the state in the bucket has all of it. Otherwise,
 * another run finished the bootstrap.
 */
async function dropMovedState({ target, key, folder }: BootstrapState, profile: string | undefined): Promise<void> {
  const { accountId, state } = target;
  const place = { bucket: state.bucket, key, accountId };
  const missing = unknownTo(await movedResources(await stateClient(target, profile), place), localResources(folder));
  if (missing.length === 0) {
    dropLocalState(folder);
    return;
  }
  throw new RefusedInputError(
    [
      `${folder}/terraform.tfstate has resources that the state in s3://${state.bucket}/${key} does not have, so they are separate bootstraps:`,
      ...missing.map((address) => `  ${address}`),
      '→ move that file to a safe place, run bootstrap again with the state in the bucket, and import the missing resources',
    ].join('\n'),
  );
}

/** A bucket that was created manually, or by a run that was killed before it wrote its state. */
function assertKnownBucket({ target, json, folder, situation }: BootstrapState): void {
  if (!situation.bucket || hasLocally(folder, 'aws_s3_bucket')) return;
  const { bucket } = target.state;
  const [id = 'ID'] = Object.keys((json['resource'] as { aws_s3_bucket?: object } | undefined)?.aws_s3_bucket ?? {});
  throw new RefusedInputError(
    [
      `The bucket ${bucket} exists, but is in no state: it was created manually, or by a run that was killed.`,
      '→ if it is the state bucket, import it, and run bootstrap again:',
      `  terraform -chdir=${folder} import aws_s3_bucket.${id} ${bucket}`,
      '  import other existing resources, such as the identity provider and the roles, in the same way',
    ].join('\n'),
  );
}

async function applied(place: Workplace, terraform: Run): Promise<void> {
  const changes = await terraform('plan', `-out=${PLAN}`, '-detailed-exitcode');
  if (changes === DIFFERENT) await terraform('apply', PLAN);
  else place.progress('no changes');
}

/** Verifies that the state is in the bucket, and that AWS matches it. */
async function verified(
  place: Workplace,
  { target, key, stack, folder }: BootstrapState,
  terraform: Run,
  profile: string | undefined,
): Promise<void> {
  const { accountId, state } = target;
  const { moved } = await stateBucket(await stateClient(target, profile), { bucket: state.bucket, key, accountId });
  if (!moved) {
    throw new RefusedInputError(
      `Terraform moved the state of ${stack}, but it is not in s3://${state.bucket}/${key}.\n→ it is still in ${folder}: run bootstrap again`,
    );
  }
  if ((await terraform('plan', '-detailed-exitcode')) === DIFFERENT) {
    throw new RefusedInputError(
      `${stack} differs from its configuration right after the apply.\n→ see ${path.join(place.logs, `${stack}.log`)}`,
    );
  }
}
