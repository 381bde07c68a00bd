import { parsePruneRequest } from './prune-request';

const refusal = (event: unknown): string => {
  try {
    parsePruneRequest(event);
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
};

test('S5 accepts the event of the document, whose number is text', () => {
  expect(parsePruneRequest({ ServerName: 'web1', gen: '3' })).toEqual({
    serverName: 'web1',
    generations: 3,
    instanceId: undefined,
    dryRun: false,
  });
});

test('S5 accepts an instance, a number and a dry run', () => {
  expect(parsePruneRequest({ ServerName: 'web1', gen: 1, instanceId: 'i-0123456789abcdef0', dryRun: true })).toEqual({
    serverName: 'web1',
    generations: 1,
    instanceId: 'i-0123456789abcdef0',
    dryRun: true,
  });
});

test.each([
  null,
  '',
  '0',
  0,
  '-1',
  -1,
  '1.5',
  1.5,
  '3 ',
  ' 3',
  '+3',
  '3e0',
  '0x3',
  '٣',
  'three',
  NaN,
  Infinity,
  [3],
  true,
  '9'.repeat(30),
])('S5 refuses %j as number of generations', (gen) => {
  expect(refusal({ ServerName: 'web1', gen })).toMatch(
    /^Nothing is deleted.*\n- gen is .*: how many generations to keep: 1 or more, in decimal digits$/,
  );
});

test('S5 refuses an event with every problem at once', () => {
  expect(refusal({ ServerName: '  ', instanceId: '', dryRun: 'false', dryrun: true })).toBe(
    `Nothing is deleted, because the event is invalid:
- ServerName is "  ": the instance's Name tag: text that is not blank
- gen is missing: how many generations to keep: 1 or more, in decimal digits
- instanceId is "": the id of an instance, such as i-0123456789abcdef0
- dryRun is "false": true or false
- dryrun: unknown, allowed are ServerName, gen, instanceId, dryRun`,
  );
});

test.each([undefined, null, 'web1', ['web1'], 3])('S5 refuses %j as event', (event) => {
  expect(refusal(event)).toMatch(/must be an object$/);
});
