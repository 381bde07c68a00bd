import { readFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, type Ended } from '../testing/commands';

/** Puts one text in the place of another that is there. */
const replacing = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  return text.replace(from, to);
};

/** The pull request of the page: what it changes in each environment. */
const CHANGES = [
  { file: 'dev.ts', from: 'deleteAfterDays: 2,', to: 'deleteAfterDays: 1,' },
  { file: 'stg.ts', from: 'deleteAfterDays: 30,', to: 'deleteAfterDays: 14,' },
  { file: 'prod.ts', from: 'deleteAfterDays: 30,', to: 'deleteAfterDays: 14,' },
  ...['dev.ts', 'stg.ts', 'prod.ts'].map((file) => ({ file, from: 'Tag-AWSBackup-EC2', to: 'Tagged-for-backup' })),
  { file: 'prod.ts', from: "['arn:aws:iam::333333333333:role/ec2_role']", to: "'all'" },
];

async function reviewOfTheRequest(): Promise<Ended> {
  const environments = changedEnvironments(
    Object.fromEntries(
      ['dev.ts', 'stg.ts', 'prod.ts'].map((file) => [
        file,
        (text: string) =>
          CHANGES.filter((change) => change.file === file).reduce(
            (old, { from, to }) => replacing(from, to)(old),
            text,
          ),
      ]),
    ),
  );
  const [base, head] = [emptyFolder(), emptyFolder()];
  await backupctl(['synth'], base);
  await backupctl(['synth'], head, { BACKUP_ENVIRONMENTS_DIR: environments });
  const options = ['--format', 'markdown', '--now', '2026-11-21T00:00:00Z'];
  return backupctl(['review', '--base', path.join(base, 'cdktf.out'), ...options], head);
}

test('D the page shows the comment that its pull request gets', async () => {
  const page = readFileSync(path.join(__dirname, 'review.md'), 'utf8');
  const [, , comment = ''] = /^(`{3,})text\n([^]*?)^\1$/m.exec(page) ?? [];
  const { code, stdout, stderr } = await reviewOfTheRequest();
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(comment).toBe(stdout);
});

test.each(CHANGES)('D the page shows the change of $file to $to', ({ file, from, to }) => {
  const page = readFileSync(path.join(__dirname, 'review.md'), 'utf8');
  const [, diff = ''] = /^```diff\n([^]*?)^```$/m.exec(page) ?? [];
  const part = diff.split(/^(?=--- )/m).find((each) => each.startsWith(`--- environments/${file}`)) ?? '';
  expect(part).toMatch(new RegExp(`^-.*${escaped(from)}.*\\n\\+.*${escaped(to)}`, 'm'));
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
