import { AWS_LIMITS, AWS_REGIONS, BOTOCORE_VERSION } from '../domain/aws-limits/generated';
import { readLimits } from './limits';

// Needs no AWS, but the Python tools: botocore is one of them.

test('npm run limits would change nothing', () => {
  expect(readLimits()).toEqual({ version: BOTOCORE_VERSION, limits: AWS_LIMITS, regions: AWS_REGIONS });
});
