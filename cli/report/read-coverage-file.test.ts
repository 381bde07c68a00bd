import { writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';

import { CoverageTally } from '../../domain/coverage/tally';
import { type ResourceCoverage, STATUSES } from '../../domain/coverage/status';
import { emptyFolder } from '../../testing/commands';
import { reportOf } from '../../testing/report';
import { coverageFormat } from '../coverage/formats';
import { readCoverageFile } from './read-coverage-file';

const HEAD = { at: '2026-11-21T00:00:00.000Z', environment: null, failOn: [] };
const file = path.join(emptyFolder(), 'coverage.json');

const resource = fc.record({
  arn: fc.constantFrom('arn:a', 'arn:b', '  ],', '"resources": ['),
  account: fc.constantFrom('111111111111', '333333333333', '777777777777'),
  region: fc.constant('ap-northeast-1'),
  type: fc.constantFrom('EC2', 'EFS', 'ElastiCache'),
  status: fc.constantFrom(...STATUSES),
  reason: fc.string(),
  sources: fc.constant([]),
  coveredBy: fc.constant([]),
});

/** A coverage file as `backupctl coverage` writes it. */
function written(resources: readonly ResourceCoverage[]): CoverageTally {
  const format = coverageFormat('json', HEAD);
  const tally = new CoverageTally();
  const lines = [...format.begin()];
  for (const one of resources) {
    tally.add(one);
    lines.push(...format.resource(one));
  }
  writeFileSync(file, [...lines, ...format.end(tally.summary()), ''].join('\n'));
  return tally;
}

test('H6 the report has the numbers of coverage --json', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(resource, { maxLength: 12 }), async (resources) => {
      const { byType } = written(resources).summary();
      const { accounts, coverage } = reportOf(undefined, { coverage: await readCoverageFile(file) });
      const { found, types } = coverage;
      const shown = found?.counts.map(([account, type, status, count]) => ({
        account: accounts[account]?.[0],
        type: types[type],
        status: found.statuses[status],
        count,
      }));
      const isShown = ({ account, type }: (typeof byType)[number]): boolean =>
        account !== '777777777777' && type !== 'ElastiCache';
      expect(shown).toEqual(byType.filter(isShown));
      const others = byType.filter((one) => !isShown(one));
      expect(found?.elsewhere).toBe(others.reduce((sum, { count }) => sum + count, 0));
    }),
    { numRuns: 15 },
  );
});

test('H1 keeps no resource in memory', async () => {
  written([
    {
      arn: 'arn:a',
      account: '111111111111',
      region: 'ap-northeast-1',
      type: 'EC2',
      status: 'covered',
      reason: '',
      sources: [],
      coveredBy: [],
    },
  ]);
  const { content } = await readCoverageFile(file);
  expect(content).toMatchObject({ resources: [], byType: [{ account: '111111111111', count: 1 }] });
});

test('H1 reads a coverage file that another program formatted', async () => {
  const one = { account: '333333333333', type: 'EC2', region: 'ap-northeast-1', arn: 'arn:a', status: 'missing-tag' };
  const content = { ...HEAD, resources: [one, { ...one, arn: 'arn:b' }] };
  const last = { byType: [{ ...one, count: 2 }], resources: content.resources };
  const texts = [
    JSON.stringify(content),
    JSON.stringify(content, null, 2),
    JSON.stringify(content, null, 4),
    JSON.stringify(last, null, 2),
    `{\n  "resources": [\n    ${JSON.stringify(one)},\n    ${JSON.stringify(one)}\n  ],\n  "failOn": []\n}`,
  ];
  for (const text of texts) {
    writeFileSync(file, text);
    const { found } = reportOf(undefined, { coverage: await readCoverageFile(file) }).coverage;
    expect(found).toMatchObject({ statuses: ['missing-tag'], counts: [[2, 6, 0, 2]] });
  }
});
