import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { unknownTo } from '../../domain/bootstrap/known-resources';
import { BACKEND_OVERRIDE, LOCAL_BACKEND } from '../../domain/bootstrap/steps';
import { refuseFailure, type Workplace } from '../../operations/terraform/initialize';
import { NothingChangedError } from '../../operations/terraform/terraform-error';
import { movedResources, stateBucket } from '../../operations/bootstrap/state-bucket';
import { stateClient } from '../state-client';
import { RefusedInputError } from '../../../cli/exit-code';
import { withTerraform } from '../with-terraform';
import type { FoundBootstrap } from './read-bootstrap';
import { dropLocalState, knowsLocally, localResources } from './local-state';

const PLAN = 'bootstrap.tfplan';

/** What terraform plan -detailed-exitcode ends with where something differs. */
const DIFFERENT = 2;

/**
 * Does what is left of a bootstrap. It can be broken off anywhere and begun again: it goes on from what is there.
 *
 * @throws {RefusedInputError} when there is a bucket that no state knows, or something differs in the end
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function runBootstrap(found: FoundBootstrap, profile: string | undefined): Promise<void> {
  const { stack, folder, situation } = found;
  const work = { command: 'bootstrap', stacks: [stack], folderOf: () => folder, profile };
  await withTerraform(work, async (place) => {
    const terraform = terraformIn(place, found);
    if (situation.moved) {
      if (situation.local) await dropMovedState(found, profile);
      layOut(found, { local: false });
      await terraform('init', '-reconfigure');
      await applied(place, terraform);
    } else {
      layOut(found, { local: true });
      await terraform('init');
      refuseUnknownBucket(found);
      await applied(place, terraform);
      place.progress(`${stack}: moving its state into ${found.target.state.bucket}`);
      rmSync(path.join(folder, BACKEND_OVERRIDE));
      await terraform('init', '-migrate-state', '-force-copy').catch(toldLock(found));
    }
    await verified(place, found, terraform, profile);
    rmSync(folder, { recursive: true });
  });
}

type Run = (command: string, ...args: readonly string[]) => Promise<number | null>;

function terraformIn(place: Workplace, { stack, folder }: FoundBootstrap): Run {
  const log = path.join(place.logs, `${stack}.log`);
  return async (command, ...args) => {
    place.progress(`${stack}: terraform ${[command, ...args].join(' ')}`);
    const ended = await place.terraform.run(folder, [command, '-input=false', ...args], log);
    if (ended.code === DIFFERENT && args.includes('-detailed-exitcode')) return DIFFERENT;
    refuseFailure(place, { name: stack, folder, log }, command, ended);
    return ended.code;
  };
}

/** Beside a local state that is yet to be moved, Terraform would not get as far as to give a lock back. */
function toldLock({ target, key }: FoundBootstrap) {
  return (error: unknown): never => {
    if (!(error instanceof NothingChangedError)) throw error;
    const [who = ''] = error.message.split('\n');
    throw new NothingChangedError(
      [
        who,
        '→ wait until that run is over, and try again. If you are sure that it is gone, remove its lock, and try again:',
        `    aws s3 rm s3://${target.state.bucket}/${key}.tflock`,
      ].join('\n'),
    );
  };
}

/** Where a run before this one stopped shows in the bucket and in the local state, not in Terraform's own notes. */
function layOut({ synthesized, folder }: FoundBootstrap, { local }: { local: boolean }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(path.join(folder, '.terraform', 'terraform.tfstate'), { force: true });
  cpSync(path.join(synthesized, 'cdk.tf.json'), path.join(folder, 'cdk.tf.json'));
  const override = path.join(folder, BACKEND_OVERRIDE);
  if (local) writeFileSync(override, JSON.stringify(LOCAL_BACKEND));
  else rmSync(override, { force: true });
}

/**
 * A run that was broken off right after the move leaves the local state behind. It goes where the bucket knows all of it;
 * otherwise somebody else has finished what was begun here.
 */
async function dropMovedState({ target, key, folder }: FoundBootstrap, profile: string | undefined): Promise<void> {
  const { accountId, state } = target;
  const place = { bucket: state.bucket, key, accountId };
  const missing = unknownTo(await movedResources(await stateClient(target, profile), place), localResources(folder));
  if (missing.length === 0) {
    dropLocalState(folder);
    return;
  }
  throw new RefusedInputError(
    [
      `${folder}/terraform.tfstate knows what the state in s3://${state.bucket}/${key} does not, so they were begun separately:`,
      ...missing.map((address) => `  ${address}`),
      '→ move that file to a safe place, run bootstrap again with the state in the bucket, and import what is missing there',
    ].join('\n'),
  );
}

/** A bucket that was made by hand, or by a run that was killed before it could write it down. */
function refuseUnknownBucket({ target, json, folder, situation }: FoundBootstrap): void {
  if (!situation.bucket || knowsLocally(folder, 'aws_s3_bucket')) return;
  const { bucket } = target.state;
  const [id = 'ID'] = Object.keys((json['resource'] as { aws_s3_bucket?: object } | undefined)?.aws_s3_bucket ?? {});
  throw new RefusedInputError(
    [
      `The bucket ${bucket} exists, but no state knows it: it was made by hand, or by a run that was killed.`,
      '→ if it is meant for the states, import it, and run bootstrap again:',
      `  terraform -chdir=${folder} import aws_s3_bucket.${id} ${bucket}`,
      '  import whatever else exists already, such as the identity provider and the roles, in the same way',
    ].join('\n'),
  );
}

async function applied(place: Workplace, terraform: Run): Promise<void> {
  const changes = await terraform('plan', `-out=${PLAN}`, '-detailed-exitcode');
  if (changes === DIFFERENT) await terraform('apply', PLAN);
  else place.progress('nothing to change');
}

/** The state lies where the other stacks will look for theirs, and AWS has what it says. */
async function verified(
  place: Workplace,
  { target, key, stack, folder }: FoundBootstrap,
  terraform: Run,
  profile: string | undefined,
): Promise<void> {
  const { accountId, state } = target;
  const { moved } = await stateBucket(await stateClient(target, profile), { bucket: state.bucket, key, accountId });
  if (!moved) {
    throw new RefusedInputError(
      `Terraform has moved the state of ${stack}, but it is not in s3://${state.bucket}/${key}.\n→ it is kept in ${folder}: run bootstrap again`,
    );
  }
  if ((await terraform('plan', '-detailed-exitcode')) === DIFFERENT) {
    throw new RefusedInputError(
      `Something in ${stack} differs from its configuration right after it was applied.\n→ read ${path.join(place.logs, `${stack}.log`)}`,
    );
  }
}
