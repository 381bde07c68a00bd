import { parse } from 'yaml';

import { mainWorkflow } from './main-workflow';

const jobsOf = (environments: readonly string[]) =>
  (parse(mainWorkflow(environments)) as { readonly jobs: Readonly<Record<string, Readonly<Record<string, unknown>>>> })
    .jobs;

test('U3 deploys every environment in promotion order, each after the one before it', () => {
  const jobs = jobsOf(['one', 'another', 'last']);
  expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
    ['one', undefined],
    ['another', 'one'],
    ['last', 'another'],
  ]);
  for (const [name, job] of Object.entries(jobs)) {
    expect(job).toMatchObject({
      concurrency: { group: `deploy-${name}`, 'cancel-in-progress': false },
      permissions: { contents: 'read', 'id-token': 'write' },
      uses: './.github/workflows/deploy.yml',
      with: { environment: name },
    });
  }
});

test('U3 deploys nothing until a user switches it on', () => {
  const { only } = jobsOf(['only']);
  expect(only).toHaveProperty('if', "${{ vars.DEPLOY == 'on' }}");
  expect(only).not.toHaveProperty('needs');
});
