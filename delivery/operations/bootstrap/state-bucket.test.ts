import { S3Client } from '@aws-sdk/client-s3';

import { stateBucket } from './state-bucket';

/** S3 that answers every HEAD by these statuses, one after the other. */
function answering(...statuses: readonly number[]): S3Client {
  const next = [...statuses];
  const s3 = new S3Client({ region: 'ap-northeast-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  s3.middlewareStack.add(
    () => () => {
      const status = next.shift() ?? 200;
      if (status === 200) return Promise.resolve({ output: { $metadata: { requestId: 'r' } }, response: {} });
      return Promise.reject(
        Object.assign(new Error('UnknownError'), { name: String(status), $metadata: { httpStatusCode: status } }),
      );
    },
    { step: 'build', name: 'answering', override: true },
  );
  return s3;
}

const look = (...statuses: readonly number[]) =>
  stateBucket(answering(...statuses), { bucket: 'states', key: 'a/terraform.tfstate', accountId: '111111111111' });

test('E1 reports whether the bucket exists, and whether it contains the state', async () => {
  expect(await look(404)).toEqual({ bucket: false, moved: false });
  expect(await look(200, 404)).toEqual({ bucket: true, moved: false });
  expect(await look(200, 200)).toEqual({ bucket: true, moved: true });
});

test.each([
  [[403], 'The bucket states exists, but the caller has no access to it: another account may own it.'],
  [[301], 'The bucket states exists, but not in the region of state.region.'],
  [[200, 403], 'The caller is not authorized to perform s3:GetObject on arn:aws:s3:::states/a/terraform.tfstate.'],
])('E1 reports what is wrong with the bucket: %j', async (statuses, message) => {
  await expect(look(...statuses)).rejects.toThrow(message);
});
