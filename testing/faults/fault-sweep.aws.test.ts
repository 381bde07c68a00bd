import { readdirSync } from 'node:fs';

import { testAws, type LocalAws } from '../aws/local-aws';
import { backupctl, emptyFolder, type Ended } from '../commands';
import { actionsFailing, type FailingCall, failFromNow, variablesOf } from './failing-call';
import { isComplete, TRIED_KINDS } from './kinds';
import { SCENARIOS } from './scenarios';

/** `npm run test:faults` tries every command; other runs omit the one that waits longest, and those that call most. */
const LONGEST = ['drill', 'adopt', 'coverage --organization', 'organization pull --policies'];
const scenarios = Object.entries(SCENARIOS).filter(([name]) => isComplete || !LONGEST.includes(name));

/** Of a drill, which deletes only what it has created. */
const DELETION = /:(?:Delete|Deregister|Disassociate|Terminate|Remove)/;

describe.each(scenarios)('%s', (name, { account, args, make, fill, code, writes, keeps }) => {
  let aws: LocalAws;
  let made: unknown;
  let actions: readonly string[];

  async function run(fault?: FailingCall, folder = emptyFolder()): Promise<Ended> {
    aws.standIn.reset();
    const variables = await fill(aws, made);
    failFromNow(aws.standIn, fault);
    return backupctl(args(made), folder, { ...aws.variables, ...variables, ...variablesOf(fault) });
  }

  beforeAll(async () => {
    aws = await testAws(account);
    made = await make(aws);
    const folder = emptyFolder();
    const ended = await run(undefined, folder);
    if (ended.code !== code) throw new Error(`without a fault it ends with ${ended.code}: ${ended.stderr}`);
    if (writes !== undefined && !readdirSync(folder).includes(writes)) throw new Error(`it has not written ${writes}`);
    actions = [...aws.standIn.actions];
  });

  afterAll(() => aws.stop());

  test.each(TRIED_KINDS)('reports %s of each call', async (_kind, ending) => {
    const problems = [];
    for (const action of actionsFailing(actions, ending)) {
      const folder = emptyFolder();
      const ended = await run({ action, ending }, folder);
      const deleted = name === 'drill' ? [] : aws.standIn.actions.filter((one) => DELETION.test(one));
      const written = readdirSync(folder).filter((file) => file !== keeps);
      const isFine = ended.code === 3 && [...deleted, ...written].length === 0 && isReported(ended, action);
      if (!isFine) problems.push({ action, deleted, written, ...ended });
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
