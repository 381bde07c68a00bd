import path from 'node:path';

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

import { testAws, type LocalAws } from '../aws/local-aws';
import { resetMoto } from '../aws/reset-moto';
import { backupctlMeanwhile, emptyFolder, type Ended } from '../commands';
import { fakeTerraform } from '../terraform/fake-terraform';
import { DEV_STATES, writeTwoStacks } from '../terraform/two-stacks';
import { actionsFailing, type FailingCall, failFromNow, variablesOf } from './failing-call';
import { TRIED_KINDS } from './kinds';

const PLAN = { format_version: '1.2', terraform_version: '1.11.4', applyable: true };
/** Every stack has a state, so that none waits for another one. */
const STATE = `state) echo '{"lineage": "l", "serial": 1}' ;;`;
/** What an apply calls afterwards: the sweep of verify lets it fail. */
const VERIFICATION = /^(?:sns|ssm|backup):/;

const { bucket: Bucket, region } = DEV_STATES;
const BUNDLE = `s3://${Bucket}/anyservice/dev/bundles/bundle.zip`;

const PLANNING = ['plan', '--environment', 'dev', '--from', 'app', '--out', BUNDLE];

/** What precedes each command, and the command itself. */
const COMMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  bootstrap: [['bootstrap', '--environment', 'dev', '--yes']],
  plan: [PLANNING],
  apply: [PLANNING, ['apply', '--bundle', BUNDLE, '--from', 'app']],
  promote: [['promote', '--to', 'dev', '--out', BUNDLE]],
  drift: [['drift', '--environment', 'dev']],
};

let aws: LocalAws;

beforeAll(async () => {
  aws = await testAws('111111111111');
});

afterAll(() => aws.stop());

describe.each(Object.entries(COMMANDS))('%s', (_, commands) => {
  const outcome = async (fault?: FailingCall) => {
    await resetMoto(aws.standIn.url);
    aws.standIn.reset();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials });
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
    const folder = emptyFolder();
    writeTwoStacks(path.join(folder, 'app'), {});
    const { PATH } = fakeTerraform(PLAN, STATE);
    let ended: Ended | undefined;
    for (const [index, args] of commands.entries()) {
      if (index === commands.length - 1) failFromNow(aws.standIn, fault);
      ended = await backupctlMeanwhile(args, folder, { ...aws.variables, PATH, ...variablesOf(fault) });
    }
    return { ended, actions: [...aws.standIn.actions] };
  };

  test.each(TRIED_KINDS)('reports %s of each call', async (_kind, ending) => {
    const { ended: without, actions } = await outcome();
    expect(without?.stderr).not.toContain('failed');
    const called = actionsFailing(actions, ending).filter((action) => !VERIFICATION.test(action));
    expect(called.length).toBeGreaterThan(0);
    const problems = [];
    for (const action of called) {
      const { ended } = await outcome({ action, ending });
      const text = `${ended?.stdout}\n${ended?.stderr}`;
      // Without its report, a release is as complete as with it.
      const expected = [`${BUNDLE} is refused`, 'The report of this release is not kept: '];
      const isReported = ended?.code === 3 || expected.some((part) => text.includes(part));
      if (!isReported || /^\s+at /m.test(text)) problems.push({ action, ...ended });
    }
    expect(problems).toEqual([]);
  });
});
