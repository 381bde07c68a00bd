import { S3Client } from '@aws-sdk/client-s3';

import { configurationOf } from '../../testing/report';
import { keepReleaseReport } from './keep-release-report';

const KEYS = { accessKeyId: 'local', secretAccessKey: 'local' };

test.each([
  ['a page that cannot be drawn', 'not a moment'],
  ['a bucket that cannot be reached', '2026-11-21T00:00:00Z'],
])('H4 a release is complete without its report: %s', async (_, appliedAt) => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  const s3 = new S3Client({ region: 'us-east-1', endpoint: 'http://127.0.0.1:1', maxAttempts: 1, credentials: KEYS });
  const place = { bucket: 'b', kmsKeyArn: undefined, service: 's', environment: 'dev' };
  await keepReleaseReport(s3, place, { release: 'r', appliedAt }, configurationOf());
  expect(printed).toHaveBeenCalledWith(expect.stringMatching(/^The report of this release is not kept: /));
  printed.mockRestore();
});
