import fc from 'fast-check';

import { checkFailedMessage, lostAgentsMessage } from './agent-message';
import type { LostAgent } from './lost-agents';

const checked = { group: 'ssm-backup-group', region: 'ap-northeast-1' };
const lost = (changes: Partial<LostAgent> = {}): LostAgent => ({
  instanceId: 'i-0a',
  name: 'web1',
  status: 'ConnectionLost',
  lastPingAt: '2026-11-21T03:00:00.000Z',
  ...changes,
});

test('S6 one message names every instance, how it is, and what to do', () => {
  const unknown = lost({ instanceId: 'i-0b', name: '', status: 'unknown to SSM', lastPingAt: undefined });
  expect(lostAgentsMessage(checked, 12, [lost(), unknown])).toEqual({
    subject: 'SSM agent lost: 2 of 12 instances, ap-northeast-1, ssm-backup-group',
    body: `SSM cannot reach 2 of 12 running instances with the tag BackupGroup=ssm-backup-group in ap-northeast-1:

i-0a  web1  ConnectionLost, last ping at 2026-11-21T03:00:00.000Z
i-0b  (no name)  unknown to SSM

What to do: docs/runbooks/agent-is-lost.md`,
  });
});

test('S6 a failure of the check itself is a separate message', () => {
  expect(checkFailedMessage(checked, 'ssm:DescribeInstanceInformation: denied')).toEqual({
    subject: 'SSM agent check failed: ap-northeast-1, ssm-backup-group',
    body: `The SSM agents of the instances with the tag BackupGroup=ssm-backup-group in ap-northeast-1 could not be checked:

ssm:DescribeInstanceInformation: denied

What to do: docs/runbooks/agent-is-lost.md`,
  });
});

test('S6 says how many it does not name', () => {
  const all = Array.from({ length: 1001 }, (_, index) => lost({ instanceId: `i-${index}` }));
  const { subject, body } = lostAgentsMessage(checked, 1001, all);
  expect(subject).toContain('1001 of 1001');
  expect(body).toContain('\ni-199  web1');
  expect(body).not.toContain('i-200');
  expect(body).toContain('\nand 801 more\n');
});

test('S6 SNS takes the message whatever names and group hold', () => {
  const text = fc.string({ unit: 'binary', minLength: 200, maxLength: 256 });
  const isTaken = ({ subject, body }: { subject: string; body: string }) =>
    /^[A-Za-z][ -~]{0,99}$/.test(subject) && Buffer.byteLength(body) < 256 * 1024;
  fc.assert(
    fc.property(text, text, fc.string({ unit: 'binary', maxLength: 20_000 }), (name, group, reason) => {
      const all = Array.from({ length: 300 }, () => lost({ instanceId: `i-${'0'.repeat(17)}`, name }));
      const { body } = lostAgentsMessage({ ...checked, group }, 300, all);
      expect(isTaken(lostAgentsMessage({ ...checked, group }, 300, all))).toBe(true);
      expect(isTaken(checkFailedMessage({ ...checked, group }, reason))).toBe(true);
      expect(body.split('\n')).toHaveLength(205);
    }),
    { numRuns: 50 },
  );
});
