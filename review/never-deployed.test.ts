import { type App, reviewBetween, fixtureApp } from '../testing/review/fixture-app';

/** The shipped app with other accounts: as a user's first pull request has it. */
function withAccounts(
  accounts: Readonly<Record<string, string>>,
  change: (text: string) => string = (text) => text,
): App {
  const text = Object.entries(accounts).reduce(
    (json, [sample, own]) => json.replaceAll(sample, own),
    JSON.stringify(fixtureApp()),
  );
  return JSON.parse(change(text));
}

const OWN = {
  '111111111111': '123456789012',
  '222222222222': '234567890123',
  '333333333333': '345678901234',
  '444444444444': '456789012345',
  '555555555555': '567890123456',
  '999999999999': '987654321098',
};

const summaryOf = (base: App, head: App) =>
  reviewBetween(base, head).findings.map(
    ({ rule, severity, environments }) => `${severity} ${rule} ${environments.join(', ')}`,
  );

test('U6 reports once per environment that it was never deployed, and judges its stacks as new', () => {
  const head = withAccounts(OWN, (text) =>
    text
      .replaceAll('anyservice', 'ourservice')
      .replaceAll('Tag-AWSBackup-EC2', 'Tagged')
      .replaceAll('"delete_after":30', '"delete_after":7'),
  );
  const review = reviewBetween(fixtureApp(), head);
  expect(review.summary).toMatchObject({ bySeverity: { critical: 0, high: 0, low: 4 }, failed: false });
  const reported = review.findings.filter(({ rule }) => rule === 'never-deployed');
  expect(reported).toHaveLength(4);
  expect(reported).toEqual(
    expect.arrayContaining(
      [
        ['dev', '111111111111', '123456789012'],
        ['stg', '222222222222', '234567890123'],
        ['prod', '333333333333', '345678901234'],
        ['organizations', '999999999999', '987654321098'],
      ].map(([environment, before, after]) =>
        expect.objectContaining({
          severity: 'low',
          environments: [environment],
          accounts: [after],
          stack: 'all stacks',
          before,
          after,
        }),
      ),
    ),
  );
  const others = review.findings.filter(({ rule }) => rule !== 'never-deployed');
  expect(new Set(others.map(({ rule }) => rule))).toEqual(new Set(['stack-added']));
});

test('U6 judges what a user has deployed as before', () => {
  const base = withAccounts(OWN);
  const head = withAccounts(OWN, (text) => text.replaceAll('"delete_after":30', '"delete_after":7'));
  expect(summaryOf(base, head)).toContain('high retention-shorter stg, prod');
  expect(summaryOf(base, head).join('\n')).not.toContain('never-deployed');
});

test('U6 judges an environment that keeps the account of the sample as before', () => {
  const { '111111111111': dev } = OWN;
  const head = withAccounts({ '111111111111': dev }, (text) =>
    text.replaceAll('"delete_after":30', '"delete_after":7'),
  );
  const findings = summaryOf(fixtureApp(), head);
  expect(findings).toContain('low never-deployed dev');
  expect(findings).toContain('high retention-shorter stg, prod');
});

test('U6 reports an environment of the sample that a user removes or renames', () => {
  const head = withAccounts(OWN);
  for (const stack of Object.keys(head)) if (stack.startsWith('stg-')) delete head[stack];
  const findings = summaryOf(fixtureApp(), head);
  expect(findings).toContain('low never-deployed stg');
  expect(findings.join('\n')).not.toMatch(/removed/);
});

test('U6 judges the removal of an environment in a base of the sample as before', () => {
  const head = fixtureApp();
  for (const stack of Object.keys(head)) if (stack.startsWith('stg-')) delete head[stack];
  expect(summaryOf(fixtureApp(), head).join('\n')).toMatch(/^critical /m);
});

test('U6 does not take a change from a real account to the sample for a first deployment', () => {
  const head = fixtureApp();
  expect(summaryOf(withAccounts(OWN), head).join('\n')).not.toContain('never-deployed');
});

const { '444444444444': shared, '555555555555': archive } = OWN;
const OWN_MEMBERS = { '444444444444': shared, '555555555555': archive };

test('U6 reports an organization whose members already have their own accounts', () => {
  const findings = summaryOf(withAccounts(OWN_MEMBERS), withAccounts(OWN));
  expect(findings).toContain('low never-deployed organizations');
  expect(findings.join('\n')).not.toMatch(/^(?:critical|high) /m);
});

test('U6 judges an organization with a member of the sample as before, because the rest can be deployed', () => {
  const { '444444444444': _, ...others } = OWN;
  const head = withAccounts(OWN, (text) => text.replaceAll('"delete_after":30', '"delete_after":7'));
  const findings = summaryOf(withAccounts(others), head).join('\n');
  expect(findings).not.toContain('never-deployed');
  expect(findings).toContain('critical member-removed organizations');
  expect(findings).toContain('high retention-shorter');
});
