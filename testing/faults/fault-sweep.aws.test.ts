import { type Ending, NO_RESPONSE, TRUNCATED } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../aws/local-aws';
import { backupctl, emptyFolder, type Ended } from '../commands';
import { KINDS } from './kinds';
import { SCENARIOS } from './scenarios';

/** `npm run test:faults` tries every kind and every command; other runs try one kind, without the command that waits longest. */
const isComplete = process.env['FAULTS'] === 'all';
const kinds = isComplete ? Object.keys(KINDS) : ['empty 200'];
const scenarios = Object.entries(SCENARIOS).filter(([name]) => isComplete || name !== 'drill');

/** More than any command calls one action: no later call may succeed. */
const CALLS = 50;

/** Of a drill, which deletes only what it has created. */
const DELETION = /:(?:Delete|Deregister|Disassociate|Terminate|Remove)/;

describe.each(scenarios)('%s', (name, { account, args, make, fill, code, withoutBody = [] }) => {
  let aws: LocalAws;
  let made: unknown;
  let calls: readonly string[];

  async function run(fault?: { readonly action: string; readonly ending: Ending }): Promise<Ended> {
    aws.standIn.reset();
    const variables = await fill(aws, made);
    aws.standIn.actions.length = 0;
    if (fault !== undefined)
      aws.standIn.fail(
        fault.action,
        Array.from({ length: CALLS }, () => fault.ending),
      );
    return backupctl(args(made), emptyFolder(), {
      ...aws.variables,
      ...variables,
      COLUMNS: '1000',
      AWS_MAX_ATTEMPTS: '1',
      // Other calls need their time.
      ...(fault?.ending === NO_RESPONSE ? { TEST_REQUEST_TIMEOUT: '3000' } : {}),
    });
  }

  beforeAll(async () => {
    aws = await testAws(account);
    made = await make(aws);
    const ended = await run();
    if (ended.code !== code) throw new Error(`without a fault it ends with ${ended.code}: ${ended.stderr}`);
    calls = [...new Set(aws.standIn.actions)];
  });

  afterAll(() => aws.stop());

  test.each(kinds)('reports %s of each call', async (kind) => {
    const ending = KINDS[kind];
    if (ending === undefined) throw new Error(`there is no kind ${kind}`);
    const problems = [];
    const failing = calls.filter((action) => ending !== TRUNCATED || !withoutBody.includes(action));
    for (const action of failing) {
      const ended = await run({ action, ending });
      const deleted = name === 'drill' ? [] : aws.standIn.actions.filter((one) => DELETION.test(one));
      const isFine = ended.code === 3 && deleted.length === 0 && isReported(ended, action);
      if (!isFine) problems.push({ action, deleted, ...ended });
    }
    expect(problems).toEqual([]);
  });
});

/** Whether the call is named, without a stack. Some commands list it among their results. */
function isReported({ stdout, stderr }: Ended, action: string): boolean {
  const text = `${stdout}\n${stderr}`;
  return (
    [`${action} failed: `, `${action}: AWS still refused it`, `${action}: no response arrived`].some((one) =>
      text.includes(one),
    ) && !/^\s+at /m.test(text)
  );
}
